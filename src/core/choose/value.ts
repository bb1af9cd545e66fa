import type { Model } from "../knowledge.ts";
import { isNear, mayFollow, Pairs, switchCost } from "./fallback.ts";
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
  /** The same without a fallback, and by node what each is worth as the last try, a miss included. */
  readonly #last: readonly Valued[];
  readonly #lastAt: Float64Array;
  /** By node the most that any last try is worth. */
  readonly #most: Float64Array;
  readonly #pairs: Pairs;
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
    this.#last = this.#drafts.map((draft) => lastOf(draft, this.#quality));
    this.#lastAt = lastAtNodes(this.#drafts, this.#quality);
    this.#most = nodes.map((_, node) => this.#mostAt(node)) as unknown as Float64Array;
    this.#pairs = new Pairs(
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
    const groups = new Set(
      close.filter(({ value }) => value >= most - effortSlack).map(({ row }) => groupOf(row)),
    );
    return [...groups]
      .map((group) => this.#pickOf(group, option))
      .reduce<Valued | undefined>(
        (held, one) => (held === undefined || isBetter(one, held) ? one : held),
        undefined,
      );
  }

  cheapest(option: number): Valued | undefined {
    const usdOf = (at: number) => this.#last[at]?.row.usd ?? 0;
    const [first, ...others] = this.#firsts(option);
    if (first === undefined) return undefined;
    return this.#valued(others.reduce((held, at) => (usdOf(at) < usdOf(held) ? at : held), first));
  }

  /** The best on own machines of one model. */
  onMachinesOf(model: Model | undefined): Valued | undefined {
    return this.#drafts
      .flatMap(({ row: { candidate } }, at) =>
        candidate.option === "self-host" && candidate.model === model ? [this.#valued(at)] : [],
      )
      .reduce<Valued | undefined>(
        (held, one) => (held === undefined || isBetter(one, held) ? one : held),
        undefined,
      );
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
    const draft = this.#drafts[at] as Draft;
    const alone = this.#last[at] as Valued;
    this.#found[at] ??= this.#hasFallbacks ? this.#withFallback(alone, draft) : alone;
    return this.#found[at];
  }

  #pickOf(group: string, option: number): Valued {
    const effortSlack = this.#slack;
    const ranked = this.#firsts(option)
      .filter((at) => groupOf((this.#last[at] as Valued).row) === group)
      .map((at) => this.#valued(at))
      .sort((a, b) => a.row.rank - b.row.rank);
    const best = ranked.reduce((held, one) => (one.value > held.value + 1e-12 ? one : held));
    const pick =
      ranked.find(
        ({ value, expectedUsd }) =>
          value >= best.value - effortSlack && expectedUsd <= best.expectedUsd,
      ) ?? best;
    return { ...pick, nextUp: ranked.find(({ row }) => row.rank > pick.row.rank)?.row };
  }

  #mostAt(node: number): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let at = node; at < this.#lastAt.length; at += nodes.length)
      most = Math.max(most, this.#lastAt[at] as number);
    return most;
  }

  /** No fallback makes it worth more. */
  #boundOf(place: number): number {
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
    // Within one model what is rescued is worth more than independent chances would have it.
    return this.#hasFallbacks
      ? bound + boundSlack * this.#quality * (1 - row.chance)
      : (this.#last[place]?.value ?? bound);
  }

  #withFallback(alone: Valued, draft: Draft): Valued {
    const others: number[] = [];
    const near: number[] = [];
    for (const [at, { row }] of this.#drafts.entries()) {
      if (!mayFollow(draft.row, row)) continue;
      others.push(at);
      if (isNear(draft.row, row, this.#rates)) near.push(at);
    }
    const best = this.#bestAfter(draft, near.length > 0 ? near : others);
    if (best === undefined)
      return draft.row.candidate.kind === "claim" ? alone : onlyTry(alone, this.#quality);
    return {
      ...alone,
      ...this.#tried(draft, this.#drafts[best] as Draft),
      fallback: this.#last[best],
    };
  }

  /** Both tries together: what they are worth, and for how long either serves well enough. */
  #tried(draft: Draft, next: Draft): Tried {
    const [pairs, quality] = [this.#pairs, this.#quality];
    const { wait, weights, hurtsAt } = this.#rates;
    const switchUsd = switchCost(draft.row, next.row, this.#rates);
    const lost = wait * draft.broken - (weights.cost * switchUsd) / hurtsAt;
    const { clears, worth, missed } = draft.row.prospect;
    const points = draft.row.points.quality;
    let [value, moves, good, served, taken] = [0, 0, 0, 0, 0];
    for (let node = 0; node < nodes.length; node++) {
      const weight = nodeWeights[node] as number;
      const clear = clears[node] as number;
      const miss = 1 - clear;
      pairs.look(draft.row, next.row, node);
      const { saved, worth: regained } = pairs;
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

  /** Chosen beforehand, for the worlds in which the first missed: one knows then that it did. */
  #bestAfter(draft: Draft, places: readonly number[]): number | undefined {
    const [drafts, lastAt, pairs, quality] = [
      this.#drafts,
      this.#lastAt,
      this.#pairs,
      this.#quality,
    ];
    const { model } = draft.row.candidate;
    const count = nodes.length;
    const missed = draft.row.prospect.clears.map(
      (clear, node) => (1 - clear) * (nodeWeights[node] as number),
    );
    let best: number | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const at of places) {
      const { row, own, broken } = drafts[at] as Draft;
      let sum = 0;
      if (model === undefined || row.candidate.model !== model)
        for (let node = 0; node < count; node++)
          sum += (missed[node] as number) * (lastAt[at * count + node] as number);
      else
        for (let node = 0; node < count; node++) {
          pairs.look(draft.row, row, node);
          const unsaved = 1 - (draft.row.prospect.clears[node] as number) - pairs.saved;
          sum +=
            (nodeWeights[node] as number) *
            (pairs.saved * own + quality * pairs.worth + unsaved * broken);
        }
      if (sum > most + 1e-12) [best, most] = [at, sum];
    }
    return best;
  }
}

/** One model: see #boundOf; worth of quality at the yardstick is no more than 1. */
const boundSlack = 1;

const isBetter = (one: Valued, held: Valued): boolean =>
  one.value > held.value + 1e-12 ||
  (Math.abs(one.value - held.value) <= 1e-12 && one.row.name < held.row.name);

/** Efforts of one model at one place stand for each other. */
const groupOf = ({ candidate: { model, kind, offer, placement } }: Row): string =>
  `${model?.id}|${kind}|${offer?.provider}|${placement}`;
