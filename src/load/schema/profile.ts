import * as z from "zod";
import type { Profile } from "../../core/knowledge.ts";
import { day, effort, id, kind, modality, range, share, text } from "./common.ts";
import { source } from "./market.ts";

const observation = z.strictObject({
  id,
  model: id,
  effort: effort.optional(),
  score: z.number(),
  date: day,
  published: day,
  evaluator: z.enum(["independent", "vendor", "vote"]),
  source: id,
  note: text.optional(),
});

const benchmark = z.strictObject({
  id,
  title: text,
  unit: z.enum(["percent", "index", "error-percent", "elo"]),
  better: z.enum(["higher", "lower"]).default("higher"),
  ceiling: z.number().positive().optional(),
  human: z.number().optional(),
  grade: z.enum(["independent", "vendor-mixed", "preference"]),
  weight: z.number().positive().max(1).default(1),
  note: text.optional(),
  observations: z.array(observation).min(1),
});

const claim = z.strictObject({
  text,
  value: z.union([z.number(), text]).optional(),
  gap: range.optional(),
  reference: z.number().gt(0).lt(1).optional(),
  months: range.optional(),
  costShare: range.optional(),
  noEquivalent: z.boolean().optional(),
  denominator: text.optional(),
  benchmark: id.optional(),
  source: id,
  published: day,
  status: z.enum(["confirmed", "imprecise", "unverifiable", "contradicted", "open"]).optional(),
  by: z.array(id).optional(),
  note: text.optional(),
});

const scenario = z.strictObject({
  id,
  title: text,
  speedUp: z.number().min(1).optional(),
  forced: z.strictObject({ date: day, probability: share }).optional(),
  probability: share.default(1),
  claims: z.array(id).min(1),
});

export const profile = z.strictObject({
  kind: kind("profile"),
  id,
  title: text,
  summary: text,
  aliases: z.array(id).default([]),
  class: z.enum([
    "text-reasoning",
    "code",
    "agentic",
    "computer-use",
    "vision",
    "media",
    "knowledge",
    "preference",
  ]),
  dataSource: z.strictObject({
    kind: z.enum(["public", "mixed", "proprietary-interaction", "proprietary-domain"]),
    claims: z.array(id).min(1),
  }),
  integration: z.strictObject({
    kind: z.enum(["native", "bolted-on"]),
    claims: z.array(id).min(1),
  }),
  modalities: z.array(modality).min(1).default(["text"]),
  pricedInTokens: z.boolean().default(true),
  turn: z.enum(["person", "agent", "background"]).default("background"),
  work: z.enum(["composing", "hard"]).default("composing"),
  kin: id.optional(),
  benchmarks: z.array(benchmark).default([]),
  unscored: z.array(z.strictObject({ model: id, claims: z.array(id).min(1) })).default([]),
  closing: z
    .strictObject({
      window: z
        .strictObject({ months: range, from: day, target: text, claims: z.array(id).min(1) })
        .optional(),
      never: share.default(0),
      claims: z.array(id).default([]),
    })
    .optional(),
  scenarios: z.array(scenario).default([]),
  claims: z.record(id, claim),
  /** Sources that only this file names; those of several files stand in a sources.yaml. */
  sources: z.record(id, source).optional(),
  reviewed: day,
}) satisfies z.ZodType<Profile>;

const changedBenchmark = benchmark.partial().required({ id: true, observations: true });

/** Changes to a profile of the pack that is extended: an id that is known is replaced, a new one is added. */
export const observations = z.strictObject({
  kind: kind("observations"),
  capability: id,
  benchmarks: z.array(changedBenchmark).default([]),
  claims: z.record(id, claim).default({}),
  sources: z.record(id, source).optional(),
  reviewed: day.optional(),
});
