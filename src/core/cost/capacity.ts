import type { EstimatorConstants, ServingFacts } from "../../shapes/serving.ts";
import { type Correction, correctionFor } from "./corrections.ts";
import type { Demand, Deployment } from "./deployment.ts";
import { fits, holds, roomFor } from "./footprint.ts";
import {
  batchLimit,
  ceilingOf,
  type Estimate,
  estimates,
  type Prepared,
  prepare,
} from "./throughput.ts";

/** Rungs of requests in flight. */
const CONCURRENCIES = [
  1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024,
] as const;

/** Mean request. */
export type Shape = Pick<Demand, "inputTokens" | "outputTokens" | "cachedInputShare">;

/** Milliseconds and tokens; an absent limit is no limit. */
export interface Limits {
  /** The largest request, input and output together: it has to fit beside the weights. */
  readonly contextTokens?: number | undefined;
  readonly perTokenMs?: number | undefined;
  /** Broken only when even the low end of the coarse first-token interval is above it. */
  readonly firstTokenMs?: number | undefined;
}

export interface CapacityOptions {
  /** Use the constants tuned to today's stacks where a family has them; true by default. */
  readonly tuned?: boolean | undefined;
  /** What a measurement of this very deployment says, instead of the table. */
  readonly correction?: Correction | undefined;
}

/** The most that one replica serves within its limits. */
export interface Capacity {
  /** Of the whole replica, corrected. */
  readonly requestsPerSecond: number;
  /** Requests in flight at which it is reached. */
  readonly concurrency: number;
  /** Corrected; ms. */
  readonly perTokenMs: number;
  readonly firstTokenMs: number;
  readonly outputTokensPerSecondPerGpu: number;
  readonly basis: Correction["basis"];
  /** Measured / estimated, already applied. */
  readonly correction: number;
  /** 80 % of |ln(real / this)| lie below. */
  readonly lnError80: number;
}

export function withTuned(constants: EstimatorConstants, { gpu }: Deployment): EstimatorConstants {
  const tuned = constants.tuned[gpu.family];
  if (!tuned) return constants;
  return { ...constants, families: { ...constants.families, [gpu.family]: tuned } };
}

/**
 * At a given concurrency, throughput and time per token are inverse to each other (Little's law), so a stack that
 * serves 0.7 of the estimate also takes 1 / 0.7 of the time per token.
 */
function corrected(
  found: Estimate,
  concurrency: number,
  { factor, basis, lnError80 }: Correction,
): Capacity {
  return {
    requestsPerSecond: found.requestsPerSecond * factor,
    concurrency,
    perTokenMs: (found.perTokenSeconds * 1000) / factor,
    firstTokenMs: found.firstTokenSeconds * 1000,
    outputTokensPerSecondPerGpu: found.outputTokensPerSecondPerGpu * factor,
    basis,
    correction: factor,
    lnError80,
  };
}

function within(found: Estimate, limits: Limits, { correction, spread }: Ready): boolean {
  const { perTokenMs = Number.POSITIVE_INFINITY, firstTokenMs = Number.POSITIVE_INFINITY } = limits;
  return (
    (found.perTokenSeconds * 1000) / correction.factor <= perTokenMs &&
    (found.firstTokenSeconds * 1000) / spread <= firstTokenMs
  );
}

/** A deployment with all that does not depend on the requests. */
export interface Ready {
  readonly prepared: Prepared;
  readonly correction: Correction;
  /** Of the coarse first-token interval. */
  readonly spread: number;
}

/** Null when the weights do not fit. */
export function ready(
  deployment: Deployment,
  { estimator: constants, corrections }: Pick<ServingFacts, "estimator" | "corrections">,
  { tuned = true, correction: own }: CapacityOptions = {},
): Ready | null {
  if (!fits(deployment, constants)) return null;
  const family = tuned ? constants.tuned[deployment.gpu.family] : undefined;
  return {
    prepared: prepare(deployment, tuned ? withTuned(constants, deployment) : constants),
    correction:
      own ??
      // Corrections relate to the constants they were fitted with and mean nothing beside others.
      (family === undefined
        ? correctionFor(deployment, corrections, constants.lnError80)
        : { factor: 1, basis: "estimated", lnError80: family.lnError80 }),
    spread: constants.firstToken.spread,
  };
}

/** Requests per second that its capacity does not exceed, without working that out. */
export function mostRequests(
  { prepared, correction: { factor } }: Ready,
  shape: Shape,
  { perTokenMs = Number.POSITIVE_INFINITY }: Limits,
): number {
  return ceilingOf(prepared, shape, (perTokenMs * factor) / 1000) * factor;
}

/** Null when one request does not fit, or when no concurrency meets the limits. */
export function capacity(replica: Ready, shape: Shape, limits: Limits): Capacity | null {
  const { prepared, correction } = replica;
  const { contextTokens = 0 } = limits;
  if (roomFor(prepared.memory, shape) < 1 || !holds(prepared.memory, contextTokens)) return null;
  const at = estimates(prepared, shape);
  // Beyond the batch limit, requests would only queue: it is the last rung, wherever it falls.
  const limit = Math.floor(batchLimit(prepared, shape));
  const last = CONCURRENCIES.findIndex((one) => one >= limit);
  // Most that miss a limit miss it with nothing else in flight.
  if (!within(at(1), limits, replica)) return null;
  let best: Capacity | null = null;
  // Throughput and both latencies rise with concurrency, so the last rung within the limits is the best one.
  let [low, high] = [0, last < 0 ? CONCURRENCIES.length - 1 : last];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const concurrency = Math.min(CONCURRENCIES[middle] as number, limit);
    const found = at(concurrency);
    if (within(found, limits, replica))
      [best, low] = [corrected(found, concurrency, correction), middle + 1];
    else high = middle - 1;
  }
  return best;
}
