import type { Model } from "../know/knowledge.ts";
import type { Terms } from "../know/pack.ts";
import { type Configuration, configurations, ways } from "./configuration.ts";
import { fixedCost } from "./fixed.ts";
import {
  carries,
  type FleetCost,
  type FleetWork,
  fleetCost,
  fleetOn,
  gpuLimit,
  gpusOf,
  rentFactorOf,
} from "./fleet.ts";
import { maturitiesOf } from "./maturity.ts";
import type { Request } from "./request-items.ts";

/**
 * The cheapest fleet for the busiest loads of the months, within the GPU limit where any is; undefined where the model
 * cannot be priced.
 */
export function ownFleet(model: Model, work: FleetWork, terms: Terms): FleetCost | undefined {
  const { useCase, knowledge, asOf } = terms;
  const { request } = work;
  const maturities = maturitiesOf(model, useCase.team.stack, knowledge, asOf);
  let best: FleetCost | undefined;
  let fits = false;
  let lowest = Number.POSITIVE_INFINITY;
  const consider = (one: Configuration) => {
    const fleet = fleetOn(one, maturities, work, terms);
    // Staff counts in the search: two large machines may be cheaper to run than eight small ones.
    const usd = fleetCost(fleet, knowledge.serving, useCase.horizonMonths);
    const within = gpusOf(fleet) <= gpuLimit(fleet, useCase);
    const isCheaper =
      usd < lowest || (usd === lowest && best !== undefined && outdoes(fleet, best));
    if ((within && !fits) || (within === fits && isCheaper)) {
      [best, lowest] = [fleet, usd];
      fits ||= within;
    }
  };
  const possible = ways(model, request, terms);
  possible.machines.forEach(({ machine, usdPerHour }, place) => {
    // Work that may wait takes a share of a machine's hours, which may come to next to nothing.
    const least = request.batchShare >= 1 ? 0 : usdPerHour * rentFactorOf(machine.gpu, useCase);
    if (fits && smallestCost(machine.gpusPerReplica, least, request, terms) > lowest) return;
    const one = possible.on(place);
    if (one !== null) consider(one);
  });
  // No machine of the team's meets the limits: the best without limits, where there is none at all that does.
  if (best === undefined) for (const one of configurations(model, request, terms)) consider(one);
  return best;
}

/** More room for the same rent on no more GPUs, as one precision has over another on the same machine. */
const outdoes = (one: FleetCost, other: FleetCost): boolean =>
  one.usdPerReplica === other.usdPerReplica &&
  one.configuration.gpusPerReplica <= other.configuration.gpusPerReplica &&
  carries(one) > carries(other);

/** What one replica and its spares come to: no fleet on such machines is cheaper. */
function smallestCost(
  gpusPerReplica: number,
  usdPerHour: number,
  { batchShare }: Request,
  { useCase: { horizonMonths }, knowledge: { serving } }: Terms,
): number {
  const { hoursPerMonth, spareReplicas } = serving.fleet;
  const replicas = 1 + (batchShare >= 1 ? 0 : spareReplicas.value);
  const kept = { replicas, gpus: replicas * gpusPerReplica, serving, horizonMonths };
  return replicas * usdPerHour * hoursPerMonth.value + fixedCost(kept);
}
