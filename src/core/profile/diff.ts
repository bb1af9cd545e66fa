import type { Day } from "../../shapes/common.ts";
import type { ClaimStatus } from "../../shapes/profile.ts";
import type { ClaimView } from "../../shapes/profile-view.ts";
import type {
  AdviceView,
  BoardDiff,
  CapabilityDiff,
  ComparedClaim,
  ForecastView,
  ProfilesDiff,
} from "../../shapes/profiles.ts";
import type { WrittenBar } from "../../shapes/use-case.ts";
import { advise } from "../answer/advise.ts";
import { type BoardGap, boardGap } from "../believe/frontier.ts";
import { gapClaim } from "../believe/horizon.ts";
import type { Benchmark, Claim, Profile } from "../know/knowledge.ts";
import { monthsBetween } from "../know/months.ts";
import type { Snapshot } from "../know/pack.ts";
import { gapView } from "./board.ts";
import { expertView } from "./expert.ts";
import { priceForecasts } from "./price-forecast.ts";
import { forecastOf, packView } from "./profile.ts";
import { claimViews, sourceView } from "./view.ts";

export function profilesDiff(before: Snapshot, after: Snapshot): ProfilesDiff {
  const profiles = Object.values(before.knowledge.profiles);
  const capabilities = profiles.map((one) => capabilityDiff(one, before, after));
  const covered = new Set(
    Object.keys(before.knowledge.capabilityIds).map((id) => after.knowledge.capabilityIds[id]),
  );
  const used = capabilities.flatMap(({ boards, scores, claims, prices }) => [
    ...prices.flatMap(({ series }) =>
      series.flatMap(({ fixed, moving }) => [fixed, moving].flatMap((one) => one?.source ?? [])),
    ),
    ...boards.flatMap(({ before: one, after: other }) =>
      [one.open, one.proprietary, other.open, other.proprietary].flatMap(
        (best) => best?.source ?? [],
      ),
    ),
    ...scores.map((one) => one.score.source),
    ...claims.map((one) => one.source),
  ]);
  return {
    format: "moat.profiles-diff",
    formatVersion: "1.0",
    before: dated(before),
    after: dated(after),
    statuses: statusesOf(capabilities.flatMap((one) => one.claims)),
    capabilities,
    added: Object.keys(after.knowledge.profiles)
      .filter((id) => !covered.has(id))
      .sort(),
    sources: [...new Set(used)].sort().map((id) => sourceView(id, after.knowledge)),
  };
}

const dated = ({ knowledge, asOf }: Snapshot) => ({
  ...packView(knowledge),
  title: knowledge.pack.title,
  asOf,
});

function statusesOf(claims: readonly ClaimView[]): ProfilesDiff["statuses"] {
  const count = (status: ClaimStatus) => claims.filter((one) => one.status === status).length;
  return {
    confirmed: count("confirmed"),
    imprecise: count("imprecise"),
    unverifiable: count("unverifiable"),
    contradicted: count("contradicted"),
    open: count("open"),
  };
}

function capabilityDiff(profile: Profile, before: Snapshot, after: Snapshot): CapabilityDiff {
  const id = after.knowledge.capabilityIds[profile.id];
  const later = id === undefined ? undefined : after.knowledge.profiles[id];
  const claims = claimViews(profile, before.knowledge, before.asOf);
  const said = saidOf(profile, claims);
  return {
    id: profile.id,
    title: profile.title,
    status: worst(said.map((one) => one.claim.status)),
    said,
    boards: (later?.benchmarks ?? []).map((one) =>
      boardDiff(one, profile.closing?.window?.target, before, after),
    ),
    expert: expertView(profile, later?.benchmarks ?? [], after.knowledge, after.asOf),
    prices:
      later === undefined ? [] : priceForecasts(profile, later.id, after.knowledge, after.asOf),
    dataSource: { before: profile.dataSource.kind, after: later?.dataSource.kind ?? null },
    forecast: {
      before: anyOf(forecastOf(profile.id, before.knowledge, before.asOf)),
      after: later === undefined ? null : anyOf(forecastOf(later.id, after.knowledge, after.asOf)),
    },
    advice: adviceDiff(profile.id, later?.id, before, after),
    claims,
    scores: later === undefined ? [] : scoresAgainst(claims, later, after),
  };
}

