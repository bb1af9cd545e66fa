import type { Profile } from "../../know/knowledge.ts";
import { inProfile, type LintFinding } from "./finding.ts";

const rule = "lint.zero-baseline";

/** A gap of the whole scale, or a score of nothing where nobody measured: a real 0 has a note that says so. */
export function zeroBaseline({ id, claims, benchmarks }: Profile): LintFinding[] {
  const claimed = Object.entries(claims).flatMap(([name, { gap }]) =>
    gap !== undefined && gap[1] >= 1
      ? [inProfile(rule, id, ["claims", name], `claim "${name}" puts one side at 0 %`)]
      : [],
  );
  const scored = benchmarks.flatMap((board, at) =>
    board.better === "lower" || board.unit === "elo"
      ? []
      : board.observations.flatMap((one, index) =>
          one.score > 0 || one.note !== undefined
            ? []
            : [
                inProfile(
                  rule,
                  id,
                  ["benchmarks", at, "observations", index, "score"],
                  `observation "${one.id}" is a score of ${one.score} without a note`,
                ),
              ],
        ),
  );
  return [...claimed, ...scored];
}
