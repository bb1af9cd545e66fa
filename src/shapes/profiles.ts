import * as z from "zod";
import { capabilityClass, choice, day, type Of, status } from "./common.ts";
import { timeline } from "./decision.ts";
import { source } from "./market.ts";
import { benchmark, claimStatus, scenario, profile as written } from "./profile.ts";
import { claim, expert, priceForecast, score } from "./profile-view.ts";

// What moat profiles writes: everything of it is derived from the files of the capabilities.

const packView = z.object({ id: z.string(), version: z.string(), sha256: z.string() });
const sourceView = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  published: day.nullable(),
  retrieved: day.nullable(),
  licence: z.string(),
  kind: source.shape.kind,
});

const head = <Format extends string>(format: Format) => ({
  format: z.literal(format),
  formatVersion: z.literal("1.0"),
});

/** A document about one pack. */
const about = <Format extends string>(format: Format) => ({
  ...head(format),
  asOf: day,
  pack: packView,
});

const amount = z.number().nullable();
const name = z.string().nullable();
const count = z.number().int();
const lead = z.enum(["open", "proprietary", "level"]);
const dataSource = written.shape.dataSource.shape;

const row = z.object({
  id: z.string(),
  title: z.string(),
  aliases: z.array(z.string()),
  dataSource: dataSource.kind,
  gap: amount.describe(
    "1 - quality of the best open weights over all boards; negative: open weights lead. Null: unknown.",
  ),
  lead: lead.nullable(),
  open: name,
  proprietary: name,
  medianMonths: amount.describe(
    "Until the gap closes; 0: closed, null: unknown, or not within 50 years.",
  ),
  boards: count,
  kin: name.describe("Capability whose boards stand in for its own."),
  newest: day.nullable().describe("Day of the newest score by somebody else than the maker."),
  reviewed: day,
});

/** `moat profiles list` */
export const profileList = z.object({ ...about("moat.profiles"), profiles: z.array(row) });

const sourceRow = sourceView.extend({
  ageDays: z
    .number()
    .describe(
      "From its publication (or, where that is unknown, from the day on which it was read) to the as-of day.",
    ),
  facts: count.describe("How many facts name it."),
});

/** `moat profiles sources` */
export const sourceList = z.object({
  ...about("moat.sources"),
  sources: z.array(sourceRow),
  facts: z
    .object({ primary: count, all: count })
    .describe("Facts that rest on a primary source, and all facts that name one."),
  later: count.describe("Sources that were not public yet at the as-of day."),
});

const gap = z.object({
  size: z.string(),
  open: score.nullable(),
  proprietary: score.nullable(),
  points: amount.describe("In the board's unit; positive where the proprietary side is ahead."),
  relative: amount,
  lead: lead.nullable(),
  since: day.nullable(),
  independent: z.boolean(),
});

/** One board of a capability: the gap of the day per size, how earlier gaps closed, and the two frontiers over time. */
const board = z.object({
  id: z.string(),
  title: z.string(),
  unit: benchmark.shape.unit,
  ceiling: amount,
  human: amount.describe("What people reach."),
  grade: benchmark.shape.grade,
  weight: z.number(),
  note: name,
  gaps: z.array(gap),
  closed: z.object({
    records: count.describe(
      "Proprietary records that were ahead of open weights when they came out.",
    ),
    reached: count.describe("How many of them were reached."),
    medianMonths: amount,
    catchUps: z.array(z.object({ record: score, by: score.nullable(), months: z.number() })),
  }),
  history: z.object({ open: z.array(score), proprietary: z.array(score) }),
});

const forecast = timeline.omit({ need: true, capability: true }).extend({
  ageMonths: amount.describe(
    "Since a proprietary model first was at the level to reach; null where nothing is measured.",
  ),
  backcast: z.boolean().describe("The fit is younger than the as-of day: nothing older exists."),
});

/** `moat profiles show`: everything that is known about one capability at a day. */
export const profileReport = z.object({
  ...about("moat.profile"),
  id: z.string(),
  title: z.string(),
  aliases: z.array(z.string()),
  summary: z.string(),
  class: capabilityClass,
  dataSource: z.object({ ...dataSource, claims: z.array(z.string()) }),
  integration: z.object({ ...written.shape.integration.shape, claims: z.array(z.string()) }),
  kin: name.describe("Capability whose boards are read where this one has none."),
  pricedInTokens: z.boolean(),
  boards: z.array(board),
  forecast: z
    .array(forecast)
    .describe("Gap over all boards, and when it closes, per size class of the fit."),
  expert: expert.nullable(),
  claims: z.array(claim),
  scenarios: z.array(z.object(scenario.shape)),
  unknown: z.array(z.string()),
  sources: z.array(sourceView),
  reviewed: day,
});

const comparedClaim = z.object({
  topic: z.enum(["winner", "gap", "window", "data source"]),
  claim,
});

const boardDiff = z.object({
  id: z.string(),
  title: z.string(),
  unit: benchmark.shape.unit,
  before: gap.describe("Who was best on the earlier day, as is known on the later one."),
  after: gap,
  coverage: z
    .enum(["public-then", "measured-later", "thin"])
    .describe(
      "Whether `before` may be read as the gap of that day: both scores were public already; they were measured later; or the board measured too few models of that day, so that its best pair is an accident of what was tried.",
    ),
});

const advice = z.object({ choice, status, model: name });

const capability = z.object({
  id: z.string(),
  title: z.string(),
  status: claimStatus
    .nullable()
    .describe("The worst of what the row says; null where it says nothing that can be checked."),
  said: z.array(comparedClaim),
  boards: z.array(boardDiff),
  expert: expert
    .nullable()
    .describe("The window that the earlier pack gives, held against the later pack's boards."),
  prices: z
    .array(priceForecast)
    .describe("Those that the earlier pack quotes, held against the later pack's price lists."),
  dataSource: z.object({ before: z.string(), after: name }),
  forecast: z.object({ before: forecast.nullable(), after: forecast.nullable() }),
  advice: z.object({ before: advice, after: advice.nullable() }),
  claims: z.array(claim),
  scores: z
    .array(z.object({ board: z.string(), score }))
    .describe("Scores by which the later pack judges the same source."),
});

const dated = packView.extend({ title: z.string(), asOf: day });

/** `moat profiles diff`: one pack's claims held against another pack's scores, what the boards showed then and show now. */
export const profilesDiff = z.object({
  ...head("moat.profiles-diff"),
  before: dated,
  after: dated,
  statuses: z.record(claimStatus, count),
  capabilities: z.array(capability),
  added: z.array(z.string()).describe("Capabilities that only the later pack has."),
  sources: z.array(sourceView),
});

export type PackView = Of<typeof packView>;
export type SourceView = Of<typeof sourceView>;
export type ProfileRow = Of<typeof row>;
export type ProfileList = Of<typeof profileList>;
export type SourceRow = Of<typeof sourceRow>;
export type SourceList = Of<typeof sourceList>;
export type GapView = Of<typeof gap>;
export type BoardView = Of<typeof board>;
export type ForecastView = Of<typeof forecast>;
export type ProfileReport = Of<typeof profileReport>;
export type ComparedClaim = Of<typeof comparedClaim>;
export type BoardDiff = Of<typeof boardDiff>;
export type AdviceView = Of<typeof advice>;
export type CapabilityDiff = Of<typeof capability>;
export type ProfilesDiff = Of<typeof profilesDiff>;
