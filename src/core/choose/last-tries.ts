import type { Model } from "../know/knowledge.ts";
import { mayFollow } from "./fallback.ts";
import { nodes } from "./normal.ts";
import type { Row } from "./table.ts";

/**
 * Rows that a first choice may fall back on, by what each is worth as a last try at every node of the task. Whoever is worth
 * no more at any node than two other models on no more GPUs is never the best of them, whatever failed.
 */
export class LastTries {
  readonly #rows: readonly Row[];
  /** Row after row, by node. */
  readonly #worth: Float64Array;
  readonly #useful = new Map<number | undefined, readonly number[]>();
  readonly #ofModel = new Map<Model | undefined, number[]>();

  constructor(rows: readonly Row[], worth: Float64Array) {
    this.#rows = rows;
    this.#worth = worth;
    for (const [at, { candidate }] of rows.entries()) {
      const held = this.#ofModel.get(candidate.model);
      if (held === undefined) this.#ofModel.set(candidate.model, [at]);
      else held.push(at);
    }
  }

  /** What may follow within the same model. */
  sameModel(first: Row): readonly number[] {
    const all = this.#ofModel.get(first.candidate.model) ?? [];
    return all.length < 2 ? [] : all.filter((at) => mayFollow(first, this.#rows[at] as Row));
  }

  /** Of other models the one that is worth most where the first missed, by the chance of each node; undefined: there is none. */
  best(
    first: Row,
    missed: Float64Array,
    option: number | undefined,
    gpus: number,
  ): Try | undefined {
    const { model } = first.candidate;
    const count = nodes.length;
    let best: Try | undefined;
    for (const at of this.#usefulIn(option)) {
      const row = this.#rows[at] as Row;
      if (row.candidate.model === model || row.gpus > gpus) continue;
      let worth = 0;
      for (let node = 0; node < count; node++)
        worth += (missed[node] as number) * (this.#worth[at * count + node] as number);
      if (best === undefined || isBetter({ at, worth }, best)) best = { at, worth };
    }
    return best;
  }

  #usefulIn(option: number | undefined): readonly number[] {
    const known = this.#useful.get(option);
    if (known !== undefined) return known;
    const worth = (at: number) => this.#worth[at * nodes.length + middle] as number;
    const places = [...this.#rows.keys()]
      .filter((at) => option === undefined || this.#rows[at]?.option === option)
      .sort((a, b) => worth(b) - worth(a) || a - b);
    const found: number[] = [];
    for (const at of places) if (!this.#isOutdone(at, found)) found.push(at);
    this.#useful.set(option, found);
    return found;
  }

  #isOutdone(at: number, by: readonly number[]): boolean {
    let first: Model | undefined | null = null;
    for (const other of by) {
      const { model } = (this.#rows[other] as Row).candidate;
      if (model === first || !this.#outdoes(other, at)) continue;
      if (first !== null) return true;
      first = model;
    }
    return false;
  }

  #outdoes(one: number, other: number): boolean {
    if ((this.#rows[one] as Row).gpus > (this.#rows[other] as Row).gpus) return false;
    const count = nodes.length;
    for (let node = 0; node < count; node++)
      if (
        (this.#worth[one * count + node] as number) < (this.#worth[other * count + node] as number)
      )
        return false;
    return true;
  }
}

/** A row by its place, and what it is worth where the first missed. */
export interface Try {
  readonly at: number;
  readonly worth: number;
}

/** Of equals the first by name. */
export const isBetter = (one: Try, held: Try): boolean =>
  one.worth > held.worth + 1e-12 || (one.worth > held.worth - 1e-12 && one.at < held.at);

const middle = (nodes.length - 1) / 2;
