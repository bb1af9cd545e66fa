import type { Day } from "../../../shapes/common.ts";
import type { ForecastFacts, ForecastFit, SizeClass } from "../../know/constants.ts";

export interface VisibleFit {
  readonly fit: ForecastFit;
  /** The fit is younger than the as-of date: its data reach beyond what was known that day. */
  readonly backcast: boolean;
}

/**
 * Newest fit published by the as-of date. Where none is, the earliest serves, marked as backcast.
 * Undefined only where there is no fit at all.
 */
export function fitAt(facts: ForecastFacts, asOf: Day): VisibleFit | undefined {
  const byDay = facts.fits.toSorted((a, b) => (a.published < b.published ? -1 : 1));
  const newest = byDay.findLast((fit) => fit.published <= asOf);
  if (newest) return { fit: newest, backcast: false };
  const earliest = byDay[0];
  return earliest && { fit: earliest, backcast: true };
}

/** Smallest size class that holds a model; one of unknown size is held by a class without limit only. */
export function sizeClassOf(
  facts: ForecastFacts,
  totalBillions: number | undefined,
): SizeClass | undefined {
  const limit = (sizeClass: SizeClass) => sizeClass.maxBillions ?? Number.POSITIVE_INFINITY;
  const size = totalBillions ?? Number.POSITIVE_INFINITY;
  return facts.sizeClasses
    .filter((sizeClass) => size <= limit(sizeClass))
    .toSorted((a, b) => limit(a) - limit(b))[0];
}
