import * as z from "zod";
import type { Weights, WrittenUseCase } from "../core/know/use-case.ts";
import { country, effort, id, kind, name, nonNegative, positive, share, text } from "./common.ts";
import { figures } from "./figures.ts";
import { written } from "./number.ts";

const most = 1e15;
const tokens = written("count", z.number().positive().max(1e9));
const part = written("share", share);

const workload = z.strictObject({
  requestsPerMonth: written("count", z.number().positive().max(most)).optional(),
  inputTokens: tokens.optional(),
  // Embeddings and labels read off a score have none.
  outputTokens: written("count", z.number().nonnegative().max(1e9)).optional(),
  contextTokens: tokens.optional(),
  cachedInputShare: part.optional(),
  batchShare: part.optional(),
  reasoning: effort.optional(),
  peakToMean: z.number().min(1).max(1000).optional(),
  growthPerMonth: written("growth", z.number().min(-0.9).max(10)).optional(),
  audioMinutes: written("count", z.number().positive().max(100_000)).optional(),
  characters: tokens.optional(),
});

/** Names of the bars of a use case. */
export const barName = z.enum(["commodity", "strong", "parity", "frontier"]);

/** Of the reference's success: under a half nothing is asked, and nobody is sure of more than 99 in 100. */
export const barShare = z.number().gt(0.5).max(0.99);

const bar = z.union([
  barName,
  written("share", barShare),
  z.strictObject({ benchmark: name, score: z.number().min(-1e5).max(1e5) }),
]);

const ms = written("ms", positive.max(1e9));
const latency = z.strictObject({
  firstTokenMs: ms.optional(),
  perTokenMs: ms.optional(),
});

const need = z.strictObject({
  capability: name,
  share: written("share", positive.max(most)).optional(),
  bar: bar.optional(),
  task: z.enum(["bounded", "open-ended"]).optional(),
  workload: workload.optional(),
  latency: latency.optional(),
});

const amount = written("money", positive.max(most));
const points = nonNegative.max(1e6);

export const weights = z
  .strictObject({
    quality: points,
    cost: points,
    privacy: points,
    latency: points.optional(),
    ops: points,
    control: points,
    speed: points,
  })
  .refine(
    (all) => all.quality + all.cost + all.privacy + all.ops + all.control + all.speed > 0,
    "at least one weight must be above 0",
  ) satisfies z.ZodType<Weights>;

export const sensitivity = z.enum(["public", "internal", "confidential", "regulated"]);
export const boundary = z.enum([
  "anywhere",
  "vendor-agreement",
  "own-cloud",
  "own-premises",
  "air-gapped",
]);

const useCaseShape = z.strictObject({
  kind: kind("use-case"),
  name: id,
  title: text.optional(),
  needs: z.array(need).min(1, "a use case needs at least one capability").max(50),
  workload: workload.optional(),
  latency: latency.optional(),
  data: z
    .strictObject({
      personal: z.boolean().optional(),
      sensitivity: sensitivity.optional(),
      boundary: boundary.optional(),
      cloud: name.optional(),
      assurances: z.array(name).max(20).optional(),
      domainData: z.enum(["none", "labelled", "exclusive"]).optional(),
    })
    .optional(),
  evaluation: z.enum(["none", "some", "golden-set"]).optional(),
  team: z
    .strictObject({
      mlEngineers: nonNegative.max(100_000).optional(),
      onCall: z.boolean().optional(),
      fineTuning: z.boolean().optional(),
      stack: z.enum(["tuned", "default", "fresh"]).optional(),
    })
    .optional(),
  policy: z
    .strictObject({
      licence: z.enum(["permissive", "commercial", "any"]).optional(),
      denyOrigins: z.array(country).max(300).optional(),
      denyVendors: z.array(name).max(300).optional(),
      jurisdictions: z.array(country).max(300).optional(),
      denyGpus: z.array(name).max(100).optional(),
      use: z.enum(["production", "research"]).optional(),
      maxGpus: z.number().int().min(0).max(1e6).optional(),
      rentTerm: z.enum(["on-demand", "1-year", "3-year"]).optional(),
      ownedGpus: z
        .array(z.strictObject({ gpu: name, count: z.number().int().positive().max(1e6) }))
        .max(50)
        .optional(),
    })
    .optional(),
  figures: figures.optional(),
  budget: z
    .strictObject({
      usdPerMonth: amount.optional(),
      hurtsAtUsdPerMonth: amount.optional(),
    })
    .optional(),
  horizonMonths: written("months", z.number().int().min(1).max(120)).optional(),
  preset: name.optional(),
  weights: weights.optional(),
  scenario: name.optional(),
});

/** A volume beyond this many times today's is a slip of the decimal point, and its bill means nothing. */
const mostGrowth = 1e6;
/** Where a use case names no horizon; as long as the packs' default. */
const usualHorizon = 12;

export const useCaseInReach = useCaseShape.superRefine(
  ({ needs, workload: all, horizonMonths }, context) => {
    const months = horizonMonths ?? usualHorizon;
    const check = (growth: number | undefined, path: (string | number)[]) => {
      const total = (1 + (growth ?? 0)) ** months;
      if (total <= mostGrowth) return;
      const percent = Math.round(1000 * (growth ?? 0)) / 10;
      context.addIssue({
        code: "custom",
        path: [...path, "workload", "growthPerMonth"],
        message: `${percent} % a month for ${months} months is more than a million times today's volume; 0.05 means 5 % a month`,
      });
    };
    check(all?.growthPerMonth, []);
    for (const [index, one] of needs.entries())
      check(one.workload?.growthPerMonth, ["needs", index]);
  },
);

export const useCase = useCaseShape satisfies z.ZodType<WrittenUseCase>;
