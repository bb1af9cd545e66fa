import type { EstimatorConstants } from "../../shapes/serving.ts";
import type { Architecture, Gpu, Precision } from "../know/knowledge.ts";
import type { Demand, Deployment } from "./deployment.ts";

/** Share of the memory above which the weights leave no sensible room for a KV cache. */
const LARGEST_WEIGHT_SHARE = 0.9;

/** Requests are spread over their lives, so that on average three quarters of the output is held. */
const HELD_OUTPUT_SHARE = 0.75;

/** Embedding and head matrices stay at 16 bits under every quantization in use. */
const HEAD_BYTES = 2;

/** Per GPU. A decode step reads the output matrix, while the embedding matrix is only stored. */
export interface WeightSizes {
  readonly denseBytes: number;
  readonly denseParameters: number;
  readonly expertBytes: number;
  readonly activeExpertParameters: number;
  readonly storedBytes: number;
}

/** Per GPU: bytes that one token or one sequence occupies in memory. */
export interface Cache {
  readonly bytesPerToken: number;
  readonly windowBytesPerToken: number;
  readonly windowTokens: number;
  /** Keys of the indexer of sparse attention, which reads all of them to choose the few tokens to attend to. */
  readonly indexBytesPerToken: number;
  /** State of the linear-attention layers, 4 bytes an element. */
  readonly stateBytes: number;
}

export interface Memory {
  readonly cache: Cache;
  /** Bytes per GPU that weights and engine leave to the cache. */
  readonly freeBytes: number;
}

type Precisions = Pick<EstimatorConstants, "weightBytes">;

export function weights(deployment: Deployment, constants: Precisions): WeightSizes {
  const { gpus, dataParallel } = deployment;
  const { experts, parameters } = deployment.architecture;
  const [expertBytes, besideExperts, dense] = constants.weightBytes[deployment.precision];
  const attentionBytes = parameters.other * (experts ? besideExperts : dense);
  const copies = dataParallel ? gpus : 1;
  const headBytes = parameters.head * HEAD_BYTES;
  // Engines keep it beside the weights unless they are told to leave it to the host, whose memory no rent states.
  const lookupBytes = (parameters.lookup ?? 0) * (experts ? besideExperts : dense);
  return {
    denseBytes: (attentionBytes * copies + headBytes) / gpus,
    denseParameters: (parameters.other + parameters.head) / gpus,
    expertBytes: (parameters.experts * expertBytes) / gpus,
    activeExpertParameters: parameters.activeExperts / gpus,
    storedBytes:
      (parameters.experts * expertBytes + attentionBytes * copies + 2 * headBytes + lookupBytes) /
      gpus,
  };
}

/** Of a whole replica, GB. */
export const weightGb = (deployment: Deployment, constants: Precisions): number =>
  (weights(deployment, constants).storedBytes * deployment.gpus) / 1e9;

/** True when the weights take less than 90 % of the replica's memory. */
export function fits(deployment: Deployment, constants: Precisions): boolean {
  return weights(deployment, constants).storedBytes < LARGEST_WEIGHT_SHARE * deployment.gpu.memory;
}

/** TensorRT-LLM keeps the cache at 8 bits once the weights are quantized; the others do so only on request. */
function cacheElementBytes({ precision, engine }: Deployment): number {
  return engine === "trt" && precision !== "bf16" ? 1 : 2;
}

/** Tensor parallelism cannot divide the cache further than there are KV heads; MLA has one latent, which every GPU keeps. */
function cacheShards({ architecture, gpus, dataParallel }: Deployment): number {
  if (dataParallel) return gpus;
  return architecture.mla ? 1 : Math.min(gpus, architecture.kvHeads);
}

export function cache(deployment: Deployment, constants: EstimatorConstants): Cache {
  const { architecture, gpus } = deployment;
  const { window, linear, sparse } = architecture;
  const shards = cacheShards(deployment);
  const elementBytes = constants.kvElementBytes ?? cacheElementBytes(deployment);
  const layerBytes = (architecture.kvElements * elementBytes) / shards;
  const growing = architecture.fullLayers - (window?.layers ?? 0);
  return {
    bytesPerToken: growing * layerBytes,
    windowBytesPerToken: (window?.layers ?? 0) * layerBytes,
    windowTokens: window?.tokens ?? 0,
    indexBytesPerToken: (growing * (sparse?.indexDim ?? 0)) / shards,
    stateBytes: linear ? (linear.layers * linear.state * 4) / gpus : 0,
  };
}

export function memory(deployment: Deployment, constants: EstimatorConstants): Memory {
  const total = deployment.gpu.memory;
  const stored = weights(deployment, constants).storedBytes;
  const { trtShare, otherShare, reserveBytes, floorShare } = constants.memory;
  const granted =
    deployment.engine === "trt" ? trtShare * (total - stored) : otherShare * total - stored;
  return {
    cache: cache(deployment, constants),
    freeBytes: Math.max(granted - reserveBytes, floorShare * total),
  };
}

/** Whether one request of so many tokens, its output included, fits beside the weights. */
export const holds = (held: Memory, tokens: number): boolean =>
  roomFor(held, { inputTokens: tokens, outputTokens: 0 }) >= 1;

/** Tensors are divided by heads: each GPU gets as many as the others, and KV heads are divided or copied evenly. */
export const splits = ({ heads, kvHeads, mla }: Architecture, gpus: number): boolean =>
  heads % gpus === 0 && (mla !== undefined || kvHeads % gpus === 0 || gpus % kvHeads === 0);

/** Whether the GPU has units for the numbers that the weights are in: without them nothing is gained, and engines refuse some. */
export function computes({ flops }: Gpu, precision: Precision): boolean {
  if (precision === "fp4") return flops.fp4 > flops.fp8;
  return precision !== "fp8" || flops.fp8 > flops.bf16;
}

/** Sequences of this load whose cache fits at once; below 1 not even one request does. */
export function roomFor({ cache: held, freeBytes }: Memory, load: Demand): number {
  const { inputTokens, outputTokens } = load;
  const bytes =
    (held.bytesPerToken + held.indexBytesPerToken) *
      (inputTokens + HELD_OUTPUT_SHARE * outputTokens) +
    held.windowBytesPerToken * Math.min(inputTokens + outputTokens, held.windowTokens) +
    held.stateBytes;
  return freeBytes / Math.max(bytes, 1);
}

/** Without fp8 units the weights are widened to 16 bits before they are multiplied. */
function fp8Flops({ family, flops }: Gpu): number {
  return family === "ampere" ? flops.bf16 : flops.fp8;
}

/** FLOP/s at which a GPU multiplies expert weights of the deployment's precision. */
export function expertFlops({ gpu, precision }: Deployment): number {
  switch (precision) {
    case "bf16":
    case "int4":
      return gpu.flops.bf16;
    case "fp8":
      return fp8Flops(gpu);
    case "fp4":
      return gpu.flops.fp4;
    case "mxfp4":
      return ["ampere", "ada", "hopper"].includes(gpu.family) ? gpu.flops.bf16 : gpu.flops.fp8;
  }
}

/** The same for everything else: fp4 checkpoints of mixture-of-experts models keep attention at 8 bits. */
export function denseFlops({ gpu, precision, architecture }: Deployment): number {
  switch (precision) {
    case "bf16":
    case "int4":
    case "mxfp4":
      return gpu.flops.bf16;
    case "fp8":
      return fp8Flops(gpu);
    case "fp4":
      return architecture.experts ? gpu.flops.fp8 : gpu.flops.fp4;
  }
}
