import type { Day } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { blank, type Candidate, options } from "./candidate.ts";
import { claimedCandidates } from "./claimed.ts";
import { tunedCandidates } from "./tuned.ts";

/**
 * Those that stand on something else than scores of their own. An option without any candidate, `scored` ones included,
 * appears once, as `none`, so that a rule can say why.
 */
export function unscoredCandidates(
  scored: readonly Pick<Candidate, "option">[],
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Candidate[] {
  const found = [
    ...tunedCandidates(state, useCase, knowledge, asOf),
    ...claimedCandidates(state, knowledge),
  ];
  const missing = options.filter(
    (option) =>
      !scored.some((one) => one.option === option) && !found.some((one) => one.option === option),
  );
  return [...found, ...missing.map((option): Candidate => ({ ...blank, option }))];
}
