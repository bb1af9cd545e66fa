import { Chalk } from "chalk";
import { plainValue } from "../core/know/money.ts";
import type { Assumption } from "../shapes/document.ts";

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
  // A per cent sign stays with its number.
  for (const word of text.split(/\s+(?!%)/).filter((one) => one !== "")) {
    const room = width - (lines.length === 0 ? 0 : indent.length);
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.join(`\n${indent}`);
}

/** The room of a label, and how it is painted. */
interface LabelLayout {
  readonly columns: number;
  readonly paint?: (label: string) => string;
}

/** A label, and text wrapped beside it; under it where the terminal is too narrow for both. */
export function labelled(
  label: string,
  text: string,
  style: Style,
  { columns, paint = (x) => x }: LabelLayout,
): string {
  if (columns > style.width * 0.4)
    return `${paint(label.trimEnd())}\n    ${wrap(text, style.width - 4).replaceAll("\n", "\n    ")}`;
  const indent = " ".repeat(columns);
  const beside = wrap(text, style.width - columns).replaceAll("\n", `\n${indent}`);
  return `${paint(label.padEnd(columns))}${beside}`;
}

/** Room that the last column of a table needs to say anything. */
const leastRoom = 16;

/**
 * Columns aligned by their widest cell, numbers to the right; the first row is the head. The last column takes what is left
 * and is cut with "…". Where the others leave it no room, each row becomes a short list of its own.
 */
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
  const last = widths.at(-1) ?? 0;
  const others = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, indent.length);
  if (others + Math.min(last, leastRoom) > style.width) return list(rows, style, indent);
  const layout = { widths, right, indent, room: style.width };
  return rows.map((row) => line(row, layout)).join("\n");
}

interface TableLayout {
  readonly widths: readonly number[];
  readonly right: readonly number[];
  readonly indent: string;
  /** Columns of a whole line. */
  readonly room: number;
}

function line(row: readonly string[], { widths, right, indent, room }: TableLayout): string {
  const cells = row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
  });
  return cut(`${indent}${cells.join("  ")}`.trimEnd(), room);
}

/** `name` on a line of its own, and `head: cell` under it. */
function list(
  [head = [], ...rows]: readonly (readonly string[])[],
  style: Style,
  indent: string,
): string {
  return rows
    .map(([name = "", ...cells]) => {
      const lines = cells.map((cell, at) => {
        const title = head[at + 1] ?? "";
        const text = wrap(
          title === "" ? cell : `${title}: ${cell}`,
          style.width - indent.length - 4,
        );
        return text.replaceAll("\n", `\n${indent}    `).replace(/^/, `${indent}  `);
      });
      return [`${indent}${name}`, ...lines.filter((one) => one.trim() !== "")].join("\n");
    })
    .join("\n");
}

export const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** Something that was left out, with the value taken. */
export const assumedText = ({ path, value }: Pick<Assumption, "path" | "value">): string =>
  `${path} ${plainValue(value)}`;
