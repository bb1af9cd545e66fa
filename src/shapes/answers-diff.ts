import * as z from "zod";
import { choice, day, effort, status } from "./common.ts";

const count = z.number().int().min(0);
const state = z.looseObject({
  id: z.string(),
  version: z.string(),
  sha256: z.string(),
  asOf: day,
});

const answer = z.looseObject({
  choice,
  status,
  model: z.string().nullable(),
  effort: effort.nullable(),
  place: z.string().nullable(),
  usdPerMonth: z.number().min(0).nullable(),
});

const cause = z.looseObject({
  by: z.enum(["line", "group", "together"]),
  group: z.string(),
  lines: z.array(z.string()),
  more: count,
});

/** The document of `moat profiles diff --answers --json`. Open: readers ignore names that they do not know. */
export const answersDiff = z.looseObject({
  format: z.literal("moat.answers-diff"),
  formatVersion: z.literal("1.0"),
  before: state,
  after: state,
  questions: count,
  changed: z.array(
    z.looseObject({
      capability: z.string(),
      bar: z.enum(["commodity", "strong", "parity"]),
      requestsPerMonth: z.number().positive(),
      what: z.enum(["option", "model", "place", "bill"]),
      before: answer,
      after: answer,
      cause: cause.nullable(),
    }),
  ),
  facts: z.array(
    z.looseObject({ kind: z.enum(["score", "price", "model", "capability", "other"]), count }),
  ),
});
