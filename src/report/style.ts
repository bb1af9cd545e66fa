import { Chalk } from "chalk";

/** How a report looks: colour is decided once by the shell, and never carries meaning alone. */
export interface Style {
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

/** `width` in columns; 40 is the least that a table is laid out for. */
export function styleFor(colour: boolean, width: number): Style {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    width: Math.max(40, Math.min(width, 110)),
    bold: chalk.bold,
    dim: chalk.dim,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
  };
}

/** Lines no longer than the width, continued under the indent. A word that is too long stands alone. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const room = width - (lines.length === 0 ? 0 : indent.length);
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.join(`\n${indent}`);
}

/** A label, and text wrapped beside it. */
export function labelled(
  label: string,
  text: string,
  style: Style,
  columns: number,
  paint: (label: string) => string = (x) => x,
): string {
  const indent = " ".repeat(columns);
  if (columns > style.width / 2) return `${paint(label)}\n  ${wrap(text, style.width - 2, "  ")}`;
  return `${paint(label.padEnd(columns))}${wrap(text, style.width - columns, indent).replace(/\n */g, `\n${indent}`)}`;
}

/** Columns aligned by their widest cell; numbers to the right. The last column takes what is left and is cut with "…". */
export function table(
  rows: readonly (readonly string[])[],
  style: Style,
  right: readonly number[] = [],
  indent = "  ",
): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        right.includes(column)
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      );
      return cut(`${indent}${cells.join("  ")}`.trimEnd(), style.width);
    })
    .join("\n");
}

export const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** Text from a file as it may reach a terminal: control characters are shown, not obeyed. */
export function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to show
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
