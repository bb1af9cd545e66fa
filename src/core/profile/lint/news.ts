import type { Day } from "../../../shapes/common.ts";
import type { Model, Profile } from "../../know/knowledge.ts";
import { daysBetween } from "../../know/months.ts";
import { newestScore } from "../../know/newest.ts";
import type { Knowledge } from "../../know/pack.ts";
import { inProfile, type LintFinding } from "./finding.ts";

/** Boards show a new leader about every two months. */
const freshDays = 60;

/** Nobody but makers has measured anything for longer than leaders last. */
export function newestEvidence(profile: Profile, asOf: Day): LintFinding[] {
  const newest = newestScore(profile, asOf);
  const age = newest === undefined ? undefined : daysBetween(newest, asOf);
  if (age === undefined || age <= freshDays) return [];
  const message = `the newest score of a third party is of ${newest}, ${age} days before ${asOf}; ${freshDays} are the most`;
  return [inProfile("lint.newest-evidence", profile.id, ["benchmarks"], message)];
}

/** Models that came on sale after the review, and that no board of the profile knows. */
export function reviewBeforeNews(
  profile: Profile,
  { models, profiles }: Pick<Knowledge, "models" | "profiles">,
  asOf: Day,
): LintFinding[] {
  const scored = scoredIn(profile);
  // Boards that share no model with others, as those of speech and embeddings, are not for every model on sale.
  const others = Object.values(profiles).filter((one) => one.id !== profile.id);
  if (!others.some((one) => [...scoredIn(one)].some((model) => scored.has(model)))) return [];
  const news = Object.values(models)
    .filter((one) => !scored.has(one.id) && fits(one, profile) && isNews(one, profile, asOf))
    .map((one) => one.id)
    .sort();
  if (news.length === 0) return [];
  const more = news.length > 6 ? ` and ${news.length - 6} more` : "";
  const message = `on sale since the review of ${profile.reviewed}, without a score here: ${news.slice(0, 6).join(", ")}${more}`;
  return [inProfile("lint.review-before-news", profile.id, ["reviewed"], message)];
}

const scoredIn = ({ benchmarks }: Profile): ReadonlySet<string> =>
  new Set(benchmarks.flatMap((board) => board.observations).map((one) => one.model));

const fits = ({ modalities, offers }: Model, profile: Profile): boolean =>
  offers.length > 0 && profile.modalities.every((one) => modalities.includes(one));

const isNews = ({ released: { api, weights } }: Model, { reviewed }: Profile, asOf: Day) => {
  const day = api ?? weights;
  return day !== undefined && day > reviewed && day <= asOf;
};
