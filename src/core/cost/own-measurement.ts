import type { Model } from "../know/knowledge.ts";
import type { Terms } from "../know/pack.ts";
import { type Capacity, capacity, ready, withTuned } from "./capacity.ts";
import { limitsOf } from "./configuration.ts";
import { type FleetCost, within80 } from "./fleet.ts";
import type { Request } from "./request-items.ts";
import type { Configuration } from "./servable.ts";
import { deploymentOf } from "./servable.ts";
import { estimate, prepare } from "./throughput.ts";

/** One run of a team's own benchmark against its own stack. */
export interface Measurement {
  /** Output tokens per second of one whole replica. */
  readonly tokensPerSecond: number;
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** 80 % of |ln(real / rescaled)| once a team has measured its own stack. */
export const measuredLnError80 = 0.15;

/** What a measurement says about the estimate of the machine that it was made on. */
export interface Rescaled {
  readonly estimated: number;
  readonly factor: number;
  readonly capacity: Capacity | null;
}

/** The estimate rescaled to the measurement, and the capacity worked out anew within the limits. */
export function rescale(
  { served, request }: { readonly served: Model; readonly request: Request },
  configuration: Configuration,
  measured: Measurement,
  { useCase, knowledge }: Terms,
): Rescaled | undefined {
  const deployment = deploymentOf(served, configuration);
  if (deployment === undefined) return undefined;
  const { serving } = knowledge;
  const { estimator } = serving;
  const prepared = prepare(deployment, withTuned(estimator, deployment));
  const found = estimate(prepared, measured);
  const estimated = found.outputTokensPerSecondPerGpu * deployment.gpus;
  const factor = measured.tokensPerSecond / estimated;
  const correction = { factor, basis: "user", lnError80: measuredLnError80 } as const;
  const replica = ready(deployment, serving, { correction });
  return {
    estimated,
    factor,
    capacity: replica && capacity(replica, request, limitsOf(useCase, knowledge)),
  };
}

/** A fleet on measured machines: what was measured includes the stack, so its maturity is 1 and certain. */
export function onMeasured(fleet: FleetCost, found: Capacity): FleetCost {
  const before = fleet.configuration.capacity.requestsPerSecond;
  return {
    ...fleet,
    configuration: { ...fleet.configuration, capacity: found },
    maturity: { factor: 1, lnSd: 0, kind: "measured" },
    load: fleet.load.map((one) => (one * before) / found.requestsPerSecond),
    lnSd: { ...fleet.lnSd, throughput: found.lnError80 / within80 },
  };
}
