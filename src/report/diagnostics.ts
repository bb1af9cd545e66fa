import { safe, safeLine } from "../core/know/printable.ts";
import type { Diagnostic } from "../shapes/trouble.ts";
import { type Style, wrap } from "./style.ts";

/** `file:line:column: error: what is wrong`, and the remedy under it. */
export function diagnosticsText(found: readonly Diagnostic[], style: Style): string {
  return found.map((one) => `${entry(one, style)}\n`).join("");
}

function entry({ severity, file, line, column, message, help }: Diagnostic, style: Style): string {
  const place = line === undefined ? safeLine(file) : `${safeLine(file)}:${line}:${column ?? 1}`;
  const paint = severity === "error" ? style.bad : style.warn;
  const first = `${style.bold(place)}: ${paint(severity)}: ${safe(message)}`;
  const lines = (help ?? "").split("\n").filter((one) => one !== "");
  return [first, ...lines.map((one) => hint(one, style))].join("\n");
}

/** A line that starts with a blank is there to be copied, so it stays in one piece. */
const hint = (line: string, style: Style): string =>
  line.startsWith(" ") ? `   ${safe(line)}` : `  ${wrap(safe(line), style.width - 2, "  ")}`;
