import type { FleetCost } from "../cost/fleet.ts";
import type { HostedCost, Request } from "../cost/hosted.ts";
import type { Standing } from "../evidence.ts";
import type { Day, Effort, Model, Offer, Option } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { Clearing, Quality } from "../quality.ts";
import type { Workload } from "../use-case.ts";

/** One model under one option, for one need. */
export interface Candidate {
  readonly option: Option;
  readonly kind: "scored" | "tuned" | "claim" | "none";
  /** Absent for a side that only a claim describes, and for an option without any candidate. */
  readonly model: Model | undefined;
  readonly standing: Standing | undefined;
  readonly offer: Offer | undefined;
  readonly placement: "own" | "vendor" | "in-tenant";
  readonly effort: Effort;
  readonly quality: Quality;
  /** P(quality >= bar) and the median quality. */
  readonly clearing: Clearing;
  /** Share of the horizon in which its shortfall is expected to be closed. */
  readonly closedShare: number;
  /** Absent where no price or no serving fact is known: unpriced, never 0. */
  readonly cost: HostedCost | FleetCost | undefined;
  /** Share of the spend that hurts, where a claim says no more than a ratio. */
  readonly costShare: number | undefined;
}

export const options: readonly Option[] = ["self-host", "hosted-open", "proprietary-api"];

const efforts: readonly Effort[] = ["none", "low", "medium", "high", "xhigh", "max"];

/** Scores hold at the effort they were run at, so a candidate is never priced at a lower one. */
export const dearerEffort = (scored: Effort | undefined, wanted: Effort): Effort =>
  efforts[Math.max(efforts.indexOf(scored ?? "none"), efforts.indexOf(wanted))] ?? wanted;

export const isDownloadable = (model: Model, asOf: Day): boolean =>
  model.weights === "open" &&
  model.released.weights !== undefined &&
  model.released.weights <= asOf;

/** Billions of parameters that have to be served; Infinity where unknown or where nobody but the vendor serves it. */
export const sizeOf = (model: Model): number =>
  model.weights === "open"
    ? (model.parameters?.total ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;

/** One request at a reasoning effort, as it is served and billed. */
export function requestAt(workload: Workload, effort: Effort, knowledge: Knowledge): Request {
  return {
    inputTokens: workload.inputTokens,
    outputTokens: workload.outputTokens * knowledge.serving.effort[effort].value,
    cachedInputShare: workload.cachedInputShare,
    batchShare: workload.batchShare,
  };
}

/** A candidate about which nothing is known but its option. */
export const blank = {
  kind: "none",
  model: undefined,
  standing: undefined,
  offer: undefined,
  placement: "vendor",
  effort: "none",
  quality: { kind: "unknown", low: 0, high: 1 },
  clearing: { probability: 0, median: 0 },
  closedShare: 0,
  cost: undefined,
  costShare: undefined,
} as const satisfies Omit<Candidate, "option">;
