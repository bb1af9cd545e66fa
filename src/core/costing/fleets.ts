import type { FleetReport } from "../../shapes/cost.ts";
import { workOf } from "../choose/work.ts";
import { capacity, type Limits, ready } from "../cost/capacity.ts";
import { configurations, limitsOf, priced } from "../cost/configuration.ts";
import { carries, type FleetCost, fleetOn, gpuLimit, gpusOf } from "../cost/fleet.ts";
import { computes, splits, weightGb } from "../cost/footprint.ts";
import { maturitiesOf } from "../cost/maturity.ts";
import type { Request } from "../cost/request-items.ts";
import { deploymentOf, machinesFor, replicaSizes, type Servable } from "../cost/servable.ts";
import type { NeedTerms } from "../gate/candidate.ts";
import type { Model, Precision } from "../know/knowledge.ts";
import type { Terms } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";

/** A machine that the user wants to see, whatever the search would take. */
export interface WantedMachine {
  readonly gpu: string;
  readonly gpus?: number | undefined;
  readonly precision?: Precision | undefined;
}

/** Every fleet that could serve. */
export function fleetsFor(
  model: Model,
  request: Request,
  terms: NeedTerms,
  wanted?: WantedMachine,
): FleetCost[] {
  const { state, useCase, knowledge, asOf } = terms;
  const found =
    wanted === undefined
      ? configurations(model, request, terms)
      : priced(machines(model, request, terms, wanted), terms, true);
  const maturities = maturitiesOf(model, useCase.team.stack, knowledge, asOf);
  const work = workOf(state, request, knowledge);
  return found.map((one) => fleetOn(one, maturities, work, terms));
}

/** Only those that could be the cheapest at some volume; where several kinds are owned, each has a limit of its own. */
export function front(fleets: readonly FleetCost[], { policy }: UseCase): FleetCost[] {
  const gpu = (of: FleetCost) => of.configuration.gpu.id;
  const isRival = (one: FleetCost, other: FleetCost) =>
    policy.ownedGpus.length < 2 || gpu(one) === gpu(other);
  return fleets.filter((one) => !fleets.some((other) => isRival(one, other) && beats(other, one)));
}

/** Carries more for less on no more GPUs, so that no volume prefers the other. */
function beats(one: FleetCost, other: FleetCost): boolean {
  const no =
    one.usdPerReplica <= other.usdPerReplica &&
    carries(one) >= carries(other) &&
    one.configuration.gpusPerReplica <= other.configuration.gpusPerReplica;
  return no && (one.usdPerReplica < other.usdPerReplica || carries(one) > carries(other));
}

/** The wanted machine in every size and precision that is left open; without limits where none meets them. */
function machines(
  model: Model,
  request: Request,
  { useCase, knowledge }: Terms,
  { gpu: id, gpus, precision }: WantedMachine,
): Servable[] {
  const gpu = knowledge.gpus[id];
  if (gpu === undefined) return [];
  if (request.speech !== undefined)
    return machinesFor(model, knowledge)
      .filter((one) => one.gpu.id === id)
      .flatMap((one) => one.serving(request, {}) ?? []);
  const architecture = model.serving?.architecture;
  const precisions = precision === undefined ? (model.serving?.precisions ?? []) : [precision];
  const every = precisions.flatMap((one) =>
    (gpus === undefined ? replicaSizes : [gpus]).map((gpusPerReplica) => ({
      gpu,
      gpusPerReplica,
      precision: one,
    })),
  );
  const { serving } = knowledge;
  const within = (limits: Limits) =>
    every.flatMap((one): Servable[] => {
      const deployment = deploymentOf(model, one);
      if (deployment === undefined || !architecture || !splits(architecture, one.gpusPerReplica))
        return [];
      if (!computes(gpu, one.precision)) return [];
      const replica = ready(deployment, serving);
      const found = replica && capacity(replica, request, limits);
      if (found === null) return [];
      return [{ ...one, capacity: found, weightGb: weightGb(deployment, serving.estimator) }];
    });
  const limits = limitsOf(useCase, knowledge);
  const met = within(limits);
  return met.length > 0 ? met : within({ contextTokens: limits.contextTokens });
}

const mostRunnersUp = 3;

/** The cheapest others that differ in the machine, each with what speaks against it. */
export function runnersUp(
  fleets: readonly FleetCost[],
  chosen: FleetCost,
  useCase: UseCase,
  usdOf: (fleet: FleetCost) => number,
): FleetReport["runnersUp"] {
  const least = usdOf(chosen);
  const others = fleets
    .filter((one) => nameOf(one) !== nameOf(chosen))
    .map((fleet) => ({ fleet, usd: usdOf(fleet) }))
    .sort((a, b) => a.usd - b.usd || (nameOf(a.fleet) < nameOf(b.fleet) ? -1 : 1));
  return others.slice(0, mostRunnersUp).map(({ fleet, usd }) => ({
    configuration: nameOf(fleet),
    usdPerMonth: usd,
    because: reason(fleet, usd, least, useCase),
  }));
}

export const nameOf = ({ configuration: { gpu, gpusPerReplica, precision } }: FleetCost): string =>
  `${gpusPerReplica} x ${gpu.id}, ${precision}`;

function reason(fleet: FleetCost, usd: number, least: number, useCase: UseCase): string {
  const [gpus, limit] = [gpusOf(fleet), gpuLimit(fleet, useCase)];
  if (gpus > limit) return `needs ${gpus} GPUs, ${limit} are allowed`;
  if (usd < least) return "cheaper, but not of the kind that was asked for";
  const dearer = Math.round((100 * (usd - least)) / least);
  return dearer === 0 ? "costs the same within a per cent" : `${dearer} % dearer`;
}
