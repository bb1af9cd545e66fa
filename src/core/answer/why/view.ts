import { answerable, type Chosen } from "../../choose/choose.ts";
import type { Plan } from "../../choose/plans.ts";
import type { AskedNeed, Question } from "../../choose/question.ts";
import { standingIn } from "../../choose/standing.ts";
import { type Row, rowsFor, type Table } from "../../choose/table.ts";
import type { Valued } from "../../choose/valued.ts";
import type { Judged } from "../../gate/judge.ts";
import { groupedBy } from "../../know/by-key.ts";

/** One need of a decision with what asking about its candidates takes: the only place that knows how they are kept. */
export interface View {
  readonly question: Question;
  readonly chosen: Chosen;
  readonly need: AskedNeed;
  /** Its place among the needs that are chosen for; -1: nobody measured it. */
  readonly at: number;
  readonly head: Plan | undefined;
  readonly candidates: readonly Judged[];
  /** The numbers of a candidate, whatever gates say of it. */
  readonly rowOf: (judged: Judged) => Row;
  /** The row that stands for a candidate: hosts that differ in nothing but price share one. */
  readonly standsFor: (judged: Judged) => Row | undefined;
  /** Those that take part. */
  readonly rows: ReadonlySet<Row>;
  /** Those of them that another of their option outdoes, and the others, the cheapest first. */
  readonly dominated: ReadonlySet<Row>;
  readonly front: readonly Row[];
}

export function viewsOf(question: Question, chosen: Chosen): View[] {
  const asked = answerable(question);
  return question.needs.map((need) => {
    const { rowOf } = rowsFor(need.terms, need.table.status === "below-bar");
    const { rows, dominated } = standingIn(need.table);
    const front = rows.filter((one) => !dominated.has(one)).sort((a, b) => a.usd - b.usd);
    return {
      rows: new Set(need.table.rows),
      dominated,
      front,
      question,
      chosen,
      need,
      at: asked.indexOf(need),
      head: chosen.ranked[0]?.plan,
      candidates: need.judged.filter(({ candidate }) => candidate.kind !== "none"),
      rowOf,
      standsFor: finder(need.table),
    };
  });
}

const keyOf = ({ candidate: { model, kind, option, effort } }: Pick<Judged, "candidate">): string =>
  `${model?.id}|${kind}|${option}|${effort}`;

function finder({ rows, short, unproven, asking }: Table): View["standsFor"] {
  const byKey = groupedBy(new Set([...rows, ...short, ...unproven, ...asking]), keyOf);
  return (judged) => byKey.get(keyOf(judged))?.find((row) => isIn(judged, row));
}

/** All offers of a place go the same way, so that one of them tells. */
function isIn({ candidate: { place } }: Judged, { candidate }: Row): boolean {
  const [first] = place.offers;
  return first === undefined
    ? candidate.offers.length === 0 && candidate.placement === place.placement
    : candidate.offers.includes(first);
}

/** The place that is billed for a row is one of this candidate's. */
export const isBilledAt = ({ candidate: { place } }: Judged, { candidate }: Row): boolean =>
  place.offers.length === 0 ||
  candidate.offer === undefined ||
  place.offers.includes(candidate.offer);

/** The pick of each plan, the verdict's first. */
export const picksOf = ({ chosen, at }: View): { pick: Valued; plan: Plan }[] =>
  chosen.ranked.flatMap(({ plan }) => {
    const pick = plan.picks[at];
    return pick === undefined ? [] : [{ pick, plan }];
  });
