/** What stands between two brackets, or between the ends of the text that is looked at where one of them lies beyond. */
export interface Group {
  readonly kind: string;
  /** Of the opening bracket, and of the one that closes it. */
  readonly from: number;
  readonly to: number;
  /** Its own text: what lies in brackets inside it is left out. */
  readonly flat: string;
}

interface Bracket {
  readonly kind: string;
  readonly at: number;
}

/** The bracket around the end of a text that is not closed in it. */
export function openBracket(text: string, from = text.length, reach = text.length) {
  let depth = 0;
  for (let at = from - 1; at >= Math.max(0, from - reach); at--) {
    const char = text[at] ?? "";
    if (char === ")" || char === "]" || char === "}") depth++;
    else if (char === "(" || char === "[" || char === "{") {
      if (depth === 0) return { kind: char, at } satisfies Bracket;
      depth--;
    }
  }
  return undefined;
}

/** As far as a group is looked at, either way. */
export const reach = 3000;

/** The innermost group around a place. */
export function groupAround(text: string, at: number): Group | undefined {
  const open = openBracket(text, at, reach);
  if (open === undefined) return undefined;
  let depth = 0;
  let flat = "";
  const end = Math.min(text.length, at + reach);
  let to = open.at + 1;
  for (; to < end; to++) {
    const char = text[to] ?? "";
    if (char === ")" || char === "]" || char === "}") depth--;
    if (depth < 0) break;
    if (depth === 0) flat += char;
    if (char === "(" || char === "[" || char === "{") depth++;
  }
  return { kind: open.kind, from: open.at, to, flat };
}

/** Lines beside a place that are indented as its own is: the block of a language that has no brackets for it. */
export function linesAround(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at) + 1;
  const indent = indentOf(text.slice(start, start + 200));
  const above = text
    .slice(Math.max(0, start - reach), start)
    .split("\n")
    .slice(0, -1)
    .reverse();
  const below = text.slice(start, at + reach).split("\n");
  const beside = (lines: readonly string[]) => {
    const end = lines.findIndex(
      (one) => /^\s*\[/.test(one) || (one.trim() !== "" && indentOf(one) < indent),
    );
    return (end < 0 ? lines : lines.slice(0, end)).filter((one) => indentOf(one) === indent);
  };
  const isItem = (line: string | undefined) => /^\s*-\s/.test(line ?? "");
  const first = isItem(below[0]) ? -1 : above.findIndex(isItem);
  const next = below.findIndex((one, index) => index > 0 && isItem(one));
  return [
    ...(isItem(below[0]) ? [] : beside(first < 0 ? above : above.slice(0, first + 1))).reverse(),
    ...beside(next < 0 ? below : below.slice(0, next)),
  ].join("\n");
}

/** Blanks before a line; the hyphen of an item counts as one. */
const indentOf = (line: string): number => /^\s*(?:-\s+)?/.exec(line)?.[0].length ?? 0;
