import type { CheckedRecord, CheckSummary, Finding } from "../../shapes/check.ts";
import { counts, reaches } from "./finding.ts";
import type { Severity } from "./rules.ts";

export interface Assessment {
  readonly failOn: Severity | "never";
  readonly maxWarnings: number | undefined;
}

/** Which findings a baseline already knows; `gone` are those that it knows and that are no more. */
export function withBaseline(
  findings: readonly Finding[],
  known: ReadonlySet<string>,
): { findings: Finding[]; gone: string[] } {
  const seen = new Set(findings.map((one) => one.fingerprint));
  return {
    findings: findings.map((one) => ({
      ...one,
      // What cannot be read cannot be known.
      baseline: one.rule !== "input.invalid" && known.has(one.fingerprint) ? "unchanged" : "new",
    })),
    gone: [...known].filter((one) => !seen.has(one)),
  };
}

const order = (a: Finding, b: Finding): number =>
  compare(a.file, b.file) ||
  a.line - b.line ||
  a.column - b.column ||
  compare(a.rule, b.rule) ||
  compare(a.fingerprint, b.fingerprint);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sorted = (findings: readonly Finding[]): Finding[] => [...findings].sort(order);

/** The records with their state, now that it is known which findings count. */
export function settled(
  records: readonly CheckedRecord[],
  findings: readonly Finding[],
): CheckedRecord[] {
  const touched = new Set(
    findings.filter((one) => counts(one) && one.severity !== "note").map((one) => one.file),
  );
  return records.map((one) =>
    one.state === "clean" && touched.has(one.file) ? { ...one, state: "findings" } : one,
  );
}

export function summarise(
  records: readonly CheckedRecord[],
  useCases: number,
  findings: readonly Finding[],
  { failOn, maxWarnings }: Assessment,
): CheckSummary {
  const counted = findings.filter(counts);
  const of = (severity: Severity) => counted.filter((one) => one.severity === severity).length;
  const inState = (state: CheckedRecord["state"]) =>
    records.filter((one) => one.state === state).length;
  const warnings = of("warning");
  return {
    // What cannot be read was not checked, and may be no record at all: it counts as invalid.
    records: records.length - inState("invalid"),
    useCases,
    clean: inState("clean"),
    skipped: inState("skipped"),
    errors: of("error"),
    warnings,
    notes: of("note"),
    waived: findings.filter((one) => one.waivedBy !== null).length,
    known: findings.filter((one) => one.waivedBy === null && one.baseline === "unchanged").length,
    invalid: counted.filter((one) => one.rule === "input.invalid").length,
    failed:
      counted.some((one) => reaches(one.severity, failOn)) ||
      (maxWarnings !== undefined && warnings > maxWarnings),
  };
}
