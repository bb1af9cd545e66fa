import { cdf, nodes } from "./normal.ts";
import { hitOf, type Worth, worthOf } from "./quality.ts";
import type { Rates } from "./rates.ts";
import type { Row } from "./table.ts";

/** Joint chances of a first pick and its fallback: given the task, models are independent, and efforts of one model are not. */
export class Pairs {
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

/** Another model, or the same one thinking harder; and the plain one where tuning failed. */
export function mayFollow(a: Row, b: Row): boolean {
  if (a === b) return false;
  if (a.candidate.model === undefined || a.candidate.model !== b.candidate.model)
    return a.candidate.model !== undefined || b.candidate.model !== undefined;
  if (a.candidate.kind === "tuned") return b.candidate.kind === "scored";
  return b.candidate.kind === "scored" && b.rank > a.rank;
}

/** Within the option, and on machines that a team with those of the first choice can have. */
export const isNear = (first: Row, next: Row, { knowledge }: Rates): boolean =>
  next.option === first.option &&
  (first.gpus === 0 || next.gpus <= Math.max(knowledge.pack.choice.fallbackGpus, 2 * first.gpus));

/** $ a month over the horizon that moving to the fallback takes in people's time. */
export function switchCost(from: Row, to: Row, { useCase, knowledge }: Rates): number {
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
