import * as z from "zod";
import { criterion, id, kind, type Of, option, text } from "./common.ts";

/** Conditions are checked one by one against the schema of facts (load/pack/conditions.ts), which knows places and names. */
export const condition = z.record(z.string(), z.unknown());

const effect = z.union([
  z.strictObject({ veto: z.literal("fact") }),
  z.strictObject({ ask: z.literal(true) }),
  z.strictObject({ measure: z.literal(true) }),
  z.strictObject({
    points: z.strictObject({
      option: option.optional(),
      criterion,
      value: z.number().min(-0.5).max(0.5),
    }),
  }),
  z.strictObject({ advise: z.literal(true) }),
]);

const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "a rule id is <group>.<slug> in lower case"),
  title: text,
  rationale: text,
  given: z.enum(["use-case", "need", "candidate"]),
  when: condition,
  effect,
  because: text,
  remedy: text.optional(),
  evidence: z.array(id).default([]),
  severity: z.enum(["error", "warning", "note"]).default("error"),
  replaces: z.array(text).default([]),
  /** Mutants of this rule that no test can tell from it, each with the reason (moat test --mutate). */
  mutants: z.array(z.strictObject({ at: text, because: text })).default([]),
});

export const rules = z.strictObject({
  kind: kind("rules"),
  define: z.record(id, condition).default({}),
  rules: z.array(rule),
});

export type WrittenRule = Of<typeof rule>;
