import * as z from "zod";
import type { Of } from "./common.ts";

const located = z.object({ file: z.string(), line: z.number().int(), column: z.number().int() });
const rule = located.extend({ rule: z.string() });
const mutant = rule.extend({ mutant: z.string() });

/** A test of a rule with what it found. */
const condition = z.object({
  path: z.string(),
  operator: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
  result: z.union([z.boolean(), z.literal("unknown")]),
});

const failure = located.extend({ message: z.string(), conditions: z.array(condition) });

const testedCase = located.extend({
  name: z.string(),
  ok: z.boolean(),
  failures: z.array(failure),
});

const mutation = z.object({
  mutants: z.number().int(),
  killed: z.number().int(),
  justified: z.number().int(),
  score: z
    .number()
    .min(0)
    .max(1)
    .describe("Share of the mutants without a justification that a test notices."),
  survivors: z.array(mutant),
  stale: z
    .array(mutant)
    .describe("Justifications of mutants that a test notices, or that do not exist."),
});

const pack = z.object({
  pack: z.string(),
  version: z.string(),
  rules: z.number().int(),
  cases: z.array(testedCase),
  untested: z
    .array(rule.extend({ lacks: z.array(z.enum(["fires", "quiet"])) }))
    .nullable()
    .describe(
      "Rules that no case expects to fire, or none to stay quiet; null where nobody asked.",
    ),
  mutation: mutation.nullable(),
});

/** What a run of a pack's tests comes to; the JSON of `moat test`. */
export const testResult = z.object({
  format: z.literal("moat.test"),
  formatVersion: z.literal("1.0"),
  ok: z.boolean(),
  packs: z.array(pack),
});

export type TestResult = Of<typeof testResult>;
export type PackResult = Of<typeof pack>;
export type CaseResult = Of<typeof testedCase>;
export type MutationResult = Of<typeof mutation>;
export type Located = Of<typeof located>;
