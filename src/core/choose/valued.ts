import { moneyOf } from "./money.ts";
import { nodes, nodeWeights } from "./normal.ts";
import type { Rates } from "./rates.ts";
import type { Row } from "./table.ts";

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
  /** $ a month over the horizon for finding out whether it is good enough. */
  readonly trialUsd: number;
  /** $ a month over both tries, with the trial. */
  readonly expectedUsd: number;
  /** The same at the next higher effort, for the reader. */
  readonly nextUp: Row | undefined;
}

/** Standing rows of a need at some weights: their values by place, worked out in one pass. */
export interface Drafts {
  readonly rows: readonly Row[];
  readonly own: Float64Array;
  readonly broken: Float64Array;
  /** Row after row, what each is worth as the last try at every node of the task, a miss included. */
  readonly last: Float64Array;
  /** Weight of quality. */
  readonly quality: number;
}

const count = nodes.length;

export function draftsOf(rows: readonly Row[], { weights, hurtsAt }: Rates): Drafts {
  const own = new Float64Array(rows.length);
  const broken = new Float64Array(rows.length);
  const last = new Float64Array(rows.length * count);
  const { quality, privacy, latency, ops, control, speed } = weights;
  for (let at = 0; at < rows.length; at++) {
    const { usd, points, soft, prospect } = rows[at] as Row;
    const money = weights.cost * (moneyOf(usd, hurtsAt) + points.cost);
    // By name and not in a loop: this is the innermost one of a look.
    const served =
      money +
      quality * points.quality +
      privacy * soft.privacy +
      latency * soft.latency +
      ops * soft.ops +
      control * soft.control +
      speed * soft.speed;
    // Cheap and unusable is worth nothing; what it costs still counts where it hurts.
    const lost = Math.min(0, money);
    own[at] = served;
    broken[at] = lost;
    const { clears, worth } = prospect;
    for (let node = 0; node < count; node++) {
      const clear = clears[node] as number;
      last[at * count + node] =
        clear * served + quality * (worth[node] as number) + (1 - clear) * lost;
    }
  }
  return { rows, own, broken, last, quality };
}

/** Without a fallback. */
export function lastOf(at: number, { rows, own, broken, quality }: Drafts): Valued {
  const row = rows[at] as Row;
  return {
    row,
    own: own[at] as number,
    broken: broken[at] as number,
    value: (own[at] as number) + quality * row.prospect.mean,
    quality: row.prospect.mean + row.points.quality,
    served: 1,
    taken: 0,
    fallback: undefined,
    moves: 0,
    switchUsd: 0,
    trialUsd: 0,
    expectedUsd: row.usd,
    nextUp: undefined,
  };
}

/** Nothing to fall back on: a miss is worth no more than where there is. */
export function onlyTry(alone: Valued, quality: number): Valued {
  const { row, own, broken } = alone;
  const { clears, worth, missed } = row.prospect;
  let value = 0;
  let good = 0;
  let served = 0;
  for (let node = 0; node < count; node++) {
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
