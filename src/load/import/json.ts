import { type Diagnostic, failed, type Loaded, loaded } from "../diagnostic.ts";
import type { Place } from "../source.ts";

/** Names that would reach into JavaScript's own objects. No price list has a use for them. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/** JSON of a stranger: cut off, with the same key twice or with such a name, it is refused as a whole. */
export function parseForeign(file: string, text: string): Loaded<unknown> {
  const trouble = (code: string, message: string, help: string, at: number): Diagnostic => ({
    code,
    severity: "error",
    file,
    ...placeOf(text, at),
    message,
    help,
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const open = text.trimEnd();
    const cut = !/[}\]]$/.test(open);
    return failed(
      trouble(
        "import.json",
        cut ? "the file breaks off: it is no whole JSON document" : "the file is no valid JSON",
        "Fetch it again, and compare its size with that of the original.",
        open.length - 1,
      ),
    );
  }
  for (const { key, at, repeated } of keysOf(text)) {
    if (forbidden.has(key))
      return failed(
        trouble(
          "import.key",
          `the key "${key}" has no place in a price list`,
          "Do not use this file.",
          at,
        ),
      );
    if (repeated)
      return failed(
        trouble(
          "import.duplicate",
          `"${key.slice(0, 60)}" stands twice in one object`,
          "One of them would win by chance: correct the file.",
          at,
        ),
      );
  }
  return loaded(value);
}

interface Key {
  readonly key: string;
  readonly at: number;
  readonly repeated: boolean;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Keys of every object of a document that is known to be valid JSON; JSON.parse keeps only the last of two. */
function* keysOf(text: string): Generator<Key> {
  const open: (Set<string> | undefined)[] = [];
  let pending: { readonly key: string; readonly at: number } | undefined;
  for (const match of text.matchAll(token)) {
    const [found] = match;
    if (found === "{" || found === "[") open.push(found === "{" ? new Set() : undefined);
    else if (found === "}" || found === "]") open.pop();
    else if (found.startsWith('"')) pending = { key: unquoted(found), at: match.index };
    else if (found === ":" && pending !== undefined) {
      const seen = open.at(-1);
      yield { ...pending, repeated: seen?.has(pending.key) === true };
      seen?.add(pending.key);
    }
  }
}

const unquoted = (written: string): string =>
  written.includes("\\") ? String(JSON.parse(written)) : written.slice(1, -1);

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, Math.max(0, at)).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** An entry of a foreign document, as far as it is a mapping. */
export const mapping = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

/** A price per million tokens above this is a slip of units; the dearest on any list are under 1,000 $. */
const dearest = 100_000;

export type Amount = number | undefined | "wrong";

/** A price: absent, a sane number, or something that is neither. Six digits: lists per token carry the noise of floats. */
export function amount(value: unknown, scale = 1): Amount {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return "wrong";
  const scaled = Number((value * scale).toPrecision(6));
  return scaled > dearest ? "wrong" : scaled;
}

export const wrongAmount = (file: string, where: string): Diagnostic => ({
  code: "import.amount",
  severity: "error",
  file,
  message: `${where.slice(0, 120)} is no price in dollars`,
  help: `A price is a number from 0 to ${dearest} $ per million tokens. Check the file and its units.`,
});

export const wrongShape = (file: string, what: string): Diagnostic => ({
  code: "import.shape",
  severity: "error",
  file,
  message: `this is not ${what}`,
  help: "Name the right file, or the right --format.",
});
