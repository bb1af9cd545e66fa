import type { ServingFacts } from "../../shapes/serving.ts";
import type { Workload } from "../../shapes/use-case.ts";
import type { Gpu } from "../know/knowledge.ts";
import type { Terms } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";
import { type Conditions, rentIn, workIn } from "./conditions.ts";
import { fixedCost, type Kept } from "./fixed.ts";
import type { Volume } from "./hosted.ts";
import type { Maturities, Maturity } from "./maturity.ts";
import type { Request } from "./request-items.ts";
import type { Configuration } from "./servable.ts";

export interface FleetCost {
  readonly kind: "fleet";
  readonly configuration: Configuration;
  readonly maturity: Maturity;
  /** Peak load of each month over what one replica carries at full maturity; one entry where all months are alike. */
  readonly load: readonly number[];
  readonly spares: number;
  /** All of its work may wait: machines are taken by the hour while there is some. */
  readonly waits: boolean;
  /** Of one replica for a month, rent only. */
  readonly usdPerReplica: number;
  /** Everything that comes with the model but not with the volume: tuning, spread over the horizon. */
  readonly usdPerMonthFixed: number;
  /** What is sent out in a month, mean over the horizon. */
  readonly egressGb: number;
  /** Standard deviation of ln(throughput) and of ln(rent). */
  readonly lnSd: { readonly throughput: number; readonly rent: number };
}

export interface FleetSize {
  /** Mean over the horizon, without those that stand by. */
  readonly replicas: number;
  readonly peakReplicas: number;
  /** Rent of those, $ per month, mean over the horizon. */
  readonly usdPerMonth: number;
  /** Rent of one that stands by all the time. */
  readonly usdPerIdle: number;
}

/** Replicas and rent where throughput and rent are so many times their expected values. */
export const fleetSize = (cost: FleetCost, throughput = 1, rent = 1): FleetSize =>
  sizeOver(cost, cost.load.length, { work: 1 / (cost.maturity.factor * throughput), rent });

/** FleetFactors on the loads and the rents; with conditions that drift both change from month to month. */
export interface FleetFactors {
  readonly work: number;
  readonly rent: number;
  readonly drifting?: Conditions | undefined;
}

/** The same over so many months. */
export function sizeOver(
  cost: FleetCost,
  months: number,
  { work, rent, drifting }: FleetFactors,
): FleetSize {
  const { load, waits, usdPerReplica } = cost;
  let replicas = 0;
  let peakReplicas = 1;
  let carried = 0;
  let idle = 0;
  // Draws come through here tens of thousands of times, so a month is worked out without an object of its own.
  for (let month = 0; month < months; month++) {
    const base = (load[month] ?? load[0] ?? 0) * work;
    const needed = replicasFor(
      drifting === undefined ? base : base * workIn(month, drifting),
      waits,
    );
    const rented = drifting === undefined ? rent : rent * rentIn(month, drifting);
    replicas += needed;
    peakReplicas = Math.max(peakReplicas, Math.ceil(needed - 1e-9));
    carried += needed * rented;
    idle += rented;
  }
  return {
    replicas: replicas / months,
    peakReplicas,
    usdPerMonth: (carried * usdPerReplica) / months,
    usdPerIdle: (idle * usdPerReplica) / months,
  };
}

/** Whole replicas, since half a machine cannot be rented; where all work may wait, machines for the hours that it takes. */
export const replicasFor = (load: number, waits: boolean): number =>
  waits ? load : Math.max(1, Math.ceil(load - 1e-9));

/** Replicas that carry nothing on a usual day; staff and gateway may or may not come with a fleet, they always do. */
const idleOf = ({ waits, spares }: FleetCost, { fleet }: ServingFacts): number =>
  waits ? 0 : spares + fleet.stagingReplicas.value;

/** One fleet with all that comes with its machines, $ per month, as expected; people and gateway apart. */
export function machinesUsd(
  cost: FleetCost,
  { replicas, usdPerMonth, usdPerIdle }: FleetSize,
  serving: ServingFacts,
  managed = false,
): number {
  const idle = managed ? 0 : idleOf(cost, serving);
  const { egressUsdPerGb, storageUsdPerGbMonth } = serving.network;
  return (
    usdPerMonth +
    idle * usdPerIdle +
    cost.usdPerMonthFixed +
    cost.egressGb * egressUsdPerGb.value +
    (replicas + idle) * cost.configuration.weightGb * storageUsdPerGbMonth.value
  );
}

