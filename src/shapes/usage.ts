import * as z from "zod";
import type { Retirement, UsageFacts } from "../core/know/usage.ts";
import { count, day, id, kind, text } from "./common.ts";

/** One word or name of a list; what a pattern is made of holds no blanks at its ends. */
const word = text.max(120).regex(/^\S(?:.*\S)?$/, "no blanks at the ends");
const words = z.array(word).max(500).default([]);

/** Ids of models as their providers write them: with the colons of Bedrock and the slashes of Groq. */
const modelId = text
  .max(120)
  .regex(/^[a-z0-9@][a-z0-9._:@/-]*$/, "an id of a model is written in lower case, without blanks");

const packages = z
  .strictObject({
    npm: words,
    python: words,
    go: words,
    jvm: words,
    dotnet: words,
    ruby: words,
    rust: words,
  })
  .partial()
  .default({});

export const usage = z.strictObject({
  kind: kind("usage"),
  published: day,
  source: id,
  providers: z
    .array(
      z.strictObject({
        id,
        title: text.optional(),
        serves: z.enum(["own", "others", "routes"]).default("own"),
        deployments: z.boolean().default(false),
        ids: words,
        routes: words,
        packages,
        hosts: words,
        calls: words,
        constants: words,
      }),
    )
    .default([]),
  own: z
    .array(
      z.strictObject({
        id,
        title: text,
        images: words,
        commands: words,
        ports: z.array(count.max(65_535)).default([]),
        routes: words,
        packages,
      }),
    )
    .default([]),
  open: words,
  keys: z
    .strictObject({
      model: words,
      deployment: words,
      base: words,
      facts: words,
      names: words,
      call: words,
      counts: words,
      tells: words,
      routed: words,
      counters: words,
      examples: words,
      lists: words,
    })
    .prefault({}),
  calls: words,
  regions: z.record(id, z.array(word)).default({}),
  apart: z.record(id, z.array(word)).default({}),
  skip: words,
}) satisfies z.ZodType<UsageFacts>;

export const retired = z.strictObject({
  kind: kind("retired"),
  retired: z
    .array(
      z.strictObject({
        id: modelId,
        provider: id,
        version: text.max(40).optional(),
        retires: day,
        replacedBy: modelId.optional(),
        published: day,
        source: id,
      }) satisfies z.ZodType<Retirement>,
    )
    .min(1),
});
