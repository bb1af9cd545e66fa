import * as z from "zod";
import { day, type Of } from "./common.ts";

const count = z.number().int();

/** What an import does to one offer or rent. */
const change = z.object({
  what: z.string(),
  state: z
    .enum(["changed", "new", "held", "ambiguous", "older"])
    .describe("held: too odd to be taken unseen; older: of a day before what is known."),
  why: z.string().nullable().describe("Why it is not taken; null where it is."),
  before: z.string().nullable(),
  after: z.string(),
  moved: z
    .array(z.object({ rate: z.string(), before: z.number().nullable(), after: z.number() }))
    .describe("Every rate that is another one than before."),
  jump: z
    .number()
    .nullable()
    .describe("Largest relative change of a rate; 0.5 is half as much again, or half."),
});

/** `moat profiles update`: what it did, or would do. */
export const update = z.object({
  format: z.literal("moat.update"),
  formatVersion: z.literal("1.0"),
  tool: z.object({ name: z.literal("moat"), version: z.string() }),
  file: z.string(),
  importFormat: z.string(),
  licence: z.string(),
  sha256: z.string(),
  asOf: day,
  taken: z.array(change),
  held: z.array(change),
  unchanged: count,
  unmatched: count.describe("Rows about models, GPUs or hosts that moat does not follow."),
  older: count.describe("Rents that are not newer than what is known."),
  skipped: z.record(z.string(), count).describe("Rows that were left out, by the reason."),
  unread: z
    .array(z.string())
    .describe("Rows that state something which cannot be read, by the names of the file."),
  written: z.string().nullable(),
});

export type PriceChange = Of<typeof change>;
export type Update = Of<typeof update>;
