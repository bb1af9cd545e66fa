import type { Day } from "../../shapes/common.ts";
import type { ClaimView, EvidenceView, ScoreView } from "../../shapes/profile-view.ts";
import type { SourceView } from "../../shapes/profiles.ts";
import type { Benchmark, Claim, Observation, Profile } from "../know/knowledge.ts";
import { visible } from "../know/months.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";

/** Facts as a report shows them: each with the address of its source, so that a reader can follow it. */

/** Boards with a score that was public on the day. */
export const measuredBoards = ({ benchmarks }: Profile, asOf: Day): readonly Benchmark[] =>
  benchmarks.filter((one) => one.observations.some((score) => visible(score.published, asOf)));

/** Those of the named claims that were public on the day; a name without a claim is a word of its own. */
export const visibleClaims = (
  names: readonly string[],
  { claims }: Profile,
  asOf: Day,
): readonly string[] =>
  names.filter((name) => {
    const published = claims[name]?.published;
    return published === undefined || visible(published, asOf);
  });

const noSource: Omit<SourceView, "id"> = {
  title: "",
  url: "",
  published: null,
  retrieved: null,
  licence: "",
  kind: "secondary",
};

export function sourceView(id: string, knowledge: Knowledge): SourceView {
  const source = knowledge.sources[id];
  if (source === undefined) return { id, ...noSource };
  const { title, url, published, retrieved, licence, kind } = source;
  return { id, title, url, published: published ?? null, retrieved, licence, kind };
}

export function scoreView(one: Observation, knowledge: Knowledge): ScoreView {
  const { id, model, score, date, published, evaluator, source } = one;
  return {
    id,
    model,
    title: knowledge.models[model]?.title ?? model,
    score,
    date,
    published,
    evaluator,
    source,
    url: knowledge.sources[source]?.url ?? "",
    note: one.note ?? null,
  };
}

/** Claims that were public at the as-of day, in the order of the file. */
export const claimViews = (profile: Profile, knowledge: Knowledge, asOf: Day): ClaimView[] =>
  Object.entries(profile.claims)
    .filter(([, one]) => one.published <= asOf)
    .map(([id, one]) => claimView(id, one, profile, { knowledge, asOf }));

function claimView(
  id: string,
  claim: Claim,
  profile: Profile,
  { knowledge, asOf }: Snapshot,
): ClaimView {
  const known = isStatusKnown(claim, profile, knowledge, asOf);
  return {
    id,
    text: claim.text,
    value: claim.value ?? null,
    gap: claim.gap ?? null,
    months: claim.months ?? null,
    published: claim.published,
    source: claim.source,
    url: knowledge.sources[claim.source]?.url ?? "",
    status: known ? (claim.status ?? "open") : "open",
    by: known
      ? (claim.by ?? []).flatMap((name) => evidenceView(name, profile, knowledge, asOf))
      : [],
    note: known ? (claim.note ?? null) : null,
  };
}

/**
 * A status is a judgement of the day on which the file was reviewed, or of the first score that it names. Before that
 * day it would be knowledge of the future. A frozen pack is annotated after the fact, and says so.
 */
function isStatusKnown(claim: Claim, profile: Profile, { pack }: Knowledge, asOf: Day): boolean {
  if (pack.frozen || profile.reviewed <= asOf) return true;
  return profile.benchmarks.some(({ observations }) =>
    observations.some((one) => claim.by?.includes(one.id) === true && one.published <= asOf),
  );
}

function evidenceView(
  name: string,
  profile: Profile,
  knowledge: Knowledge,
  asOf: Day,
): EvidenceView[] {
  const claim = profile.claims[name];
  if (claim !== undefined) return [{ kind: "claim", id: name, text: claim.text }];
  return profile.benchmarks.flatMap(({ title, observations }) =>
    observations
      .filter((one) => one.id === name && one.published <= asOf)
      .map((one) => ({
        kind: "score" as const,
        board: title,
        score: scoreView(one, knowledge),
      })),
  );
}
