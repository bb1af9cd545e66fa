import type { Day } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { blank, type Candidate, options } from "./candidate.ts";
import { claimedCandidates } from "./claimed.ts";
import { scoredCandidates } from "./scored.ts";
import { tunedCandidates } from "./tuned.ts";

/** Every candidate of a need. An option that has none appears once, as `none`, so that a rule can say why. */
export function candidatesFor(
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Candidate[] {
  const found = [
    ...state.standings.flatMap((one) => scoredCandidates(one, state, useCase, knowledge, asOf)),
    ...unscoredCandidates(state, useCase, knowledge, asOf),
  ];
  const missing = options.filter((option) => !found.some((one) => one.option === option));
  return [...found, ...missing.map((option): Candidate => ({ ...blank, option }))];
}

/** Those that stand on something else than scores of their own. */
export const unscoredCandidates = (
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Candidate[] => [
  ...tunedCandidates(state, useCase, knowledge, asOf),
  ...claimedCandidates(state, knowledge),
];
