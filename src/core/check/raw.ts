import type { FactChange } from "../../shapes/check.ts";
import type { RawFinding } from "./finding.ts";
import { type CheckRuleId, checkRules, type Severity } from "./rules.ts";

interface About {
  readonly severity?: Severity;
  readonly need?: string;
  readonly subject?: string;
  readonly changes?: readonly FactChange[];
  readonly remedy?: string;
}

export const finding = (
  rule: CheckRuleId,
  at: readonly (string | number)[],
  message: string,
  { severity, need, subject, changes, remedy }: About = {},
): RawFinding => ({
  rule,
  severity: severity ?? checkRules[rule].severity,
  at,
  need: need ?? null,
  subject: subject ?? null,
  message,
  changes: changes ?? [],
  remedy: remedy ?? checkRules[rule].remedy,
});
