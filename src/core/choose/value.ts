import type { Place } from "../gate/candidate.ts";
import type { Model } from "../know/knowledge.ts";
import { Rescues, switchCost } from "./fallback.ts";
import { isBetter as isBetterTry, LastTries, type Try } from "./last-tries.ts";
import { nodes, nodeWeights } from "./normal.ts";
import { worthFor } from "./quality.ts";
import type { Rates } from "./rates.ts";
import { standingIn } from "./standing.ts";
import type { Row, Table } from "./table.ts";
import {
  type Draft,
  draftOf,
  lastAtNodes,
  lastOf,
  onlyTry,
  type Tried,
  type Valued,
} from "./valued.ts";

/**
 * The values of one need's candidates at some weights. Each is worked out when somebody asks for it: a bound on what a
 * fallback can add tells most of them to be no first pick.
 */
export class NeedValues {
  readonly #drafts: readonly Draft[];
  /** By node what each is worth as the last try, a miss included. */
  readonly #lastAt: Float64Array;
  /** By node the most that any last try is worth. */
  readonly #most: Float64Array;
  readonly #rescues: Rescues;
  readonly #lastTries: LastTries;
  readonly #rates: Rates;
  /** Weight of quality, times the need's share. */
  readonly #quality: number;
  readonly #hasFallbacks: boolean;
  readonly #found: (Valued | undefined)[] = [];
  /** Places of those who may be first picks. */
  readonly #byOption: readonly (readonly number[])[];

