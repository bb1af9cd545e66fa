import * as z from "zod";
import { day, kind, type Of, text } from "./common.ts";

/** Leave to carry on with a finding until a day, given by somebody for a reason. */
const waiver = z.strictObject({
  id: text,
  /** Id of one rule; with `policy.allowGlob` a star stands for the rest. */
  rule: text,
  match: z.strictObject({ path: text, need: text.optional() }),
  /** This finding only. */
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "a fingerprint is 32 hexadecimal digits, as in the JSON report")
    .optional(),
  reason: text.min(10, "say why in at least ten characters"),
  approvedBy: text,
  ticket: text.optional(),
  createdOn: day,
  /** Last day on which it applies, inclusive, UTC. */
  expiresOn: day,
});

export const waivers = z.strictObject({
  kind: kind("waivers"),
  policy: z
    .strictObject({
      maxDays: z.number().int().positive().max(3660).default(180),
      warnDaysBefore: z.number().int().min(0).max(365).default(14),
      allowGlob: z.boolean().default(false),
    })
    .default({ maxDays: 180, warnDaysBefore: 14, allowGlob: false }),
  waivers: z.array(waiver).max(1000),
});

export type WaiversFile = Of<typeof waivers>;
export type Waiver = Of<typeof waiver>;

const print = z.string().regex(/^[0-9a-f]{32}$/, "a fingerprint is 32 hexadecimal digits");

/** Findings that were there when a repository began to be checked. */
export const baseline = z.strictObject({
  format: z.literal("moat.baseline"),
  formatVersion: z.literal("1.0"),
  entries: z.array(
    z.strictObject({
      fingerprint: print,
      /** The same from the content of the file, for the day on which it has another name. */
      content: print.optional(),
      rule: text,
      path: text,
      firstSeen: day,
    }),
  ),
});

export type Baseline = Of<typeof baseline>;
