import type { Knowledge } from "../pack.ts";
import { remembering } from "../remember.ts";
import type { UseCase } from "../use-case.ts";
import { moneyOf } from "./money.ts";
import { cdf, nodes, nodeWeights } from "./normal.ts";
import { hitOf, type Worth, worthFor, worthOf } from "./quality.ts";
import { type Row, type SoftCriterion, softCriteria, type Table } from "./table.ts";

/** What every value of a use case is worked out with. */
export interface Rates {
  readonly weights: UseCase["weights"];
  /** $ a month that are worth nothing any more. */
  readonly hurtsAt: number;
  /** Share of the horizon that a missed bar costs before the fallback serves. */
  readonly wait: number;
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
}

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
  /** The fallback comes from another option, where its own has none or a much dearer one. */
  readonly abroad: boolean;
  /** P(the first misses and the fallback is moved to). */
  readonly moves: number;
  readonly switchUsd: number;
  /** $ a month over both tries. */
  readonly expectedUsd: number;
  /** Another of its option is no worse at anything. */
  readonly dominated: boolean;
  /** A lower effort of the same model and offer does as well. */
  readonly shadowed: boolean;
  /** The same at the next higher effort, for the reader. */
  readonly nextUp: Row | undefined;
}

/** The bill that hurts: stated, or some times the least price of a success, summed over the needs. */
export function hurtsAtOf(tables: readonly Table[], useCase: UseCase, { pack }: Knowledge): number {
  const { hurtsAtTimes, hurtsAtFloorUsd } = pack.choice;
  if (useCase.budget.hurtsAtUsdPerMonth !== undefined) return useCase.budget.hurtsAtUsdPerMonth;
  const least = tables.reduce((sum, { rows }) => {
    const prices = rows.map(({ usd, chance }) => usd / Math.max(0.05, chance));
    return sum + (prices.length === 0 ? 0 : Math.min(...prices));
  }, 0);
  return Math.max(hurtsAtFloorUsd, hurtsAtTimes * least);
}

export function ratesOf(tables: readonly Table[], useCase: UseCase, knowledge: Knowledge): Rates {
  return {
    weights: useCase.weights,
    hurtsAt: hurtsAtOf(tables, useCase, knowledge),
    wait: Math.min(1, knowledge.pack.choice.noticeMonths / useCase.horizonMonths),
    useCase,
    knowledge,
  };
}

/** Draft of a valued row while fallbacks are still being looked for. */
interface Draft {
  readonly row: Row;
  readonly own: number;
  readonly broken: number;
  readonly dominated: boolean;
}

/** All that the values of one need are worked out from. */
interface Need {
  readonly drafts: readonly Draft[];
  /** The same without a fallback, and by node what each is worth as the last try, a miss included. */
  readonly last: readonly Valued[];
  readonly lastAt: Float64Array;
  readonly pairs: Pairs;
  readonly rates: Rates;
  /** Weight of quality, times the need's share. */
  readonly quality: number;
}

/** Everybody who may be a first pick or a fallback of a need; those whom several others dominate are gone. */
export function valuesOf(table: Table, rates: Rates): Valued[] {
  const { state, status } = table;
  const { share } = state.need;
  const { rows, dominated } = standing(table);
  const drafts = rows.map((row) => draftOf(row, share, dominated.has(row), rates));
  const quality = share * rates.weights.quality;
  const last = drafts.map((draft) => lastOf(draft, quality));
  // Below the bar there is nothing to fall back on.
  if (status === "below-bar") return shadowed(last, rates);
  const scale = worthFor(state.threshold, false, rates.knowledge);
  const pairs = new Pairs(scale, state.belief?.slopeSd ?? 0);
  const need = { drafts, last, lastAt: lastAtNodes(drafts, quality), pairs, rates, quality };
  return shadowed(
    // Who is dominated is no first pick, and is asked for what it is worth as the last try only.
    last.map((alone, at) =>
      alone.dominated ? alone : withFallback(alone, drafts[at] as Draft, need),
    ),
    rates,
  );
}

function draftOf(row: Row, share: number, dominated: boolean, { weights, hurtsAt }: Rates): Draft {
  const money = weights.cost * (moneyOf(row.usd, hurtsAt) + row.points.cost);
  let own = money + share * weights.quality * row.points.quality;
  for (const criterion of softCriteria) own += share * weights[criterion] * row.soft[criterion];
  // Cheap and unusable is worth nothing; what it costs still counts where it hurts.
  const broken = Math.min(0, money);
  return { row, own, broken, dominated };
}

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

