import type { Model } from "../know/knowledge.ts";
import { remembering } from "../know/remember.ts";
import { type Row, softCriteria, type Table } from "./table.ts";

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
  const useless = new Set<Row>();
  for (const option of [0, 1, 2]) {
    const front = new Front();
    for (const ranked of byBill(rows, option)) front.meet(ranked, dominated, useless);
  }
  return { rows: rows.filter((row) => !useless.has(row)), dominated };
}, new WeakMap());

/** All that a team could care for beside the bill, each the higher the better. */
interface Ranked {
  readonly row: Row;
  readonly merits: Float64Array;
  readonly sum: number;
}

/** The cheapest first, and of equally dear ones the better: whoever dominates comes before whom it dominates. */
function byBill(rows: readonly Row[], option: number): Ranked[] {
  const found: Ranked[] = [];
  for (const row of rows) if (row.option === option) found.push(ranked(row));
  return found.sort((a, b) => a.row.usd - b.row.usd || b.sum - a.sum);
}

const width = 6 + softCriteria.length;

function ranked(row: Row): Ranked {
  const { soft, points } = row;
  const merits = new Float64Array(width);
  merits[0] = row.chance;
  merits[1] = row.prospect.mean;
  merits[2] = row.asks ? 0 : 1;
  merits[3] = row.imputed ? 0 : 1;
  merits[4] = points.quality;
  merits[5] = points.cost;
  merits[6] = soft.privacy;
  merits[7] = soft.latency;
  merits[8] = soft.ops;
  merits[9] = soft.control;
  merits[10] = soft.speed;
  let sum = 0;
  for (let at = 0; at < width; at++) sum += merits[at] as number;
  return { row, merits, sum };
}

/** Rows of an option that nobody dominates, met in the order of their bills. */
class Front {
  readonly #rows: Ranked[] = [];

  meet(one: Ranked, dominated: Set<Row>, useless: Set<Row>): void {
    const models: (Model | undefined)[] = [];
    for (const other of this.#rows) {
      if (!isNoWorse(other.merits, one.merits)) continue;
      dominated.add(one.row);
      const { model } = other.row.candidate;
      if (!models.includes(model)) models.push(model);
      // The same model thinking as hard, had elsewhere for no more: nobody would fall back on the worse place.
      if (models.length < deepFrom && other.row.prospect !== one.row.prospect) continue;
      useless.add(one.row);
      return;
    }
    if (models.length === 0) this.#rows.push(one);
  }
}

/** Values are sums of products, and the last digits of equal ones may differ. */
const hair = 1e-9;

function isNoWorse(one: Float64Array, other: Float64Array): boolean {
  for (let at = 0; at < width; at++)
    if ((one[at] as number) < (other[at] as number) - hair) return false;
  return true;
}

/** A candidate of the option is no worse at anything, its bill included. */
export const outdoes = (one: Row, other: Row): boolean =>
  one.option === other.option &&
  one.usd <= other.usd &&
  isNoWorse(ranked(one).merits, ranked(other).merits);
