import * as z from "zod";
import {
  country,
  effort,
  id,
  kind,
  name,
  nonNegative,
  type Of,
  positive,
  share,
  text,
} from "./common.ts";
import { figures, rentTerm } from "./figures.ts";
import { written } from "./number.ts";

const most = 1e15;
const tokens = written("count", z.number().positive().max(1e9));
const part = written("share", share);

export const workload = z.strictObject({
  /** Of the whole use case; a need takes its share of them. */
  requestsPerMonth: written("count", z.number().positive().max(most)).optional(),
  /** Mean per request. */
  inputTokens: tokens.optional(),
  // Embeddings and labels read off a score have none.
  outputTokens: written("count", z.number().nonnegative().max(1e9)).optional(),
  /** Largest request that must fit, input and output together. */
  contextTokens: tokens.optional(),
  cachedInputShare: part.optional(),
  /** Share of requests that may wait for hours. */
  batchShare: part.optional(),
  /** The most thinking that may be used; left out: as much as pays. */
  reasoning: effort.optional(),
  /** Busiest ten minutes over the mean. */
  peakToMean: z.number().min(1).max(1000).optional(),
  /** 0.05 = five per cent more each month. */
  growthPerMonth: written("growth", z.number().min(-0.9).max(10)).optional(),
  /** Mean per request, where the work is sold by it. */
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
export const latency = z.strictObject({
  /** To the first visible token, thinking included. */
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
  );

export const sensitivity = z.enum(["public", "internal", "confidential", "regulated"]);
export const boundary = z.enum([
  "anywhere",
  "vendor-agreement",
  "own-cloud",
  "own-premises",
  "air-gapped",
]);

export const data = z.strictObject({
  /** Personal data in the requests. */
  personal: z.boolean().optional(),
  sensitivity: sensitivity.optional(),
  boundary: boundary.optional(),
  /** Company in whose cloud the team's account is; asked for where data stays in it. */
  cloud: name.optional(),
  assurances: z.array(name).max(20).optional(),
  domainData: z.enum(["none", "labelled", "exclusive"]).optional(),
});

export const team = z.strictObject({
  mlEngineers: nonNegative.max(100_000).optional(),
  onCall: z.boolean().optional(),
  fineTuning: z.boolean().optional(),
  /** What own machines run: a recipe made for the model and the GPU, the engine as it comes, or weights that it has not caught up with. */
  stack: z.enum(["tuned", "default", "fresh"]).optional(),
});

export const policy = z.strictObject({
  licence: z.enum(["permissive", "commercial", "any"]).optional(),
  denyOrigins: z.array(country).max(300).optional(),
  denyVendors: z.array(name).max(300).optional(),
  /** Homes of the companies that may serve, `eu` or a country; none: any. */
  jurisdictions: z.array(country).max(300).optional(),
  denyGpus: z.array(name).max(100).optional(),
  /** Research use may take weights whose card says "research only". */
  use: z.enum(["production", "research"]).optional(),
  maxGpus: z.number().int().min(0).max(1e6).optional(),
  /** How long machines are committed to; left out: a year where the horizon is as long, else not at all. */
  rentTerm: rentTerm.optional(),
  ownedGpus: z
    .array(z.strictObject({ gpu: name, count: z.number().int().positive().max(1e6) }))
    .max(50)
    .optional(),
});

export const budget = z.strictObject({
  /** Hard cap. */
  usdPerMonth: amount.optional(),
  /** The spend that counts as the worst end of the cost scale. */
  hurtsAtUsdPerMonth: amount.optional(),
});

/** As a person writes it: everything but the name and the needs may be left out. */
export const useCase = z.strictObject({
  kind: kind("use-case"),
  name: id,
  title: text.optional(),
  needs: z.array(need).min(1, "a use case needs at least one capability").max(50),
  workload: workload.optional(),
  latency: latency.optional(),
  data: data.optional(),
  evaluation: z.enum(["none", "some", "golden-set"]).optional(),
  team: team.optional(),
  policy: policy.optional(),
  figures: figures.optional(),
  budget: budget.optional(),
  horizonMonths: written("months", z.number().int().min(1).max(120)).optional(),
  preset: name.optional(),
  weights: weights.optional(),
  scenario: name.optional(),
});

/** A volume beyond this many times today's is a slip of the decimal point, and its bill means nothing. */
const mostGrowth = 1e6;
/** Where a use case names no horizon; as long as the packs' default. */
const usualHorizon = 12;

export const useCaseInReach = useCase.superRefine(
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

/** `kind` is what a file says of itself. */
export type WrittenUseCase = Omit<Of<typeof useCase>, "kind"> & {
  readonly kind?: string | undefined;
};
export type WrittenBar = Of<typeof bar>;
export type BarName = Of<typeof barName>;
export type Boundary = Of<typeof boundary>;
export type Weights = Of<typeof weights>;
export type Stack = NonNullable<Team["stack"]>;

/** With nothing left open, but for what may stay so. */
type Filled<Written, Open extends keyof Written = never> = Pick<Written, Open> & {
  readonly [Key in Exclude<keyof Written, Open>]-?: Exclude<Written[Key], undefined>;
};
export type Workload = Filled<Of<typeof workload>, "reasoning" | "audioMinutes" | "characters">;
export type Latency = Of<typeof latency>;
export type Data = Filled<Of<typeof data>, "cloud">;
export type Team = Filled<Of<typeof team>, "stack">;
export type Policy = Filled<Of<typeof policy>, "maxGpus" | "rentTerm">;
export type Budget = Of<typeof budget>;
