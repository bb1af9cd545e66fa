import type { Day } from "../../shapes/common.ts";
import type { GpuOffer } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";
import type { Conditions } from "./conditions.ts";
import { fixedItems } from "./fixed.ts";
import { gpuLimit, replicasFor } from "./fleet.ts";
import { monthOfFleet, type OwnPlan, ownBill, periods, total, utilisation } from "./own-bill.ts";
import { type Renting, rentAt } from "./rent.ts";
import { bestSpill, type Spill } from "./spill.ts";

/** Another way to run the same machines, $ per month. It stays a configuration of self-hosting. */
export interface Way {
  readonly kind: "spill" | "spot" | "term" | "serverless";
  readonly usd: number;
  readonly replicas: number;
  /** Share of the volume on the regular machines. */
  readonly ownShare: number;
  readonly utilisation: number;
  /** What goes elsewhere: to the API, or to machines that may be taken away. */
  readonly elsewhereUsd: number;
}

/** Own machines below the peak, and the rest to an API that takes `hostedUsd` for everything. */
export function spillingWay(
  plan: OwnPlan,
  conditions: Conditions,
  hostedUsd: number,
  useCase: UseCase,
): Way {
  const { workload, fleet } = plan;
  const { batchShare } = workload;
  const peakToMean = workload.peakToMean * conditions.peak;
  const peak = Math.max(1, (1 - batchShare) * peakToMean);
  const months = periods(plan, conditions);
  const mostReplicas = Math.floor(gpuLimit(fleet, useCase) / fleet.configuration.gpusPerReplica);
  const loads = Array.from({ length: months }, (_, month) => monthOfFleet(plan, conditions, month));
  const mean = loads.reduce((sum, one) => sum + one.load, 0) / months;
  const spills = loads.map(({ load, rent }) =>
    bestSpill({
      meanLoad: load / peak,
      peakToMean,
      batchShare,
      usdPerReplica: fleet.usdPerReplica * rent,
      hostedUsd: mean === 0 ? hostedUsd : (hostedUsd * load) / mean,
      fixedUsd: (replicas) => fixedUsd(plan, conditions, replicas),
      mostReplicas: Math.max(1, mostReplicas),
    }),
  );
  const over = (of: (one: Spill) => number) =>
    spills.reduce((sum, one) => sum + of(one), 0) / months;
  return {
    kind: "spill",
    usd: over((one) => one.usd),
    replicas: over((one) => one.replicas),
    ownShare: over((one) => one.ownShare),
    utilisation: over((one) => one.utilisation) * conditions.maxLoad,
    elsewhereUsd: over((one) => one.spillUsd),
  };
}

/** Everything that comes with so many replicas beside their rent. */
export function fixedUsd(plan: OwnPlan, conditions: Conditions, replicas: number): number {
  const { tuning, egress } = ownBill(plan, conditions).items;
  const { serving, horizonMonths, fleet } = plan;
  const gpus = replicas * fleet.configuration.gpusPerReplica;
  const fixed = fixedItems({ replicas, gpus, serving, horizonMonths }, conditions);
  return total({ ...fixed, tuning, egress });
}

/** Work that may wait, on machines that may be taken away; undefined where there is none or they are not for rent. */
export function spotWay(
  plan: OwnPlan,
  conditions: Conditions,
  knowledge: Knowledge,
  asOf: Day,
): Way | undefined {
  const { workload, fleet } = plan;
  const { batchShare } = workload;
  const { gpu, rent } = fleet.configuration;
  if (batchShare === 0 || rent.mode === "owned") return undefined;
  const spotUsd = spotRent(gpu.id, rent, knowledge, asOf);
  if (spotUsd === undefined) return undefined;
  const spotShare = spotUsd / rent.usdPerGpuHour;
  const interactive = (1 - batchShare) * workload.peakToMean * conditions.peak;
  const months = periods(plan, conditions);
  let [kept, spot] = [0, 0];
  for (let month = 0; month < months; month++) {
    const found = monthOfFleet(plan, conditions, month);
    const mean = found.load / Math.max(1, interactive);
    kept += interactive === 0 ? 0 : replicasFor(mean * interactive, fleet.waits);
    spot += replicasFor(mean * batchShare, fleet.waits);
  }
  const spares = interactive === 0 ? 0 : conditions.spares;
  const regular = (kept / months + spares) * fleet.usdPerReplica * conditions.rent;
  const elsewhereUsd = (spot / months) * fleet.usdPerReplica * spotShare * conditions.rent;
  return {
    kind: "spot",
    usd: regular + elsewhereUsd + fixedUsd(plan, conditions, (kept + spot) / months + spares),
    replicas: (kept + spot) / months + spares,
    ownShare: 1 - batchShare,
    utilisation: 0,
    elsewhereUsd,
  };
}

/** A dated quote, else the usual share of the rent on demand. */
function spotRent(
  gpu: string,
  renting: Renting,
  knowledge: Knowledge,
  asOf: Day,
): number | undefined {
  const quoted = rentAt(gpu, { ...renting, mode: "spot" }, knowledge, asOf)?.usdPerGpuHour;
  if (quoted !== undefined) return quoted;
  const onDemand = rentAt(gpu, { ...renting, mode: "on-demand" }, knowledge, asOf);
  return onDemand && onDemand.usdPerGpuHour * knowledge.serving.fleet.spotShare.value;
}

export interface TermWay extends Way {
  readonly mode: GpuOffer["mode"];
  readonly usdPerGpuHour: number;
}

/** The same machines committed to for longer or shorter, where a rent at that term is known. */
export function termWays(
  plan: OwnPlan,
  conditions: Conditions,
  knowledge: Knowledge,
  asOf: Day,
): TermWay[] {
  const { gpu, rent } = plan.fleet.configuration;
  if (rent.mode === "owned") return [];
  return terms.flatMap((mode): TermWay[] => {
    const found =
      mode === rent.mode ? undefined : rentAt(gpu.id, { ...rent, mode }, knowledge, asOf);
    if (found === undefined) return [];
    const at = found.usdPerGpuHour / rent.usdPerGpuHour;
    const bill = ownBill(plan, { ...conditions, rent: conditions.rent * at });
    return [
      {
        ...{ kind: "term", mode, usdPerGpuHour: found.usdPerGpuHour, usd: bill.usd },
        ...{ replicas: bill.replicas, ownShare: 1, elsewhereUsd: 0 },
        utilisation: utilisation(plan, conditions),
      },
    ];
  });
}

const terms = ["on-demand", "reserved-1y", "reserved-3y"] as const;
