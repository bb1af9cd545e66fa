import type { EstimatorConstants } from "../../shapes/serving.ts";
import type { Demand, Deployment, Load } from "./deployment.ts";
import { type Memory, memory, roomFor } from "./footprint.ts";
import {
  attentionSeconds,
  type EngineStep,
  prefillSeconds,
  prepareStep,
  stepSeconds,
} from "./step.ts";

export type { Deployment, Load } from "./deployment.ts";
export { fits } from "./footprint.ts";

/** Rounds of the fixed point, as calibrated; it halves its distance each time. */
const ROUNDS = 6;
/** Prefill never keeps more than this share of the batch away from decoding. */
const LEAST_DECODING_SHARE = 0.3;

/** A deployment reduced to the numbers that do not depend on the load; reuse it over many loads. */
export interface Prepared {
  readonly gpus: number;
  readonly step: EngineStep;
  readonly memory: Memory;
  readonly maxBatch: number;
  readonly overlapExponent: number;
  readonly tokensPerStep: number;
  readonly firstToken: EstimatorConstants["firstToken"];
}

/** Means over a steady state (or over the run, for a finite one). */
export interface Estimate {
  readonly outputTokensPerSecondPerGpu: number;
  /** Of the whole replica. */
  readonly requestsPerSecond: number;
  /** Requests that can be in flight at once. */
  readonly batchLimit: number;
  readonly prefillSeconds: number;
  readonly stepSeconds: number;
  /** Time between two tokens of one request, prefills of others included. */
  readonly perTokenSeconds: number;
  /** Coarse: half of the measured values lie further than 41 % away. */
  readonly firstTokenSeconds: number;
}

export function prepare(deployment: Deployment, constants: EstimatorConstants): Prepared {
  const groups = deployment.dataParallel ? deployment.gpus : 1;
  return {
    gpus: deployment.gpus,
    step: prepareStep(deployment, constants),
    memory: memory(deployment, constants),
    maxBatch: constants.maxBatchPerGpuGroup * groups,
    overlapExponent: constants.overlapExponent,
    tokensPerStep: constants.tokensPerStep ?? 1,
    firstToken: constants.firstToken,
  };
}

interface RequestWork {
  readonly step: EngineStep;
  readonly overlap: number;
  readonly outputTokens: number;
  readonly prefill: number;
  readonly attending: number;
}

interface BatchPace {
  readonly stepSeconds: number;
  readonly requestsPerSecond: number;
}

/** A batch that starts and ends together: all prompts first, then every step at full size. */
function staticPace(
  { step, outputTokens, prefill, attending }: RequestWork,
  batch: number,
): BatchPace {
  const seconds = stepSeconds(step, batch, attending);
  return {
    stepSeconds: seconds,
    requestsPerSecond: batch / (batch * prefill + outputTokens * seconds),
  };
}

/**
 * Continuous batching. A request in flight is either in prefill or decoding, so the decoding batch is smaller than
 * the number in flight; how much smaller depends on the step time, which depends on the batch: hence the fixed point.
 */
function steadyPace(
  { step, overlap, outputTokens, prefill, attending }: RequestWork,
  batch: number,
): BatchPace {
  let decoding = batch;
  let seconds = 0;
  let decode = 0;
  for (let round = 0; round < ROUNDS; round++) {
    seconds = stepSeconds(step, decoding, attending);
    decode = (outputTokens * seconds) / decoding;
    const share = Math.max(decode / (prefill + decode), LEAST_DECODING_SHARE);
    const next = (decoding + Math.max(1, batch * share)) / 2;
    if (next === decoding) break;
    decoding = next;
  }
  const together = (prefill ** overlap + decode ** overlap) ** (1 / overlap);
  return { stepSeconds: seconds, requestsPerSecond: 1 / together };
}

/** The last requests of a finite run find the batch emptying: half a request's stay is lost. */
function withDrain(requestsPerSecond: number, batch: number, requests: number): number {
  const duration = requests / requestsPerSecond;
  const stay = batch / requestsPerSecond;
  return requests / (duration + 0.5 * Math.min(stay, duration));
}

