import type { ServingFacts } from "../../shapes/serving.ts";
import { byKey, keysIn } from "../know/by-key.ts";

/** What a GPU of one's own costs, $ per month, without staff. */
export interface OwnedCost {
  readonly writtenOff: number;
  readonly interest: number;
  readonly support: number;
  readonly colocation: number;
  readonly power: number;
  readonly total: number;
  /** Over the hours of the calendar: a machine that idles costs the same. */
  readonly usdPerGpuHour: number;
}

type OwnedTerms = { readonly [K in keyof ServingFacts["owned"]]: number };

export const ownedTerms = (owned: ServingFacts["owned"]): OwnedTerms =>
  byKey(keysIn(owned), (name) => owned[name].value);

/**
 * Purchase and network written off over the life, interest on the mean book value, support, a rack and power. With the
 * shipped figures an H100 comes to 2.07 $ per hour.
 */
export function ownedCost(terms: OwnedTerms, hoursPerMonth: number): OwnedCost {
  const purchase = terms.capexUsd * (1 + terms.networkShare);
  const meanBookShare = (1 + terms.residualShare) / 2;
  const writtenOff = (purchase * (1 - terms.residualShare)) / terms.lifeMonths;
  const interest = (purchase * meanBookShare * terms.interestPerYear) / 12;
  const support = (purchase * terms.supportShare) / 12;
  const colocation = terms.kilowatts * terms.colocationUsdPerKw;
  const power = terms.kilowatts * terms.loadShare * hoursPerMonth * terms.usdPerKwh * terms.pue;
  const total = writtenOff + interest + support + colocation + power;
  return {
    writtenOff,
    interest,
    support,
    colocation,
    power,
    total,
    usdPerGpuHour: total / hoursPerMonth,
  };
}
