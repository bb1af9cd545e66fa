import type { Day } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { UseCase } from "../use-case.ts";
import type { Conditions } from "./conditions.ts";
import { staffFte } from "./fixed.ts";
import { gpuLimit } from "./fleet.ts";
import { monthOfFleet, type OwnPlan, ownBill, periods, replicasFor } from "./own-bill.ts";
import { rentFor } from "./rent.ts";
import { bestSpill, type Spill } from "./spill.ts";

/** Another way to run the same machines, $ per month. It stays a configuration of self-hosting. */
export interface Way {
  readonly kind: "spill" | "spot";
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

function fixedUsd(plan: OwnPlan, conditions: Conditions, replicas: number): number {
  const { items } = ownBill(plan, conditions);
  const gpus = replicas * plan.fleet.configuration.gpusPerReplica;
  const fte = staffFte(replicas, gpus, plan.serving.staff) * conditions.staff;
  const { gateway, build, refresh, tuning, egress } = items;
  return (fte * conditions.staffUsdPerYear) / 12 + gateway + build + refresh + tuning + egress;
}

/** Work that may wait, on machines that may be taken away; undefined where there is none or they are not for rent. */
export function spotWay(
  plan: OwnPlan,
  conditions: Conditions,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Way | undefined {
  const { workload, fleet, serving } = plan;
  const { batchShare } = workload;
  const { gpu, rent } = fleet.configuration;
  if (batchShare === 0 || rent.mode === "owned") return undefined;
  // Less than a year is rented on demand, and spot is a share of that.
  const onDemand = rentFor(gpu.id, { ...useCase, horizonMonths: 1 }, knowledge, asOf);
  if (onDemand === undefined) return undefined;
  const spotShare = (onDemand.usdPerGpuHour * serving.fleet.spotShare.value) / rent.usdPerGpuHour;
  const interactive = (1 - batchShare) * workload.peakToMean * conditions.peak;
  const months = periods(plan, conditions);
  let [kept, spot] = [0, 0];
  for (let month = 0; month < months; month++) {
    const found = monthOfFleet(plan, conditions, month);
    const mean = found.load / Math.max(1, interactive);
    kept += interactive === 0 ? 0 : replicasFor(mean * interactive, fleet);
    spot += replicasFor(mean * batchShare, fleet);
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
