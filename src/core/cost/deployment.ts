import type { Engine } from "../../shapes/serving.ts";
import type { Architecture, Gpu, Precision } from "../know/knowledge.ts";

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
