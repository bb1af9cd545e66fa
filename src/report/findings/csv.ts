import { safe } from "../../core/know/printable.ts";
import type { CheckReport, Finding } from "../../shapes/check.ts";
import { changeText } from "./words.ts";

const columns = {
  rule: (one) => one.rule,
  severity: (one) => one.severity,
  file: (one) => one.file,
  line: (one) => String(one.line),
  column: (one) => String(one.column),
  need: (one) => one.need ?? "",
  subject: (one) => one.subject ?? "",
  message: (one) => one.message,
  remedy: (one) => one.remedy,
  changes: (one) => one.changes.map(changeText).join("\n"),
  waivedBy: (one) => one.waivedBy?.id ?? "",
  baseline: (one) => one.baseline ?? "",
  fingerprint: (one) => one.fingerprint,
} as const satisfies Record<string, (one: Finding) => string>;

/** Every finding as a row, after RFC 4180: lines end with CR LF, quotes are doubled. */
export function csv({ findings }: CheckReport): string {
  const rows = findings.map((one) => Object.values(columns).map((cell) => safe(cell(one))));
  return [Object.keys(columns), ...rows]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
