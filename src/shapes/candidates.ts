import * as z from "zod";
import { choice, type Of, share, status } from "./common.ts";
import { answeredUseCase, head } from "./document.ts";
import { listed, named, nearMiss, outcome, quantiles } from "./route.ts";

/** A single input, or the price of a place, at another value. */
const inputChange = z.object({ path: z.string(), from: z.unknown(), to: z.unknown() });

/** The least change with which a candidate stands, confirmed by a whole decision. */
const letIn = named.extend({
  need: z.string(),
  changes: z.array(inputChange).min(1),
  outcome: outcome.describe("What becomes of it with the change."),
  choice: choice.describe("What is chosen with the change."),
  chosen: named.nullable(),
});

/** A model as somebody asks for it, need by need. */
const model = z.object({
  model: z.string(),
  title: z.string(),
  need: z.string(),
  nearest: listed
    .nullable()
    .describe(
      "The candidate that comes nearest; null where it has none: then nobody measured it, or nobody sells it.",
    ),
  outcome,
  text: z.string(),
  letIn: letIn.nullable(),
});

/** A model at its best place, as it would be chosen if none before it could be had. */
const line = named.extend({
  rank: z
    .number()
    .int()
    .nullable()
    .describe("Ties share a rank; null: the pick of an option that is not among the first."),
  outcome,
  value: z.number(),
  quality: quantiles,
  clearsBar: share,
  expectedUsdPerMonth: z.number().nullable(),
});

const need = z.object({
  need: z.string(),
  bar: z.object({
    name: z.string(),
    quality: z.number(),
    asked: share.describe("Least P(bar) with which a candidate takes part."),
  }),
  candidates: z.number().int(),
  models: z.number().int(),
  counts: z
    .partialRecord(outcome, z.number().int())
    .describe("By outcome; they sum to `candidates`."),
  chosen: named.nullable(),
  shortList: z.array(line),
});

/** What moat why prints: every candidate of a use case with what became of it. */
export const candidates = z.object({
  ...head("moat.candidates"),
  useCase: answeredUseCase,
  verdict: z.object({ choice, status }),
  needs: z.array(need),
  models: z.array(model).describe("Empty where none was asked for."),
  nearMisses: z
    .array(nearMiss)
    .describe("Much cheaper than the pick of their option, and short of taking part by little."),
  candidates: z.array(listed).describe("By need, those that come nearest first."),
});

export type CandidatesDocument = Of<typeof candidates>;
export type NeedCandidates = Of<typeof need>;
export type ShortLine = Of<typeof line>;
export type AskedModel = Of<typeof model>;
export type LetIn = Of<typeof letIn>;
export type InputChange = Of<typeof inputChange>;
