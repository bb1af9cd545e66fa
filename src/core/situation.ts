import { peakLoads } from "./cost/fleet.ts";
import { type Volume, volumeOver } from "./cost/hosted.ts";
import { type Board, boardsAt, standings, toLogit } from "./evidence.ts";
import { sigmoid } from "./forecast/special.ts";
import { type Closing, closings, gapClaim, type Measured } from "./horizon.ts";
import type { Day } from "./knowledge.ts";
import type { Knowledge } from "./pack.ts";
import { type Threshold, threshold } from "./quality.ts";
import { remembering } from "./remember.ts";
import type { Bar, Need } from "./use-case.ts";

/** With when its gaps close: the same for every use case, so computed once. */
export interface CapabilityState extends Measured {
  readonly closings: readonly Closing[];
}

/** One need with everything that judging its candidates takes. */
export interface NeedState extends CapabilityState {
  readonly need: Need;
  readonly threshold: Threshold;
  /** Requests of each month, and the busiest requests per second of each month. */
  readonly volume: Volume;
  readonly peaks: readonly number[];
  /** Share of the horizon in which the gap is expected to be closed, for open models of so many billions at most. */
  readonly closedShare: (billions: number) => number;
}

const statesOf = remembering((_: Knowledge) => new Map<string, CapabilityState>(), new WeakMap());

export function capabilityAt(
  capability: string,
  knowledge: Knowledge,
  asOf: Day,
  scenario: string,
): CapabilityState | undefined {
  const profile = knowledge.profiles[capability];
  if (profile === undefined) return undefined;
  const known = statesOf(knowledge);
  const key = `${capability}|${asOf}|${scenario}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const boards = boardsAt(profile, knowledge, asOf);
  const measured = { profile, boards, standings: standings(profile, boards, knowledge, asOf) };
  const proxy = boards.length === 0 ? profile.proxy?.capability : undefined;
  const state: CapabilityState = {
    ...measured,
    closings:
      proxy === undefined
        ? closings(measured, knowledge, asOf, scenario)
        : (capabilityAt(proxy, knowledge, asOf, scenario)?.closings ?? []),
  };
  known.set(key, state);
  return state;
}

export function needState(
  need: Need,
  knowledge: Knowledge,
  asOf: Day,
  scenario: string,
  horizonMonths: number,
): NeedState | undefined {
  const state = capabilityAt(need.capability, knowledge, asOf, scenario);
  if (state === undefined) return undefined;
  const shares = state.closings.map((closing) => ({
    limit: closing.sizeClass.maxBillions ?? Number.POSITIVE_INFINITY,
    share: need.bar.moving ? 0 : closing.forecast.closedShare(horizonMonths),
  }));
  shares.sort((a, b) => a.limit - b.limit);
  const closedShare = (billions: number) => shares.find((one) => billions <= one.limit)?.share ?? 0;
  const { requestsPerMonth, growthPerMonth } = need.workload;
  const volume = volumeOver(requestsPerMonth, growthPerMonth, horizonMonths);
  return {
    ...state,
    need,
    threshold: thresholdOf(need.bar, state.boards, knowledge),
    volume,
    peaks: peakLoads(volume, need.workload, knowledge.serving.fleet.hoursPerMonth.value),
    closedShare,
  };
}

function thresholdOf(bar: Bar, boards: readonly Board[], knowledge: Knowledge): Threshold {
  const { anchor } = knowledge.pack.evidence;
  if (bar.kind === "share") return threshold(bar.quality, anchor);
  const board = boards.find((one) => one.benchmark.id === bar.benchmark);
  const behind =
    board === undefined
      ? Number.NEGATIVE_INFINITY
      : board.referenceZ - toLogit(board.benchmark, bar.score);
  return { behind, share: sigmoid(Math.log(anchor / (1 - anchor)) - behind) / anchor };
}

/** The gap as a claim states it, in a frozen pack that has claims instead of scores. */
export const claimedGap = (state: CapabilityState, { pack }: Knowledge) =>
  pack.frozen && state.boards.length === 0 ? gapClaim(state.profile) : undefined;
