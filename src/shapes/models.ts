import * as z from "zod";
import {
  type Basis,
  basis,
  count,
  country,
  type Day,
  day,
  id,
  kind,
  modality,
  nonNegative,
  type Of,
  positive,
  rangeWithin,
  text,
} from "./common.ts";

/** $ per million tokens. A price above this is a slip of units; the dearest on any list are under 1,000 $. */
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
  /** First day on which the price holds; absent: since the offer began. */
  from: day.optional(),
  ...rates,
  /** A tier holds for the whole request once its input is longer; a rate that it lacks moves as its input or output does. */
  tiers: z.array(z.strictObject({ above: count, ...rates })).optional(),
  ...dated,
});

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
  );

/** Written as in a model's config.json; `reference/` formulas derive the rest (core/cost/architecture.ts). */
export const architecture = z.strictObject({
  layers: count,
  hidden: count,
  heads: count,
  kvHeads: count,
  headDim: count,
  /** Elements of KV cache per token and full-attention layer: 2 x kvHeads x headDim, or rank + rope for MLA. */
  kvElements: positive,
  /** Layers whose KV cache grows with the context (windowed ones included). */
  fullLayers: z.number().int().min(0).max(1e6),
  window: z.strictObject({ layers: count, tokens: count }).optional(),
  /** Linear-attention layers and the elements of state that each keeps per sequence. */
  linear: z.strictObject({ layers: count, state: nonNegative }).optional(),
  sparse: z.strictObject({ topK: count, indexDim: nonNegative }).optional(),
  mla: z.strictObject({ nope: count, rope: count, value: count }).optional(),
  experts: z.strictObject({ count, active: count, layers: count }).optional(),
  /**
   * Parameter counts: attention, dense and shared parts; all experts; the active experts; one embedding or head matrix; tables that
   * tokens are looked up in, which take room and next to no time.
   */
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

/** Published weights as a server finds them, on Hugging Face. */
const checkpoint = z.strictObject({
  repository: word.regex(/^[\w.-]+\/[\w.-]+$/, "expected a repository, OWNER/NAME"),
  /** Commit to hold on to. */
  revision: word.optional(),
  /** Least memory of all GPUs of a replica that its source asks for, GB. */
  memoryGb: positive.max(100_000).optional(),
  /** Where it is not that of the weights. */
  source: id.optional(),
});

/** How the weights are served with vLLM; what nobody has published is left out. */
const weights = z.strictObject({
  checkpoints: z.partialRecord(precision, checkpoint),
  /** Least version of vLLM. */
  minEngine: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "expected a version, 0.17.0")
    .optional(),
  /** Container image for NVIDIA GPUs, where that of the version does not do. */
  image: word.optional(),
  /** Flags that the model needs, as its recipe has them; those that only tune are left out. */
  arguments: z.array(word).default([]),
  source: id,
  note: text.optional(),
});

const serving = z.strictObject({
  weights: weights.optional(),
  attention: z.enum(["gqa", "mla", "hybrid", "sliding", "sparse"]),
  /** Bytes of KV cache per token at 16 bits, for readers and for a quick check of the architecture. */
  kvBytesPerToken: positive,
  precisions: z.array(precision).min(1),
  /** Null where the maker published no configuration: the model's self-hosting is then unpriced. */
  architecture: architecture.nullable(),
  basis,
  source: id,
  note: text.optional(),
});

const timesRealTime = positive.max(1e6);
/** How fast a model writes down what it hears: minutes of audio per minute of one GPU. */
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
  /** `in-tenant`: inside the customer's own cloud account. */
  placement: z.enum(["vendor", "in-tenant"]).default("vendor"),
  assurances: z.array(id).default([]),
  quantization: id.optional(),
  free: z.boolean().default(false),
  /** Record of market/prices.json; its prices are added to those written here. */
  priceId: text.optional(),
  /** Oldest first. */
  prices: z.array(price).default([]),
  /** Prices of speech, apart from those of text: a model may be sold by the token for one and by the minute for the other. */
  speech: z.array(speechPrice).optional(),
  latency: z
    .strictObject({
      firstTokenMs: positive.max(3_600_000),
      perTokenMs: positive.max(3_600_000),
      published: day,
      source: id,
    })
    .optional(),
  /** Day on which this provider stops selling it; others may go on. */
  retires: day.optional(),
  published: day,
  source: id,
});

export const model = z.strictObject({
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
  /** Largest context in tokens. */
  context: count.optional(),
  /** Billions of parameters. */
  parameters: z.strictObject({ total: positive, active: positive }).optional(),
  serving: serving.optional(),
  /** Where somebody measured it. */
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

export type TokenPrices = Of<z.ZodObject<typeof rates>>;

/** A price of tokens, or of speech: $ per minute of audio, or per million characters that are read aloud; tokens beside it are billed as well. */
export interface Price extends Of<typeof price> {
  readonly perMinute?: number | undefined;
  readonly perMillionCharacters?: number | undefined;
  /** `user`: a team's own quote or discount. */
  readonly basis?: Basis | undefined;
}

/** With what other files say of it: what its API calls the model, and prices. */
export interface Offer extends Omit<Of<typeof offer>, "prices" | "speech"> {
  readonly endpoint?: { readonly id: string; readonly published: Day; readonly source: string };
  readonly prices: readonly Price[];
  readonly speech?: readonly Price[] | undefined;
}

/** With what its file says once for all of them. */
export interface Model extends Omit<Of<typeof model>, "offers"> {
  readonly vendor: string;
  /** ISO 3166-1 alpha-2 country of the maker, lower case. */
  readonly origin: string;
  readonly offers: readonly Offer[];
}

export type Precision = Of<typeof precision>;
export type Architecture = Of<typeof architecture>;
export type Serving = Of<typeof serving>;
export type Checkpoint = Of<typeof checkpoint>;
export type Transcribing = Of<typeof transcribing>;
