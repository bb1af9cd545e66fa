import { isTree, type Tree, treeOf } from "../core/know/tree.ts";

/** A use case as its author would write it: YAML with comments, or one line of flags. */

interface FlagField {
  readonly flag: string;
  readonly path: readonly string[];
  readonly help: string;
}

const column = 40;

/** Every value with what it means beside it. */
export function useCaseYaml(value: unknown, fields: readonly FlagField[]): string {
  const lines = linesOf(treeOf(value), [], fields);
  return [
    "# A use case for moat: moat advise FILE. What stands nowhere is assumed, and listed in the answer.",
    "# moat init shows more fields, and moat explain FIELD says what one means.",
    ...lines,
    "",
  ].join("\n");
}

function linesOf(value: Tree, path: readonly string[], fields: readonly FlagField[]): string[] {
  const indent = "  ".repeat(path.length);
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    if (Array.isArray(inner) && inner.some(isTree)) {
      const items = inner
        .map(treeOf)
        .flatMap((one) =>
          linesOf(one, [...at, "*"], fields).map((line, index) =>
            index === 0 ? line.replace(/^( *) {2}/, "$1- ") : line,
          ),
        );
      return [`${indent}${key}:`, ...items];
    }
    if (isTree(inner)) return [`${indent}${key}:`, ...linesOf(inner, at, fields)];
    const line = `${indent}${key}: ${scalar(inner)}`;
    const help = fields.find((one) => one.path.join() === at.join())?.help;
    return [help === undefined ? line : `${line.padEnd(column)}# ${help}`];
  });
}

/** Plain where YAML reads it as it stands. */
function scalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(scalar).join(", ")}]`;
  if (typeof value !== "string") return String(value);
  const isPlain = /^[A-Za-z0-9$][A-Za-z0-9$.%+/@ -]*$/.test(value) && !value.endsWith(" ");
  const isOther = /^(true|false|null)$/i.test(value) || Number.isFinite(Number(value));
  return isPlain && !isOther ? value : JSON.stringify(value);
}

const width = 88;

/** The command that says the same, broken where a shell takes it. */
export function flagLine(
  given: Readonly<Record<string, string | boolean | readonly string[] | undefined>>,
  fields: readonly FlagField[],
  rest: readonly string[],
): string {
  const words = fields.flatMap(({ flag }): string[] => {
    const value = given[flag];
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${flag}`];
    return [`--${flag} ${quoted([value].flat().join(","))}`];
  });
  const pairs = rest.flatMap((word, at) => {
    if (!word.startsWith("--")) return [];
    const next = rest[at + 1];
    return [next === undefined || next.startsWith("--") ? word : `${word} ${quoted(next)}`];
  });
  const lines = ["  moat advise"];
  for (const word of [...words, ...pairs]) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`    ${word}`);
  }
  return lines.join(" \\\n");
}

/** A dollar or a blank would be read by the shell. */
const quoted = (text: string): string =>
  /^[A-Za-z0-9.,%:/=+_@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
