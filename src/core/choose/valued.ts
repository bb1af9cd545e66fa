import { moneyOf } from "./money.ts";
import { nodes, nodeWeights } from "./normal.ts";
import type { Rates } from "./rates.ts";
import { type Row, softCriteria } from "./table.ts";

/** A candidate with what it is worth, its fallback included. */
export interface Valued {
  readonly row: Row;
  /** Value of everything but quality, where it serves; and what a miss leaves of it: nothing but the bill that hurts. */
  readonly own: number;
  readonly broken: number;
  /** Mean value over what may come. */
  readonly value: number;
  /** Worth of quality over both tries, and the shares of the horizon that the first and the fallback serve well enough. */
  readonly quality: number;
  readonly served: number;
  readonly taken: number;
  readonly fallback: Valued | undefined;
  /** P(the first misses and the fallback is moved to). */
  readonly moves: number;
  readonly switchUsd: number;
  /** $ a month over both tries. */
  readonly expectedUsd: number;
  /** The same at the next higher effort, for the reader. */
  readonly nextUp: Row | undefined;
}

export type Tried = Pick<
  Valued,
  "value" | "quality" | "served" | "taken" | "moves" | "switchUsd" | "expectedUsd"
>;

/** Draft of a valued row while fallbacks are still being looked for. */
export interface Draft {
  readonly row: Row;
  readonly own: number;
  readonly broken: number;
  readonly dominated: boolean;
}

export function draftOf(
  row: Row,
  share: number,
  dominated: boolean,
  { weights, hurtsAt }: Rates,
): Draft {
  const money = weights.cost * (moneyOf(row.usd, hurtsAt) + row.points.cost);
  let own = money + share * weights.quality * row.points.quality;
  for (const criterion of softCriteria) own += share * weights[criterion] * row.soft[criterion];
  // Cheap and unusable is worth nothing; what it costs still counts where it hurts.
  const broken = Math.min(0, money);
  return { row, own, broken, dominated };
}

/** Without a fallback. */
export function lastOf({ row, own, broken }: Draft, quality: number): Valued {
  return {
    row,
    own,
    broken,
    value: own + quality * row.prospect.mean,
    quality: row.prospect.mean + row.points.quality,
    served: 1,
    taken: 0,
    fallback: undefined,
    moves: 0,
    switchUsd: 0,
    expectedUsd: row.usd,
    nextUp: undefined,
  };
}

/** Nothing to fall back on: a miss is worth no more than where there is. */
export function onlyTry(alone: Valued, quality: number): Valued {
  const { row, own, broken } = alone;
  const { clears, worth, missed } = row.prospect;
  let [value, good, served] = [0, 0, 0];
  for (let node = 0; node < nodes.length; node++) {
    const weight = nodeWeights[node] as number;
    const clear = clears[node] as number;
    const stay = (1 - clear) * own + quality * (missed[node] as number);
    const lost = (1 - clear) * broken;
    value += weight * (clear * own + quality * (worth[node] as number) + Math.min(stay, lost));
    good += weight * ((worth[node] as number) + clear * row.points.quality);
    served += weight * clear;
  }
  return { ...alone, value, quality: good, served };
}

export function lastAtNodes(drafts: readonly Draft[], quality: number): Float64Array {
  const count = nodes.length;
  const found = new Float64Array(drafts.length * count);
  for (const [at, { row, own, broken }] of drafts.entries()) {
    const { clears, worth } = row.prospect;
    for (let node = 0; node < count; node++) {
      const clear = clears[node] as number;
      found[at * count + node] =
        clear * own + quality * (worth[node] as number) + (1 - clear) * broken;
    }
  }
  return found;
}
