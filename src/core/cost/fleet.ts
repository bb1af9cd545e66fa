import type { Day, Gpu, Model, Precision } from "../knowledge.ts";
import { monthsBetween } from "../months.ts";
import type { Knowledge } from "../pack.ts";
import type { UseCase, Workload } from "../use-case.ts";
import { type Capacity, capacity } from "./capacity.ts";
import type { Deployment } from "./deployment.ts";
import { fits } from "./footprint.ts";
import { type Request, type Volume, volumeOver } from "./hosted.ts";
import { type Rent, rentFor } from "./rent.ts";

/** Open weights on one kind of machine, with the load that a replica of it carries. */
export interface Configuration {
  readonly gpu: Gpu;
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  readonly capacity: Capacity;
  readonly rent: Rent;
}

/** Measured over predicted throughput: large expert models and fresh releases rarely reach the tuned figure. */
export interface Maturity {
  readonly factor: number;
  readonly lnSd: number;
  readonly kind: "dense" | "experts" | "fresh";
}

export interface FleetCost {
  readonly kind: "fleet";
  readonly configuration: Configuration;
  readonly maturity: Maturity;
  /** Peak load of each month over what one replica carries at full maturity. */
  readonly load: readonly number[];
  readonly spares: number;
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

const replicaSizes = [1, 2, 4, 8, 16];

/** Replicas and rent where throughput and rent are so many times their expected values. */
export function fleetSize(cost: FleetCost, throughput = 1, rent = 1): FleetSize {
  const perReplica = cost.maturity.factor * throughput;
  const replicas = cost.load.map((load) => Math.max(1, Math.ceil(load / perReplica - 1e-9)));
  const mean = replicas.reduce((sum, one) => sum + one, 0) / replicas.length;
  return {
    replicas: mean,
    peakReplicas: Math.max(...replicas),
    usdPerMonth: mean * cost.usdPerReplica * rent + cost.usdPerMonthFixed,
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
  return volume.map((requests) => (requests / (hoursPerMonth * 3600)) * Math.max(1, interactive));
}

/** Every way to serve the model that fits into memory and meets the limits, without a size. */
export function configurations(
  model: Model,
  request: Request,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Configuration[] {
  const architecture = model.serving?.architecture;
  if (architecture === undefined || architecture === null) return [];
  const gpus = Object.values(knowledge.gpus).filter((gpu) => isAllowed(gpu, useCase));
  return gpus.flatMap((gpu) => {
    const rent = rentFor(gpu.id, useCase, knowledge, asOf);
    if (rent === undefined) return [];
    return precisionsOn(gpu, model).flatMap((precision) => {
      const deployments = replicaSizes.map(
        (count): Deployment => ({
          architecture,
          precision,
          gpu,
          gpus: count,
          dataParallel: false,
          engine: "vllm",
        }),
      );
      // The smallest replica that holds the weights, and one twice as large: more is slower per GPU.
      return deployments
        .filter(fitsIn(knowledge))
        .slice(0, 2)
        .flatMap((deployment) => {
          const found = capacityOf(model, deployment, request, useCase, knowledge);
          return found === null
            ? []
            : [{ gpu, gpusPerReplica: deployment.gpus, precision, capacity: found, rent }];
        });
    });
  });
}

const fitsIn = (knowledge: Knowledge) => (deployment: Deployment) =>
  fits(deployment, knowledge.serving.estimator);

function isAllowed(gpu: Gpu, useCase: UseCase): boolean {
  const { ownedGpus } = useCase.policy;
  return ownedGpus.length === 0 || ownedGpus.some((one) => one.gpu === gpu.id);
}

/** The lightest published weights that the GPU computes natively, and 8 bits beside them. */
function precisionsOn(gpu: Gpu, model: Model): Precision[] {
  const published = model.serving?.precisions ?? [];
  const native = (one: Precision) =>
    one !== "fp4" || gpu.family === "blackwell" || gpu.family === "rtx";
  const usable = published.filter(native).filter((one) => one !== "fp8" || gpu.family !== "ampere");
  const light = (["mxfp4", "fp4", "int4"] as const).find((one) => usable.includes(one));
  const wanted: (Precision | undefined)[] = [light, usable.includes("fp8") ? "fp8" : undefined];
  const chosen = wanted.filter((one) => one !== undefined);
  return chosen.length > 0 ? chosen : usable.filter((one) => one === "bf16");
}

const capacities = new WeakMap<Knowledge, Map<string, Capacity | null>>();

/** Capacities depend on the shape of a request only, so each is computed once per pack. */
function capacityOf(
  model: Model,
  deployment: Deployment,
  request: Request,
  useCase: UseCase,
  knowledge: Knowledge,
): Capacity | null {
  const perTokenMs = useCase.latency.perTokenMs ?? knowledge.serving.fleet.perTokenMs.value;
  const limits = { perTokenMs, firstTokenMs: useCase.latency.firstTokenMs };
  const known = capacities.get(knowledge) ?? new Map<string, Capacity | null>();
  capacities.set(knowledge, known);
  const shape = [
    request.inputTokens,
    request.outputTokens,
    request.cachedInputShare,
    limits.perTokenMs,
    limits.firstTokenMs,
  ];
  const key = [model.id, deployment.gpu.id, deployment.gpus, deployment.precision, ...shape].join(
    "|",
  );
  const found = known.get(key);
  if (found !== undefined) return found;
  const { estimator, corrections } = knowledge.serving;
  const computed = capacity(deployment, request, limits, estimator, corrections);
  known.set(key, computed);
  return computed;
}

/** The cheapest fleet for the volume, within the GPU limit where any is; undefined where the model cannot be priced. */
export function ownFleet(
  model: Model,
  request: Request,
  workload: Workload,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): FleetCost | undefined {
  const found = configurations(model, request, useCase, knowledge, asOf);
  if (found.length === 0) return undefined;
  const volume = volumeOver(
    workload.requestsPerMonth,
    workload.growthPerMonth,
    useCase.horizonMonths,
  );
  const loads = peakLoads(volume, workload, knowledge.serving.fleet.hoursPerMonth.value);
  const maturity = maturityOf(model, knowledge, asOf);
  const fleets = found.map((one) => fleetOn(one, maturity, loads, knowledge));
  return (
    cheapest(fleets.filter((one) => gpusOf(one) <= gpuLimit(one, useCase))) ?? cheapest(fleets)
  );
}

/** 80 % of a normal variable lie within so many standard deviations. */
const within80 = 1.2815515655446004;

function fleetOn(
  configuration: Configuration,
  maturity: Maturity,
  loads: readonly number[],
  knowledge: Knowledge,
): FleetCost {
  const { fleet } = knowledge.serving;
  const perReplica = configuration.capacity.requestsPerSecond * fleet.maxLoad.value;
  const throughput = Math.hypot(configuration.capacity.lnError80 / within80, maturity.lnSd);
  return {
    kind: "fleet",
    configuration,
    maturity,
    load: loads.map((one) => one / perReplica),
    spares: fleet.spareReplicas.value,
    usdPerReplica:
      configuration.gpusPerReplica * configuration.rent.usdPerGpuHour * fleet.hoursPerMonth.value,
    usdPerMonthFixed: 0,
    lnSd: { throughput, rent: fleet.rentLnSd.value },
  };
}

function cheapest(fleets: readonly FleetCost[]): FleetCost | undefined {
  let best: FleetCost | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const one of fleets) {
    const size = fleetSize(one);
    const usd = size.usdPerMonth + size.spareUsdPerMonth;
    if (usd < lowest) [best, lowest] = [one, usd];
  }
  return best;
}

/** GPUs of the busiest month, spares included. */
export const gpusOf = (cost: FleetCost): number =>
  (fleetSize(cost).peakReplicas + cost.spares) * cost.configuration.gpusPerReplica;

/** GPUs that policy and the team's own machines allow for this kind. */
export function gpuLimit(cost: FleetCost, { policy }: UseCase): number {
  const owned = policy.ownedGpus.find((one) => one.gpu === cost.configuration.gpu.id)?.count;
  return Math.min(policy.maxGpus ?? Number.POSITIVE_INFINITY, owned ?? Number.POSITIVE_INFINITY);
}
