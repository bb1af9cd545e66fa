import type { Figure, ServingFacts } from "../../shapes/serving.ts";
import { remembering } from "../know/remember.ts";
import type { Conditions } from "./conditions.ts";

export const weeksPerYear = 52;

/** What comes with own machines whatever they carry, $ per month; building is spread over the horizon. */
export interface FixedItems {
  readonly staff: number;
  readonly build: number;
  readonly refresh: number;
  readonly gateway: number;
}

/** Machines that are kept, spares included, and what they are reckoned with. */
export interface Kept {
  readonly replicas: number;
  readonly gpus: number;
  readonly serving: ServingFacts;
  readonly horizonMonths: number;
}

export type FixedConditions = Pick<
  Conditions,
  "staff" | "staffUsdPerYear" | "buildWeeks" | "refreshWeeks" | "refreshesPerYear" | "gatewayUsd"
>;

export function fixedItems(kept: Kept, conditions: FixedConditions): FixedItems {
  const { staffUsdPerYear, buildWeeks, refreshWeeks, refreshesPerYear } = conditions;
  const fte = fteFor(kept.replicas, kept.gpus, kept.serving.staff) * conditions.staff;
  const week = staffUsdPerYear / weeksPerYear;
  return {
    staff: (fte * staffUsdPerYear) / 12,
    build: (buildWeeks * week) / kept.horizonMonths,
    refresh: (refreshWeeks * week * refreshesPerYear) / 12,
    gateway: conditions.gatewayUsd,
  };
}

/** The sum of the items, everything as expected unless conditions are given. */
export function fixedCost(kept: Kept, conditions = expectedOf(kept.serving)): number {
  const { staff, build, refresh, gateway } = fixedItems(kept, conditions);
  return staff + build + refresh + gateway;
}

export const expectedOf = remembering(
  ({ staff }: ServingFacts): FixedConditions => ({
    staff: 1,
    staffUsdPerYear: staff.usdPerYear.value,
    buildWeeks: staff.buildWeeks.value,
    refreshWeeks: staff.refreshWeeks.value,
    refreshesPerYear: staff.refreshesPerYear.value,
    gatewayUsd: staff.gatewayUsdPerMonth.value,
  }),
  new WeakMap(),
);

/** Two replicas, one of them spare, are the least that anybody runs. */
const leastReplicas = 2;

type StaffFigures = {
  readonly [K in "leastFte" | "ftePerDoubling" | "gpusPerFte"]: Pick<Figure, "value">;
};

/**
 * People, in full-time equivalents: the least that keeps a service up, more with each doubling of the replicas that are
 * deployed and watched, and one for so many GPUs, whose faults and drivers grow with their number. No cliffs: one machine
 * more never adds a head.
 */
export function fteFor(replicas: number, gpus: number, staff: StaffFigures): number {
  const { leastFte, ftePerDoubling, gpusPerFte } = staff;
  const doublings = replicas > leastReplicas ? Math.log2(replicas / leastReplicas) : 0;
  return leastFte.value + ftePerDoubling.value * doublings + gpus / gpusPerFte.value;
}
