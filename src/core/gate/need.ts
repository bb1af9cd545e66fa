import { beliefOn, type CapabilityBelief, levelOf } from "../believe/belief.ts";
import { ofAnySize } from "../believe/horizon.ts";
import { type CapabilityState, capabilityAt, claimedGap } from "../believe/situation.ts";
import { gapAt, qualityAt } from "../believe/success.ts";
import { peakLoads } from "../cost/fleet.ts";
import { type Volume, volumeOver } from "../cost/hosted.ts";
import type { Claim } from "../know/knowledge.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";
import type { Need } from "../know/use-case.ts";

/** The bar on the scale of the belief: the largest gap, in logits, that still clears it, and the share of the yardstick. */
export interface Threshold {
  readonly gap: number;
  readonly share: number;
}

/** One need with everything that asking its gates and choosing for it take. */
export interface NeedState extends CapabilityState {
  readonly need: Need;
  /** Undefined where nobody measured it: then claims are all there is. */
  readonly belief: CapabilityBelief | undefined;
  /** What a pack of claims says of the gap instead. */
  readonly claim: Claim | undefined;
  readonly threshold: Threshold;
  /** Requests of each month, and the busiest requests per second of each month. */
  readonly volume: Volume;
  readonly peaks: readonly number[];
  /** Share of the horizon in which the gap is expected to be closed, for open models of so many billions at most. */
  readonly closedShare: (billions: number) => number;
}

export function needState(
  need: Need,
  { knowledge, asOf }: Snapshot,
  scenario: string,
  horizonMonths: number,
): NeedState | undefined {
  const state = capabilityAt(need.capability, knowledge, asOf, scenario);
  if (state === undefined) return undefined;
  const shares = state.closings
    .map(({ sizeClass, forecast }) => ({
      limit: sizeClass.maxBillions ?? Number.POSITIVE_INFINITY,
      share: need.bar.moving ? 0 : forecast.closedShare(horizonMonths),
    }))
    .sort((a, b) => a.limit - b.limit);
  const board = need.bar.kind === "score" ? need.bar.benchmark : undefined;
  const asked = { capability: need.capability, bounded: need.task === "bounded", board };
  const belief = beliefOn(asked, knowledge, asOf);
  const { requestsPerMonth, growthPerMonth } = need.workload;
  const volume = volumeOver(requestsPerMonth, growthPerMonth, horizonMonths);
  return {
    ...state,
    need,
    belief,
    claim: claimedGap(state, knowledge),
    threshold: thresholdOf(need, belief, knowledge),
    volume,
    peaks: peakLoads(volume, need.workload, knowledge.serving.fleet.hoursPerMonth.value),
    closedShare: (billions) => shares.find((one) => billions <= one.limit)?.share ?? 0,
  };
}

function thresholdOf(
  { bar }: Need,
  belief: CapabilityBelief | undefined,
  { pack }: Knowledge,
): Threshold {
  const { anchor } = pack.evidence;
  if (bar.kind === "share") return { gap: gapAt(bar.quality, anchor), share: bar.quality };
  const level = belief && levelOf(belief, bar.score);
  const gap = belief === undefined || level === undefined ? 0 : belief.yardstick.level - level;
  return { gap, share: qualityAt(gap, anchor) };
}

/** Median months until the gaps close. The slowest need decides: a use case has caught up when all of its needs have. */
export function medianOf({
  needs,
}: {
  readonly needs: readonly { readonly state: NeedState }[];
}): number | null {
  const medians = needs.map(({ state }) =>
    state.need.bar.moving
      ? Number.POSITIVE_INFINITY
      : (ofAnySize(state.closings)?.forecast.median ?? Number.POSITIVE_INFINITY),
  );
  const slowest = Math.max(...medians);
  return Number.isFinite(slowest) ? slowest : null;
}
