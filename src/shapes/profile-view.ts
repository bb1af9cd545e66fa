import * as z from "zod";
import { day, effort, growing, type Of } from "./common.ts";
import type { ClaimStatus } from "./profile.ts";

// Facts as a report shows them: each with the address of its source, so that a reader can follow it.

export const months = z.number().min(0);
const range = z.tuple([z.number(), z.number()]);

export const score = z.object({
  id: z.string(),
  model: z.string(),
  title: z.string(),
  score: z.number(),
  date: day,
  published: day,
  evaluator: z.enum(["independent", "vendor", "vote"]),
  source: z.string(),
  url: z.string(),
  note: z.string().nullable(),
});

const support = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("score"), board: z.string(), score }),
  z.object({ kind: z.literal("claim"), id: z.string(), text: z.string() }),
]);

export const claim = z.object({
  id: z.string(),
  text: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  gap: range.nullable(),
  months: range.nullable(),
  published: day,
  source: z.string(),
  url: z.string(),
  status: growing<ClaimStatus>(),
  by: z.array(support).describe("Scores and other claims that the status rests on."),
  note: z.string().nullable(),
});

const outcome = z.object({
  board: z.string(),
  target: score,
  reachedBy: score
    .nullable()
    .describe("First open score at the level of the target; null while there is none."),
  months: z
    .number()
    .nullable()
    .describe(
      "Months from the start of the window; negative where the level had been reached before.",
    ),
  result: z.enum(["earlier", "within", "later", "not-yet", "missed"]),
});

/** A closing window that somebody published, and what the boards show of it since. */
export const expert = z.object({
  months: range,
  from: day,
  target: z.string(),
  claims: z.array(z.string()),
  elapsed: z.number().describe("Months that have passed since it was published."),
  outcomes: z.array(outcome),
});

/** The least price at which a level was to be had on a day. */
const pricePoint = z.object({
  usdPerMillion: z
    .number()
    .min(0)
    .describe(
      "Three tokens of input to one of output, at list prices, without caches and thinking.",
    ),
  input: z.number().min(0),
  output: z.number().min(0),
  model: z.string(),
  title: z.string(),
  effort: effort.describe("The lowest at which it is at the level."),
  provider: z.string(),
  published: day,
  source: z.string(),
  url: z.string(),
  since: z
    .boolean()
    .describe("The price was listed later only: that of the day itself is not known."),
});

const priceProgress = z.object({
  share: z
    .number()
    .describe(
      "How far from the first price to the upper end of the forecast, in the logarithm of the price; above 1: beyond it.",
    ),
  reached: day
    .nullable()
    .describe("First of the days in the series on which a price was at or below the upper end."),
  halvingMonths: months
    .nullable()
    .describe("Months in which the price halved, on average; null where it did not fall."),
});

const priceMonth = z.object({
  day,
  fixed: pricePoint.nullable().describe("Null where nothing with a price was at the level."),
  moving: pricePoint.nullable(),
});

/**
 * A published forecast of prices, held against the least list price of a capability, month by month. Levels are what all
 * scores of the later day say, so that a model counts from the day on which it could be had; a price is the one that was
 * listed then, or the first that anybody listed since (`since`).
 */
export const priceForecast = z.object({
  claim: z.string(),
  text: z.string(),
  source: z.string(),
  usdPerMillion: range.describe("What is to be reached, $ per million tokens."),
  months: range,
  from: day.describe("Day on which it was published."),
  window: z.tuple([day, day]).describe("Days on which its window opens and ends."),
  elapsed: z.number(),
  model: z.string().describe("Whose level of that day is the fixed one."),
  series: z.array(priceMonth),
  fixed: priceProgress.nullable().describe("Of the fixed level."),
  moving: priceProgress.nullable().describe("Of the level of each day."),
});

export type ScoreView = Of<typeof score>;
export type EvidenceView = Of<typeof support>;
export type ClaimView = Of<typeof claim>;
export type ExpertView = Of<typeof expert>;
export type WindowOutcome = Of<typeof outcome>;
export type PriceForecastView = Of<typeof priceForecast>;
export type PriceMonth = Of<typeof priceMonth>;
export type PricePoint = Of<typeof pricePoint>;
export type PriceProgress = Of<typeof priceProgress>;
