import type { Architecture, Day, Gpu, Precision } from "../knowledge.ts";

export type Engine = "trt" | "vllm" | "sglang";

/** One replica of a model: what is served, how it is stored, and on which GPUs of one node. */
export interface Deployment {
  /** Id under which the correction table knows the model; absent: no correction applies. */
  readonly model?: string | undefined;
  readonly architecture: Architecture;
  readonly precision: Precision;
  readonly gpu: Gpu;
  readonly gpus: number;
  /** Attention weights copied to every GPU and requests divided among them, instead of tensors divided. */
  readonly dataParallel: boolean;
  readonly engine: Engine;
}

/** What one replica is asked to do; token counts are means per request. */
export interface Demand {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Number of requests of a finite offline run, whose last ones leave the batch half empty. */
  readonly requests?: number | undefined;
  /** The batch starts and ends together; nothing joins it on the way. */
  readonly static?: boolean | undefined;
  /** Share of the input found in the prefix cache, 0..1. It shortens the prefill; the KV cache still holds the whole input. */
  readonly cachedInputShare?: number | undefined;
}

export interface Load extends Demand {
  /** Requests in flight on the replica; Infinity: as many as fit. */
  readonly concurrency: number;
}

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
