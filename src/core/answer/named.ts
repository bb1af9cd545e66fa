import type { Chosen } from "../choose/choose.ts";
import { type Plan, sizeOfSet } from "../choose/plans.ts";
import type { Verdict } from "./decision.ts";

/** Why the headline is named before those that are even with it: the first test, in the order of the choice, that tells them apart. */
export function namedFor({ ranked: [head], even }: Chosen): Verdict["namedFor"] {
  if (head === undefined || even.length < 2) return null;
  const others = even.filter((one) => one !== head);
  const is = (test: (one: Plan) => number) =>
    others.every(({ plan }) => test(head.plan) < test(plan) - 1e-9);
  if (is(({ picks }) => (picks.every(({ row }) => row.chance >= 0.5) ? 0 : 1))) return "likelier";
  if (is(({ imputedShare }) => imputedShare)) return "measured";
  if (is(parties)) return "parties";
  const isHighest = others.every(({ value }) => head.value >= value);
  return isHighest ? "value" : "bill";
}

const parties = ({ set, picks }: Plan): number =>
  100 * sizeOfSet(set) +
  new Set(picks.map(({ row }) => row.candidate.offer?.provider ?? "own")).size;
