import * as z from "zod";
import type { Model, Price } from "../core/know/knowledge.ts";
import {
  basis,
  count,
  country,
  day,
  id,
  kind,
  modality,
  nonNegative,
  positive,
  rangeWithin,
  text,
} from "./common.ts";

/** A price per million tokens above this is a slip of units; the dearest on any list are under 1,000 $. */
export const dearest = 100_000;
const usd = nonNegative.max(dearest);
const plain = { input: usd, output: usd };
const rates = {
  ...plain,
  cacheRead: usd.optional(),
  cacheWrite: usd.optional(),
  batch: z.strictObject(plain).optional(),
};

const dated = { published: day, source: id, note: text.optional() };

export const price = z.strictObject({
  from: day.optional(),
  ...rates,
  tiers: z.array(z.strictObject({ above: count, ...rates })).optional(),
  ...dated,
}) satisfies z.ZodType<Price>;

/** A minute above this is a slip of units: lists are under a dollar, and those by the hour under thirty. */
const perMinute = z.number().positive().max(10);

/** Tokens are billed beside the minutes only where the seller says so. */
export const speechPrice = z
  .strictObject({
    from: day.optional(),
    perMinute: perMinute.optional(),
    perMillionCharacters: z.number().positive().max(dearest).optional(),
    input: usd.default(0),
    output: usd.default(0),
    ...dated,
  })
  .refine(
    (one) => (one.perMinute === undefined) !== (one.perMillionCharacters === undefined),
    "a price of speech is by the minute or by the million characters",
  ) satisfies z.ZodType<Price>;

export const architecture = z.strictObject({
  layers: count,
  hidden: count,
  heads: count,
  kvHeads: count,
  headDim: count,
  kvElements: positive,
  fullLayers: z.number().int().min(0).max(1e6),
  window: z.strictObject({ layers: count, tokens: count }).optional(),
  linear: z.strictObject({ layers: count, state: nonNegative }).optional(),
  sparse: z.strictObject({ topK: count, indexDim: nonNegative }).optional(),
  mla: z.strictObject({ nope: count, rope: count, value: count }).optional(),
  experts: z.strictObject({ count, active: count, layers: count }).optional(),
  parameters: z.strictObject({
    other: positive,
    experts: nonNegative,
    activeExperts: nonNegative,
    head: nonNegative,
    lookup: nonNegative.optional(),
  }),
});

const precision = z.enum(["bf16", "fp8", "fp4", "mxfp4", "int4"]);
/** Goes into a command line as it is: nothing in it may need quoting. */
const word = z
  .string()
  .max(200)
  .regex(/^[\w.=:/+-]+$/, "expected letters, digits and . = : / + - _ only");

const weights = z.strictObject({
  checkpoints: z.partialRecord(
    precision,
    z.strictObject({
      repository: word.regex(/^[\w.-]+\/[\w.-]+$/, "expected a repository, OWNER/NAME"),
      revision: word.optional(),
      memoryGb: positive.max(100_000).optional(),
      source: id.optional(),
    }),
  ),
  minEngine: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "expected a version, 0.17.0")
    .optional(),
  image: word.optional(),
  arguments: z.array(word).default([]),
  source: id,
  note: text.optional(),
});

const serving = z.strictObject({
  weights: weights.optional(),
  attention: z.enum(["gqa", "mla", "hybrid", "sliding", "sparse"]),
  kvBytesPerToken: positive,
  precisions: z.array(precision).min(1),
  architecture: architecture.nullable(),
  basis,
  source: id,
  note: text.optional(),
});

const timesRealTime = positive.max(1e6);
/** Minutes of audio per minute of one GPU. */
const transcribing = z.strictObject({
  gpu: id,
  value: timesRealTime,
  range: rangeWithin(0, 1e6),
  basis,
  source: id,
  published: day,
  note: text.optional(),
});

/** What an API takes as `model`. */
export const endpointId = z
  .string()
  .max(200)
  .regex(/^[\w@.:/-]+$/, "expected letters, digits and @ . : / - _ only");

export const offer = z.strictObject({
  provider: id,
  kind: z.enum(["first-party", "host", "cloud", "router"]),
  placement: z.enum(["vendor", "in-tenant"]).default("vendor"),
  assurances: z.array(id).default([]),
  quantization: id.optional(),
  free: z.boolean().default(false),
  priceId: text.optional(),
  prices: z.array(price).default([]),
  speech: z.array(speechPrice).optional(),
  latency: z
    .strictObject({
      firstTokenMs: positive.max(3_600_000),
      perTokenMs: positive.max(3_600_000),
      published: day,
      source: id,
    })
    .optional(),
  retires: day.optional(),
  published: day,
  source: id,
});

const model = z.strictObject({
  id,
  title: text,
  aliases: z.array(id).default([]),
  weights: z.enum(["open", "closed"]),
  status: z.enum(["general", "preview", "restricted"]).default("general"),
  released: z.strictObject({ api: day.optional(), weights: day.optional() }),
  retires: day.optional(),
  licence: z.strictObject({
    class: z.enum([
      "permissive",
      "commercial-with-conditions",
      "non-commercial",
      "proprietary-terms",
    ]),
    name: text,
    url: z.url().optional(),
    conditions: text.optional(),
    source: id,
  }),
  intendedUse: z.enum(["general", "research-only"]).default("general"),
  modalities: z.array(modality).min(1).default(["text"]),
  context: count.optional(),
  parameters: z.strictObject({ total: positive, active: positive }).optional(),
  serving: serving.optional(),
  transcribes: z.array(transcribing).min(1).optional(),
  offers: z.array(offer).default([]),
  published: day,
  source: id,
  note: text.optional(),
});

export const models = z.strictObject({
  kind: kind("models"),
  vendor: id,
  title: text,
  origin: country,
  models: z.array(model).min(1),
});

type WrittenModel = z.infer<typeof model>;
/** The written model lacks only what its file says once for all of them. */
true satisfies WrittenModel & { vendor: string; origin: string } extends Model ? true : false;
