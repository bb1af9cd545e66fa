import type { BreakEven, Comparison } from "../../shapes/cost.ts";
import { crossoverMonth, usdOf } from "../cost/bill.ts";
import { breakEven } from "../cost/break-even.ts";
import { type Conditions, withoutStaff } from "../cost/conditions.ts";
import { cheapestFleet, type Fleets } from "../cost/envelope.ts";
import type { HostedPlan } from "../cost/hosted-bill.ts";
import { monthOfFleet, type OwnPlan, periods, utilisation } from "../cost/own-bill.ts";
import { shareCheaper } from "../cost/risk.ts";
import { flipValues, tornado } from "../cost/tornado.ts";
import { type Billed, fleetsOf, type Setting } from "./billed.ts";
import { nameOf } from "./fleets.ts";
import { paybackMonths } from "./views.ts";

/** Own machines against each API that has a price. */
export function compare(
  own: Billed,
  arms: readonly Billed[],
  setting: Setting,
  drawsOf: (arm: Billed) => Float64Array | undefined,
): Comparison[] {
  const fleets = fleetsOf(own);
  if (fleets === undefined) return [];
  const { plan } = fleets;
  const mine = drawsOf(own);
  return arms.flatMap((arm): Comparison[] => {
    const { plan: api, candidate, option } = arm;
    if (api?.kind !== "hosted" || candidate === undefined) return [];
    const theirs = drawsOf(arm);
    const { expected, useCase } = setting;
    const [ownUsd, apiUsd] = [usdOf(plan, expected), usdOf(api, expected)];
    return [
      {
        against: option,
        model: candidate.model.id,
        offer: candidate.offer?.provider ?? "",
        gapUsdPerMonth: ownUsd - apiUsd,
        // The bill of a fleet is the same however full it is; the API's grows with the requests.
        breakEvenUtilisation: apiUsd > 0 ? (utilisation(plan, expected) * ownUsd) / apiUsd : null,
        paybackMonths: own.candidate ? paybackMonths(own.candidate, plan, apiUsd, setting) : null,
        breakEven: {
          withStaff: breakEvenOf(fleets, api, expected, setting),
          withoutStaff: breakEvenOf(fleets, api, withoutStaff(expected), setting),
        },
        probabilityOwnCheaper:
          mine === undefined || theirs === undefined ? null : shareCheaper(mine, theirs),
        crossoverMonth: crossoverMonth(plan, api, expected, useCase.horizonMonths),
        tornado: tornado(plan, api, setting),
        flips: flipValues(plan, api, setting),
      },
    ];
  });
}

/** Steps of each fleet that the search looks at; beyond them the staircase is as good as a line. */
const mostSteps = 600;

/** Own machines are chosen anew at each volume, so that the answer is the same whatever volume is asked about. */
function breakEvenOf(
  fleets: Fleets,
  api: HostedPlan,
  conditions: Conditions,
  { useCase, state }: Setting,
): BreakEven {
  const at = (requests: number): Conditions => ({
    ...conditions,
    volume: requests / state.need.workload.requestsPerMonth,
  });
  const best = remembered((requests) => cheapestFleet(fleets, at(requests), useCase));
  const current = state.need.workload.requestsPerMonth;
  const steps = [fleets.plan, ...fleets.alternatives].flatMap((one) =>
    stepsOf(one, conditions, current),
  );
  return breakEven({
    own: (requests) => best(requests).bill.usd,
    hosted: (requests) => usdOf(api, at(requests)),
    steps: [...new Set(steps)].sort((a, b) => a - b),
    replicasAt: (requests) => best(requests).bill.peakReplicas,
    fleetAt: (requests) => nameOf(best(requests).plan.fleet),
    current,
    isAllowed: (requests) => best(requests).isAllowed,
  });
}

/** Several things are asked about the same volume. */
function remembered<T>(of: (volume: number) => T): (volume: number) => T {
  const known = new Map<number, T>();
  return (volume) => {
    const found = known.get(volume) ?? of(volume);
    known.set(volume, found);
    return found;
  };
}

/** Volumes at which some month's replicas are exactly full: any more takes another. */
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
      if (load > 0) steps.add((count * requestsPerMonth) / load);
  return [...steps];
}
