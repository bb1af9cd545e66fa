import type { Day } from "../../../shapes/common.ts";
import type { Profile } from "../../know/knowledge.ts";
import { reviewAge } from "../../know/stale.ts";
import { inProfile, type LintFinding } from "./finding.ts";

/** Nobody looked at the profile for longer than the pack trusts evidence. */
export function pastReview(profile: Profile, staleMonths: number, asOf: Day): LintFinding[] {
  const message = reviewAge(profile, staleMonths, asOf);
  return message === undefined
    ? []
    : [inProfile("lint.past-review", profile.id, ["reviewed"], message)];
}
