import type { DiffLine } from "../../../shapes/diff.ts";

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
