import type { Option } from "../../../shapes/common.ts";
import type { Chosen } from "../../choose/choose.ts";
import type { AskedNeed } from "../../choose/question.ts";
import type { Row } from "../../choose/table.ts";
import type { Valued } from "../../choose/valued.ts";
import type { Rule } from "../../know/pack.ts";

/** Where requests go when the first choice does not answer, or why nowhere. */
export interface Failover {
  readonly row: Row | undefined;
  readonly because: string | null;
}

/**
 * Only who passes the same gates as the first choice: the fallback of the plan, where it stands by (own machines do not), else the
 * cheapest of the likely ones that are had elsewhere. Nobody steps in of whom somebody has first to be asked.
 */
export function failoverOf(pick: Valued, need: AskedNeed, { field }: Chosen): Failover {
  const { row: first } = pick;
  const { pack } = field.rates.knowledge;
  const { useCase } = field.rates;
  const cap = useCase.budget?.usdPerMonth ?? Number.POSITIVE_INFINITY;
  const standsBy = (row: Row): boolean =>
    row.candidate.cost?.kind === "hosted" &&
    row.open === 0 &&
    row.usd <= cap &&
    !isSamePlace(row, first);
  if (need.table.status === "below-bar")
    return none("nothing clears the bar, so nothing is there to step in");
  const planned = pick.fallback?.row;
  if (planned !== undefined && standsBy(planned)) return { row: planned, because: null };
  const { tryFirstUnder } = pack.evidence.belief;
  const likely = need.table.rows.filter(
    (row) => standsBy(row) && !row.imputed && row.chance >= Math.min(first.chance, tryFirstUnder),
  );
  const [head, ...others] = likely;
  if (head !== undefined)
    return {
      row: others.reduce((held, row) => (row.usd < held.usd ? row : held), head),
      because: null,
    };
  return none(reasonFor(first, need));
}

const none = (because: string): Failover => ({ row: undefined, because });

/** One host being down takes both away. */
const isSamePlace = ({ candidate: a }: Row, { candidate: b }: Row): boolean =>
  a.offer !== undefined && a.offer.provider === b.offer?.provider;

/** What took away most of those that could stand by; else that too few are likely. */
function reasonFor({ candidate }: Row, { judged }: AskedNeed): string {
  const hosted: readonly Option[] = ["hosted-open", "proprietary-api"];
  const others = judged.filter(
    (one) => hosted.includes(one.candidate.option) && one.candidate.kind !== "none",
  );
  const toll = new Map<Rule, number>();
  for (const { vetoes } of others)
    for (const rule of vetoes) toll.set(rule, (toll.get(rule) ?? 0) + 1);
  const [worst] = [...toll].sort(([a, m], [b, n]) => n - m || (a.id < b.id ? -1 : 1));
  const passing = others.filter((one) => one.passes).length;
  if (passing === 0 && worst !== undefined)
    return `none of the ${others.length} hosted candidates passes the gates that ${candidate.model?.id ?? "the first choice"} passes; ${worst[0].id} alone removes ${worst[1]}`;
  return "of those that pass the same gates none is had elsewhere, likely to clear the bar and within the budget";
}