  constructor(table: Table, rates: Rates) {
    const { state, status } = table;
    const { share } = state.need;
    const { rows, dominated } = standingIn(table);
    this.#rates = rates;
    this.#quality = share * rates.weights.quality;
    this.#drafts = rows.map((row) => draftOf(row, share, dominated.has(row), rates));
    const places = this.#drafts.map((_, at) => at);
    this.#byOption = [0, 1, 2].map((option) =>
      places.filter((at) => {
        const { row, dominated } = this.#drafts[at] as Draft;
        return row.option === option && !dominated;
      }),
    );
    this.#lastAt = lastAtNodes(this.#drafts, this.#quality);
    this.#lastTries = new LastTries(rows, this.#lastAt);
    this.#most = nodes.map((_, node) => this.#mostAt(node)) as unknown as Float64Array;
    this.#rescues = new Rescues(
      worthFor(state.threshold, false, rates.knowledge),
      state.belief?.slopeSd ?? 0,
    );
    // Below the bar there is nothing to fall back on.
    this.#hasFallbacks = status !== "below-bar";
  }

  /**
   * The first pick of an option: per model and place the lowest effort that is worth as much as its best within a hair and
   * costs no more over both tries, and of those the one that is worth most.
   */
  best(option: number): Valued | undefined {
    const effortSlack = this.#slack;
    const bounds = this.#firsts(option)
      .map((at) => ({ at, bound: this.#boundOf(at) }))
      .sort((a, b) => b.bound - a.bound);
    let most = Number.NEGATIVE_INFINITY;
    const close: Valued[] = [];
    for (const { at, bound } of bounds) {
      if (bound < most - effortSlack) break;
      const one = this.#valued(at);
      close.push(one);
      most = Math.max(most, one.value);
    }
    const places = new Set(
      close
        .filter(({ value }) => value >= most - effortSlack)
        .map(({ row }) => row.candidate.place),
    );
    return [...places]
      .map((place) => this.#pickOf(place, option))
      .reduce<Valued | undefined>(
        (held, one) => (held === undefined || isBetter(one, held) ? one : held),
        undefined,
      );
  }

  cheapest(option: number): Valued | undefined {
    const usdOf = (at: number) => this.#drafts[at]?.row.usd ?? 0;
    const [first, ...others] = this.#firsts(option);
    if (first === undefined) return undefined;
    return this.#valued(others.reduce((held, at) => (usdOf(at) < usdOf(held) ? at : held), first));
  }

  /** The best on own machines of one model. */
  onMachinesOf(model: Model | undefined): Valued | undefined {
    return this.#bestOf(
      ({ candidate }) => candidate.option === "self-host" && candidate.model === model,
    );
  }

  /** The best way to have one model. */
  ofModel(model: Model): Valued | undefined {
    return this.#bestOf(({ candidate }) => candidate.model === model);
  }

  #bestOf(isMeant: (row: Row) => boolean): Valued | undefined {
    return this.#drafts
      .flatMap(({ row }, at) => (isMeant(row) ? [this.#valued(at)] : []))
      .reduce<Valued | undefined>(
        (held, one) => (held === undefined || isBetter(one, held) ? one : held),
        undefined,
      );
  }

  /** What a candidate is worth as the first pick; undefined where it is of no use, not even as a fallback. */
  of(row: Row): Valued | undefined {
    const at = this.#drafts.findIndex((one) => one.row === row);
    return at < 0 ? undefined : this.#valued(at);
  }

  /** Nobody represents an option who is dominated there. */
  #firsts(option: number): readonly number[] {
    return this.#byOption[option] ?? [];
  }

  /** Below the bar every chance counts. */
  get #slack(): number {
    return this.#hasFallbacks ? this.#rates.knowledge.pack.choice.effortSlack : 0;
  }

  #valued(at: number): Valued {
    const known = this.#found[at];
    if (known !== undefined) return known;
    const alone = this.#lastOf(at);
    const found = this.#hasFallbacks ? this.#withFallback(alone, at) : alone;
    this.#found[at] = found;
    return found;
  }

  /** Without a fallback. */
  #lastOf(at: number): Valued {
    return lastOf(this.#drafts[at] as Draft, this.#quality);
  }

  #pickOf(place: Place, option: number): Valued {
    const effortSlack = this.#slack;
    const ranked = this.#firsts(option)
      .filter((at) => this.#drafts[at]?.row.candidate.place === place)
      .map((at) => this.#valued(at))
      .sort((a, b) => a.row.rank - b.row.rank);
    const best = ranked.reduce((held, one) => (one.value > held.value + 1e-12 ? one : held));
    const pick =
      ranked.find(
        (one) =>
          one === best ||
          // Less thinking has to save something: on machines that are there anyway it does not.
          (one.value >= best.value - effortSlack && one.expectedUsd < saves * best.expectedUsd),
      ) ?? best;
    return { ...pick, nextUp: ranked.find(({ row }) => row.rank > pick.row.rank)?.row };
  }

  #mostAt(node: number): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let at = node; at < this.#lastAt.length; at += nodes.length)
      most = Math.max(most, this.#lastAt[at] as number);
    return most;
  }

  /** No fallback on another model makes it worth more; what one on the same model does is worked out. */
  #boundOf(place: number): number {
    if (!this.#hasFallbacks) return this.#lastOf(place).value;
    const { row, own, broken } = this.#drafts[place] as Draft;
    const { clears, worth, missed } = row.prospect;
    const { wait } = this.#rates;
    let bound = 0;
    for (let node = 0; node < nodes.length; node++) {
      const clear = clears[node] as number;
      const miss = 1 - clear;
      const stay = miss * own + this.#quality * (missed[node] as number);
      const move = miss * (wait * broken + (1 - wait) * (this.#most[node] as number));
      bound +=
        (nodeWeights[node] as number) *
        (clear * own + this.#quality * (worth[node] as number) + Math.min(stay, move));
    }
    for (const at of this.#lastTries.sameModel(row))
      bound = Math.max(bound, this.#tried(place, at).value);
    return bound;
  }

  #withFallback(alone: Valued, place: number): Valued {
    const { row } = this.#drafts[place] as Draft;
    const without = row.candidate.kind === "claim" ? alone : onlyTry(alone, this.#quality);
    const best = this.#bestAfter(row);
    if (best === undefined) return without;
    const tried = this.#tried(place, best);
    // One so dear that nobody would move to it is none.
    return tried.value < without.value
      ? without
      : { ...alone, ...tried, fallback: this.#lastOf(best) };
  }

  /**
   * Chosen beforehand, for the worlds in which the first missed: one knows then that it did. Within the option, on machines
   * that a team with those of the first choice can have; in any option where its own has none.
   */
  #bestAfter(first: Row): number | undefined {
    const { fallbackGpus } = this.#rates.knowledge.pack.choice;
    const gpus =
      first.gpus === 0 ? Number.POSITIVE_INFINITY : Math.max(fallbackGpus, 2 * first.gpus);
    const near = this.#bestIn(first, first.option, gpus);
    return (near ?? this.#bestIn(first, undefined, Number.POSITIVE_INFINITY))?.at;
  }

  #bestIn(first: Row, option: number | undefined, gpus: number): Try | undefined {
    const missed = first.prospect.clears.map(
      (clear, node) => (1 - clear) * (nodeWeights[node] as number),
    );
    let best = this.#lastTries.best(first, missed, option, gpus);
    for (const at of this.#lastTries.sameModel(first)) {
      const { row } = this.#drafts[at] as Draft;
      if ((option !== undefined && row.option !== option) || row.gpus > gpus) continue;
      const one = { at, worth: this.#worthAfter(first, at) };
      if (best === undefined || isBetterTry(one, best)) best = one;
    }
    return best;
  }

  /** What the same model is worth as a last try where it missed before. */
  #worthAfter(first: Row, at: number): number {
    const { row, own, broken } = this.#drafts[at] as Draft;
    const { saved, worth } = this.#rescues.of(first, row);
    let sum = 0;
    for (let node = 0; node < nodes.length; node++) {
      const unsaved = 1 - (first.prospect.clears[node] as number) - (saved[node] as number);
      sum +=
        (nodeWeights[node] as number) *
        ((saved[node] as number) * own +
          this.#quality * (worth[node] as number) +
          unsaved * broken);
    }
    return sum;
  }

  /** Both tries together: what they are worth, and for how long either serves well enough. */
  #tried(first: number, last: number): Tried {
    const [draft, next] = [this.#drafts[first] as Draft, this.#drafts[last] as Draft];
    const quality = this.#quality;
    const { wait, weights, hurtsAt } = this.#rates;
    const switchUsd = switchCost(draft.row, next.row, this.#rates);
    const lost = wait * draft.broken - (weights.cost * switchUsd) / hurtsAt;
    const { clears, worth, missed } = draft.row.prospect;
    const rescue = this.#rescues.of(draft.row, next.row);
    const points = draft.row.points.quality;
    let [value, moves, good, served, taken] = [0, 0, 0, 0, 0];
    for (let node = 0; node < nodes.length; node++) {
      const weight = nodeWeights[node] as number;
      const clear = clears[node] as number;
      const miss = 1 - clear;
      const saved = rescue.saved[node] as number;
      const regained = rescue.worth[node] as number;
      const stay = miss * draft.own + quality * (missed[node] as number);
      const after = saved * next.own + quality * regained + (miss - saved) * next.broken;
      const move = miss * lost + (1 - wait) * after;
      // A miss never pays: whoever would gain by moving had better begin there.
      value +=
        weight * (clear * draft.own + quality * (worth[node] as number) + Math.min(stay, move));
      good += weight * ((worth[node] as number) + clear * points);
      served += weight * clear;
      if (move > stay) {
        good += weight * ((missed[node] as number) + miss * points);
        served += weight * miss;
      } else {
        moves += weight * miss;
        taken += weight * (1 - wait) * saved;
        good += weight * (1 - wait) * (regained + saved * next.row.points.quality);
      }
    }
    return {
      value,
      quality: good,
      served,
      taken,
      moves,
      switchUsd,
      expectedUsd:
        draft.row.usd + moves * ((1 - wait) * (next.row.usd - draft.row.usd) + switchUsd),
    };
  }
}

/** A bill that is lower by a hundredth. */
const saves = 0.99;

/** Of equals the one that is met first. */
const isBetter = (one: Valued, held: Valued): boolean => one.value > held.value + 1e-12;
