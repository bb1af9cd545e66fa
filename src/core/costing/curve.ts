import type { Option } from "../../shapes/common.ts";
import type { CurvePoint } from "../../shapes/cost.ts";
import { type BillPlan, usdOf } from "../cost/bill.ts";
import { type Conditions, withoutStaff } from "../cost/conditions.ts";
import { cheapestFleet } from "../cost/envelope.ts";
import { drawBills, quantilesOf } from "../cost/risk.ts";
import { byKey } from "../know/by-key.ts";
import { options } from "../know/lists.ts";
import { type Billed, fleetsOf, ownArm, type Setting } from "./billed.ts";
import { nameOf } from "./fleets.ts";

/** Two decades around the volume that is there; the middle point is that volume itself. */
const decades = 2;
const pointsPerDecade = 12;

/** A band is read from a picture: fewer draws do than for a bill. */
const mostDraws = 256;

/** Cost of every arm over the volume, $ per month; own machines are chosen anew at each volume. */
export function curveOf(arms: readonly Billed[], setting: Setting): CurvePoint[] {
  const { state, expected, useCase } = setting;
  const { requestsPerMonth } = state.need.workload;
  const half = decades * pointsPerDecade;
  const own = ownArm(arms);
  const fleets = own === undefined ? undefined : fleetsOf(own);
  return Array.from({ length: 2 * half + 1 }, (_, index): CurvePoint => {
    const volume = 10 ** ((index - half) / pointsPerDecade);
    const conditions = { ...expected, volume };
    const cheapest = (under: Conditions) =>
      fleets === undefined ? undefined : cheapestFleet(fleets, under, useCase);
    const [staffed, bare] = [cheapest(conditions), cheapest(withoutStaff(conditions))];
    const planOf = (arm: Billed): BillPlan | undefined =>
      (arm === own ? staffed?.plan : undefined) ?? arm.plan;
    const planFor = new Map(arms.map((arm) => [arm.option, planOf(arm)]));
    return {
      requestsPerMonth: requestsPerMonth * volume,
      usd: byKey(options, (option) => {
        const plan = planFor.get(option);
        return plan === undefined ? null : usdOf(plan, conditions);
      }),
      band: bandsOf(planFor, conditions, setting),
      selfHostWithoutStaff: bare?.bill.usd ?? null,
      replicas: staffed?.bill.peakReplicas ?? null,
      fleet: staffed === undefined ? null : nameOf(staffed.plan.fleet),
    };
  });
}

/** 80 % of the bills of each arm, the machines chosen as at expected values: nobody buys them after the draw. */
function bandsOf(
  planFor: ReadonlyMap<Option, BillPlan | undefined>,
  conditions: Conditions,
  { parameters, draws }: Setting,
): CurvePoint["band"] {
  const priced = options.flatMap((option) => {
    const plan = planFor.get(option);
    return plan === undefined ? [] : [{ option, plan }];
  });
  const plans = priced.map(({ plan }) => plan);
  const drawn =
    draws === 0
      ? []
      : drawBills(plans, {
          parameters,
          expected: conditions,
          draws: Math.min(draws, mostDraws),
        });
  return byKey(options, (option) => {
    const values = drawn[priced.findIndex((one) => one.option === option)];
    if (values === undefined) return null;
    const { p10, p90 } = quantilesOf(values);
    return [p10, p90];
  });
}
