import type { Model } from "../know/knowledge.ts";
import { monthsBetween, releasedOn } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import { cdf, nodes } from "./normal.ts";
import type { Prospect } from "./prospect.ts";
import { hitOf, type Worth, worthOf } from "./quality.ts";
import type { Rates } from "./rates.ts";
import type { Row } from "./table.ts";

/**
 * What a fallback saves where the first choice misses, by node: given the task, models of other makers are independent, those of one
 * maker have some misses in common, and efforts of one model nearly all.
 */
export class Rescues {
  readonly #scale: Worth;
  readonly #slopeSd: number;
  readonly #knowledge: Knowledge;
  /** Of what is rescued within one model the quality lies just over the bar. */
  readonly atBar: number;

  constructor(scale: Worth, slopeSd: number, knowledge: Knowledge) {
    this.#scale = scale;
    this.#slopeSd = slopeSd;
    this.#knowledge = knowledge;
    this.atBar = worthOf(scale.threshold.share, 0, scale);
  }

  of(first: Row, next: Row): Rescue {
    const { model } = first.candidate;
    const other = next.candidate.model;
    if (model === undefined || model !== other)
      return apart(first.prospect, next.prospect, sharedMiss(model, other, this.#knowledge));
    const known = withinOf(first.prospect);
    const found = known.get(next.prospect) ?? this.#within(first.prospect, next.prospect);
    known.set(next.prospect, found);
    return found;
  }

  /** Both are behind or ahead by the same draw, so only what lies between their thresholds is rescued, or what luck tunes. */
  #within(first: Prospect, next: Prospect): Rescue {
    const [a, b] = [first.quality, next.quality];
    const { threshold } = this.#scale;
    const saved = first.clears.map((clear, node) => {
      const task = 1 + this.#slopeSd * (nodes[node] as number);
      const upTo = ({ gap, sd }: typeof a) => (threshold.gap - gap * task) / Math.max(1e-9, sd);
      const [from, to] = [upTo(a), upTo(b)];
      const between = Math.max(0, cdf(to) - cdf(from));
      const beyond = 1 - cdf(Math.max(from, to));
      const rescued = (1 - hitOf(a, threshold)) * (between + hitOf(b, threshold) * beyond);
      return Math.min(1 - clear, rescued);
    });
    return { saved, worth: saved.map((one) => one * this.atBar) };
  }
}

/** A prospect is made for one bar and outlasts weights and prices, and so does what it rescues. */
const withinOf = remembering((_: Prospect) => new Map<Prospect, Rescue>(), new WeakMap());

/** P(the first misses and the next clears), and the worth of quality there; by node. */
export interface Rescue {
  readonly saved: readonly number[];
  readonly worth: readonly number[];
}

/** Two models; with a share of the misses the next misses too. */
function apart(first: Prospect, next: Prospect, shared: number): Rescue {
  const saved = nodes.map(() => 0);
  const worth = nodes.map(() => 0);
  for (let node = 0; node < nodes.length; node++) {
    const missed = (1 - shared) * (1 - (first.clears[node] as number));
    saved[node] = missed * (next.clears[node] as number);
    worth[node] = missed * (next.worth[node] as number);
  }
  return { saved, worth };
}

/** Share of the misses of one model that another has in common with it: what a maker brings out at about the same time errs alike. */
export function sharedMiss(
  one: Model | undefined,
  other: Model | undefined,
  { pack }: Knowledge,
): number {
  if (one === undefined || other === undefined || one.vendor !== other.vendor) return 0;
  const { share, months } = pack.choice.sameMaker;
  const apart = Math.abs(monthsBetween(releasedOn(one), releasedOn(other)));
  return apart <= months ? share : 0;
}

/** Another model, or the same one thinking harder; and the plain one where tuning failed. */
export function mayFollow(a: Row, b: Row): boolean {
  if (a === b) return false;
  if (a.candidate.model === undefined || a.candidate.model !== b.candidate.model)
    return a.candidate.model !== undefined || b.candidate.model !== undefined;
  if (a.candidate.kind === "tuned") return b.candidate.kind === "scored";
  return b.candidate.kind === "scored" && b.rank > a.rank;
}

/** $ a month over the horizon that moving to the fallback takes in people's time. */
export function switchCost(from: Row, to: Row, { useCase, knowledge }: Rates): number {
  const { staff, tuning } = knowledge.serving;
  // Another effort at the same place is a setting.
  if (to.candidate.place === from.candidate.place) return 0;
  const week = staff.usdPerYear.value / 52;
  const isBuilt = to.candidate.placement === "own" && from.candidate.placement !== "own";
  const weeks = isBuilt
    ? staff.buildWeeks.value
    : to.candidate.kind === "tuned"
      ? tuning.weeksOnce.value
      : knowledge.pack.choice.weeksToSwap;
  return (week * weeks) / useCase.horizonMonths;
}
