import * as z from "zod";
import { count, country, day, effort, id, kind, type Of, positive, text } from "./common.ts";

/** What somebody documents, with the page; nothing stated is unknown, which is neither. */
export const stated = z.strictObject({
  answer: z.enum(["yes", "no", "by-agreement"]),
  published: day,
  source: id,
  note: text.optional(),
});

/** How requests reach a provider; a route of it has its own. */
const api = z.strictObject({
  /** Base of an API that takes what OpenAI's takes. A part in ${BRACES} is the account's own. */
  base: z
    .string()
    .max(200)
    .regex(/^https:\/\/[\w.:/${}-]+$/, "expected an address that begins with https://")
    .optional(),
  /** Prefix of its models in LiteLLM, where that has another API than OpenAI's. */
  litellm: z
    .string()
    .regex(/^[a-z][a-z_]*$/, "expected a prefix of LiteLLM: bedrock, vertex_ai")
    .optional(),
  note: text.optional(),
  published: day,
  source: id,
});

const provider = z.strictObject({
  id,
  title: text,
  /** A provider above, of which this is a route: what is not stated here is as there. */
  of: id.optional(),
  /** Of the company that serves. */
  home: country.optional(),
  /** Where requests may be kept to: `eu`, `us`, or a country. */
  regions: z.array(country).optional(),
  /** By name: baa, zero-retention, eu-region, us-region, fedramp-high, il5, in-tenant, audit … */
  assurances: z.record(id, stated).default({}),
  /** The same of machines that it rents out, where that is another promise than of models that it serves. */
  machines: z.record(id, stated).default({}),
  terms: z
    .strictObject({
      /** May requests hold personal data? */
      personalData: stated.optional(),
      healthData: stated.optional(),
      /** Does it train on requests unless told not to? */
      training: stated.optional(),
      /** How long requests are kept, in the words of a `note`. */
      retention: stated.optional(),
      /** Does it serve weights of one's own, on machines for oneself alone? */
      ownWeights: stated.optional(),
    })
    .default({}),
  tiers: z.array(z.enum(["realtime", "batch"])).optional(),
  /** Not inherited: another route has another address. */
  api: api.optional(),
});

export const providers = z.strictObject({
  kind: kind("providers"),
  providers: z.array(provider).min(1),
});

/** Median speed of a model: at one provider, or over the hosts that a publisher tests where none is named. */
const speed = z.strictObject({
  model: id,
  provider: id.optional(),
  effort: effort.optional(),
  /** To the first token of any kind, thinking left out; absent where the figure holds thinking. */
  firstTokenMs: positive.max(600_000).optional(),
  perTokenMs: positive.max(1000).optional(),
  /** Input of the requests that were timed: a first token comes later the more there is to read. */
  inputTokens: count,
  published: day,
  source: id,
});

export const speeds = z.strictObject({
  kind: kind("speeds"),
  speeds: z.array(speed).min(1),
});

export type Stated = Of<typeof stated>;
export type Answer = Stated["answer"];
export type Speed = Of<typeof speed>;
export type WrittenProvider = Of<typeof provider>;

/** Who serves models or rents machines, with what it inherits: one company, or one of its routes. */
export interface Provider extends Omit<WrittenProvider, "of" | "regions" | "tiers"> {
  /** Its own id, or that of the company of which it is a route. */
  readonly company: string;
  readonly regions: NonNullable<WrittenProvider["regions"]>;
  readonly tiers: NonNullable<WrittenProvider["tiers"]>;
}
