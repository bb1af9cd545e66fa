import type { EstimatorConstants } from "../../shapes/serving.ts";
import type { Architecture } from "../know/knowledge.ts";
import type { Deployment } from "./deployment.ts";
import { cache, denseFlops, expertFlops, weights } from "./footprint.ts";

/** Tokens of a prompt that an engine runs through the layers at once. */
const PREFILL_CHUNK = 8192;
/** Dispatching tokens to experts and collecting them costs more set-up than an all-reduce... */
const DISPATCH_SETUP = 1.5;
/** ...and part of the tokens stays on its own GPU. */
const DISPATCHED_SHARE = 0.75;
const ACTIVATION_BYTES = 2;

/** A roofline: the weights are read once per step, and each token is multiplied with them. */
interface Multiplication {
  readonly readSeconds: number;
  readonly secondsPerToken: number;
}

interface Attention {
  /** Seconds of reading per token of context that full attention covers. */
  readonly readSeconds: number;
  readonly computeSeconds: number;
  /** Tokens that sparse attention covers at most; Infinity for the other kinds. */
  readonly topK: number;
  readonly indexSeconds: number;
  readonly windowSeconds: number;
  readonly windowTokens: number;
  /** Reading and writing back the state of linear attention. */
  readonly stateSeconds: number;
}

/** Everything a decode step or a prefill costs, apart from its size. */
export interface EngineStep {
  readonly dense: Multiplication;
  readonly experts: Multiplication;
  /** Probability that one token leaves a given expert alone, under uniform routing. */
  readonly idleExpertShare: number;
  readonly attention: Attention;
  readonly fixedSeconds: number;
  readonly secondsPerSequence: number;
  readonly prefill: {
    readonly secondsPerToken: number;
    /** Per pair of a new token and a token it may look at, causality included. */
    readonly secondsPerPair: number;
    readonly windowSecondsPerPair: number;
  };
}

interface HardwareRates {
  readonly bandwidth: number;
  readonly computeEfficiency: number;
  readonly link: number;
}

function rates({ gpu }: Deployment, constants: EstimatorConstants): HardwareRates {
  const family = constants.families[gpu.family];
  return {
    bandwidth: gpu.bandwidth * family.bandwidthEfficiency,
    computeEfficiency: family.computeEfficiency,
    link: gpu.link * (constants.linkEfficiencyOf[gpu.id] ?? constants.linkEfficiency),
  };
}

function multiplications(
  deployment: Deployment,
  constants: EstimatorConstants,
  rate: HardwareRates,
) {
  const { denseBytes, denseParameters, expertBytes, activeExpertParameters } = weights(
    deployment,
    constants,
  );
  const int4 = deployment.precision === "int4" ? constants.int4Efficiency : 1;
  const fourBit = deployment.precision === "fp4" ? constants.fp4Efficiency : int4;
  const compute = rate.computeEfficiency * fourBit;
  const expertBandwidth = rate.bandwidth * constants.expertBandwidthEfficiency * int4;
  const expertCompute = expertFlops(deployment) * compute * constants.expertComputeEfficiency;
  return {
    dense: {
      readSeconds: denseBytes / rate.bandwidth,
      secondsPerToken: (2 * denseParameters) / (denseFlops(deployment) * compute),
    },
    experts: {
      readSeconds: expertBytes / expertBandwidth,
      secondsPerToken: (2 * activeExpertParameters) / expertCompute,
    },
  };
}

/**
 * Multiply-adds of one query against one cached token, in FLOP per layer. `prefill` counts half, because of the
 * causal mask. MLA decodes on its compressed latent (rank + rope for scores, rank for values) but prefills unfolded.
 */
function attentionFlops({ mla, heads, headDim, kvElements }: Architecture) {
  if (!mla) return { decode: 4 * heads * headDim, prefill: 2 * heads * headDim };
  const rank = kvElements - mla.rope;
  return {
    decode: 2 * heads * (kvElements + rank),
    prefill: heads * (mla.nope + mla.rope + mla.value),
  };
}

function attention(deployment: Deployment, constants: EstimatorConstants, rate: HardwareRates) {
  const { architecture, gpu, gpus } = deployment;
  const { window, sparse } = architecture;
  const held = cache(deployment, constants);
  const flops = attentionFlops(architecture);
  const windowLayers = window?.layers ?? 0;
  const perFlop = 1 / (gpu.flops.bf16 * rate.computeEfficiency * gpus);
  const growing = (architecture.fullLayers - windowLayers) * perFlop;
  return {
    decode: {
      readSeconds: held.bytesPerToken / rate.bandwidth,
      computeSeconds: flops.decode * growing,
      topK: sparse?.topK ?? Number.POSITIVE_INFINITY,
      indexSeconds: held.indexBytesPerToken / rate.bandwidth,
      windowSeconds: held.windowBytesPerToken / rate.bandwidth,
      windowTokens: held.windowTokens,
      stateSeconds: (2 * held.stateBytes) / rate.bandwidth,
    },
    secondsPerPair: flops.prefill * growing,
    windowSecondsPerPair: 4 * architecture.heads * architecture.headDim * windowLayers * perFlop,
  };
}

