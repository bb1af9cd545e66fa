import type { Day } from "../../../shapes/common.ts";

/** What is different between two answers, or two checks, and what moved it. */
export interface DiffReport {
  readonly format: "moat.diff";
  readonly formatVersion: "1.0";
  readonly tool: { readonly name: "moat"; readonly version: string };
  readonly base: DiffSide;
  readonly head: DiffSide;
  readonly summary: { readonly flips: number; readonly changes: number; readonly same: number };
  readonly items: readonly DiffItem[];
}

export interface DiffSide {
  readonly file: string;
  readonly format: string;
  readonly asOf: readonly Day[];
  readonly packs: readonly string[];
}

/** One use case, or one record. A flip is another verdict; a change is anything else. */
export interface DiffItem {
  readonly name: string;
  readonly kind: "flip" | "change" | "added" | "removed" | "same";
  readonly from: string | null;
  readonly to: string | null;
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  readonly what: string;
  readonly from: string | number | boolean | null;
  readonly to: string | number | boolean | null;
}

type DiffValue = DiffLine["from"];

/** A line where the two differ; shares and money by less than what anybody acts on do not. */
export function line(what: string, from: DiffValue, to: DiffValue, least = 0): DiffLine[] {
  if (typeof from === "number" && typeof to === "number") {
    return Math.abs(to - from) > least ? [{ what, from, to }] : [];
  }
  return from === to ? [] : [{ what, from, to }];
}

export interface Pair<T> {
  readonly name: string;
  readonly from: T | undefined;
  readonly to: T | undefined;
}

/** Pairs by name, in the order of their names; a side that lacks one has undefined. */
export function paired<T>(
  base: readonly T[],
  head: readonly T[],
  name: (one: T) => string,
): Pair<T>[] {
  const before = new Map(base.map((one) => [name(one), one]));
  const after = new Map(head.map((one) => [name(one), one]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((one) => ({ name: one, from: before.get(one), to: after.get(one) }));
}