function paceOf(work: RequestWork, batch: number, load: Demand, concurrency: number): BatchPace {
  if (load.static) return staticPace(work, batch);
  const pace = steadyPace(work, batch);
  if (load.requests === undefined || concurrency !== Number.POSITIVE_INFINITY) return pace;
  return { ...pace, requestsPerSecond: withDrain(pace.requestsPerSecond, batch, load.requests) };
}

function firstToken(prepared: Prepared, inFlight: number, prefill: number, step: number): number {
  const { fixedSeconds, prefills, prefillsPerConcurrent, steps } = prepared.firstToken;
  return fixedSeconds + prefill * (prefills + prefillsPerConcurrent * inFlight) + steps * step;
}

/** Requests that can be in flight at once. */
export function batchLimit({ memory, maxBatch }: Prepared, load: Demand): number {
  const room = Math.max(1, roomFor(memory, load));
  return load.static ? room : Math.min(room, maxBatch);
}

/**
 * A roofline over the parts of a decode step and of a prefill, with measured overheads. Calibrated on 3,944 published
 * measurements: median error 11.5 %, about 13 % on models, GPUs or settings that it was not calibrated on.
 */
export const estimate = (prepared: Prepared, load: Load): Estimate =>
  estimates(prepared, load)(load.concurrency);

function workOf(prepared: Prepared, { inputTokens, outputTokens, ...load }: Demand): RequestWork {
  const { step, overlapExponent: overlap } = prepared;
  const prefill = prefillSeconds(step, inputTokens, inputTokens * (load.cachedInputShare ?? 0));
  // Over its life a request sees its input and, on average, half of its output.
  const attending = attentionSeconds(step, inputTokens + outputTokens / 2);
  return { step, overlap, outputTokens: outputTokens / prepared.tokensPerStep, prefill, attending };
}

/**
 * Requests per second that nothing exceeds at such a pace: as if all in flight were decoding, in a batch as large as the pace
 * allows, each sequence of which adds to a step at least what it attends to.
 */
export function ceilingOf(prepared: Prepared, load: Demand, perTokenSeconds: number): number {
  const { step, overlap, outputTokens, prefill, attending } = workOf(prepared, load);
  const spare = perTokenSeconds * prepared.tokensPerStep - stepSeconds(step, 1, attending);
  const room = Math.max(0, spare) / (attending + step.secondsPerSequence);
  const batch = Math.min(batchLimit(prepared, load), 1 + room);
  const decode = (outputTokens * stepSeconds(step, batch, attending)) / batch;
  return (prefill ** overlap + decode ** overlap) ** (-1 / overlap);
}

/** The same for any number of requests at once. */
export function estimates(prepared: Prepared, load: Demand): (concurrency: number) => Estimate {
  const { gpus } = prepared;
  const { outputTokens } = load;
  const limit = batchLimit(prepared, load);
  const work = workOf(prepared, load);
  const { prefill } = work;
  return (concurrency) => {
    const inFlight = Math.min(concurrency, load.requests ?? Number.POSITIVE_INFINITY);
    const batch = Math.min(inFlight, limit);
    const pace = paceOf(work, batch, load, concurrency);
    const { requestsPerSecond } = pace;
    const stay = batch / requestsPerSecond;
    const waiting = Number.isFinite(inFlight) ? inFlight : batch;
    return {
      outputTokensPerSecondPerGpu: (requestsPerSecond * outputTokens) / gpus,
      requestsPerSecond,
      batchLimit: limit,
      prefillSeconds: prefill,
      stepSeconds: pace.stepSeconds,
      perTokenSeconds: Math.max(
        pace.stepSeconds / prepared.tokensPerStep,
        (stay - prefill) / Math.max(outputTokens, 1),
      ),
      firstTokenSeconds: firstToken(prepared, waiting, prefill, pace.stepSeconds),
    };
  };
}
