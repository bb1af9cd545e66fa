import { counts } from "../../core/check/finding.ts";
import type { CheckReport } from "../../shapes/check.ts";
import { toJson } from "../json.ts";

const severities = { error: "major", warning: "minor", note: "info" } as const;

/** GitLab's code quality report. GitLab keeps one entry per fingerprint, so a repeated one is numbered. */
export function gitlab({ findings }: CheckReport): string {
  const seen = new Map<string, number>();
  const entries = findings.filter(counts).map((one) => {
    const times = (seen.get(one.fingerprint) ?? 0) + 1;
    seen.set(one.fingerprint, times);
    return {
      description: `${one.message} ${one.remedy}`,
      check_name: one.rule,
      fingerprint: times === 1 ? one.fingerprint : `${one.fingerprint}-${times}`,
      severity: severities[one.severity],
      location: { path: one.file, lines: { begin: one.line } },
    };
  });
  return toJson(entries);
}
