import * as z from "zod";
import {
  anyNumber,
  choice,
  day,
  effort,
  id,
  kind,
  nonNegative,
  type Of,
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
  /** To whom one moves where the first misses the bar. */
  fallback: z.strictObject(candidate).optional(),
});

const fact = z.strictObject({
  id: text,
  value,
  source: id.optional(),
  published: day.optional(),
});

const flip = z.strictObject({
  path: text,
  from: input,
  to: input,
  verdict: choice,
  distance: nonNegative.optional(),
});

/** What carried the verdict on the day of the decision. */
const basis = z.strictObject({
  asOf: day,
  pack: z.strictObject({ id, version: text, sha256: text }),
  /** Digest of the use case: a changed question explains a changed answer. */
  useCase: text.optional(),
  verdict: z.strictObject({
    choice,
    status: text,
    confidence: share.optional(),
    usdPerMonth: nonNegative.optional(),
  }),
  facts: z.array(fact).max(1000).default([]),
  flips: z.array(flip).max(20).default([]),
});

const fields = {
  title: text.optional(),
  choice: choice.exclude(["none"]),
  routes: z.array(route).max(50).default([]),
  decidedOn: day.optional(),
  /** Last day on which the decision counts as looked after. */
  reviewBy: day.optional(),
  owners: z.array(text).max(50).default([]),
  /** Ids of waivers that hold for this record; they are defined in the waivers file alone. */
  waive: z.array(text).max(50).default([]),
  /** Globs of the code that it decides for, from the root of the repository. */
  affects: z.array(text.max(200)).max(50).default([]),
  /** Facts older than this are stale for this decision. */
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
});

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

export type WrittenRecord = Of<typeof recordBody>;
/** A decision that somebody took and wrote down. By hand it needs no more than a use case and a choice. */
export type DecisionRecord = Omit<WrittenRecord, "useCase" | "affects">;
export type RecordedRoute = Of<typeof route>;
export type RecordedBasis = Of<typeof basis>;
export type RecordedFact = Of<typeof fact>;
export type RecordedFlip = Of<typeof flip>;
