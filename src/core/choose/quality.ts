import { qualityAt } from "../believe/success.ts";
import type { Threshold } from "../gate/need.ts";
import type { Knowledge } from "../know/pack.ts";

/**
 * What quality may come of a candidate, as the share of the yardstick's success. With `chance` it is drawn evenly from `low` to
 * `high` and is never less than the belief's own draw; else it is the belief's draw. A claim has no belief: `gap` is Infinity.
 */
export interface Quality extends LuckyRange {
  readonly gap: number;
  readonly sd: number;
}

/** Drawn evenly from `low` to `high`, with this chance. */
export interface LuckyRange {
  readonly chance: number;
  readonly low: number;
  readonly high: number;
}

/** How quality counts for a need. */
export interface Worth {
  readonly anchor: number;
  readonly threshold: Threshold;
  /** Nothing is paid for less than this. */
  readonly worst: number;
  /** Worth of just clearing the bar. */
  readonly atBar: number;
  /** Nothing clears the bar, so more is worth more all the way. */
  readonly linear: boolean;
}

export function worthFor(threshold: Threshold, linear: boolean, { pack }: Knowledge): Worth {
  return {
    anchor: pack.evidence.anchor,
    threshold,
    worst: pack.scales.qualityWorst,
    atBar: pack.choice.atBar,
    linear,
  };
}

/**
 * Worth of a quality over the horizon, 0 to 1: most of it at the bar, since the user said what is good enough, and little
 * more up to the yardstick. A shortfall that is expected to close counts for the rest of the horizon only.
 */
export function worthOf(quality: number, closedShare: number, of: Worth): number {
  const mean = quality < 1 ? 1 - (1 - quality) * (1 - closedShare) : quality;
  const bar = of.linear ? 1 : Math.min(0.99, of.threshold.share);
  const atBar = of.linear ? 1 : of.atBar;
  if (mean < bar) return Math.max(0, (atBar * (mean - of.worst)) / Math.max(0.05, bar - of.worst));
  return atBar + (1 - atBar) * Math.min(1, (mean - bar) / Math.max(0.01, 1 - bar));
}

/** Chance that an even draw from the range of a candidate clears the bar by itself. */
export function hitOf({ low, high, chance }: LuckyRange, { share }: Threshold): number {
  if (low >= share) return chance;
  return high <= share ? 0 : (chance * (high - share)) / (high - low);
}

/** Quality at draws: the belief's own, and where the luck of the range is on its side, `u` of the way through it. */
export const luckyQuality = (own: number, luck: number, u: number, of: LuckyRange): number =>
  luck < of.chance ? Math.max(own, of.low + (of.high - of.low) * u) : own;

/** The 10th, 50th and 90th percentile, without what the task adds. */
export function quantilesOf(
  of: Quality,
  anchor: number,
): { p10: number; p50: number; p90: number } {
  const z90 = 1.2815515655446004;
  const at = (z: number, u: number) =>
    of.chance > 0.5
      ? luckyQuality(qualityAt(of.gap, anchor), 0, u, of)
      : qualityAt(of.gap - of.sd * z, anchor);
  return { p10: at(-z90, 0.1), p50: at(0, 0.5), p90: at(z90, 0.9) };
}
