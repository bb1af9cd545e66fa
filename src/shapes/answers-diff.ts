import * as z from "zod";
import { choice, day, effort, type Of, status } from "./common.ts";

const count = z.number().int().min(0);
const state = z.object({ id: z.string(), version: z.string(), sha256: z.string(), asOf: day });

/** The first pick at expected values. */
const answer = z.object({
  choice,
  status,
  model: z.string().nullable(),
  effort: effort.nullable(),
  place: z.string().nullable().describe("Host, or the kind of machine."),
  usdPerMonth: z.number().min(0).nullable(),
});

const cause = z.object({
  by: z
    .enum(["line", "group", "together"])
    .describe(
      "What, taken back alone, gives the earlier answer again; `together`: nothing of what was tried does.",
    ),
  group: z.string(),
  lines: z.array(z.string()),
  more: count.describe("How many more lines the group has."),
});

const changed = z.object({
  capability: z.string(),
  bar: z.enum(["commodity", "strong", "parity"]),
  requestsPerMonth: z.number().positive(),
  what: z
    .enum(["option", "model", "place", "bill"])
    .describe(
      "The largest thing that is another: the option, the model, where and how hard it thinks, or the bill alone.",
    ),
  before: answer,
  after: answer,
  cause: cause
    .nullable()
    .describe("What turned the option or the model; null where that was not asked."),
});

const fact = z.object({
  kind: z.enum(["score", "price", "model", "capability", "other"]),
  count,
});

/** What `moat profiles diff --answers --json` writes: which answers to plain questions another state of the knowledge turns. */
export const answersDiff = z.object({
  format: z.literal("moat.answers-diff"),
  formatVersion: z.literal("1.0"),
  before: state,
  after: state,
  questions: count.describe("Every capability of both at each bar and volume."),
  changed: z.array(changed),
  facts: z.array(fact).describe("What differs in what is known, by kind."),
});

export type AnswersDiff = Of<typeof answersDiff>;
export type ChangedAnswer = Of<typeof changed>;
export type PlainQuestion = Pick<ChangedAnswer, "capability" | "bar" | "requestsPerMonth">;
export type PlainAnswer = Of<typeof answer>;
export type Cause = Of<typeof cause>;
