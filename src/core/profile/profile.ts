import type { Day } from "../../shapes/common.ts";
import type { ClaimView } from "../../shapes/profile-view.ts";
import type {
  BoardView,
  ForecastView,
  PackView,
  ProfileReport,
  SourceView,
} from "../../shapes/profiles.ts";
import { timelineOf } from "../answer/timeline.ts";
import { capabilityAt } from "../believe/situation.ts";
import type { Profile } from "../know/knowledge.ts";
import { monthsBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { boardView } from "./board.ts";
import { expertView } from "./expert.ts";
import { claimViews, measuredBoards, sourceView, visibleClaims } from "./view.ts";

export const packView = ({ pack }: Knowledge): PackView => ({
  id: pack.id,
  version: pack.version,
  sha256: pack.sha256,
});

export function profileReport(profile: Profile, knowledge: Knowledge, asOf: Day): ProfileReport {
  const boards = measuredBoards(profile, asOf).map((one) => boardView(one, knowledge, asOf));
  const { dataSource, integration } = profile;
  const claims = claimViews(profile, knowledge, asOf);
  const report = {
    format: "moat.profile",
    formatVersion: "1.0",
    asOf,
    pack: packView(knowledge),
    id: profile.id,
    title: profile.title,
    aliases: profile.aliases,
    summary: profile.summary,
    class: profile.class,
    dataSource: {
      ...dataSource,
      claims: visibleClaims(dataSource.claims, profile, asOf),
    },
    integration: {
      ...integration,
      claims: visibleClaims(integration.claims, profile, asOf),
    },
    kin: profile.kin ?? null,
    pricedInTokens: profile.pricedInTokens,
    boards,
    forecast: forecastOf(profile.id, knowledge, asOf),
    expert: expertView(profile, profile.benchmarks, knowledge, asOf),
    claims,
    scenarios: profile.scenarios,
    reviewed: profile.reviewed,
  } as const;
  return {
    ...report,
    unknown: unknowns(report, knowledge),
    sources: sourcesOf(boards, claims, knowledge),
  };
}

export function forecastOf(id: string, knowledge: Knowledge, asOf: Day): ForecastView[] {
  const state = capabilityAt(id, knowledge, asOf, "base");
  if (state === undefined) return [];
  return timelineOf({ ...state, need: { id } }, knowledge).map((line, index) => {
    const { need: _need, capability: _capability, ...rest } = line;
    const closing = state.closings[index];
    return {
      ...rest,
      ageMonths: closing?.state.ageMonths ?? null,
      backcast: closing?.backcast ?? false,
    };
  });
}

type Known = Omit<ProfileReport, "unknown" | "sources">;

/** What nobody knows, said outright: an unknown gap is not a gap of zero. */
function unknowns(report: Known, knowledge: Knowledge): string[] {
  const { boards, claims, kin, expert } = report;
  const unsettled = claims.filter((one) => one.status === "unverifiable");
  const list: (string | false)[] = [
    boards.length === 0 &&
      (kin === null
        ? "No public board measures this, so gap and forecast are unknown: run your own evaluation."
        : `No board of its own: it is read from those of ${kin}, with more doubt.`),
    ...boards.flatMap(unknownsOfBoard),
    boards.length > 0 &&
      boards.every(({ gaps }) => gaps.every((one) => !one.independent)) &&
      "No outside party has run the best models on any of these boards.",
    expert !== null &&
      expert.outcomes.length === 0 &&
      `Whether the published window holds: ${expert.target} has no score on these boards.`,
    !report.pricedInTokens && "The cost: tokens alone do not price this work.",
    unsettled.length > 0 && `Nothing public settles: ${unsettled.map((one) => one.id).join(", ")}.`,
    stale(report, knowledge),
  ];
  return list.filter((one) => one !== false);
}

function unknownsOfBoard({ title, gaps }: BoardView): string[] {
  const any = gaps.at(-1);
  if (any === undefined) return [];
  if (any.open === null) return [`${title}: no score of open weights is known.`];
  if (any.proprietary === null) return [`${title}: no score of a proprietary model is known.`];
  const missing = gaps.filter((one) => one.open === null).map((one) => one.size);
  return missing.length === 0
    ? []
    : [`${title}: no score of open weights ${missing.join(" or ")} is known.`];
}

function stale({ reviewed, asOf }: Known, { pack }: Knowledge): string | false {
  const age = monthsBetween(reviewed, asOf);
  return (
    age > pack.scales.staleMonths &&
    `What has changed in the ${age.toFixed(1)} months since the profile was reviewed.`
  );
}

function sourcesOf(
  boards: readonly BoardView[],
  claims: readonly ClaimView[],
  knowledge: Knowledge,
): SourceView[] {
  const scores = boards.flatMap(({ history, gaps }) => [
    ...history.open,
    ...history.proprietary,
    ...gaps.flatMap(({ open, proprietary }) => [open, proprietary]),
  ]);
  const ids = [...scores.flatMap((one) => one?.source ?? []), ...claims.map((one) => one.source)];
  return [...new Set(ids)].sort().map((id) => sourceView(id, knowledge));
}
