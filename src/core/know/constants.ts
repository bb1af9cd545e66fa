import type { Day } from "../../shapes/common.ts";
import type { ForecastClass } from "./capability.ts";
import type { Gpu, Precision } from "./knowledge.ts";

/** Shapes of the constants that the market's files give to believing and to pricing. */

/** Where a figure comes from. */
interface Dated {
  readonly published: Day;
  readonly source: string;
}

export interface AbilityParameters {
  /** Variance of the skill of one capability, general ability having variance 1. */
  readonly skill: number;
  /** Prior of a board's noise, logits, and the number of scores that it counts for. */
  readonly noise0: number;
  readonly noiseN: number;
  /** Prior of a board's slope and its standard deviation; slopes stay above minSlope. */
  readonly slope0: number;
  readonly slopeSd: number;
  readonly minSlope: number;
  /** Variance of a vendor's own run or of a vote, against an independent run. */
  readonly vendor: number;
  /** A board counts if so many of its rows have a score on a board of another home. */
  readonly minLinked: number;
  readonly iterations: number;
  /** Factor on the standard deviation of an estimate: intervals of back-tests were too narrow by so much. */
  readonly widen: number;
}

/**
 * Fitted constants of the closing forecast. Months everywhere; gaps and paces in logit points
 * (Elo times ln 10 / 400).
 */
export interface ForecastParameters {
  /** Log-normal time from a level's first proprietary model to the first open one, per class. */
  readonly lag: {
    /** Mean of ln(months) over all classes. */
    readonly mu: number;
    /** Standard deviation of ln(months), shared by all classes. */
    readonly sd: number;
    /** Added to `mu` for a class. */
    readonly byClass: Readonly<Record<ForecastClass, number>>;
  };
  /** Progress of the open record as a gamma process: upwards only, in jumps. */
  readonly pace: {
    /** Shape per month; smaller means rarer and larger jumps at the same pace. */
    readonly k: number;
    /** Months of observation that the class pace counts for against the progress seen. */
    readonly n0: number;
    /** Logit points per month over all classes. For readers of the fit: every class has its own. */
    readonly v0: number;
    readonly byClass: Readonly<Record<ForecastClass, number>>;
  };
  /** How an expert's closing window enters beside the two fitted views, which weigh 1 each. */
  readonly window: {
    readonly weight: number;
    /** Experts are overconfident: their window is never taken as narrower, in sd of ln(months). */
    readonly minimumLogSd: number;
  };
}

export interface ForecastFit extends ForecastParameters {
  /** Last day of the data fitted; a run with an earlier as-of date does not see the fit. */
  readonly published: Day;
  readonly source: string;
}

/** Open models up to a size lag longer than open models of any size. */
export interface SizeClass {
  readonly id: string;
  /** Largest total parameter count in billions; absent: any size. */
  readonly maxBillions?: number | undefined;
  /** Multiplies the class lag. */
  readonly lagFactor: number;
  readonly published: Day;
  readonly source: string;
}

/** How forecasts of this method did on public series, each fitted only on what was known before. */
export interface TrackRecord extends Dated {
  /** Share of outcomes that fell within the 80 % interval, and the 95 % interval of that share. */
  readonly interval80Held: number;
  readonly interval80HeldRange: readonly [number, number];
  /** Mean squared error of the probability of closing within six months. */
  readonly brierSixMonths: number;
  readonly series: number;
  readonly origins: number;
  readonly targets: number;
  /** Last day of the outcomes. */
  readonly dataTo: Day;
}

/** What is known of the frontier of the day, which moves on while open models catch up. */
export interface MovingFrontier {
  /** Share of series-months in which the best open model led; the range over two ways to count. */
  readonly openLed: { readonly share: readonly [number, number] } & Dated;
  /** Standard deviation of the change of the gap after so many months, logit points; its mean is 0. */
  readonly gapSd: {
    readonly after: readonly { readonly months: number; readonly sd: number }[];
  } & Dated;
  /** Of the months in which open models were behind: the share that led so many months later. */
  readonly ledLater: {
    readonly after: readonly { readonly months: number; readonly share: number }[];
  } & Dated;
}

