import { parse } from "yaml";
import { keyOf, uniform } from "../../src/core/know/random.ts";

/** Numbers from a seed: the same input for the same seed and number, on every machine. */
export class Dice {
  readonly #key: number;
  #draw = 0;

  constructor(name: string) {
    this.#key = keyOf(name);
  }

  below(count: number): number {
    return Math.floor(uniform(this.#key, this.#draw++) * count);
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

/** What a careless or hostile hand puts into a file. */
const pieces = [
  "\u001b[31m",
  "\u0000",
  "\u202e",
  "\u2066",
  "\u009b",
  "\ufeff",
  "\ufffd",
  "\u2028",
  "\r",
  "\t",
  "\n",
  "\n\n",
  "---\n",
  "&a ",
  "*a",
  "!!binary ",
  "!!js/function ",
  "<<: ",
  "{",
  "}",
  "[",
  "]",
  ":",
  ": ",
  "- ",
  "#",
  "'",
  '"',
  "|",
  ">",
  ",",
  "__proto__",
  "constructor",
  "licence/constructor",
  "price/constructor@x/input",
  "null",
  "~",
  "true",
  "-1",
  "0",
  "1e308",
  "1e-320",
  ".nan",
  ".inf",
  "NaN",
  "1,000,000",
  "0x7f",
  "2026-02-30",
  "9".repeat(400),
  "a".repeat(5000),
  "{".repeat(3000),
  "=cmd|' /C calc'!A1",
  "::error::x",
  "]]>",
  "<script>",
  "../../etc/passwd",
  "%00",
];

/** Bytes of a text changed, taken out, said twice or put in. */
export function mutateBytes(text: string, dice: Dice): Buffer {
  let bytes = Buffer.from(text, "utf8");
  for (let count = 1 + dice.below(4); count > 0; count--) {
    const at = dice.below(bytes.length + 1);
    const end = Math.min(bytes.length, at + 1 + dice.below(dice.of([1, 8, 200])));
    const [before, middle, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, end),
      bytes.subarray(end),
    ];
    const changed = dice.of([
      () => [before, after],
      () => [before, middle, middle, after],
      () => [before, Buffer.from(dice.of(pieces)), middle, after],
      () => [before, Buffer.from(dice.of(pieces)), after],
      () => [before, Buffer.from([dice.below(256)]), after],
      () => [before],
    ])();
    bytes = Buffer.concat(changed);
  }
  return bytes;
}

type Tree = Record<string, unknown> | unknown[];

interface Slot {
  readonly holder: Tree;
  readonly key: string | number;
}

function slotsOf(value: unknown): Slot[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const key = Array.isArray(value) ? Number(name) : name;
    return [{ holder: value as Tree, key }, ...slotsOf(inner)];
  });
}

const at = ({ holder, key }: Slot): unknown => (holder as Record<string, unknown>)[key];

function set({ holder, key }: Slot, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function values(dice: Dice, slots: readonly Slot[]): unknown {
  return dice.of<() => unknown>([
    () => dice.of([null, true, false, "", [], {}, [[]], [null], { a: 1 }]),
    () => dice.of([0, -0, -1, 1, 0.5, 1.5, 100, 1e-9, 1e9, 1e15, 1e300, -1e300, 2 ** 53, 5e-324]),
    () => dice.of(pieces),
    () => dice.of(["2026-11-23", "2099-12-31", "2000-01-01", "2026-13-01", "20261123"]),
    () => structuredClone(at(dice.of(slots))),
  ])();
}

/** Values of a tree replaced, moved, renamed, said twice or taken out; the result is JSON, which is YAML. */
export function mutateTree(written: unknown, dice: Dice): unknown {
  const root = { root: structuredClone(written) };
  for (let count = 1 + dice.below(3); count > 0; count--) {
    const slots = slotsOf(root);
    if (slots.length === 0) break;
    const slot = dice.of(slots);
    const { holder, key } = slot;
    dice.of([
      () => set(slot, values(dice, slots)),
      () => set(slot, values(dice, slots)),
      () => set(slot, structuredClone(at(dice.of(slots)))),
      () =>
        Array.isArray(holder) ? holder.splice(Number(key), 1) : Reflect.deleteProperty(holder, key),
      () =>
        Array.isArray(holder)
          ? holder.push(...structuredClone(holder).slice(0, 3))
          : set(
              { holder, key: dice.of([...pieces, `${key}x`, String(key).toUpperCase()]) },
              at(slot),
            ),
      () => {
        const value = at(slot);
        if (typeof value === "number") set(slot, value * dice.of([-1, 0, 0.001, 1000, 1e12]));
        else if (typeof value === "string") set(slot, value + dice.of(pieces));
      },
    ])();
  }
  return root.root ?? null;
}

/** One reader's file, changed: its bytes, or what they stand for. */
export function mutate(
  text: string,
  form: "yaml" | "front-matter" | "csv" | "lines",
  dice: Dice,
): Buffer {
  if (form === "csv" || dice.below(3) === 0) return mutateBytes(text, dice);
  if (form === "lines") {
    const lines = text.trimEnd().split("\n");
    const index = dice.below(lines.length);
    lines[index] = JSON.stringify(mutateTree(JSON.parse(lines[index] ?? "{}"), dice));
    return Buffer.from(`${lines.join("\n")}\n`);
  }
  if (form === "yaml") return Buffer.from(`${JSON.stringify(mutateTree(parse(text), dice))}\n`);
  const [, yaml = "", rest = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  return Buffer.from(`---\n${fieldsOf(mutateTree(parse(yaml), dice))}---\n${rest}`);
}

/** Front matter keeps its lines: `moat:` is sought at the start of one. */
const fieldsOf = (tree: unknown): string =>
  tree !== null && typeof tree === "object" && !Array.isArray(tree)
    ? Object.entries(tree)
        .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
        .join("")
    : `${JSON.stringify(tree)}\n`;