/** What staff has to keep: the replicas of the busiest month and the spares. */
export function keptFor(
  { spares, configuration }: FleetCost,
  { peakReplicas }: FleetSize,
  serving: ServingFacts,
  horizonMonths: number,
): Kept {
  const replicas = peakReplicas + spares;
  return { replicas, gpus: replicas * configuration.gpusPerReplica, serving, horizonMonths };
}

/** A fleet alone, with its people: what a decision compares is what a bill shows. */
export function fleetCost(
  cost: FleetCost,
  serving: ServingFacts,
  horizonMonths: number,
  size = fleetSize(cost),
): number {
  return machinesUsd(cost, size, serving) + fixedCost(keptFor(cost, size, serving, horizonMonths));
}

/** Busiest load of each month, requests per second: work that may wait never adds to the peak. */
export function peakLoads(volume: Volume, workload: Workload, hoursPerMonth: number): number[] {
  const interactive = (1 - workload.batchShare) * workload.peakToMean;
  const perRequest = Math.max(1, interactive) / (hoursPerMonth * 3600);
  const months = workload.growthPerMonth === 0 ? volume.slice(0, 1) : volume;
  return months.map((requests) => requests * perRequest);
}

/** 80 % of a normal variable lie within so many standard deviations. */
export const within80 = 1.2815515655446004;

/** What a fleet has to do. */
export interface FleetWork {
  readonly request: Request;
  /** Busiest requests per second of each month. */
  readonly peaks: readonly number[];
  readonly egressGb: number;
}

export function fleetOn(
  configuration: Configuration,
  { onMeasured, elsewhere }: Maturities,
  { request, peaks, egressGb }: FleetWork,
  { useCase, knowledge }: Terms,
): FleetCost {
  const { fleet } = knowledge.serving;
  const { capacity, gpusPerReplica, rent, gpu } = configuration;
  const maturity = capacity.basis === "measured" ? onMeasured : elsewhere;
  const perReplica = capacity.requestsPerSecond * fleet.maxLoad.value;
  const usdPerHour = gpusPerReplica * rent.usdPerGpuHour * rentFactorOf(gpu, useCase);
  // Work that may wait for hours needs machines only while it runs, and none to spare.
  const waits = request.batchShare >= 1;
  return {
    kind: "fleet",
    configuration,
    maturity,
    load: peaks.map((one) => one / perReplica),
    spares: waits ? 0 : fleet.spareReplicas.value,
    waits,
    usdPerReplica: usdPerHour * fleet.hoursPerMonth.value,
    usdPerMonthFixed: 0,
    egressGb,
    lnSd: {
      throughput: Math.sqrt((capacity.lnError80 / within80) ** 2 + maturity.lnSd ** 2),
      // A quote of one's own is what will be paid.
      rent: rent.basis === "user" ? 0 : fleet.rentLnSd.value,
    },
  };
}

/** What a what-if does to the rent of a GPU. */
export const rentFactorOf = ({ id }: Gpu, { market }: UseCase): number => market.rents?.[id] ?? 1;

/** Requests per second of one replica, its stack's maturity included. */
export const carries = ({ configuration, maturity }: FleetCost): number =>
  configuration.capacity.requestsPerSecond * maturity.factor;

/** GPUs of the busiest month, spares included. */
export const gpusOf = (cost: FleetCost, { peakReplicas } = fleetSize(cost)): number =>
  (peakReplicas + cost.spares) * cost.configuration.gpusPerReplica;

/** GPUs that policy and the team's own machines allow for this kind. */
export function gpuLimit(cost: FleetCost, { policy }: UseCase): number {
  const owned = policy.ownedGpus.find((one) => one.gpu === cost.configuration.gpu.id)?.count;
  return Math.min(policy.maxGpus ?? Number.POSITIVE_INFINITY, owned ?? Number.POSITIVE_INFINITY);
}

/** Of all kinds together, for what is not sized: it would run on none of them, or on an unknown number. */
export function allowedGpus({ maxGpus, ownedGpus }: UseCase["policy"]): number {
  const owned = ownedGpus.reduce((sum, one) => sum + one.count, 0);
  return Math.min(
    maxGpus ?? Number.POSITIVE_INFINITY,
    ownedGpus.length > 0 ? owned : Number.POSITIVE_INFINITY,
  );
}
