import type { PlainQuestion } from "../../../shapes/answers-diff.ts";
import type { Day } from "../../../shapes/common.ts";
import type { Knowledge } from "../../know/pack.ts";
import { pickFor } from "../answers.ts";
import { inProfile, type LintFinding } from "./finding.ts";

/** Answers to plain questions at the pack's usual volume, and those whose pick stands on one board. */
export interface Picks {
  readonly answers: number;
  readonly singleBoard: number;
  readonly findings: readonly LintFinding[];
}

const bars: readonly PlainQuestion["bar"][] = ["commodity", "strong", "parity"];

/** Decides every capability at three bars, so this is for whoever asks for it. A pick that was not measured here is a try, and said to be. */
export function singleBoardPicks(knowledge: Knowledge, asOf: Day): Picks {
  const { requestsPerMonth } = knowledge.pack.defaults.workload;
  let [answers, singleBoard] = [0, 0];
  const findings = Object.values(knowledge.profiles).flatMap((profile): LintFinding[] => {
    const found = new Map<string, PlainQuestion["bar"][]>();
    for (const bar of bars) {
      const asked = { capability: profile.id, bar, requestsPerMonth };
      const belief = pickFor(asked, { knowledge, asOf }).pick?.belief;
      if (belief === undefined) continue;
      answers++;
      if (belief.own !== 1) continue;
      singleBoard++;
      const { id } = belief.model;
      found.set(id, [...(found.get(id) ?? []), bar]);
    }
    return [...found].map(([model, at]) =>
      inProfile(
        "lint.single-board-winner",
        profile.id,
        ["benchmarks"],
        `${model} is the pick at ${at.join(" and ")}, with one score of its own on the ${profile.benchmarks.length} boards here`,
      ),
    );
  });
  return { answers, singleBoard, findings };
}
