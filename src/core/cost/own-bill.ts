import type { ServingFacts } from "../../shapes/serving.ts";
import type { Workload } from "../../shapes/use-case.ts";
import { type Conditions, isStill, rentIn, workIn } from "./conditions.ts";
import { type FixedItems, fixedItems, fteFor } from "./fixed.ts";
import { type FleetCost, replicasFor, sizeOver } from "./fleet.ts";
import type { Volume } from "./hosted.ts";
import type { Request } from "./request-items.ts";

/** A fleet of one's own with all that its bill depends on. */
export interface OwnPlan {
  readonly kind: "own";
  readonly fleet: FleetCost;
  readonly workload: Workload;
  readonly request: Request;
  readonly volume: Volume;
  readonly horizonMonths: number;
  readonly serving: ServingFacts;
  /** A dedicated deployment that a host runs: its people and spares are in its price. */
  readonly managed: boolean;
}

/** $ per month, mean over the horizon. */
export interface OwnBill {
  readonly items: Readonly<Record<OwnItem, number>>;
  readonly usd: number;
  /** Of the busiest month, spares and staging left out. */
  readonly peakReplicas: number;
  /** Mean over the horizon, spares and staging left out. */
  readonly replicas: number;
  readonly fte: number;
}

export type OwnItem =
  | "gpus"
  | "spares"
  | "staging"
  | "staff"
  | "gateway"
  | "build"
  | "refresh"
  | "tuning"
  | "egress"
  | "storage";

/** Busiest load of a month in replicas at full throughput, as the conditions have it. */
function loadFactor({ workload, serving, fleet }: OwnPlan, conditions: Conditions): number {
  const { peak, maxLoad, volume, throughput, maturity } = conditions;
  const interactive = (1 - workload.batchShare) * workload.peakToMean;
  const busier = Math.max(1, interactive * peak) / Math.max(1, interactive);
  const fuller = serving.fleet.maxLoad.value / maxLoad;
  return (busier * fuller * volume) / (throughput * maturity * fleet.maturity.factor);
}

/** Months that have to be looked at one by one; a single one stands for all where they are alike. */
export const periods = ({ fleet, horizonMonths }: OwnPlan, { drift }: Conditions): number =>
  fleet.load.length === 1 && isStill(drift) ? 1 : Math.max(1, Math.round(horizonMonths));

/** Load of each month over what one replica carries, and its rent against today's. */
export function monthOfFleet(
  plan: OwnPlan,
  conditions: Conditions,
  month: number,
): { load: number; rent: number } {
  const base = (plan.fleet.load[month] ?? plan.fleet.load[0] ?? 0) * loadFactor(plan, conditions);
  return {
    load: base * workIn(month, conditions),
    rent: conditions.rent * rentIn(month, conditions),
  };
}

export function ownBill(plan: OwnPlan, conditions: Conditions): OwnBill {
  const { fleet, serving, managed, horizonMonths } = plan;
  const months = periods(plan, conditions);
  const drifting = isStill(conditions.drift) ? undefined : conditions;
  const work = loadFactor(plan, conditions);
  const size = sizeOver(fleet, months, { work, rent: conditions.rent, drifting });
  const { spares, staging } = idleReplicas(plan, conditions);
  const replicas = size.peakReplicas + spares;
  const { gpusPerReplica, weightGb } = fleet.configuration;
  const kept = { replicas, gpus: replicas * gpusPerReplica, serving, horizonMonths };
  const items = {
    gpus: size.usdPerMonth,
    spares: spares * size.usdPerIdle,
    staging: staging * size.usdPerIdle,
    ...(managed ? nobody : fixedItems(kept, conditions)),
    tuning: fleet.usdPerMonthFixed,
    egress: conditions.volume * fleet.egressGb * conditions.egressUsdPerGb,
    storage: (size.replicas + spares + staging) * weightGb * conditions.storageUsdPerGb,
  };
  const machines = items.gpus + items.spares + items.staging;
  const people = items.staff + items.build + items.refresh;
  const usd = machines + people + items.gateway + items.tuning + items.egress + items.storage;
  const fte = managed ? 0 : fteFor(replicas, kept.gpus, serving.staff) * conditions.staff;
  return { items, usd, peakReplicas: size.peakReplicas, replicas: size.replicas, fte };
}

/** A host's people are in its price. */
const nobody: FixedItems = { staff: 0, build: 0, refresh: 0, gateway: 0 };

/** Machines that carry nothing on a usual day. */
export const idleReplicas = (
  { managed, fleet }: Pick<OwnPlan, "managed" | "fleet">,
  { spares, staging }: Conditions,
): { spares: number; staging: number } =>
  managed || fleet.waits ? { spares: 0, staging: 0 } : { spares, staging };

export function total(items: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const name in items) sum += items[name] ?? 0;
  return sum;
}

/** Mean load over what the rented replicas, spares included, carry: the utilisation that a bill really has. */
export function utilisation(plan: OwnPlan, conditions: Conditions): number {
  const { workload } = plan;
  const months = periods(plan, conditions);
  const { spares, staging } = idleReplicas(plan, conditions);
  const idle = spares + staging;
  const peak = Math.max(1, (1 - workload.batchShare) * workload.peakToMean * conditions.peak);
  let share = 0;
  for (let month = 0; month < months; month++) {
    const { load } = monthOfFleet(plan, conditions, month);
    // The load counts the peak over the planned share of a replica; the mean counts neither.
    const mean = (load / peak) * conditions.maxLoad;
    share += mean / (replicasFor(load, plan.fleet.waits) + idle);
  }
  return share / months;
}
