import type { UseCase } from "../know/use-case.ts";
import type { Conditions } from "./conditions.ts";
import { gpuLimit } from "./fleet.ts";
import { idleReplicas, type OwnBill, type OwnPlan, ownBill } from "./own-bill.ts";

/** The fleet that is billed today, and those that could be cheaper at another volume. */
export interface Fleets {
  readonly plan: OwnPlan;
  readonly alternatives: readonly OwnPlan[];
}

export interface BilledFleet {
  readonly plan: OwnPlan;
  readonly bill: OwnBill;
  /** Within the GPUs that policy and owned machines allow. */
  readonly isAllowed: boolean;
}

/** As the decision would choose under these conditions: the cheapest allowed fleet, else the cheapest of all. */
export function cheapestFleet(
  { plan, alternatives }: Fleets,
  conditions: Conditions,
  useCase: UseCase,
): BilledFleet {
  let best = billOf(plan, conditions, useCase);
  for (const one of alternatives) {
    const other = billOf(one, conditions, useCase);
    const isCheaper = other.bill.usd < best.bill.usd;
    if (other.isAllowed === best.isAllowed ? isCheaper : other.isAllowed) best = other;
  }
  return best;
}

function billOf(plan: OwnPlan, conditions: Conditions, useCase: UseCase): BilledFleet {
  const bill = ownBill(plan, conditions);
  const { spares } = idleReplicas(plan, conditions);
  const gpus = (bill.peakReplicas + spares) * plan.fleet.configuration.gpusPerReplica;
  return { plan, bill, isAllowed: gpus <= gpuLimit(plan.fleet, useCase) };
}