const standing = remembering(({ rows }: Table): Standing => {
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

export const standingOf = (table: Table): readonly Row[] => standing(table).rows;

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

/** Without a fallback. */
function lastOf({ row, own, broken, dominated }: Draft, quality: number): Valued {
  return {
    row,
    own,
    broken,
    value: own + quality * row.prospect.mean,
    quality: row.prospect.mean + row.points.quality,
    served: 1,
    taken: 0,
    fallback: undefined,
    abroad: false,
    moves: 0,
    switchUsd: 0,
    expectedUsd: row.usd,
    dominated,
    shadowed: false,
    nextUp: undefined,
  };
}

/** Joint chances of a first pick and its fallback: given the task, models are independent, and efforts of one model are not. */
class Pairs {
  /** P(the first misses and the next clears), and the worth of quality there. */
  saved = 0;
  worth = 0;
  readonly #scale: Worth;
  readonly #slopeSd: number;
  /** Of what is rescued within one model the quality lies just over the bar. */
  readonly #atBar: number;

  constructor(scale: Worth, slopeSd: number) {
    this.#scale = scale;
    this.#slopeSd = slopeSd;
    this.#atBar = worthOf(scale.threshold.share, 0, scale);
  }

  look(first: Row, next: Row, node: number): void {
    const miss = 1 - (first.prospect.clears[node] as number);
    const { model } = first.candidate;
    if (model !== undefined && model === next.candidate.model) {
      this.saved = Math.min(miss, this.#rescued(first, next, node));
      this.worth = this.saved * this.#atBar;
    } else {
      this.saved = miss * (next.prospect.clears[node] as number);
      this.worth = miss * (next.prospect.worth[node] as number);
    }
  }

  /** Both are behind or ahead by the same draw, so only what lies between their thresholds is rescued, or what luck tunes. */
  #rescued(first: Row, next: Row, node: number): number {
    const [a, b] = [first.prospect.quality, next.prospect.quality];
    const { threshold } = this.#scale;
    const task = 1 + this.#slopeSd * (nodes[node] as number);
    const upTo = ({ gap, sd }: typeof a) => (threshold.gap - gap * task) / Math.max(1e-9, sd);
    const [from, to] = [upTo(a), upTo(b)];
    const between = Math.max(0, cdf(to) - cdf(from));
    const beyond = 1 - cdf(Math.max(from, to));
    return (1 - hitOf(a, threshold)) * (between + hitOf(b, threshold) * beyond);
  }
}

function withFallback(alone: Valued, draft: Draft, need: Need): Valued {
  const { drafts, last, pairs, rates, quality } = need;
  const others: number[] = [];
  const near: number[] = [];
  for (const [at, { row }] of drafts.entries()) {
    if (!mayFollow(draft.row, row)) continue;
    others.push(at);
    if (isNear(draft.row, row, rates)) near.push(at);
  }
  const best = bestAfter(draft, near.length > 0 ? near : others, need);
  if (best === undefined) return alone;
  const next = drafts[best] as Draft;
  const switchUsd = switchCost(draft.row, next.row, rates);
  const { wait } = rates;
  const lost = wait * draft.broken - (rates.weights.cost * switchUsd) / rates.hurtsAt;
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
    ...alone,
    value,
    quality: good,
    served,
    taken,
    fallback: last[best],
    abroad: near.length === 0,
    moves,
    switchUsd,
    expectedUsd: draft.row.usd + moves * ((1 - wait) * (next.row.usd - draft.row.usd) + switchUsd),
  };
}

/** Another model, or the same one thinking harder; and the plain one where tuning failed. */
function mayFollow(a: Row, b: Row): boolean {
  if (a === b) return false;
  if (a.candidate.model === undefined || a.candidate.model !== b.candidate.model)
    return a.candidate.model !== undefined || b.candidate.model !== undefined;
  if (a.candidate.kind === "tuned") return b.candidate.kind === "scored";
  return b.candidate.kind === "scored" && b.rank > a.rank;
}

/** Within the option, and on machines that a team with those of the first choice can have. */
const isNear = (first: Row, next: Row, { knowledge }: Rates): boolean =>
  next.option === first.option &&
  (first.gpus === 0 || next.gpus <= Math.max(knowledge.pack.choice.fallbackGpus, 2 * first.gpus));

function lastAtNodes(drafts: readonly Draft[], quality: number): Float64Array {
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

/** Chosen beforehand, for the worlds in which the first missed: one knows then that it did. */
function bestAfter(draft: Draft, places: readonly number[], need: Need): number | undefined {
  const { drafts, lastAt, pairs, quality } = need;
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

/** $ a month over the horizon that moving to the fallback takes in people's time. */
function switchCost(from: Row, to: Row, { useCase, knowledge }: Rates): number {
  const { staff, tuning } = knowledge.serving;
  const week = staff.usdPerYear.value / 52;
  const isBuilt = to.candidate.placement === "own" && from.candidate.placement !== "own";
  const weeks = isBuilt
    ? staff.buildWeeks.value
    : to.candidate.kind === "tuned"
      ? tuning.weeksOnce.value
      : knowledge.pack.choice.weeksToSwap;
  return (week * weeks) / useCase.horizonMonths;
}

/** Per model and offer the lowest effort that is worth as much as the best within a hair and costs no more over both tries. */
function shadowed(all: readonly Valued[], { knowledge }: Rates): Valued[] {
  const { effortSlack } = knowledge.pack.choice;
  const groups = new Map<string, Valued[]>();
  for (const one of all) {
    if (one.dominated) continue;
    const { model, kind, option, offer } = one.row.candidate;
    const key = `${model?.id}|${kind}|${option}|${offer?.provider}|${one.row.candidate.placement}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lead = new Map<Valued, Row | undefined>();
  for (const group of groups.values()) {
    const ranked = group.toSorted((a, b) => a.row.rank - b.row.rank);
    const best = ranked.reduce((held, one) => (one.value > held.value + 1e-12 ? one : held));
    const pick =
      ranked.find(
        (one) => one.value >= best.value - effortSlack && one.expectedUsd <= best.expectedUsd,
      ) ?? best;
    lead.set(pick, ranked.find((one) => one.row.rank > pick.row.rank)?.row);
  }
  return all.map((one) =>
    lead.has(one) ? { ...one, nextUp: lead.get(one) } : { ...one, shadowed: !one.dominated },
  );
}
