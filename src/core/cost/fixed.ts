import type { Option } from "../knowledge.ts";
import type { ServingFacts } from "./facts.ts";

export const weeksPerYear = 52;

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
