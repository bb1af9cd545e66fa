import type { ShortLine } from "../../../shapes/candidates.ts";
import type { CandidateOutcome } from "../../../shapes/route.ts";
import { isAlike } from "../../choose/alike.ts";
import { type Field, type Plan, plansOf, planWith } from "../../choose/plans.ts";
import { quantilesOf } from "../../choose/quality.ts";
import { type Row, tableWithout } from "../../choose/table.ts";
import { NeedValues } from "../../choose/value.ts";
import type { Model } from "../../know/knowledge.ts";
import { nameOf } from "../candidate.ts";
import { picksOf, type View } from "./view.ts";

const most = 10;

/**
 * Models in the order in which they would be chosen at expected values: each line is the best plan once those above it cannot
 * be had, while their scores, the yardstick and the bill that hurts stay. The picks of other plans follow, where they come later.
 */
export function shortListOf(view: View, outcomeOf: (row: Row) => CandidateOutcome): ShortLine[] {
  const { at, chosen } = view;
  if (at < 0 || chosen.ranked.length === 0) return [];
  const found: { row: Row; plan: Plan }[] = [];
  const gone = new Set<Model | undefined>();
  while (found.length < most) {
    const [best] = plansOf(fieldWithout(gone, view));
    const row = best?.picks[at]?.row;
    if (best === undefined || row === undefined) break;
    found.push({ row, plan: best });
    gone.add(row.candidate.model);
  }
  let rank = 0;
  const lines = found.map(({ row, plan }, place) => {
    const before = found[place - 1]?.row;
    if (before === undefined || !isAlike(row, before)) rank = place + 1;
    return lineOf({ row, plan, rank }, outcomeOf(row), view);
  });
  const isListed = (row: Row) =>
    found.some(
      (one) => one.row.candidate.model === row.candidate.model && one.row.option === row.option,
    );
  const others = picksOf(view).filter(
    ({ pick }, place, all) =>
      !isListed(pick.row) && all.findIndex((one) => one.pick.row === pick.row) === place,
  );
  return [
    ...lines,
    ...others.flatMap(({ pick }) => {
      const plan = planWith(at, pick, chosen.field);
      return plan === undefined
        ? []
        : [lineOf({ row: pick.row, plan, rank: null }, outcomeOf(pick.row), view)];
    }),
  ];
}

/** Rates are held, so that the values of what is left stay comparable. */
function fieldWithout(
  gone: ReadonlySet<Model | undefined>,
  { at, need, chosen: { field } }: View,
): Field {
  if (gone.size === 0) return field;
  const table = tableWithout(need.table, (row) => gone.has(row.candidate.model), need.terms);
  const stands = table.status === need.table.status ? table : { ...table, rows: [] };
  return {
    ...field,
    tables: field.tables.with(at, stands),
    values: field.values.with(at, new NeedValues(stands, field.values[at]?.rates ?? field.rates)),
  };
}

/** A row with the plan that it is compared in; without a rank where only another need chose it. */
interface RankedRow {
  readonly row: Row;
  readonly plan: Plan;
  readonly rank: number | null;
}

function lineOf(
  { row, plan, rank }: RankedRow,
  outcome: CandidateOutcome,
  { question, chosen }: View,
): ShortLine {
  const isPriced = chosen.field.tables.every(({ priced }) => priced);
  return {
    ...nameOf(row),
    rank,
    outcome,
    value: plan.value,
    quality: quantilesOf(row.prospect.quality, question.knowledge.pack.evidence.anchor),
    clearsBar: row.chance,
    expectedUsdPerMonth: isPriced ? plan.expectedUsd : null,
  };
}
