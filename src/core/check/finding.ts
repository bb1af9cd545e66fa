import type { Choice, Day } from "../../shapes/common.ts";
import type { DocumentHead } from "../../shapes/document.ts";
import type { CheckRuleId, Severity } from "./rules.ts";

/** A fact that is another one than on the day of the decision. */
export interface FactChange {
  readonly id: string;
  readonly title: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
  readonly source: string | null;
  readonly url: string | null;
  readonly published: Day | null;
}

/** A finding as the core makes it: the place is a path within the record. */
export interface RawFinding {
  readonly rule: CheckRuleId;
  readonly severity: Severity;
  readonly at: readonly (string | number)[];
  readonly need: string | null;
  /** What within the need it is about (a model, a field), so that two findings of a rule stay apart. */
  readonly subject: string | null;
  readonly message: string;
  readonly changes: readonly FactChange[];
  /** What to do about it. */
  readonly remedy: string;
}

/** A finding at a place in a file. */
export interface Finding extends Omit<RawFinding, "at"> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line itself, as far as it is short. */
  readonly snippet: string;
  /** The same for the same trouble in the same record, wherever it stands in the file. */
  readonly fingerprint: string;
  readonly waivedBy: WaivedBy | null;
  /** Null where no baseline is used. */
  readonly baseline: "new" | "unchanged" | null;
}

export interface WaivedBy {
  readonly id: string;
  readonly reason: string;
  readonly approvedBy: string;
  readonly expiresOn: Day;
}

/** One record after the check. */
export interface CheckedRecord {
  readonly file: string;
  readonly title: string;
  readonly choice: Choice | null;
  readonly decidedOn: Day | null;
  readonly reviewBy: Day | null;
  readonly owners: readonly string[];
  /** `clean`: nothing that counts; `skipped`: the record is not in force. */
  readonly state: "clean" | "findings" | "invalid" | "skipped";
  readonly today: TodaysVerdict | null;
}

export interface TodaysVerdict {
  readonly choice: Choice;
  readonly status: string;
  /** Share of draws that the recorded choice wins; null without draws. */
  readonly winShare: number | null;
  readonly usdPerMonth: number | null;
}

/** The whole check: every report is made from it alone. */
export interface CheckReport extends DocumentHead<"moat.check"> {
  readonly failOn: Severity | "never";
  readonly summary: CheckSummary;
  /** Where code was looked at. */
  readonly code?: CodeSummary;
  readonly records: readonly CheckedRecord[];
  readonly findings: readonly Finding[];
  readonly baseline: { readonly unchanged: number; readonly gone: number } | null;
}

/** What was seen in code: numbers of files and places. */
export interface CodeSummary {
  /** Folder that was read, from the root of the repository. */
  readonly folder: string;
  readonly files: number;
  readonly used: number;
  readonly offered: number;
  readonly table: number;
  /** Ids in tests, documentation, examples and so on, which are not judged. */
  readonly apart: number;
  /** Models and providers of the product, by name. */
  readonly models: readonly string[];
  readonly providers: readonly string[];
}

export interface CheckSummary {
  readonly records: number;
  readonly useCases: number;
  readonly clean: number;
  readonly skipped: number;
  /** Findings that count: neither waived nor in the baseline. */
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly waived: number;
  readonly known: number;
  readonly invalid: number;
  readonly failed: boolean;
}

export const severities: readonly Severity[] = ["note", "warning", "error"];

export const counts = (one: Finding): boolean =>
  one.waivedBy === null && one.baseline !== "unchanged";

export const reaches = (severity: Severity, least: Severity | "never"): boolean =>
  least !== "never" && severities.indexOf(severity) >= severities.indexOf(least);