const anyOf = (lines: readonly ForecastView[]): ForecastView | null =>
  lines.find((one) => one.sizeClass === "any") ?? null;

/** Words by which a claim names a winner. */
const winners: readonly Claim["value"][] = ["proprietary", "open-weights", "converging"];

/** The claims that make the row of a capability. */
function saidOf(profile: Profile, claims: readonly ClaimView[]): ComparedClaim[] {
  const gap = gapClaim(profile);
  const named = (id: string | undefined) => claims.find((one) => one.id === id);
  // Where a source says outright that the gap never closes, that is its window.
  const never = profile.closing?.never === 1 ? profile.closing.claims[0] : undefined;
  const closing = profile.closing?.window?.claims[0] ?? never;
  const found: readonly [ComparedClaim["topic"], ClaimView | undefined][] = [
    ["winner", claims.find((one) => winners.includes(one.value ?? undefined))],
    ["gap", claims.find((one) => gap !== undefined && profile.claims[one.id] === gap)],
    ["window", named(closing)],
    ["data source", named(profile.dataSource.claims[0])],
  ];
  return found.flatMap(([topic, claim]) => (claim === undefined ? [] : [{ topic, claim }]));
}

const order: readonly ClaimStatus[] = [
  "contradicted",
  "imprecise",
  "unverifiable",
  "confirmed",
  "open",
];

const worst = (statuses: readonly ClaimStatus[]): ClaimStatus | null =>
  order.find((one) => statuses.includes(one)) ?? null;

function boardDiff(
  benchmark: Benchmark,
  target: string | undefined,
  before: Snapshot,
  after: Snapshot,
): BoardDiff {
  const { knowledge, asOf } = after;
  const then = boardGap(benchmark, { knowledge, asOf: before.asOf, known: asOf });
  return {
    id: benchmark.id,
    title: benchmark.title,
    unit: benchmark.unit,
    before: gapView(then, knowledge),
    after: gapView(boardGap(benchmark, after), knowledge),
    coverage: coverageOf(then, target, before.asOf),
  };
}

/** Open records follow each other about every quarter: an older one was not the best of its day. */
const freshMonths = 4;

function coverageOf(then: BoardGap, target: string | undefined, day: Day): BoardDiff["coverage"] {
  const { benchmark, open, proprietary } = then;
  if (open === undefined || proprietary === undefined) return "thin";
  if (open.published <= day && proprietary.published <= day) return "public-then";
  const hasTarget =
    target === undefined || benchmark.observations.some((one) => one.model === target);
  return hasTarget && monthsBetween(open.date, day) <= freshMonths ? "measured-later" : "thin";
}

/** Scores that the later pack names against claims of the sources that the earlier pack rests on. */
function scoresAgainst(
  claims: readonly ClaimView[],
  later: Profile,
  { knowledge, asOf }: Snapshot,
): CapabilityDiff["scores"] {
  const sources = new Set(claims.map((one) => one.source));
  const found = claimViews(later, knowledge, asOf)
    .filter((one) => sources.has(one.source))
    .flatMap((one) => one.by)
    .flatMap((one) => (one.kind === "score" ? [{ board: one.board, score: one.score }] : []));
  return [...new Map(found.map((one) => [one.score.id, one])).values()].sort((a, b) =>
    `${a.score.date} ${a.score.id}` < `${b.score.date} ${b.score.id}` ? -1 : 1,
  );
}

/** Both packs are asked the same: the earlier one's default bar, so that only the evidence differs. */
function adviceDiff(
  id: string,
  laterId: string | undefined,
  before: Snapshot,
  after: Snapshot,
): CapabilityDiff["advice"] {
  const { bar } = before.knowledge.pack.defaults;
  return {
    before: adviceOf(id, bar, before),
    after: laterId === undefined ? null : adviceOf(laterId, bar, after),
  };
}

function adviceOf(capability: string, bar: WrittenBar, { knowledge, asOf }: Snapshot): AdviceView {
  const written = { name: capability, needs: [{ capability, bar }] };
  const settings = { draws: 0, flips: false, version: "", sha256: "" };
  const { verdict, plans } = advise(written, knowledge, asOf, settings);
  const { choice, status } = verdict;
  return { choice, status, model: plans[0]?.routes[0]?.model ?? null };
}
