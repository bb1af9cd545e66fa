import { optionIndex } from "../gate/candidate.ts";
import type { Model } from "../know/knowledge.ts";
import { type Rescue, Rescues, switchCost } from "./fallback.ts";
import { asksMore, isBetter as isBetterTry, LastTries, type Try } from "./last-tries.ts";
import { nodes, nodeWeights } from "./normal.ts";
import { worthFor } from "./quality.ts";
import type { Rates } from "./rates.ts";
import { type Standing, standingIn } from "./standing.ts";
import type { Row, Table } from "./table.ts";
import { trialUsd } from "./trial.ts";
import { type Drafts, draftsOf, lastOf, onlyTry, type Valued } from "./valued.ts";

const count = nodes.length;

/**
 * The values of one need's candidates at some weights. Each is worked out when somebody asks for it: a bound on what a
 * fallback can add tells most of them to be no first pick.
 */
export class NeedValues {
  readonly rates: Rates;
  readonly #table: Table;
  readonly #standing: Standing;
  readonly #drafts: Drafts;
  /** By node the most that any last try is worth. */
  readonly #most: Float64Array;
  readonly #rescues: Rescues;
  readonly #lastTries: LastTries;
  readonly #hasFallbacks: boolean;
  readonly #found: (Valued | undefined)[] = [];

