import * as z from "zod";
import { choice, day, type Of, planOverTime, share, text } from "./common.ts";
import { useCase } from "./use-case.ts";

const months = z.number().min(0).max(1e6).nullable();

const forecast = z.object({
  need: z.string().max(200),
  capability: z.string().max(80),
  sizeClass: z.string().max(80),
  levels: z
    .array(z.object({ benchmark: z.string().max(80), score: z.number().min(-1e5).max(1e5) }))
    .max(50)
    .describe(
      "Scores to reach, of the boards that the best open weights were measured on; empty where nothing is measured.",
    ),
  closedBy: z
    .object({ "6": share, "12": share })
    .nullable()
    .describe("Null where no forecast was made."),
  medianMonths: months,
  interval80: z.tuple([months, months]).nullable(),
});

/**
 * One line that `advise --log` appends: what was forecast and what was advised, with all that scoring it later takes. Open:
 * a later version may say more.
 */
export const log = z.object({
  format: z.literal("moat.log"),
  formatVersion: z.literal("1.0"),
  asOf: day,
  version: z.string(),
  pack: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
  useCase: z.object({
    name: z.string(),
    sha256: z.string(),
    written: useCase
      .omit({ kind: true })
      .nullable()
      .describe("To ask again later; null where it was too long for a line."),
  }),
  verdict: z.object({
    choice,
    status: text.describe("As it was called on the day."),
    confidence: share.nullable(),
    plan: planOverTime,
  }),
  reviewBy: day,
  forecasts: z.array(forecast).max(200),
});

export type LogEntry = Of<typeof log>;
export type LoggedForecast = Of<typeof forecast>;
