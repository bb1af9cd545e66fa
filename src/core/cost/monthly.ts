import type { Candidate } from "../candidates/candidate.ts";
import type { Option } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { ServingFacts } from "./facts.ts";
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

const weeksPerYear = 52;

/** Staff by size of the fleet, gateway, and the work of building and refreshing, spread over the horizon. */
export function fixedCost(
  option: Option,
  replicas: number,
  gpus: number,
  { staff }: ServingFacts,
  horizonMonths: number,
): number {
  if (option !== "self-host") return 0;
  const week = staff.usdPerYear.value / weeksPerYear;
  const build = (staff.buildWeeks.value * week) / horizonMonths;
  const refresh = (staff.refreshWeeks.value * week * staff.refreshesPerYear.value) / 12;
  return (
    (staffFte(replicas, gpus, staff) * staff.usdPerYear.value) / 12 +
    staff.gatewayUsdPerMonth.value +
    build +
    refresh
  );
}

export function staffFte(replicas: number, gpus: number, staff: ServingFacts["staff"]): number {
  if (replicas <= staff.smallReplicas.value) return staff.smallFte.value;
  return gpus <= staff.mediumGpus.value ? staff.mediumFte.value : staff.largeFte.value;
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
