import { remembering } from "../remember.ts";
import { type Row, type SoftCriterion, softCriteria, type Table } from "./table.ts";

/** No worse at anything that a team could care for; of equals the first by name stands. */
function dominates(a: Row, b: Row): boolean {
  if (a.option !== b.option || a.usd > b.usd || a.chance < b.chance) return false;
  if (a.prospect.mean < b.prospect.mean || (a.asks && !b.asks) || (a.imputed && !b.imputed))
    return false;
  if (a.points.quality < b.points.quality || a.points.cost < b.points.cost) return false;
  for (const criterion of softCriteria)
    if (a.soft[criterion] < b.soft[criterion] - 1e-9) return false;
  return (
    a.usd < b.usd ||
    a.chance > b.chance ||
    a.prospect.mean > b.prospect.mean ||
    isAheadInSoft(a.soft, b.soft) ||
    a.name < b.name
  );
}

const isAheadInSoft = (
  a: Readonly<Record<SoftCriterion, number>>,
  b: Readonly<Record<SoftCriterion, number>>,
): boolean => softCriteria.some((criterion) => a[criterion] > b[criterion] + 1e-9);

/** So many undominated models that outdo another leave it no use, not even as a fallback. */
const deepFrom = 3;

/** Rows that may be a first pick or a fallback, whatever the weights are. */
interface Standing {
  readonly rows: readonly Row[];
  /** Another of its option is no worse at anything. */
  readonly dominated: ReadonlySet<Row>;
}

export const standingIn = remembering(({ rows }: Table): Standing => {
  const dominated = new Set<Row>();
  const front: Row[] = [];
  // The cheapest first: whoever dominates is no dearer.
  for (const row of rows.toSorted((a, b) => a.usd - b.usd || (a.name < b.name ? -1 : 1))) {
    if (front.some((one) => dominates(one, row))) {
      dominated.add(row);
      continue;
    }
    for (let at = front.length - 1; at >= 0; at--) {
      const one = front[at] as Row;
      if (!dominates(row, one)) continue;
      dominated.add(one);
      front.splice(at, 1);
    }
    front.push(row);
  }
  return { rows: rows.filter((row) => !dominated.has(row) || isOfUse(row, front)), dominated };
}, new WeakMap());

/** As a fallback: so many models outdo others that those are no use even so. */
function isOfUse(row: Row, front: readonly Row[]): boolean {
  const models = new Set<string>();
  for (const one of front) {
    if (!dominates(one, row)) continue;
    // The same model thinking as hard, had elsewhere for no more: nobody would fall back on the worse place.
    if (one.prospect === row.prospect) return false;
    models.add(one.candidate.model?.id ?? one.name);
  }
  return models.size < deepFrom;
}
