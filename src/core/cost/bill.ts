import type { Conditions } from "./conditions.ts";
import { type HostedPlan, hostedBill } from "./hosted-bill.ts";
import {
  capabilityFactor,
  idleReplicas,
  monthOfFleet,
  type OwnPlan,
  ownBill,
  total,
  wholeReplicas,
} from "./own-bill.ts";

/** One candidate that can be billed under any conditions. */
export type BillPlan = OwnPlan | HostedPlan;

/** $ per month, mean over the horizon. */
export const usdOf = (plan: BillPlan, conditions: Conditions): number =>
  plan.kind === "own" ? ownBill(plan, conditions).usd : hostedBill(plan, conditions).usd;

export const itemsOf = (
  plan: BillPlan,
  conditions: Conditions,
): Readonly<Record<string, number>> =>
  plan.kind === "own" ? ownBill(plan, conditions).items : hostedBill(plan, conditions).items;

/** $ of each month of the horizon, with building and tuning paid when they happen: at the start. */
export function cashOf(plan: BillPlan, conditions: Conditions, months: number): number[] {
  return Array.from({ length: months }, (_, month) =>
    plan.kind === "own"
      ? ownCash(plan, conditions, month, months)
      : hostedCash(plan, conditions, month),
  );
}

function ownCash(plan: OwnPlan, conditions: Conditions, month: number, months: number): number {
  const { items } = ownBill(plan, conditions);
  const { load, rent } = monthOfFleet(plan, conditions, month);
  const { spares, staging } = idleReplicas(plan, conditions);
  const machines = wholeReplicas(load) + spares + staging;
  const running =
    items.staff + items.refresh + items.gateway + items.egress + items.storage + items.tuning;
  return (
    machines * rent * plan.fleet.usdPerReplica + running + (month === 0 ? items.build * months : 0)
  );
}

function hostedCash(plan: HostedPlan, conditions: Conditions, month: number): number {
  const items = plan.months[month] ?? plan.mean;
  const factor = conditions.price * conditions.volume * (1 + conditions.retries);
  return total(items) * factor * capabilityFactor(month, conditions);
}

/**
 * The first month, from 1, from whose end on the sum paid for one is never above the other's again; null where that
 * does not happen within the horizon.
 */
export function crossoverMonth(
  one: BillPlan,
  other: BillPlan,
  conditions: Conditions,
  months: number,
): number | null {
  const mine = cashOf(one, conditions, months);
  const theirs = cashOf(other, conditions, months);
  let gap = 0;
  let crossed: number | null = null;
  for (let month = 0; month < months; month++) {
    gap += (mine[month] ?? 0) - (theirs[month] ?? 0);
    if (gap > 0) crossed = null;
    else crossed ??= month + 1;
  }
  return crossed;
}
