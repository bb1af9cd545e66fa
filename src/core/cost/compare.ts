import { crossoverMonth, usdOf } from "./bill.ts";
import type { Billed, Setting } from "./billed.ts";
import { type BreakEven, breakEven } from "./break-even.ts";
import { type Conditions, withoutStaff } from "./conditions.ts";
import type { Comparison } from "./document.ts";
import { gpuLimit } from "./fleet.ts";
import type { HostedPlan } from "./hosted-bill.ts";
import { monthOfFleet, type OwnPlan, ownBill, periods } from "./own-bill.ts";
import { shareCheaper } from "./risk.ts";
import { flipValues, tornado } from "./tornado.ts";

/** Own machines against each API that has a price. */
export function compare(
  own: Billed,
  arms: readonly Billed[],
  setting: Setting,
  drawsOf: (arm: Billed) => Float64Array | undefined,
): Comparison[] {
  const { plan } = own;
  if (plan?.kind !== "own") return [];
  const mine = drawsOf(own);
  return arms.flatMap((arm): Comparison[] => {
    const { plan: api, candidate, option } = arm;
    if (api?.kind !== "hosted" || candidate === undefined) return [];
    const theirs = drawsOf(arm);
    const { expected, parameters, draws, useCase } = setting;
    return [
      {
        against: option,
        model: candidate.model.id,
        offer: candidate.offer?.provider ?? "",
        gapUsdPerMonth: usdOf(plan, expected) - usdOf(api, expected),
        breakEven: {
          withStaff: breakEvenOf(plan, api, expected, setting),
          withoutStaff: breakEvenOf(plan, api, withoutStaff(expected), setting),
        },
        probabilityOwnCheaper:
          mine === undefined || theirs === undefined ? null : shareCheaper(mine, theirs),
        crossoverMonth: crossoverMonth(plan, api, expected, useCase.horizonMonths),
        tornado: tornado(plan, api, parameters, expected, draws),
        flips: flipValues(plan, api, parameters, expected),
      },
    ];
  });
}

/** Steps that the search looks at; beyond them the staircase is as good as a line. */
const mostSteps = 600;

function breakEvenOf(
  own: OwnPlan,
  api: HostedPlan,
  conditions: Conditions,
  { useCase, state }: Setting,
): BreakEven {
  const at = (requests: number): Conditions => ({
    ...conditions,
    volume: requests / state.need.workload.requestsPerMonth,
  });
  const gpus = own.fleet.configuration.gpusPerReplica;
  return breakEven({
    own: (requests) => ownBill(own, at(requests)).usd,
    hosted: (requests) => usdOf(api, at(requests)),
    steps: stepsOf(own, conditions, state.need.workload.requestsPerMonth),
    replicasAt: (requests) => ownBill(own, at(requests)).peakReplicas,
    current: state.need.workload.requestsPerMonth,
    mostReplicas: gpuLimit(own.fleet, useCase) / gpus - conditions.spares,
  });
}

/** Volumes at which some month takes a replica more. */
function stepsOf(own: OwnPlan, conditions: Conditions, requestsPerMonth: number): number[] {
  const months = periods(own, conditions);
  const loads = Array.from(
    { length: months },
    (_, month) => monthOfFleet(own, conditions, month).load,
  );
  const replicas = Math.max(1, Math.floor(mostSteps / months));
  const steps = new Set<number>();
  for (const load of new Set(loads))
    for (let count = 1; count <= replicas; count++)
      if (load > 0) steps.add(((count + 1e-9) * requestsPerMonth) / load);
  return [...steps].sort((a, b) => a - b);
}
