import type { Day } from "../../../shapes/common.ts";
import type { Profile } from "../../know/knowledge.ts";
import type { Knowledge } from "../../know/pack.ts";
import { zeroBaseline } from "./baseline.ts";
import { mixedCheckpoints } from "./checkpoints.ts";
import { contradictingClaims } from "./contradiction.ts";
import type { LintFinding } from "./finding.ts";
import { gapWithoutBenchmark } from "./gap.ts";
import { unusableWeights } from "./licence.ts";
import { newestEvidence, reviewBeforeNews } from "./news.ts";
import { priceSpread } from "./price-spread.ts";
import { refreshed } from "./refreshed.ts";
import { pastReview } from "./review.ts";
import { savingWithoutDenominator } from "./saving.ts";
import { observedTwice, pointsTwice } from "./twice.ts";
import { windowWithoutTarget } from "./window.ts";

/** Everything that the evidence of a pack can be blamed for, as of a day. */
export const lintPack = (knowledge: Knowledge, asOf: Day): LintFinding[] => [
  ...Object.values(knowledge.profiles).flatMap((one) => lintProfile(one, knowledge, asOf)),
  ...Object.values(knowledge.models).flatMap((one) => priceSpread(one, asOf)),
  ...refreshed(knowledge, asOf),
  ...mixedCheckpoints(knowledge),
  ...unusableWeights(knowledge),
  ...pointsTwice(knowledge),
];

export const lintProfile = (
  profile: Profile,
  { models, pack, profiles }: Pick<Knowledge, "models" | "pack" | "profiles">,
  asOf: Day,
): LintFinding[] => [
  ...savingWithoutDenominator(profile),
  ...gapWithoutBenchmark(profile),
  ...windowWithoutTarget(profile, models),
  ...zeroBaseline(profile),
  ...contradictingClaims(profile),
  ...pastReview(profile, pack.scales.staleMonths, asOf),
  ...newestEvidence(profile, asOf),
  ...reviewBeforeNews(profile, { models, profiles }, asOf),
  ...observedTwice(profile),
];
