import type { Option } from "../knowledge.ts";
import { usdOf } from "./bill.ts";
import { type Billed, ownArm, type Setting } from "./billed.ts";
import { withoutStaff } from "./conditions.ts";
import type { CurvePoint } from "./document.ts";
import { ownBill } from "./own-bill.ts";

/** Two decades around the volume that is there; the middle point is that volume itself. */
const decades = 2;
const pointsPerDecade = 12;

/** Cost of every arm over the volume, $ per month. */
export function curveOf(arms: readonly Billed[], { state, expected }: Setting): CurvePoint[] {
  const { requestsPerMonth } = state.need.workload;
  const half = decades * pointsPerDecade;
  const own = ownArm(arms)?.plan;
  return Array.from({ length: 2 * half + 1 }, (_, index): CurvePoint => {
    const volume = 10 ** ((index - half) / pointsPerDecade);
    const conditions = { ...expected, volume };
    const bare = own?.kind === "own" ? ownBill(own, withoutStaff(conditions)) : undefined;
    return {
      requestsPerMonth: requestsPerMonth * volume,
      usd: Object.fromEntries(
        arms.map(({ option, plan }) => [
          option,
          plan === undefined ? null : usdOf(plan, conditions),
        ]),
      ) as Record<Option, number | null>,
      selfHostWithoutStaff: bare?.usd ?? null,
      replicas: bare?.peakReplicas ?? null,
    };
  });
}
