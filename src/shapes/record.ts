import * as z from "zod";
import type { DecisionRecord } from "../core/check/record.ts";
import {
  anyNumber,
  choice,
  day,
  effort,
  id,
  kind,
  nonNegative,
  option,
  share,
  text,
} from "./common.ts";
import { useCase } from "./use-case.ts";

const value = z.union([anyNumber, text]);
const input = z.union([anyNumber, text, z.boolean()]);

const candidate = {
  option: option.optional(),
  model: text.optional(),
  effort: effort.optional(),
  offer: text.optional(),
};

const route = z.strictObject({
  need: text,
  ...candidate,
  fallback: z.strictObject(candidate).optional(),
});

const basis = z.strictObject({
  asOf: day,
  pack: z.strictObject({ id, version: text, sha256: text }),
  useCase: text.optional(),
  verdict: z.strictObject({
    choice,
    status: text,
    confidence: share.optional(),
    usdPerMonth: nonNegative.optional(),
  }),
  facts: z
    .array(z.strictObject({ id: text, value, source: id.optional(), published: day.optional() }))
    .max(1000)
    .default([]),
  flips: z
    .array(
      z.strictObject({
        path: text,
        from: input,
        to: input,
        verdict: choice,
        distance: nonNegative.optional(),
      }),
    )
    .max(20)
    .default([]),
});

const fields = {
  title: text.optional(),
  choice: choice.exclude(["none"]),
  routes: z.array(route).max(50).default([]),
  decidedOn: day.optional(),
  reviewBy: day.optional(),
  owners: z.array(text).max(50).default([]),
  waive: z.array(text).max(50).default([]),
  /** Globs of the code that it decides for, from the root of the repository. */
  affects: z.array(text.max(200)).max(50).default([]),
  maxAgeDays: z.number().int().positive().max(36_500).optional(),
  basis: basis.optional(),
};

/**
 * The mapping under `moat:` in the front matter of a decision record. The use case is looked at by itself, so that trouble
 * in it is named in its own words.
 */
export const recordBody = z.strictObject({
  ...fields,
  useCase: z.unknown().optional(),
}) satisfies z.ZodType<DecisionRecord>;

/** The same as a file of its own. */
export const recordFile = recordBody.extend({ kind: kind("record"), status: text.optional() });

/** What an editor is told: the use case by path, or as a mapping of its own. */
export const record = z.strictObject({
  kind: kind("record"),
  status: text.optional(),
  ...fields,
  useCase: z
    .union([text, useCase.partial({ kind: true, name: true })])
    .describe("path of the use case, relative to this file, or the use case itself"),
});
