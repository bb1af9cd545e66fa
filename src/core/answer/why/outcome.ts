import type { CandidateOutcome } from "../../../shapes/route.ts";
import { isAlike } from "../../choose/alike.ts";
import { type Plan, planWith } from "../../choose/plans.ts";
import { outdoes } from "../../choose/standing.ts";
import type { Row, Table } from "../../choose/table.ts";
import type { Judged } from "../../gate/judge.ts";
import { nameOf } from "../candidate.ts";
import { isBilledAt, picksOf, type View } from "./view.ts";

/** What became of one candidate, with the rows that the sentence about it names. */
export interface Settled {
  readonly outcome: CandidateOutcome;
  /** Who is preferred to it. */
  readonly by?: Row | undefined;
  /** The best plan with it as the pick. */
  readonly plan?: Plan | undefined;
}

/** Every candidate has exactly one outcome: the first of these that holds. */
export function settle(judged: Judged, view: View): Settled {
  const { need, at } = view;
  if (!judged.passes) return { outcome: "gate" };
  if (at < 0) return { outcome: "no-evidence" };
  const row = view.standsFor(judged);
  if (row === undefined) return { outcome: isUnpriced(judged, view) ? "no-price" : "bar" };
  if (!view.rows.has(row)) return { outcome: besideOf(row, need.table), by: pickOf(row, view) };
  if (!isBilledAt(judged, row)) return { outcome: "dominated", by: row };
  return settleRow(row, view);
}

/** Of candidates that do not take part: too little was measured, somebody has to be asked, or they are too unlikely. */
function besideOf(row: Row, { unproven, asking }: Table): CandidateOutcome {
  if (unproven.includes(row)) return "unproven";
  return asking.includes(row) ? "ask" : "bar";
}

/** Of those that take part. */
function settleRow(row: Row, view: View): Settled {
  const { head, chosen, dominated, front } = view;
  if (head === undefined) return { outcome: capOf(view) === undefined ? "no-plan" : "over-budget" };
  const [first, ...others] = picksOf(view);
  const { pick } = first ?? {};
  if (pick?.row === row) return { outcome: "chosen", plan: head };
  if (pick?.fallback?.row === row)
    return { outcome: "fallback", by: pick.row, plan: planOf(row, view) };
  const other = others.find((one) => one.pick.row === row);
  if (other !== undefined) {
    const isEven = chosen.even.some((one) => one.plan === other.plan);
    return { outcome: isEven ? "even" : "best-of-option", by: pick?.row, plan: other.plan };
  }
  const by = pickOf(row, view);
  if (by !== undefined && isOtherEffort(row, by))
    return { outcome: "effort", by, plan: planOf(row, view) };
  if (by !== undefined && isAlike(row, by)) return { outcome: "tie", by, plan: planOf(row, view) };
  if (dominated.has(row))
    return { outcome: "dominated", by: front.find((one) => outdoes(one, row)) };
  const plan = planOf(row, view);
  if (plan === undefined && capOf(view) !== undefined) return { outcome: "over-budget", by };
  return { outcome: "outvalued", by: pick?.row, plan };
}

/** The best plan with it as the pick; undefined where it is of no use, or over the cap. */
function planOf(row: Row, { at, chosen: { field } }: View): Plan | undefined {
  const valued = field.values[at]?.of(row);
  return valued && planWith(at, valued, field);
}

const capOf = ({ question }: View) => question.useCase.budget.usdPerMonth;

/** Who is taken of its option, in the best plan that takes one of it; else of the verdict. */
function pickOf(row: Row, view: View): Row | undefined {
  const picks = picksOf(view);
  return (picks.find(({ pick }) => pick.row.option === row.option) ?? picks[0])?.pick.row;
}

const isOtherEffort = ({ candidate: a, rank }: Row, { candidate: b, rank: other }: Row): boolean =>
  rank !== other &&
  a.model === b.model &&
  a.kind === b.kind &&
  a.placement === b.placement &&
  a.offer?.provider === b.offer?.provider;

function isUnpriced(judged: Judged, { need: { table } }: View): boolean {
  const { place, belief } = judged.candidate;
  return table.unpriced.some(
    ({ candidate }) =>
      candidate.model === place.model &&
      candidate.kind === place.kind &&
      candidate.option === place.option &&
      candidate.belief === belief &&
      (place.offers[0] === undefined || candidate.offers.includes(place.offers[0])),
  );
}

export const namedRow = (row: Row | undefined) => (row === undefined ? null : nameOf(row));
