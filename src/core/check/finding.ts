import type { Finding } from "../../shapes/check.ts";
import type { Severity } from "./rules.ts";

/** A finding as the core makes it: the place is a path within the record. */
export interface RawFinding
  extends Pick<
    Finding,
    "rule" | "severity" | "need" | "subject" | "message" | "changes" | "remedy"
  > {
  readonly at: readonly (string | number)[];
}

export const severities: readonly Severity[] = ["note", "warning", "error"];

export const counts = (one: Finding): boolean =>
  one.waivedBy === null && one.baseline !== "unchanged";

export const reaches = (severity: Severity, least: Severity | "never"): boolean =>
  least !== "never" && severities.indexOf(severity) >= severities.indexOf(least);
