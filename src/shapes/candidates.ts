import * as z from "zod";
import { choice, day, share, status } from "./common.ts";
import { listed, named, nearMiss, outcome, quantiles } from "./decision.ts";

/** What moat why prints. Open: readers ignore names that they do not know. */

const letIn = named.extend({
  need: z.string(),
  changes: z.array(z.looseObject({ path: z.string(), from: z.unknown(), to: z.unknown() })).min(1),
  outcome,
  choice,
  chosen: named.nullable(),
});

const model = z.looseObject({
  model: z.string(),
  title: z.string(),
  need: z.string(),
  nearest: listed.nullable(),
  outcome,
  text: z.string(),
  letIn: letIn.nullable(),
});

const line = named.extend({
  rank: z.number().int().nullable(),
  outcome,
  value: z.number(),
  quality: quantiles,
  clearsBar: share,
  expectedUsdPerMonth: z.number().nullable(),
});

const need = z.looseObject({
  need: z.string(),
  bar: z.looseObject({ name: z.string(), quality: z.number(), asked: share }),
  candidates: z.number().int(),
  models: z.number().int(),
  counts: z.partialRecord(outcome, z.number().int()),
  chosen: named.nullable(),
  shortList: z.array(line),
});

export const candidates = z.looseObject({
  format: z.literal("moat.candidates"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.looseObject({ id: z.string(), version: z.string(), sha256: z.string() })).min(1),
  useCase: z.looseObject({
    name: z.string(),
    title: z.string(),
    sha256: z.string(),
    horizonMonths: z.number(),
  }),
  verdict: z.looseObject({ choice, status }),
  needs: z.array(need),
  models: z.array(model),
  nearMisses: z.array(nearMiss),
  candidates: z.array(listed),
});
