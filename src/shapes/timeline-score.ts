import * as z from "zod";
import { type Choice, day, growing, type Of, share } from "./common.ts";
import { head } from "./document.ts";
import { months } from "./profile-view.ts";

const count = z.number().int().min(0);

const turned = z.object({
  line: z.number().int(),
  useCase: z.string(),
  asOf: day,
  from: growing<Choice>(),
  to: growing<Choice>(),
});

const scored = z.object({
  line: z.number().int(),
  asOf: day,
  need: z.string(),
  capability: z.string(),
  sizeClass: z.string(),
  closedBy: z.object({ "6": share, "12": share }),
  interval80: z.tuple([months.nullable(), months.nullable()]),
  ageMonths: months.describe("Since it was made."),
  reached: z.object({ model: z.string(), on: day, months }).nullable(),
});

const unscored = z.object({
  line: z.number().int(),
  need: z.string().nullable(),
  because: z.string(),
});

/** What `moat timeline --score` writes: past advice against what is known at a later day. */
export const timelineScore = z.object({
  ...head("moat.timeline-score"),
  lines: count,
  brier: z.array(
    z.object({
      months: z.union([z.literal(6), z.literal(12)]),
      count: count.describe("Forecasts that are old enough."),
      score: share.nullable(),
      alwaysNo: share
        .nullable()
        .describe('What "it will not close" would have scored on the same ones.'),
    }),
  ),
  coverage: z
    .object({ count, held: share.nullable() })
    .describe(
      "Of the 80 % ranges that are over: the share that held the outcome. Younger ones would favour the quick.",
    ),
  advice: z.object({ count, turned: z.array(turned) }),
  forecasts: z.array(scored),
  unscored: z.array(unscored),
});

export type ScoreReport = Of<typeof timelineScore>;
export type Turned = Of<typeof turned>;
export type ScoredForecast = Of<typeof scored>;
export type Unscored = Of<typeof unscored>;
