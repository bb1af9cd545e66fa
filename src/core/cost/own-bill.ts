import type { Workload } from "../use-case.ts";
import { type Conditions, isStill } from "./conditions.ts";
import type { ServingFacts } from "./facts.ts";
import { staffFte, weeksPerYear } from "./fixed.ts";
import type { FleetCost } from "./fleet.ts";
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
  /** Weights of one replica, GB. */
  readonly weightGb: number;
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
function loadFactor({ workload, serving }: OwnPlan, conditions: Conditions): number {
  const { peak, maxLoad, volume, throughput, maturity } = conditions;
  const interactive = (1 - workload.batchShare) * workload.peakToMean;
  const busier = Math.max(1, interactive * peak) / Math.max(1, interactive);
  const fuller = serving.fleet.maxLoad.value / maxLoad;
  return (busier * fuller * volume) / (throughput * maturity);
}

/** A cheaper model of the same capability is taken with a refresh, so its price falls in steps. */
export function capabilityFactor(month: number, { drift, refreshesPerYear }: Conditions): number {
  if (drift.capabilityPrice === 0 || refreshesPerYear === 0) return 1;
  const between = 12 / refreshesPerYear;
  return (1 + drift.capabilityPrice) ** ((Math.floor(month / between + 1e-9) * between) / 12);
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
    load: base * speedFactor(month, conditions),
    rent: conditions.rent * rentFactor(month, conditions),
  };
}

/** Work that a month's volume makes, against today: models and software of later months do more with a machine. */
const speedFactor = (month: number, conditions: Conditions): number =>
  isStill(conditions.drift)
    ? 1
    : capabilityFactor(month, conditions) / (1 + conditions.drift.software) ** (month / 12);

const rentFactor = (month: number, { drift }: Conditions): number =>
  drift.rent === 0 ? 1 : (1 + drift.rent) ** (month / 12);

/** Whole replicas, since half a machine cannot be rented; where all work may wait, machines for the hours that it takes. */
export const replicasFor = (load: number, { waits }: Pick<FleetCost, "waits">): number =>
  waits ? load : Math.max(1, Math.ceil(load - 1e-9));

export function ownBill(plan: OwnPlan, conditions: Conditions): OwnBill {
  const { fleet, serving } = plan;
  const months = periods(plan, conditions);
  let carried = 0;
  let idle = 0;
  let replicas = 0;
  let peakReplicas = 1;
  const factor = loadFactor(plan, conditions);
  const loads = fleet.load;
  // Draws come through here tens of thousands of times, so a month is worked out without an object of its own.
  for (let month = 0; month < months; month++) {
    const base = (loads[month] ?? loads[0] ?? 0) * factor;
    const needed = replicasFor(base * speedFactor(month, conditions), fleet);
    const rent = conditions.rent * rentFactor(month, conditions);
    carried += needed * rent;
    idle += rent;
    replicas += needed;
    peakReplicas = Math.max(peakReplicas, Math.ceil(needed - 1e-9));
  }
  const perReplica = fleet.usdPerReplica / months;
  const { spares, staging } = idleReplicas(plan, conditions);
  const kept = peakReplicas + spares;
  const week = conditions.staffUsdPerYear / weeksPerYear;
  const fte = plan.managed
    ? 0
    : staffFte(kept, kept * fleet.configuration.gpusPerReplica, serving.staff) * conditions.staff;
  const { managed } = plan;
  const items = {
    gpus: carried * perReplica,
    spares: spares * idle * perReplica,
    staging: staging * idle * perReplica,
    staff: (fte * conditions.staffUsdPerYear) / 12,
    build: managed ? 0 : (conditions.buildWeeks * week) / plan.horizonMonths,
    refresh: managed ? 0 : (conditions.refreshWeeks * week * conditions.refreshesPerYear) / 12,
    gateway: managed ? 0 : conditions.gatewayUsd,
    tuning: fleet.usdPerMonthFixed,
    egress: egressGb(plan, conditions) * conditions.egressUsdPerGb,
    storage: (replicas / months + spares + staging) * plan.weightGb * conditions.storageUsdPerGb,
  };
  const machines = items.gpus + items.spares + items.staging;
  const people = items.staff + items.build + items.refresh;
  const usd = machines + people + items.gateway + items.tuning + items.egress + items.storage;
  return { items, usd, peakReplicas, replicas: replicas / months, fte };
}

/** Machines that carry nothing on a usual day. */
export const idleReplicas = (
  { managed, fleet }: Pick<OwnPlan, "managed" | "fleet">,
  { spares, staging }: Conditions,
): { spares: number; staging: number } =>
  managed || fleet.waits ? { spares: 0, staging: 0 } : { spares, staging };

function egressGb({ volume, request, serving }: OwnPlan, conditions: Conditions): number {
  if (conditions.egressUsdPerGb === 0) return 0;
  let requests = 0;
  for (const one of volume) requests += one;
  const mean = (conditions.volume * requests) / volume.length;
  return (mean * request.outputTokens * serving.network.bytesPerToken.value) / 1e9;
}

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
    share += mean / (replicasFor(load, plan.fleet) + idle);
  }
  return share / months;
}
