import type { Day, Gpu, Model } from "../knowledge.ts";
import { monthsBetween } from "../months.ts";
import type { Knowledge } from "../pack.ts";
import type { UseCase, Workload } from "../use-case.ts";
import { type Configuration, configurations, ways } from "./configuration.ts";
import { fixedCost } from "./fixed.ts";
import type { Volume } from "./hosted.ts";
import type { Request } from "./request-items.ts";

/** Measured over predicted throughput: large expert models and fresh releases rarely reach the tuned figure. */
export interface Maturity {
  readonly factor: number;
  readonly lnSd: number;
  /** `measured`: the team measured its own stack, and the capacity says so already. */
  readonly kind: "dense" | "experts" | "fresh" | "measured";
}

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
  /** Standard deviation of ln(throughput) and of ln(rent). */
  readonly lnSd: { readonly throughput: number; readonly rent: number };
}

export interface FleetSize {
  /** Mean over the horizon, without spares. */
  readonly replicas: number;
  readonly peakReplicas: number;
  readonly usdPerMonth: number;
  readonly spareUsdPerMonth: number;
}

/** Replicas and rent where throughput and rent are so many times their expected values. */
export function fleetSize(cost: FleetCost, throughput = 1, rent = 1): FleetSize {
  const perReplica = cost.maturity.factor * throughput;
  let total = 0;
  let peakReplicas = 1;
  for (let month = 0; month < cost.load.length; month++) {
    const load = cost.load[month] as number;
    const needed = load / perReplica;
    const replicas = cost.waits ? needed : Math.max(1, Math.ceil(needed - 1e-9));
    total += replicas;
    peakReplicas = Math.max(peakReplicas, Math.ceil(replicas - 1e-9));
  }
  const replicas = total / cost.load.length;
  return {
    replicas,
    peakReplicas,
    usdPerMonth: replicas * cost.usdPerReplica * rent + cost.usdPerMonthFixed,
    spareUsdPerMonth: cost.spares * cost.usdPerReplica * rent,
  };
}

export function maturityOf(model: Model, knowledge: Knowledge, asOf: Day): Maturity {
  const { maturity } = knowledge.serving;
  const age =
    model.released.weights === undefined ? 0 : monthsBetween(model.released.weights, asOf);
  if (age < maturity.freshMonths.value) {
    return { factor: maturity.fresh.value, lnSd: maturity.freshLnSd.value, kind: "fresh" };
  }
  return model.serving?.architecture?.experts === undefined
    ? { factor: maturity.dense.value, lnSd: maturity.denseLnSd.value, kind: "dense" }
    : { factor: maturity.experts.value, lnSd: maturity.expertsLnSd.value, kind: "experts" };
}

/** Busiest load of each month, requests per second: work that may wait never adds to the peak. */
export function peakLoads(volume: Volume, workload: Workload, hoursPerMonth: number): number[] {
  const interactive = (1 - workload.batchShare) * workload.peakToMean;
  const perRequest = Math.max(1, interactive) / (hoursPerMonth * 3600);
  const months = workload.growthPerMonth === 0 ? volume.slice(0, 1) : volume;
  return months.map((requests) => requests * perRequest);
}

/**
 * The cheapest fleet for the busiest loads of the months, within the GPU limit where any is; undefined where the model
 * cannot be priced.
 */
