import { isTree, type Tree, valueAt } from "../../core/know/tree.ts";
import { dearest } from "../../shapes/models.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import type { LineColumn, Path } from "../file/source.ts";

/** Names that would reach into JavaScript's own objects. No price list has a use for them. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/** Takes the place of what stands under a key that an object has twice: one of the two would win by chance. */
export const twice = "stands twice";

/** JSON of a stranger: cut off or with a name that reaches into JavaScript it is refused, and of two values of one key it has neither. */
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
  const repeated: Path[] = [];
  for (const { key, at, isRepeated, path } of keysOf(text)) {
    if (forbidden.has(key))
      return failed(
        trouble(
          "import.key",
          `the key "${key}" has no place in a price list`,
          "Do not use this file.",
          at,
        ),
      );
    if (isRepeated) repeated.push(path());
  }
  for (const path of repeated) setTwice(value, path);
  return loaded(value);
}

/** Where one of the two was another kind of value, a path into it may lead nowhere. */
function setTwice(root: unknown, path: Path): void {
  const last = path.at(-1);
  const holder = valueAt(root, path.slice(0, -1));
  if (
    last !== undefined &&
    holder !== null &&
    typeof holder === "object" &&
    Object.hasOwn(holder, last)
  )
    Object.assign(holder, { [last]: twice });
}

interface JsonKey {
  readonly key: string;
  readonly at: number;
  readonly isRepeated: boolean;
  readonly path: () => Path;
}

/** An object or a list that has begun, and what stands in it at the moment. */
interface Open {
  readonly keys: Set<string> | undefined;
  at: string | number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Keys of every object of a document that is known to be valid JSON; JSON.parse keeps only the last of two. */
function* keysOf(text: string): Generator<JsonKey> {
  const open: Open[] = [];
  let pending: { readonly key: string; readonly at: number } | undefined;
  for (const match of text.matchAll(token)) {
    const [found] = match;
    const inner = open.at(-1);
    if (found === "{") open.push({ keys: new Set(), at: "" });
    else if (found === "[") open.push({ keys: undefined, at: 0 });
    else if (found === "}" || found === "]") open.pop();
    else if (found.startsWith('"')) pending = { key: unquoted(found), at: match.index };
    else if (found === "," && typeof inner?.at === "number") inner.at++;
    else if (found === ":" && pending !== undefined && inner?.keys !== undefined) {
      const { key } = pending;
      inner.at = key;
      yield { ...pending, isRepeated: inner.keys.has(key), path: () => open.map((one) => one.at) };
      inner.keys.add(key);
    }
  }
}

const unquoted = (written: string): string =>
  written.includes("\\") ? String(JSON.parse(written)) : written.slice(1, -1);

function placeOf(text: string, at: number): LineColumn {
  const before = text.slice(0, Math.max(0, at)).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** An entry of a foreign document, as far as it is a mapping. */
export const mapping = (value: unknown): Tree | undefined => (isTree(value) ? value : undefined);

export type WrittenAmount = number | undefined | "wrong";

/** A price: absent, a sane number, or something that is neither. Six digits: lists per token carry the noise of floats. */
export function amount(value: unknown, scale = 1): WrittenAmount {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return "wrong";
  const scaled = Number((value * scale).toPrecision(6));
  return scaled > dearest ? "wrong" : scaled;
}

export const wrongShape = (file: string, what: string): Diagnostic => ({
  code: "import.shape",
  severity: "error",
  file,
  message: `this is not ${what}`,
  help: "Name the right file, or the right --format.",
});
