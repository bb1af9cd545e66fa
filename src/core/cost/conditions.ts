import type { Drift } from "../../shapes/cost.ts";
import type { ServingFacts } from "../../shapes/serving.ts";

/** What may turn out otherwise than expected. Factors are on the expected value; the rest is in the unit it says. */
export interface Conditions {
  readonly throughput: number;
  /** On the maturity of each fleet's own stack. */
  readonly maturity: number;
  readonly rent: number;
  /** On the peak over the mean. */
  readonly peak: number;
  /** Load at the peak that a replica is planned for, 0..1. */
  readonly maxLoad: number;
  readonly spares: number;
  readonly staging: number;
  readonly staffUsdPerYear: number;
  /** On the number of people. */
  readonly staff: number;
  readonly gatewayUsd: number;
  readonly buildWeeks: number;
  readonly refreshWeeks: number;
  readonly refreshesPerYear: number;
  readonly egressUsdPerGb: number;
  readonly storageUsdPerGb: number;
  /** Share of hosted requests that are paid twice. */
  readonly retries: number;
  /** On every hosted price. */
  readonly price: number;
  /** On the number of requests. */
  readonly volume: number;
  readonly drift: Drift;
}

export const isStill = ({ rent, software, capabilityPrice }: Drift): boolean =>
  rent === 0 && software === 0 && capabilityPrice === 0;

/** A cheaper model of the same capability is taken with a refresh, so its price falls in steps. */
export function capabilityFactor(month: number, { drift, refreshesPerYear }: Conditions): number {
  if (drift.capabilityPrice === 0 || refreshesPerYear === 0) return 1;
  const between = 12 / refreshesPerYear;
  return (1 + drift.capabilityPrice) ** ((Math.floor(month / between + 1e-9) * between) / 12);
}

/** Work that a month's volume makes, against today: models and software of later months do more with a machine. */
export const workIn = (month: number, conditions: Conditions): number =>
  isStill(conditions.drift)
    ? 1
    : capabilityFactor(month, conditions) / (1 + conditions.drift.software) ** (month / 12);

/** Rents of a month, against today. */
export const rentIn = (month: number, { drift }: Conditions): number =>
  drift.rent === 0 ? 1 : (1 + drift.rent) ** (month / 12);

/** Everything as expected; without a fleet its own figures do not matter. */
export function expectedConditions(
  { fleet, staff, network, hosted, drift }: ServingFacts,
  own: { readonly spares: number } | undefined,
  wanted: Partial<Drift> = {},
): Conditions {
  return {
    throughput: 1,
    maturity: 1,
    rent: 1,
    peak: 1,
    maxLoad: fleet.maxLoad.value,
    spares: own?.spares ?? fleet.spareReplicas.value,
    staging: fleet.stagingReplicas.value,
    staffUsdPerYear: staff.usdPerYear.value,
    staff: 1,
    gatewayUsd: staff.gatewayUsdPerMonth.value,
    buildWeeks: staff.buildWeeks.value,
    refreshWeeks: staff.refreshWeeks.value,
    refreshesPerYear: staff.refreshesPerYear.value,
    egressUsdPerGb: network.egressUsdPerGb.value,
    storageUsdPerGb: network.storageUsdPerGbMonth.value,
    retries: hosted.retryShare.value,
    price: 1,
    volume: 1,
    drift: {
      rent: wanted.rent ?? drift.rent.value,
      software: wanted.software ?? drift.software.value,
      capabilityPrice: wanted.capabilityPrice ?? drift.capabilityPrice.value,
    },
  };
}

/** The same without a person: what a team with spare hands would see. */
export const withoutStaff = (conditions: Conditions): Conditions => ({
  ...conditions,
  staff: 0,
  buildWeeks: 0,
  refreshWeeks: 0,
});
