import type { Day } from "../../../shapes/common.ts";
import type { ForecastFacts, ForecastFit } from "../../../shapes/forecast.ts";

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
