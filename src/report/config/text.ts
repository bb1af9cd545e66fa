import { type Style, safe, table } from "../style.ts";

export interface ShownSetting {
  readonly key: string;
  readonly value: unknown;
  /** Flag, variable, file with its place, or default. */
  readonly origin: string;
}

/** `key: value` lines that are YAML themselves; the origin beside them as a comment. */
export function configText(
  settings: readonly ShownSetting[],
  origin: boolean,
  style: Style,
): string {
  if (!origin) return settings.map((one) => `${one.key}: ${written(one.value)}\n`).join("");
  const rows = settings.map((one) => [`${one.key}:`, written(one.value), `# ${safe(one.origin)}`]);
  return `${table(rows, style, [], "")}\n`;
}

const written = (value: unknown): string =>
  typeof value === "string" ? safe(value) : JSON.stringify(value);
