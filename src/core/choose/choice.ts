import type { Choice, Option } from "../../shapes/common.ts";
import type { ChoiceParameters } from "../../shapes/pack.ts";
import { options } from "../know/lists.ts";
import { farChance, isAsking, type Plan, sizeOfSet } from "./plans.ts";

export const choiceOf = ({ set }: Pick<Plan, "set">): Choice =>
  sizeOfSet(set) > 1 ? "hybrid" : (options[Math.log2(set)] ?? "none");

export const optionsOf = ({ set }: Pick<Plan, "set">): Option[] =>
  options.filter((_, at) => (set & (1 << at)) !== 0);

/** A plan as plans are compared: its mean value, and how often it is the best, where draws were made. */
export interface Compared {
  readonly plan: Plan;
  readonly value: number;
  readonly wins: number | undefined;
}

export interface Ranking<One extends Compared> {
  /** The headline first; then by how often they win, or by value without draws. */
  readonly ranked: readonly One[];
  /** Plans between which nothing that is known decides, the headline among them; empty where it is decided. */
  readonly even: readonly One[];
}

/** Who is even with the plan of the highest mean, and which of those is named. */
export function rank<One extends Compared>(
  plans: readonly One[],
  parameters: ChoiceParameters["even"],
): Ranking<One> {
  const byValue = plans.toSorted((a, b) => b.value - a.value || a.plan.set - b.plan.set);
  const [lead] = byValue;
  if (lead === undefined) return { ranked: [], even: [] };
  const close = evenWith(lead, byValue, parameters);
  const head = close.length > 1 ? headline(close, parameters) : lead;
  const rest = byValue
    .filter((one) => one !== head)
    .sort((a, b) => (b.wins ?? 0) - (a.wins ?? 0) || b.value - a.value || a.plan.set - b.plan.set);
  return { ranked: [head, ...rest], even: close.length > 1 ? close : [] };
}

function evenWith<One extends Compared>(
  lead: One,
  byValue: readonly One[],
  parameters: ChoiceParameters["even"],
): readonly One[] {
  const within = slackOf(lead, parameters) + 1e-12;
  const most = Math.max(...byValue.map(({ wins }) => wins ?? 0));
  return byValue.filter(
    (one) => one === lead || ((one.wins ?? 0) >= most * rarest && lead.value - one.value <= within),
  );
}

/** Who wins less than once where the most frequent wins three times is not even with it: odds of three to one are clear. */
const rarest = 1 / 3;

/**
 * A lead that is next to nothing: the oftener the best plan wins, the smaller, without a step; who loses in most draws needs a
 * larger one yet. Without draws nothing tells how often it wins: then only what is next to nothing in any case is.
 */
function slackOf(
  { wins = 1 }: Compared,
  { from, lead, clearFrom, clearLead }: ChoiceParameters["even"],
): number {
  const sure = Math.min(1, (wins - from) / (clearFrom - from));
  return lead + (clearLead - lead) * sure;
}

/** What tells even plans apart, in this order: the lowest is named. */
export const namingTests: readonly (readonly [
  "documented" | "likelier" | "bill" | "measured" | "parties",
  (plan: Plan, among: readonly Plan[]) => number,
])[] = [
  ["documented", (plan) => Number(isAsking(plan))],
  ["likelier", likelier],
  ["bill", isDear],
  ["measured", ({ imputedShare }) => imputedShare],
  ["parties", partiesOf],
];

/** Half as much again as the cheapest over both tries: what is worth the same is not paid for so. */
function isDear({ expectedUsd }: Plan, among: readonly Plan[]): number {
  const least = Math.min(...among.map((one) => one.expectedUsd));
  return Number(expectedUsd > 1.5 * least);
}

/** Even plans that give away next to nothing; the highest mean first. */
export const near = <One extends Compared>(
  even: readonly One[],
  { naming }: Pick<ChoiceParameters["even"], "naming">,
): readonly One[] => even.filter((one) => (even[0]?.value ?? 0) - one.value <= naming + 1e-12);

/**
 * Of even plans that give away next to nothing: those that wait for no answer, those likelier than not to hold, then measured ones,
 * then fewer parties, then who wins most often; and the one whose bill is lower by much, if it wins as often.
 */
function headline<One extends Compared>(
  even: readonly One[],
  parameters: ChoiceParameters["even"],
): One {
  let fit = near(even, parameters);
  for (const [, of] of namingTests) {
    const plans = fit.map(({ plan }) => plan);
    fit = least(fit, ({ plan }) => of(plan, plans));
  }
  const best = oftenest(near(fit, { naming: parameters.clearLead }));
  // As good by all that comes before money; how many vendors there are does not.
  const tests = namingTests.map(([name, of]) => (name === "parties" ? optionsUsed : of));
  const plans = even.map(({ plan }) => plan);
  const asGood = near(even, parameters).filter(({ plan }) =>
    tests.every((of) => of(plan, plans) <= of(best.plan, plans) + 1e-9),
  );
  const cheapest = asGood.reduce((held, one) =>
    one.plan.expectedUsd < held.plan.expectedUsd ? one : held,
  );
  const isClear = cheapest.plan.expectedUsd < (1 - parameters.cheaper) * best.plan.expectedUsd;
  return isClear && (cheapest.wins ?? 0) >= (best.wins ?? 0) ? cheapest : best;
}

/** Of those that differ by next to nothing in the mean; of equals the highest mean. */
const oftenest = <One extends Compared>(all: readonly One[]): One =>
  all.reduce((held, one) => ((one.wins ?? 0) > (held.wins ?? 0) ? one : held));

function least<One>(all: readonly One[], of: (one: One) => number): readonly One[] {
  const lowest = Math.min(...all.map(of));
  return all.filter((one) => of(one) <= lowest + 1e-9);
}

function likelier({ picks }: Plan): number {
  return picks.every(({ row }) => row.chance >= 0.5) ? 0 : 1;
}

/** Options that a plan is likely to use, those of second tries among them that are no far chance. */
const optionsUsed = ({ set, picks }: Plan): number =>
  sizeOfSet(
    picks.reduce(
      (bits, { fallback, moves }) =>
        fallback !== undefined && moves > farChance ? bits | (1 << fallback.row.option) : bits,
      set,
    ),
  );

/** Options first, and vendors where those are as many; own machines are one party. */
function partiesOf(plan: Plan): number {
  const vendors = new Set(plan.picks.map(({ row }) => row.candidate.offer?.provider ?? "own"));
  return optionsUsed(plan) + vendors.size / 100;
}