/** Exchange between the GPUs of a replica: two rounds per layer, of expert dispatch or of all-reduce. */
function communication(deployment: Deployment, constants: EstimatorConstants, rate: HardwareRates) {
  const { architecture, gpus, dataParallel } = deployment;
  if (gpus === 1) return { fixedSeconds: 0, secondsPerToken: 0 };
  const messageSeconds = (architecture.hidden * ACTIVATION_BYTES) / rate.link;
  if (!dataParallel) {
    const rounds = 2 * architecture.layers;
    return {
      fixedSeconds: rounds * constants.allReduceSeconds,
      secondsPerToken: (rounds * 2 * messageSeconds * (gpus - 1)) / gpus,
    };
  }
  const { layers, active } = architecture.experts ?? { layers: 0, active: 0 };
  const targets = Math.min(active, gpus) * DISPATCHED_SHARE;
  return {
    fixedSeconds: 2 * layers * DISPATCH_SETUP * constants.allReduceSeconds,
    secondsPerToken: (2 * layers * targets * messageSeconds) / gpus,
  };
}

function overheads(deployment: Deployment, constants: EstimatorConstants) {
  const { layers, experts } = deployment.architecture;
  const factor = constants.engineFactor[deployment.engine];
  return {
    fixedSeconds:
      factor *
      (layers * constants.secondsPerLayer +
        (experts?.layers ?? 0) * constants.secondsPerMoeLayer +
        constants.secondsPerStep),
    secondsPerSequence: factor * constants.secondsPerRequest,
  };
}

export function prepareStep(deployment: Deployment, constants: EstimatorConstants): EngineStep {
  const { architecture, gpus, dataParallel } = deployment;
  const { experts, layers, hidden } = architecture;
  const rate = rates(deployment, constants);
  const products = multiplications(deployment, constants, rate);
  const { decode, ...prefillAttention } = attention(deployment, constants, rate);
  const exchange = communication(deployment, constants, rate);
  const overhead = overheads(deployment, constants);
  const activations =
    (hidden * ACTIVATION_BYTES * layers * constants.activationPasses) / rate.bandwidth;
  const batches = dataParallel ? gpus : 1;
  return {
    ...products,
    idleExpertShare: experts ? 1 - experts.active / experts.count : 0,
    attention: decode,
    fixedSeconds: exchange.fixedSeconds + overhead.fixedSeconds,
    secondsPerSequence:
      exchange.secondsPerToken + (activations + overhead.secondsPerSequence) / batches,
    prefill: {
      ...prefillAttention,
      secondsPerToken:
        products.dense.secondsPerToken +
        products.experts.secondsPerToken +
        exchange.secondsPerToken +
        (2 * layers * constants.secondsPerLayer) / PREFILL_CHUNK,
    },
  };
}

/** Seconds that one sequence adds to a step by attending to `context` tokens: the slower of reading and computing. */
export function attentionSeconds({ attention: costs }: EngineStep, context: number): number {
  const covered = Math.min(context, costs.topK);
  const reading =
    costs.readSeconds * covered +
    costs.indexSeconds * context +
    costs.windowSeconds * Math.min(context, costs.windowTokens) +
    costs.stateSeconds;
  return Math.max(reading, costs.computeSeconds * covered);
}

/** One decode step of a batch, in seconds; `attending` comes from attentionSeconds. */
export function stepSeconds(step: EngineStep, sequences: number, attending: number): number {
  const { dense, experts } = step;
  const touched = 1 - step.idleExpertShare ** sequences;
  return (
    Math.max(dense.readSeconds, dense.secondsPerToken * sequences) +
    Math.max(experts.readSeconds * touched, experts.secondsPerToken * sequences) +
    (attending + step.secondsPerSequence) * sequences +
    step.fixedSeconds
  );
}

/** Prefill of a prompt of which the first `cachedTokens` need no work, yet are attended to by the rest; seconds. */
export function prefillSeconds(
  step: EngineStep,
  inputTokens: number,
  cachedTokens: number,
): number {
  const { secondsPerToken, secondsPerPair, windowSecondsPerPair } = step.prefill;
  const { topK, windowTokens } = step.attention;
  const fresh = inputTokens - cachedTokens;
  // fresh x (input + cached) = input^2 - cached^2: what the whole prompt costs, less what the cache saves.
  const reach = Math.min(inputTokens + cachedTokens, 2 * topK);
  const inWindow = Math.min(inputTokens, windowTokens);
  return fresh * (secondsPerToken + secondsPerPair * reach + windowSecondsPerPair * inWindow);
}
