import type { Knowledge } from "../know/pack.ts";
import { sharedMiss } from "./fallback.ts";
import { nodes } from "./normal.ts";
import type { Row } from "./table.ts";
import type { Drafts } from "./valued.ts";

const count = nodes.length;
const middle = (count - 1) / 2;

/**
 * Rows that a first choice may fall back on, by what each is worth as a last try at every node of the task. Whoever is worth
 * no more at any node than the same model elsewhere, or than models of two other makers, on no more GPUs is never the best of
 * them, whatever failed.
 */
export class LastTries {
  readonly #rows: readonly Row[];
  /** Row after row, by node. */
  readonly #worth: Float64Array;
  readonly #broken: Float64Array;
  readonly #knowledge: Knowledge;
  readonly #useful = new Map<number | undefined, readonly number[]>();

  constructor({ rows, last, broken }: Drafts, knowledge: Knowledge) {
    this.#rows = rows;
    this.#worth = last;
    this.#broken = broken;
    this.#knowledge = knowledge;
  }

  /** Of other models the one that is worth most where the first missed, by the chance of each node; undefined: there is none. */
  best(
    first: Row,
    missed: Float64Array,
    option: number | undefined,
    gpus: number,
  ): Try | undefined {
    const { model } = first.candidate;
    const worths = this.#worth;
    let [at, worth] = [-1, Number.NEGATIVE_INFINITY];
    const misses = missed.reduce((sum, one) => sum + one, 0);
    for (const other of this.#usefulIn(option)) {
      const row = this.#rows[other] as Row;
      if (row.candidate.model === model || row.gpus > gpus) continue;
      let sum = 0;
      for (let node = 0; node < count; node++)
        sum += (missed[node] as number) * (worths[other * count + node] as number);
      const shared = sharedMiss(model, row.candidate.model, this.#knowledge);
      if (shared > 0) sum += shared * (misses * (this.#broken[other] as number) - sum);
      if (at < 0 || sum > worth + hair || (sum > worth - hair && other < at))
        [at, worth] = [other, sum];
    }
    return at < 0 ? undefined : { at, worth };
  }

  #usefulIn(option: number | undefined): readonly number[] {
    const known = this.#useful.get(option);
    if (known !== undefined) return known;
    const worth = this.#worth;
    const places: number[] = [];
    for (let at = 0; at < this.#rows.length; at++)
      if (option === undefined || this.#rows[at]?.option === option) places.push(at);
    places.sort(
      (a, b) =>
        (worth[b * count + middle] as number) - (worth[a * count + middle] as number) || a - b,
    );
    const found: number[] = [];
    for (const at of places) if (!this.#isOutdone(at, found)) found.push(at);
    this.#useful.set(option, found);
    return found;
  }

  #isOutdone(at: number, by: readonly number[]): boolean {
    const { model: mine } = (this.#rows[at] as Row).candidate;
    let first: string | undefined;
    for (const other of by) {
      const { model } = (this.#rows[other] as Row).candidate;
      const vendor = model?.vendor ?? "";
      if ((model !== mine && vendor === first) || !this.#outdoes(other, at)) continue;
      if (model === mine || first !== undefined) return true;
      first = vendor;
    }
    return false;
  }

  #outdoes(one: number, other: number): boolean {
    const worth = this.#worth;
    for (let node = 0; node < count; node++)
      if ((worth[one * count + node] as number) < (worth[other * count + node] as number))
        return false;
    return (this.#rows[one] as Row).gpus <= (this.#rows[other] as Row).gpus;
  }
}

/** A row by its place, and what it is worth where the first missed. */
export interface Try {
  readonly at: number;
  readonly worth: number;
}

const hair = 1e-12;

/** Of equals the first by name. */
export const isBetter = (one: Try, held: Try): boolean =>
  one.worth > held.worth + hair || (one.worth > held.worth - hair && one.at < held.at);
