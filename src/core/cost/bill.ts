import { type Conditions, capabilityFactor } from "./conditions.ts";
import { replicasFor } from "./fleet.ts";
import { type HostedPlan, hostedBill } from "./hosted-bill.ts";
import { idleReplicas, monthOfFleet, type OwnPlan, ownBill, total } from "./own-bill.ts";

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

/** $ of each month of the horizon, with building paid when it happens: at the start. */
export function cashOf(plan: BillPlan, conditions: Conditions, months: number): number[] {
  const of = plan.kind === "own" ? ownCash(plan, conditions, months) : hostedCash(plan, conditions);
  return Array.from({ length: months }, (_, month) => of(month));
}

function ownCash(plan: OwnPlan, conditions: Conditions, months: number): (month: number) => number {
  const { staff, refresh, gateway, egress, storage, tuning, build } = ownBill(
    plan,
    conditions,
  ).items;
  const running = staff + refresh + gateway + egress + storage + tuning;
  const { spares, staging } = idleReplicas(plan, conditions);
  return (month) => {
    const { load, rent } = monthOfFleet(plan, conditions, month);
    const machines =
      (replicasFor(load, plan.fleet.waits) + spares + staging) * rent * plan.fleet.usdPerReplica;
    return machines + running + (month === 0 ? build * months : 0);
  };
}

function hostedCash(plan: HostedPlan, conditions: Conditions): (month: number) => number {
  const factor = conditions.price * conditions.volume * (1 + conditions.retries);
  return (month) =>
    total(plan.months[month] ?? plan.mean) * factor * capabilityFactor(month, conditions);
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
