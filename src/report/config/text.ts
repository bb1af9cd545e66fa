import { safeLine } from "../../core/know/printable.ts";
import { type Style, table } from "../style.ts";

export interface ShownSetting {
  readonly key: string;
  readonly value: unknown;
  /** Flag, variable, file with its place, or default. */
  readonly origin: string;
}

/** `key: value` lines that are YAML themselves; the origin beside them as a comment. */
/** Keys are as anybody wrote them, in presets and parameters. */
export function configText(
  settings: readonly ShownSetting[],
  origin: boolean,
  style: Style,
): string {
  if (!origin)
    return settings.map(({ key, value }) => `${written(key)}: ${written(value)}\n`).join("");
  const rows = settings.map((one) => [
    `${written(one.key)}:`,
    written(one.value),
    `# ${safeLine(one.origin)}`,
  ]);
  return `${table(rows, style, [], "")}\n`;
}

const written = (value: unknown): string =>
  typeof value === "string" && safeLine(value) === value ? value : JSON.stringify(value);