export function ownFleet(
  model: Model,
  request: Request,
  peaks: readonly number[],
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): FleetCost | undefined {
  const maturity = maturityOf(model, knowledge, asOf);
  let best: FleetCost | undefined;
  let fits = false;
  let lowest = Number.POSITIVE_INFINITY;
  const consider = (one: Configuration, rentFactor: number) => {
    const online = fleetOn(one, maturity, peaks, rentFactor, knowledge);
    const fleet = request.batchShare >= 1 ? byTheHour(online) : online;
    const usd = fullCost(fleet, useCase, knowledge);
    const within = gpusOf(fleet) <= gpuLimit(fleet, useCase);
    const isCheaper =
      usd < lowest || (usd === lowest && best !== undefined && outdoes(fleet, best));
    if ((within && !fits) || (within === fits && isCheaper)) {
      [best, lowest] = [fleet, usd];
      fits ||= within;
    }
  };
  const possible = ways(model, request, useCase, knowledge, asOf);
  possible.machines.forEach(({ machine, usdPerHour }, place) => {
    const rentFactor = rentFactorOf(machine.gpu, useCase);
    const { gpusPerReplica } = machine;
    // Work that may wait takes a share of a machine's hours, which may come to next to nothing.
    const usdAtLeast = request.batchShare >= 1 ? 0 : usdPerHour * rentFactor;
    if (fits && smallestCost(gpusPerReplica, usdAtLeast, request, useCase, knowledge) > lowest)
      return;
    const one = possible.on(place);
    if (one !== null) consider(one, rentFactor);
  });
  // No machine of the team's meets the limits: the best without limits, where there is none at all that does.
  if (best === undefined)
    for (const one of configurations(model, request, useCase, knowledge, asOf))
      consider(one, rentFactorOf(one.gpu, useCase));
  return best;
}

/** What a what-if does to the rent of a GPU. */
export const rentFactorOf = ({ id }: Gpu, { market }: UseCase): number => market.rents?.[id] ?? 1;

/** More room for the same rent on no more GPUs, as one precision has over another on the same machine. */
const outdoes = (one: FleetCost, other: FleetCost): boolean =>
  one.usdPerReplica === other.usdPerReplica &&
  one.configuration.gpusPerReplica <= other.configuration.gpusPerReplica &&
  one.configuration.capacity.requestsPerSecond > other.configuration.capacity.requestsPerSecond;

/** What one replica and its spares come to: no fleet on such machines is cheaper. */
function smallestCost(
  gpusPerReplica: number,
  usdPerHour: number,
  { batchShare }: Request,
  { horizonMonths }: UseCase,
  { serving }: Knowledge,
): number {
  const { hoursPerMonth, spareReplicas } = serving.fleet;
  const replicas = 1 + (batchShare >= 1 ? 0 : spareReplicas.value);
  const fixed = fixedCost("self-host", replicas, replicas * gpusPerReplica, serving, horizonMonths);
  return replicas * (usdPerHour * hoursPerMonth.value) + fixed;
}

/** Staff counts in the search: two large machines may be cheaper to run than eight small ones. */
function fullCost(fleet: FleetCost, { horizonMonths }: UseCase, { serving }: Knowledge): number {
  const size = fleetSize(fleet);
  const replicas = size.peakReplicas + fleet.spares;
  const gpus = replicas * fleet.configuration.gpusPerReplica;
  const fixed = fixedCost("self-host", replicas, gpus, serving, horizonMonths);
  return size.usdPerMonth + size.spareUsdPerMonth + fixed;
}

/** 80 % of a normal variable lie within so many standard deviations. */
export const within80 = 1.2815515655446004;

export function fleetOn(
  configuration: Configuration,
  maturity: Maturity,
  loads: readonly number[],
  rentFactor: number,
  knowledge: Knowledge,
): FleetCost {
  const { fleet } = knowledge.serving;
  const { capacity, gpusPerReplica, rent } = configuration;
  const perReplica = capacity.requestsPerSecond * fleet.maxLoad.value;
  return {
    kind: "fleet",
    configuration,
    maturity,
    load: loads.map((one) => one / perReplica),
    spares: fleet.spareReplicas.value,
    waits: false,
    usdPerReplica: gpusPerReplica * rent.usdPerGpuHour * rentFactor * fleet.hoursPerMonth.value,
    usdPerMonthFixed: 0,
    lnSd: {
      throughput: Math.sqrt((capacity.lnError80 / within80) ** 2 + maturity.lnSd ** 2),
      // A quote of one's own is what will be paid.
      rent: rent.basis === "user" ? 0 : fleet.rentLnSd.value,
    },
  };
}

/** Work that may wait for hours needs machines only while it runs, and none to spare. */
export const byTheHour = (fleet: FleetCost): FleetCost => ({ ...fleet, waits: true, spares: 0 });

/** GPUs of the busiest month, spares included. */
export const gpusOf = (cost: FleetCost): number =>
  (fleetSize(cost).peakReplicas + cost.spares) * cost.configuration.gpusPerReplica;

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
