import * as z from "zod";
import {
  type CapabilityClass,
  choice,
  day,
  growing,
  type Of,
  planOverTime,
  share,
} from "./common.ts";
import { answeredUseCase, head, warning } from "./document.ts";
import { claim, expert, months, priceForecast, score } from "./profile-view.ts";

// Contract v1 of the document that `moat timeline` writes. What a field means stands here, and goes with the JSON Schema.
// Months are mean months from the as-of day.

const unit = z.enum(["percent", "index", "error-percent", "elo"]);
const range = z.tuple([z.number(), z.number()]);
const name = z.string().nullable();
const amount = z.number().nullable();

const forecastLine = z.object({
  scenario: z.string().describe("`base`, or the scenario beside it."),
  closedBy: z.record(z.enum(["3", "6", "9", "12", "18"]), share),
  medianMonths: months.nullable().describe("Null: never within 50 years."),
  interval80: z.tuple([months.nullable(), months.nullable()]),
  curve: z.array(z.object({ day, share })).describe("Month by month from today, for a chart."),
});

const reach = z.object({
  audience: z
    .enum(["any", "allowed", "servable"])
    .describe("Any open weights, those that the policy allows, and of these what one node serves."),
  sizeClass: z.string(),
  licence: z.enum(["permissive", "commercial", "any"]),
  open: name.describe("Model that is nearest; null where none that counts is measured."),
  openTitle: name,
  gap: amount.describe(
    "Share of the level's success that is missing; negative ahead of it. Null: unknown.",
  ),
  gapLogit: amount,
  reached: z.object({ model: z.string(), title: z.string(), on: day }).nullable(),
  forecasts: z.array(forecastLine),
  missing: name,
});

const target = z.object({
  kind: z.enum(["reference", "model", "score", "bar"]),
  text: z.string(),
  unreached: z
    .literal(true)
    .optional()
    .describe("Set where no model, open or proprietary, had reached it by the as-of day."),
});

/** The level on one board, with the best of either side there. */
const level = z.object({
  id: z.string(),
  title: z.string(),
  unit,
  level: z.number().describe("Score that is to be reached."),
  proprietary: score,
  open: score.nullable().describe("Of the model that leads the open side over all boards."),
});

const bar = z.object({
  name: z.string(),
  quality: z.number(),
  moving: z.boolean(),
  switchAt: z
    .object({ board: z.string(), title: z.string(), unit, score: z.number() })
    .nullable()
    .describe(
      "The score that clears it on the board that counts most; null where none is measured.",
    ),
  reach: reach.nullable().describe("For open weights that the policy allows."),
});

const moving = z.object({
  gap: z.number().describe("Share of the best proprietary success that open weights miss today."),
  lagMonths: months.describe(
    "Since a proprietary model first scored what the best open weights score; 0 where they lead.",
  ),
  months: z
    .number()
    .int()
    .min(0)
    .describe(
      "Month starts of the last two years, over all boards, on which both sides had a score.",
    ),
  monthsLed: z.number().int().min(0),
  gapAfter: z
    .array(z.object({ months, range }))
    .describe("80 % range of the gap so many months from now, as a share; the middle is today's."),
  openLed: z
    .tuple([share, share])
    .describe("Of all series: used as a base rate, not fitted to this capability."),
  ledLater: z.array(z.object({ months, share })),
});

const need = z.object({
  need: z.string(),
  capability: z.string(),
  title: z.string(),
  class: growing<CapabilityClass>(),
  basis: z
    .enum(["measured", "claimed", "unmeasured"])
    .describe("Where the gap comes from: scores, a claim (a frozen pack), or nothing at all."),
  borrowedFrom: name.describe("Capability whose boards stand in where this one has none."),
  target,
  boards: z.array(level),
  ageMonths: months
    .nullable()
    .describe("Since a proprietary model first was at the level; null where none is measured."),
  classMedianMonths: months
    .nullable()
    .describe(
      "Half of the levels of this class were reached within so many months of their first proprietary model.",
    ),
  progress: z
    .object({ delta: z.number(), months })
    .nullable()
    .describe("Rise of the best open scores, logit points, over so many months."),
  fixed: z.array(reach).describe("For the level as it stands today, by whom it is to be reached."),
  bar,
  moving: moving.nullable(),
  expert: expert.nullable(),
  prices: z
    .array(priceForecast)
    .describe("Forecasts of prices among the claims, held against price lists."),
  medianWithoutWindow: months
    .nullable()
    .describe(
      "Median for any open weights without the expert's window; null where there is no window or no forecast.",
    ),
  claims: z.array(claim),
  history: z
    .object({ board: z.string(), unit, open: z.array(score), proprietary: z.array(score) })
    .nullable(),
  missing: name.describe(
    "Why there is no number, and what to do about it; null where there is one.",
  ),
});

const action = z.object({
  plan: planOverTime.describe(
    "`wait` also where nothing has reached the target, whatever the bar of the use case allows.",
  ),
  choice,
  status: z.string(),
  steps: z
    .array(z.string())
    .min(1)
    .describe("What to do, in sentences that a team can act on, in order."),
});

const review = z.object({
  by: day,
  because: z.string(),
  text: z.string(),
  reviewUsd: z.number().describe("What one review costs."),
  lossUsdPerMonth: amount.describe(
    "What the wrong answer would cost a month; null where nobody knows.",
  ),
  medianFlipMonths: months.nullable(),
  evidenceExpires: day,
  events: z
    .array(z.object({ day, text: z.string() }))
    .describe("Prices that change, models that retire, a contract that ends: soonest first."),
});

/** How forecasts of this method did on public series, each fitted only on what was known before. */
const trackRecord = z.object({
  interval80Held: share,
  interval80HeldRange: z.tuple([share, share]),
  brierSixMonths: share,
  series: z.number().int(),
  origins: z.number().int(),
  targets: z.number().int(),
  dataTo: day,
  published: day,
  source: z.string(),
});

const expertWindows = z.object({
  interval80Held: share,
  earlier: share,
  later: share,
  brierSixMonths: share,
  published: day,
  source: z.string(),
});

/** The answer of `moat timeline`: plain, complete and serialisable. */
export const timeline = z.object({
  ...head("moat.timeline"),
  useCase: answeredUseCase,
  needs: z.array(need).min(1),
  action,
  review,
  trackRecord: trackRecord.extend({ expertWindows }),
  backcast: z.boolean().describe("The fit is younger than the as-of day: no older one exists."),
  warnings: z.array(warning),
});

export type TimelineReport = Of<typeof timeline>;
export type NeedOutlook = Of<typeof need>;
export type TargetView = Of<typeof target>;
export type LevelView = Of<typeof level>;
export type Reach = Of<typeof reach>;
export type ForecastLine = Of<typeof forecastLine>;
export type Horizon = keyof ForecastLine["closedBy"];
export type BarOutlook = Of<typeof bar>;
export type MovingOutlook = Of<typeof moving>;
export type Action = Of<typeof action>;
export type ReviewPolicy = Of<typeof review>;
