import * as z from "zod";
import type { Api, Provider, Speed, Stated } from "../core/know/providers.ts";
import { count, country, day, effort, id, kind, positive, text } from "./common.ts";

const stated = z.strictObject({
  answer: z.enum(["yes", "no", "by-agreement"]),
  published: day,
  source: id,
  note: text.optional(),
}) satisfies z.ZodType<Stated>;

const api = z.strictObject({
  base: z
    .string()
    .max(200)
    .regex(/^https:\/\/[\w.:/${}-]+$/, "expected an address that begins with https://")
    .optional(),
  litellm: z
    .string()
    .regex(/^[a-z][a-z_]*$/, "expected a prefix of LiteLLM: bedrock, vertex_ai")
    .optional(),
  note: text.optional(),
  published: day,
  source: id,
}) satisfies z.ZodType<Api>;

const provider = z.strictObject({
  id,
  title: text,
  /** A provider above, of which this is a route: what is not stated here is as there. */
  of: id.optional(),
  home: country.optional(),
  /** `eu` or a country. */
  regions: z.array(country).optional(),
  assurances: z.record(id, stated).default({}),
  terms: z
    .strictObject({
      personalData: stated.optional(),
      healthData: stated.optional(),
      training: stated.optional(),
      retention: stated.optional(),
    })
    .default({}),
  tiers: z.array(z.enum(["realtime", "batch"])).optional(),
  /** Not inherited: another route has another address. */
  api: api.optional(),
});

export type WrittenProvider = z.infer<typeof provider>;
/** A written provider lacks only what it inherits. */
true satisfies WrittenProvider & Pick<Provider, "company" | "regions" | "tiers"> extends Provider
  ? true
  : false;

export const providers = z.strictObject({
  kind: kind("providers"),
  providers: z.array(provider).min(1),
});

export const speeds = z.strictObject({
  kind: kind("speeds"),
  speeds: z
    .array(
      z.strictObject({
        model: id,
        provider: id.optional(),
        effort: effort.optional(),
        firstTokenMs: positive.max(600_000).optional(),
        perTokenMs: positive.max(1000).optional(),
        inputTokens: count,
        published: day,
        source: id,
      }) satisfies z.ZodType<Speed>,
    )
    .min(1),
});
