import type { Day, Profile } from "../knowledge.ts";
import { monthsBetween } from "../months.ts";
import { type Finding, inProfile } from "./finding.ts";

/** Nobody looked at the profile for longer than the pack trusts evidence (`scales.staleMonths`). */
export function pastReview({ id, reviewed }: Profile, staleMonths: number, asOf: Day): Finding[] {
  const age = monthsBetween(reviewed, asOf);
  if (age <= staleMonths) return [];
  const message = `last reviewed on ${reviewed}, ${age.toFixed(1)} months before ${asOf}; ${staleMonths} are the most`;
  return [inProfile("lint.past-review", id, ["reviewed"], message)];
}
