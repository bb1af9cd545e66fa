import * as z from "zod";
import type { Of } from "./common.ts";

const rule = z.object({
  id: z.string(),
  title: z.string(),
  given: z.string(),
  effect: z.string(),
  file: z.string(),
  lacks: z.array(z.string()).describe("What no test sees the rule do: fire, stay quiet."),
});

/** `moat rules` */
export const ruleList = z.object({
  format: z.literal("moat.rules"),
  formatVersion: z.literal("1.0"),
  pack: z.string(),
  version: z.string(),
  rules: z.array(rule),
});

export type ListedRule = Of<typeof rule>;
export type RuleList = Of<typeof ruleList>;
