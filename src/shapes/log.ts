import * as z from "zod";
import type { LogEntry } from "../core/timeline/score/entry.ts";
import { choice, day, text } from "./common.ts";
import { useCase } from "./use-case.ts";

const share = z.number().min(0).max(1);
const months = z.number().min(0).max(1e6).nullable();

const forecast = z.object({
  need: z.string().max(200),
  capability: z.string().max(80),
  sizeClass: z.string().max(80),
  levels: z
    .array(z.object({ benchmark: z.string().max(80), score: z.number().min(-1e5).max(1e5) }))
    .max(50),
  closedBy: z.object({ "6": share, "12": share }).nullable(),
  medianMonths: months,
  interval80: z.tuple([months, months]).nullable(),
});

/** One line that `advise --log` appends. Open: a later version may say more. */
export const log = z.object({
  format: z.literal("moat.log"),
  formatVersion: z.literal("1.0"),
  asOf: day,
  version: z.string(),
  pack: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
  useCase: z.object({
    name: z.string(),
    sha256: z.string(),
    written: useCase.omit({ kind: true }).nullable(),
  }),
  verdict: z.object({
    choice,
    status: text,
    confidence: share.nullable(),
    plan: z.enum(["act", "bridge", "wait"]),
  }),
  reviewBy: day,
  forecasts: z.array(forecast).max(200),
}) satisfies z.ZodType<LogEntry>;