/** How windows of experts did, read as 80 % intervals, on the same series as the track record. */
export interface ExpertWindows extends Dated {
  readonly interval80Held: number;
  /** Shares of outcomes before and after the window. */
  readonly earlier: number;
  readonly later: number;
  readonly brierSixMonths: number;
}

export interface ForecastFacts {
  readonly fits: readonly ForecastFit[];
  readonly sizeClasses: readonly SizeClass[];
  readonly trackRecord: TrackRecord;
  readonly movingFrontier: MovingFrontier;
  readonly expertWindows: ExpertWindows;
}

/**
 * Measured / estimated output tokens per second, by keys of decreasing detail: model|gpu|precision|engine,
 * model|gpu|precision, model|family|precision, model. The last two never multiply an estimate (they made unseen pairs
 * worse: 14.4 % against 13.3 %); they tell which models and GPU families the calibration has seen at all.
 */
export interface Corrections {
  readonly source: string;
  readonly published: Day;
  readonly byEngine: Readonly<Record<string, number>>;
  readonly byGpu: Readonly<Record<string, number>>;
  readonly byFamily: Readonly<Record<string, number>>;
  readonly byModel: Readonly<Record<string, number>>;
}

export type Engine = "trt" | "vllm" | "sglang";

/** Shares of the sheet figures that real kernels reach, 0..1. */
export interface FamilyConstants {
  readonly bandwidthEfficiency: number;
  readonly computeEfficiency: number;
}

/** Bytes per parameter: experts, the rest of a mixture-of-experts model, the whole of a dense one. */
export type WeightBytes = readonly [expert: number, other: number, dense: number];

/** The calibrated numbers of the estimator; rules/market/serving.yaml holds them. */
export interface EstimatorConstants {
  readonly source: string;
  readonly published: Day;
  readonly families: Readonly<Record<Gpu["family"], FamilyConstants>>;
  /** Better values for today's stacks of a family, fitted later and on other rows than the rest, with an interval of their own. */
  readonly tuned: Readonly<
    Partial<Record<Gpu["family"], (FamilyConstants & { readonly lnError80: number }) | undefined>>
  >;
  readonly secondsPerLayer: number;
  readonly secondsPerMoeLayer: number;
  readonly secondsPerStep: number;
  readonly secondsPerRequest: number;
  /** Factor on the overheads above. */
  readonly engineFactor: Readonly<Record<Engine, number>>;
  readonly allReduceSeconds: number;
  readonly linkEfficiency: number;
  /** By GPU id, where a board's link reaches another share than the rest: PCIe through the host. */
  readonly linkEfficiencyOf: Readonly<Record<string, number>>;
  readonly expertComputeEfficiency: number;
  readonly expertBandwidthEfficiency: number;
  readonly fp4Efficiency: number;
  readonly int4Efficiency: number;
  /** Times that a layer's activations cross the memory bus. */
  readonly activationPasses: number;
  /** 1: prefill and decode take turns; larger: they overlap. */
  readonly overlapExponent: number;
  readonly weightBytes: Readonly<Record<Precision, WeightBytes>>;
  readonly memory: {
    /** TensorRT-LLM takes a share of what the weights leave, the others of the whole memory. */
    readonly trtShare: number;
    readonly otherShare: number;
    readonly reserveBytes: number;
    /** Share of the memory that the KV cache has at least. */
    readonly floorShare: number;
  };
  /** A team's own setting of its engine: bytes of an element of the KV cache; left out: the engine's own. */
  readonly kvElementBytes?: number | undefined;
  /** Tokens that a decode step yields where a draft is checked (speculative decoding), in the mean; left out: one. */
  readonly tokensPerStep?: number | undefined;
  /** Sequences that an engine schedules at once, per group of GPUs that share a batch. */
  readonly maxBatchPerGpuGroup: number;
  readonly firstToken: {
    readonly fixedSeconds: number;
    readonly prefills: number;
    readonly prefillsPerConcurrent: number;
    readonly steps: number;
    /** The interval reaches from estimate / spread to estimate x spread. */
    readonly spread: number;
  };
  /** 80 % of |ln(measured / estimated)| lie below this. */
  readonly lnError80: {
    readonly knownPair: number;
    readonly newPair: number;
    readonly newModel: number;
    readonly newFamily: number;
  };
}
