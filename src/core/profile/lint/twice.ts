import { pathsOf } from "../../gate/rules/paths.ts";
import type { Profile } from "../../know/knowledge.ts";
import type { Knowledge, Rule } from "../../know/pack.ts";
import { inProfile, type LintFinding } from "./finding.ts";

const rule = "lint.evidence-counted-twice";

/** One figure of one source under two boards of a profile. */
export function observedTwice({ id, benchmarks }: Profile): LintFinding[] {
  const seen = new Map<string, string>();
  return benchmarks.flatMap((board, at) =>
    board.observations.flatMap((one, index) => {
      const key = [one.model, one.effort ?? "", one.score, one.date, one.source].join("|");
      const first = seen.get(key);
      seen.set(key, first ?? one.id);
      if (first === undefined) return [];
      const message = `observation "${one.id}" repeats "${first}": same model, score, day and source`;
      return [inProfile(rule, id, ["benchmarks", at, "observations", index], message)];
    }),
  );
}

/** One fact that gives points to two criteria is paid for twice. */
export function pointsTwice({ rules, pack }: Knowledge): LintFinding[] {
  const first = new Map<string, { readonly id: string; readonly criterion: string }>();
  const found: LintFinding[] = [];
  for (const one of rules) {
    if (one.effect.kind !== "points") continue;
    const { criterion } = one.effect;
    for (const path of factsOf(one)) {
      const held = first.get(path);
      if (held === undefined) first.set(path, { id: one.id, criterion });
      else if (held.criterion !== criterion)
        found.push({
          rule,
          subject: { document: "pack", id: pack.id, path: [] },
          message: `rules ${held.id} (${held.criterion}) and ${one.id} (${criterion}) both give points for ${path}`,
        });
    }
  }
  return found;
}

/** Which option is asked about is no evidence. */
const plain = new Set(["candidate.option", "candidate.hosted", "candidate.placement"]);

const factsOf = ({ when }: Rule): string[] => pathsOf(when).filter((one) => !plain.has(one));
