import type { Candidate } from "../gate/candidate.ts";
import type { Knowledge } from "../pack.ts";
import { fixedCost } from "./fixed.ts";
import { fleetSize } from "./fleet.ts";

/** What one candidate costs alone, in $ per month, mean over the horizon. */
export interface MonthlyCost {
  /** Grows with the volume: tokens, or replicas that carry load. */
  readonly marginal: number;
  /** Spare replicas; once per model. */
  readonly spare: number;
  /** Staff, gateway and building; once per option. */
  readonly fixed: number;
  readonly total: number;
}

export function monthlyCost(
  { cost, option }: Pick<Candidate, "cost" | "option">,
  { horizonMonths }: { horizonMonths: number },
  knowledge: Knowledge,
): MonthlyCost | undefined {
  if (cost === undefined) return undefined;
  if (cost.kind === "hosted")
    return { marginal: cost.usdPerMonth, spare: 0, fixed: 0, total: cost.usdPerMonth };
  const size = fleetSize(cost);
  const replicas = size.peakReplicas + cost.spares;
  const fixed = fixedCost(
    option,
    replicas,
    replicas * cost.configuration.gpusPerReplica,
    knowledge.serving,
    horizonMonths,
  );
  return {
    marginal: size.usdPerMonth,
    spare: size.spareUsdPerMonth,
    fixed,
    total: size.usdPerMonth + size.spareUsdPerMonth + fixed,
  };
}
