import type { Profile } from "../../know/knowledge.ts";
import { inProfile, type LintFinding } from "./finding.ts";

export const gapWithoutBenchmark = ({ id, claims }: Profile): LintFinding[] =>
  Object.entries(claims).flatMap(([name, claim]) =>
    claim.gap !== undefined && claim.benchmark === undefined
      ? [
          inProfile(
            "lint.gap-without-benchmark",
            id,
            ["claims", name],
            `claim "${name}" gives a gap and no benchmark`,
          ),
        ]
      : [],
  );
