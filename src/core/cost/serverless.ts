import type { Day } from "../../shapes/common.ts";
import type { Knowledge } from "../know/pack.ts";
import type { Conditions } from "./conditions.ts";
import { monthOfFleet, type OwnPlan, periods } from "./own-bill.ts";
import { rentAt } from "./rent.ts";
import { fixedUsd, type Way } from "./ways.ts";

/** Workers by the second. */
export interface Workers {
  /** Requests per second, mean. */
  readonly rate: number;
  /** Replicas that the mean load fills. */
  readonly load: number;
  /** Seconds that a request takes, that a worker is kept after its last one, and that it takes to start. */
  readonly serviceSeconds: number;
  readonly idleSeconds: number;
  readonly coldSeconds: number;
}

/**
 * Workers that are billed, mean: requests that come at random keep one up while any came within a service and an idle time (busy
 * periods of a queue with servers enough), each start is billed as well, and while the load is more than one carries, a whole
 * number is up, half a worker more than the load in the mean. Never fewer than the load.
 */
export function workersUp({ rate, load, serviceSeconds, idleSeconds, coldSeconds }: Workers) {
  const quiet = Math.exp(-rate * (serviceSeconds + idleSeconds));
  const up = 1 - quiet + rate * quiet * coldSeconds;
  return Math.max(Math.min(1, up), load + 0.5 * (1 - quiet) * Math.min(1, load));
}

export interface ServerlessWay extends Way {
  readonly usdPerGpuHour: number;
  /** Share of the time in which no worker is up. */
  readonly offShare: number;
}

/** The same machines by the second, where somebody rents them so; work that may all wait takes machines by the hour anyway. */
export function serverlessWay(
  plan: OwnPlan,
  conditions: Conditions,
  knowledge: Knowledge,
  asOf: Day,
): ServerlessWay | undefined {
  const { workload, fleet, request, volume } = plan;
  const { gpu, rent, capacity, gpusPerReplica } = fleet.configuration;
  if (fleet.waits || rent.mode === "owned") return undefined;
  const found = rentAt(gpu.id, { ...rent, mode: "serverless" }, knowledge, asOf);
  if (found === undefined || found.backcast) return undefined;
  const { hoursPerMonth, idleSeconds, coldSeconds } = knowledge.serving.fleet;
  const serviceSeconds =
    (capacity.firstTokenMs + request.outputTokens * capacity.perTokenMs) / 1000;
  const peak = Math.max(1, (1 - workload.batchShare) * workload.peakToMean * conditions.peak);
  const months = periods(plan, conditions);
  let [up, rented] = [0, 0];
  for (let month = 0; month < months; month++) {
    const at = monthOfFleet(plan, conditions, month);
    const requests = (volume[month] ?? volume[0] ?? 0) * conditions.volume;
    const replicas = workersUp({
      rate: requests / (hoursPerMonth.value * 3600),
      load: at.load / peak,
      serviceSeconds,
      idleSeconds: idleSeconds.value,
      coldSeconds: coldSeconds.value,
    });
    up += replicas / months;
    rented += (replicas * at.rent) / months;
  }
  const perReplica = gpusPerReplica * found.usdPerGpuHour * hoursPerMonth.value;
  return {
    kind: "serverless",
    usd: rented * perReplica + fixedUsd(plan, conditions, Math.max(1, up)),
    replicas: up,
    ownShare: 1,
    utilisation: 0,
    elsewhereUsd: 0,
    usdPerGpuHour: found.usdPerGpuHour,
    offShare: Math.max(0, 1 - up),
  };
}
