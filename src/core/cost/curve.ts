import type { Option } from "../knowledge.ts";
import { usdOf } from "./bill.ts";
import { type Billed, fleetsOf, ownArm, type Setting } from "./billed.ts";
import { type Conditions, withoutStaff } from "./conditions.ts";
import type { CurvePoint } from "./document.ts";
import { cheapestFleet } from "./envelope.ts";
import { nameOf } from "./fleets.ts";

/** Two decades around the volume that is there; the middle point is that volume itself. */
const decades = 2;
const pointsPerDecade = 12;

/** Cost of every arm over the volume, $ per month; own machines are chosen anew at each volume. */
export function curveOf(
  arms: readonly Billed[],
  { state, expected, useCase }: Setting,
): CurvePoint[] {
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
    return {
      requestsPerMonth: requestsPerMonth * volume,
      usd: Object.fromEntries(
        arms.map((arm) => {
          const fleet = arm === own ? staffed : undefined;
          const usd = arm.plan === undefined ? null : usdOf(arm.plan, conditions);
          return [arm.option, fleet?.bill.usd ?? usd];
        }),
      ) as Record<Option, number | null>,
      selfHostWithoutStaff: bare?.bill.usd ?? null,
      replicas: staffed?.bill.peakReplicas ?? null,
      fleet: staffed === undefined ? null : nameOf(staffed.plan.fleet),
    };
  });
}