  constructor(table: Table, rates: Rates) {
    const { state, status } = table;
    this.rates = rates;
    this.#table = table;
    this.#standing = standingIn(table);
    const { rows } = this.#standing;
    this.#drafts = draftsOf(rows, rates);
    this.#lastTries = new LastTries(this.#drafts, rates.knowledge);
    this.#most = mostByNode(this.#drafts.last);
    this.#rescues = new Rescues(
      worthFor(state.threshold, false, rates.knowledge),
      state.belief?.slopeSd ?? 0,
      rates.knowledge,
    );
    // Below the bar there is nothing to fall back on.
    this.#hasFallbacks = status !== "below-bar";
  }

  /**
   * The first pick of an option: per model and place the lowest effort that is worth as much as its best within a hair and
   * costs no more over both tries, and of those that are worth most within a hair the
   * likely before others, the measured before the imputed, and then one whose bill is clearly lower.
   */
  best(option: number): Valued | undefined {
    const slack = this.#slack;
    const { rows } = this.#standing;
    const { cheaper } = this.rates.knowledge.pack.choice.even;
    const tried = this.#near(option);
    const most = Math.max(...tried.map(({ value }) => value));
    const places = new Set(
      tried.filter(({ value }) => value >= most - slack).map(({ row }) => row.candidate.place),
    );
    const picks = [...places]
      .map((place) =>
        this.#thriftiest(this.#firsts(option).filter((at) => rows[at]?.candidate.place === place)),
      )
      .sort((a, b) => b.value - a.value);
    const top = picks[0]?.value ?? 0;
    return picks
      .filter(({ value }) => value >= top - slack)
      .reduce<Valued | undefined>(
        (held, one) => (held === undefined || isPreferred(one, held, 1 - cheaper) ? one : held),
        undefined,
      );
  }

  /** All whose bound leaves them a chance to be worth as much as the best. */
  #near(option: number): Valued[] {
    const firsts = this.#firsts(option);
    const bounds = Float64Array.from(firsts, (at) => this.#boundOf(at));
    const order = [...firsts.keys()].sort((a, b) => (bounds[b] as number) - (bounds[a] as number));
    let most = Number.NEGATIVE_INFINITY;
    const found: Valued[] = [];
    for (const place of order) {
      if ((bounds[place] as number) < most - this.#slack) break;
      const one = this.#valued(firsts[place] as number);
      found.push(one);
      most = Math.max(most, one.value);
    }
    return found;
  }

  /** The best of each option where money counts for so many times as much, told at what it is worth here. */
  underPressure(times: number): (option: number) => Valued | undefined {
    const { hurtsAt } = this.rates;
    const pressed = new NeedValues(this.#table, { ...this.rates, hurtsAt: hurtsAt / times });
    return (option) => this.#unpressed(pressed.best(option));
  }

  #unpressed(found: Valued | undefined): Valued | undefined {
    if (found === undefined || !this.#hasFallbacks) return found;
    const { rows } = this.#standing;
    const alone = lastOf(rows.indexOf(found.row), this.#drafts);
    const one =
      found.fallback === undefined
        ? onlyTry(alone, this.#drafts.quality)
        : this.#tried(alone, rows.indexOf(found.fallback.row));
    return { ...this.#tested(one), nextUp: found.nextUp };
  }

  cheapest(option: number): Valued | undefined {
    const usdOf = (at: number) => this.#standing.rows[at]?.usd ?? 0;
    const [first, ...others] = this.#firsts(option);
    if (first === undefined) return undefined;
    return this.#valued(others.reduce((held, at) => (usdOf(at) < usdOf(held) ? at : held), first));
  }

  /** The best way to have one model, in one option or in any. */
  ofModel(model: Model | undefined, option: number | undefined): Valued | undefined {
    const { rows } = this.#standing;
    const ways = [...rows.keys()].filter((at) => {
      const row = rows[at] as Row;
      return row.candidate.model === model && (option === undefined || row.option === option);
    });
    const most = best(ways.map((at) => this.#valued(at)))?.row.candidate.place;
    return most && this.#thriftiest(ways.filter((at) => rows[at]?.candidate.place === most));
  }

  /** What a candidate is worth as the first pick; undefined where it is of no use, not even as a fallback. */
  of(row: Row): Valued | undefined {
    const at = this.#standing.rows.indexOf(row);
    return at < 0 ? undefined : this.#valued(at);
  }

  /** Nobody represents an option who is dominated there. */
  #firsts(option: number): readonly number[] {
    return this.#standing.firsts[option] ?? [];
  }

  /** Below the bar every chance counts. */
  get #slack(): number {
    return this.#hasFallbacks ? this.rates.knowledge.pack.choice.effortSlack : 0;
  }

  #valued(at: number): Valued {
    const known = this.#found[at];
    if (known !== undefined) return known;
    const alone = lastOf(at, this.#drafts);
    const found = this.#hasFallbacks ? this.#tested(this.#withFallback(alone, at)) : alone;
    this.#found[at] = found;
    return found;
  }

  /** What is in doubt has to be found out, and that is paid for once. */
  #tested(one: Valued): Valued {
    const usd = trialUsd(one.row, this.#table.state, this.rates);
    if (usd === 0) return one;
    const { weights, hurtsAt } = this.rates;
    return {
      ...one,
      trialUsd: usd,
      value: one.value - (weights.cost * usd) / hurtsAt,
      expectedUsd: one.expectedUsd + usd,
    };
  }

  /** Of efforts at one place. */
  #thriftiest(efforts: readonly number[]): Valued {
    const effortSlack = this.#slack;
    const ranked = efforts.map((at) => this.#valued(at)).sort((a, b) => a.row.rank - b.row.rank);
    const most = best(ranked) as Valued;
    const close = ranked.filter(({ value }) => value >= most.value - effortSlack);
    const likeliest = close.reduce((held, one) => (one.row.chance > held.row.chance ? one : held));
    // Less thinking has to save something: on machines that are there anyway it does not. Nobody thinks harder to be tried less.
    const usdOf = ({ expectedUsd, trialUsd: trial }: Valued) => expectedUsd - trial;
    const pick =
      close.find((one) => usdOf(one) <= usdOf(most) && usdOf(one) < saves * usdOf(likeliest)) ??
      likeliest;
    return { ...pick, nextUp: ranked.find(({ row }) => row.rank > pick.row.rank)?.row };
  }

  /** No fallback makes it worth more: neither the best last try of all, nor the same model where harder thinking always helps. */
  #boundOf(at: number): number {
    const { rows, own, broken, quality } = this.#drafts;
    const { prospect, candidate } = rows[at] as Row;
    const alone = (own[at] as number) + quality * prospect.mean;
    if (!this.#hasFallbacks || candidate.kind === "claim") return alone;
    const { clears, worth, missed } = prospect;
    const { wait } = this.rates;
    let same = Number.NEGATIVE_INFINITY;
    for (const next of this.#standing.followersOf(at))
      same = Math.max(same, (own[next] as number) + quality * this.#rescues.atBar);
    let bound = 0;
    for (let node = 0; node < count; node++) {
      const clear = clears[node] as number;
      const miss = 1 - clear;
      const last = Math.max(this.#most[node] as number, same);
      const stay = miss * (own[at] as number) + quality * (missed[node] as number);
      const move = miss * (wait * (broken[at] as number) + (1 - wait) * last);
      bound +=
        (nodeWeights[node] as number) *
        (clear * (own[at] as number) + quality * (worth[node] as number) + Math.min(stay, move));
    }
    return bound;
  }

  #withFallback(alone: Valued, at: number): Valued {
    const { row } = alone;
    const without = row.candidate.kind === "claim" ? alone : onlyTry(alone, this.#drafts.quality);
    const [near, far] = this.#lastAfter(row, at).map((last) => last && this.#tried(alone, last.at));
    const tried = near === undefined || isCrossed(near, far, this.rates) ? far : near;
    // One so dear that nobody would move to it is none.
    return tried === undefined || tried.value < without.value ? without : tried;
  }

  /**
   * Chosen beforehand, for the worlds in which the first missed: one knows then that it did. Within the option, on machines
   * that a team with those of the first choice can have; and in any option, but what is kept on own machines stays there where it can.
   */
  #lastAfter(first: Row, at: number): [near: Try | undefined, far: Try | undefined] {
    const { fallbackGpus } = this.rates.knowledge.pack.choice;
    const gpus =
      first.gpus === 0 ? Number.POSITIVE_INFINITY : Math.max(fallbackGpus, 2 * first.gpus);
    const near = this.#bestIn(first, at, first.option, gpus);
    if (near !== undefined && first.option === ownMachines) return [near, undefined];
    const far = this.#bestIn(first, at, undefined, Number.POSITIVE_INFINITY);
    if (far === undefined || far.at === near?.at) return [near, undefined];
    const isMore = ({ at: other }: Try) => asksMore(this.#standing.rows[other] as Row, first);
    return [near !== undefined && isMore(near) && !isMore(far) ? undefined : near, far];
  }

  #bestIn(first: Row, place: number, option: number | undefined, gpus: number): Try | undefined {
    let found = this.#lastTries.best(first, option, gpus);
    for (const at of this.#standing.followersOf(place)) {
      const row = this.#standing.rows[at] as Row;
      if ((option !== undefined && row.option !== option) || row.gpus > gpus) continue;
      const one = { at, worth: this.#worthAfter(first, at) };
      if (found === undefined || isBetterTry(one, found)) found = one;
    }
    return found;
  }

  /** What the same model is worth as a last try where it missed before. */
  #worthAfter(first: Row, at: number): number {
    const { rows, own, broken, quality } = this.#drafts;
    const { saved, worth } = this.#rescues.of(first, rows[at] as Row);
    const { clears } = first.prospect;
    let sum = 0;
    for (let node = 0; node < count; node++) {
      const unsaved = 1 - (clears[node] as number) - (saved[node] as number);
      sum +=
        (nodeWeights[node] as number) *
        ((saved[node] as number) * (own[at] as number) +
          quality * (worth[node] as number) +
          unsaved * (broken[at] as number));
    }
    return sum;
  }

  /** Both tries together: what they are worth, and for how long either serves well enough. */
  #tried(first: Valued, last: number): Valued {
    const { rows, own, broken, quality } = this.#drafts;
    const { row, own: served } = first;
    const next = rows[last] as Row;
    const { wait, weights, hurtsAt } = this.rates;
    const switchUsd = switchCost(row, next, this.rates);
    const lost = wait * first.broken - (weights.cost * switchUsd) / hurtsAt;
    const { clears, worth, missed } = row.prospect;
    const rescue: Rescue = this.#rescues.of(row, next);
    const points = row.points.quality;
    let value = 0;
    let moves = 0;
    let good = 0;
    let kept = 0;
    let taken = 0;
    for (let node = 0; node < count; node++) {
      const weight = nodeWeights[node] as number;
      const clear = clears[node] as number;
      const miss = 1 - clear;
      const saved = rescue.saved[node] as number;
      const regained = rescue.worth[node] as number;
      const stay = miss * served + quality * (missed[node] as number);
      const after =
        saved * (own[last] as number) +
        quality * regained +
        (miss - saved) * (broken[last] as number);
      const move = miss * lost + (1 - wait) * after;
      // A miss never pays: whoever would gain by moving had better begin there.
      value += weight * (clear * served + quality * (worth[node] as number) + Math.min(stay, move));
      good += weight * ((worth[node] as number) + clear * points);
      kept += weight * clear;
      if (move > stay) {
        good += weight * ((missed[node] as number) + miss * points);
        kept += weight * miss;
      } else {
        moves += weight * miss;
        taken += weight * (1 - wait) * saved;
        good += weight * (1 - wait) * (regained + saved * next.points.quality);
      }
    }
    return {
      ...first,
      value,
      quality: good,
      served: kept,
      taken,
      fallback: lastOf(last, this.#drafts),
      moves,
      switchUsd,
      expectedUsd: row.usd + moves * ((1 - wait) * (next.usd - row.usd) + switchUsd),
    };
  }
}

/** A second try of another option is one more thing to run, so it has to be worth that much more. */
const isCrossed = (near: Valued, far: Valued | undefined, { knowledge }: Rates): boolean =>
  far !== undefined && far.value > near.value + knowledge.pack.choice.crossLead;

function mostByNode(last: Float64Array): Float64Array {
  const most = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < last.length; at++)
    if ((last[at] as number) > (most[at % count] as number)) most[at % count] = last[at] as number;
  return most;
}

const ownMachines = optionIndex("self-host");

/** A bill that is lower by a hundredth. */
const saves = 0.99;

/** Of those that are worth the same within a hair: as plans that are even are told apart. */
function isPreferred(one: Valued, held: Valued, cheaper: number): boolean {
  const [likely, wasLikely] = [one.row.chance >= 0.5, held.row.chance >= 0.5];
  if (likely !== wasLikely) return likely;
  if (one.row.silent !== held.row.silent) return held.row.silent;
  if (one.row.imputed !== held.row.imputed) return held.row.imputed;
  return one.expectedUsd < cheaper * held.expectedUsd;
}

/** Of equals the one that is met first. */
const best = (all: readonly Valued[]): Valued | undefined =>
  all.reduce<Valued | undefined>(
    (held, one) => (held === undefined || one.value > held.value + 1e-12 ? one : held),
    undefined,
  );
