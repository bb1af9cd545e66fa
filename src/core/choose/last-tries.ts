import type { Knowledge } from "../know/pack.ts";
import { sharedMiss } from "./fallback.ts";
import { nodes, nodeWeights } from "./normal.ts";
import type { Row } from "./table.ts";
import type { Drafts } from "./valued.ts";

const count = nodes.length;
const middle = (count - 1) / 2;

/** Rows of an option, or all, by what each is worth as a last try at the middle of the task, the best first. */
interface Ranked {
  readonly places: readonly number[];
  /** Place after place, by node: no later row is worth more there. */
  readonly most: Float64Array;
}

/** Rows that a first choice may fall back on, by what each is worth as a last try at every node of the task. */
export class LastTries {
  readonly #rows: readonly Row[];
  /** Row after row, by node. */
  readonly #worth: Float64Array;
  readonly #broken: Float64Array;
  readonly #knowledge: Knowledge;
  readonly #ranked = new Map<number | undefined, Ranked>();
  /** Chance of each node at which the first missed: filled for each that asks. */
  readonly #missed = new Float64Array(count);

  constructor({ rows, last, broken }: Drafts, knowledge: Knowledge) {
    this.#rows = rows;
    this.#worth = last;
    this.#broken = broken;
    this.#knowledge = knowledge;
  }

  /**
   * Of other models the one that is worth most where the first missed; undefined: there is none. One that has to be asked for more
   * than the first is taken where there is no other.
   */
  best(first: Row, option: number | undefined, gpus: number): Try | undefined {
    const { model } = first.candidate;
    const { places, most } = this.#rankedIn(option);
    const missed = this.#missed;
    let misses = 0;
    for (let node = 0; node < count; node++) {
      const miss = (1 - (first.prospect.clears[node] as number)) * (nodeWeights[node] as number);
      missed[node] = miss;
      misses += miss;
    }
    let at = -1;
    let worth = Number.NEGATIVE_INFINITY;
    let isMore = true;
    for (let place = 0; place < places.length; place++) {
      // A miss that is shared leaves a bill, which is worth nothing at most.
      if (!isMore && Math.max(0, sumAt(missed, most, place)) < worth - hair) break;
      const other = places[place] as number;
      const row = this.#rows[other] as Row;
      if (row.candidate.model === model || row.gpus > gpus) continue;
      const more = asksMore(row, first);
      if (more && !isMore) continue;
      const isFirst = isMore && !more;
      let sum = sumAt(missed, this.#worth, other);
      if (!isFirst && Math.max(0, sum) < worth - hair) continue;
      const shared = sharedMiss(model, row.candidate.model, this.#knowledge);
      if (shared > 0) sum += shared * (misses * (this.#broken[other] as number) - sum);
      if (isFirst || at < 0 || sum > worth + hair || (sum > worth - hair && other < at)) {
        at = other;
        worth = sum;
        isMore = more;
      }
    }
    return at < 0 ? undefined : { at, worth };
  }

  #rankedIn(option: number | undefined): Ranked {
    const known = this.#ranked.get(option);
    if (known !== undefined) return known;
    const worth = this.#worth;
    const places: number[] = [];
    for (let at = 0; at < this.#rows.length; at++)
      if (option === undefined || this.#rows[at]?.option === option) places.push(at);
    const middleOf = (at: number) => worth[at * count + middle] as number;
    places.sort((a, b) => middleOf(b) - middleOf(a) || a - b);
    const most = new Float64Array(places.length * count);
    for (let place = places.length - 1; place >= 0; place--)
      for (let node = 0; node < count; node++) {
        const own = worth[(places[place] as number) * count + node] as number;
        const later = most[(place + 1) * count + node];
        most[place * count + node] = later === undefined ? own : Math.max(own, later);
      }
    const found = { places, most };
    this.#ranked.set(option, found);
    return found;
  }
}

function sumAt(missed: Float64Array, worths: Float64Array, at: number): number {
  let sum = 0;
  for (let node = 0; node < count; node++)
    sum += (missed[node] as number) * (worths[at * count + node] as number);
  return sum;
}

/** More has to be asked about one than about the other. */
export const asksMore = (one: Row, other: Row): boolean =>
  one.open > other.open || (one.silent && !other.silent);

/** A row by its place, and what it is worth where the first missed. */
export interface Try {
  readonly at: number;
  readonly worth: number;
}

const hair = 1e-12;

/** Of equals the first by name. */
export const isBetter = (one: Try, held: Try): boolean =>
  one.worth > held.worth + hair || (one.worth > held.worth - hair && one.at < held.at);
