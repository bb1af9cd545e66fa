import { options } from "../gate/candidate.ts";
import type { Option } from "../know/knowledge.ts";
import type { ChoiceParameters } from "../know/pack.ts";
import { type Plan, sizeOfSet } from "./plans.ts";

export type Choice = Option | "hybrid" | "none";

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
  { lead: most, clearFrom, clearLead, mostFrom, mostLead }: ChoiceParameters["even"],
): readonly One[] {
  const behind = (one: One) => lead.value - one.value;
  // Without draws nothing tells how often a plan wins: then only what is next to nothing is even.
  if (lead.wins === undefined) return byValue.filter((one) => behind(one) <= clearLead + 1e-12);
  const often = byValue.reduce((held, one) => ((one.wins ?? 0) > (held.wins ?? 0) ? one : held));
  const within = (lead.wins < clearFrom ? most : clearLead) + 1e-12;
  return byValue.filter(
    (one) =>
      one === lead ||
      ((one.wins ?? 0) >= (often.wins ?? 0) / 2 && behind(one) <= within) ||
      (one === often && (lead.wins ?? 0) < mostFrom && behind(one) <= mostLead),
  );
}

/** What tells even plans apart, in this order: the lowest is named. */
export const namingTests: readonly (readonly [
  "likelier" | "measured" | "parties",
  (plan: Plan) => number,
])[] = [
  ["likelier", ({ picks }) => (picks.every(({ row }) => row.chance >= 0.5) ? 0 : 1)],
  ["measured", ({ imputedShare }) => imputedShare],
  ["parties", partiesOf],
];

/** Of even plans: those likelier than not to hold, then measured ones, then fewer parties; then the bill, if it is lower by much. */
function headline<One extends Compared>(
  even: readonly One[],
  { cheaper }: ChoiceParameters["even"],
): One {
  let fit = even;
  for (const [, of] of namingTests) fit = least(fit, ({ plan }) => of(plan));
  const [best] = fit as [One];
  const cheapest = fit.reduce((held, one) =>
    one.plan.expectedUsd < held.plan.expectedUsd ? one : held,
  );
  return cheapest.plan.expectedUsd < (1 - cheaper) * best.plan.expectedUsd ? cheapest : best;
}

function least<One>(all: readonly One[], of: (one: One) => number): readonly One[] {
  const lowest = Math.min(...all.map(of));
  return all.filter((one) => of(one) <= lowest + 1e-9);
}

/** Options first, and vendors where those are as many; own machines are one party. */
function partiesOf({ set, picks }: Plan): number {
  const vendors = new Set(picks.map(({ row }) => row.candidate.offer?.provider ?? "own"));
  return sizeOfSet(set) + vendors.size / 100;
}
