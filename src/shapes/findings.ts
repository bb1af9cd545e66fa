import * as z from "zod";
import { lintRules } from "../core/profile/lint/finding.ts";
import { id, kind, text } from "./common.ts";

/** Findings that a pack owns up to: an article quoted with its faults keeps them. */
export const findings = z.strictObject({
  kind: kind("findings"),
  expected: z.array(
    z.strictObject({
      rule: z.enum(Object.keys(lintRules)),
      /** Profile or model; absent: the pack itself. */
      in: id.optional(),
      /** Claim or observation; absent: every finding of the rule there. */
      at: id.optional(),
      because: text,
    }),
  ),
});
