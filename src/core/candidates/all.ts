import type { Day } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { blank, type Candidate, options, type Ways } from "./candidate.ts";
import { claimedCandidates } from "./claimed.ts";
import { scoredCandidates } from "./scored.ts";
import { tunedCandidates } from "./tuned.ts";

/** Every candidate of a need. An option that has none appears once, as `none`, so that a rule can say why. */
export function candidatesFor(
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  only?: Ways,
): Candidate[] {
  const standings =
    only === undefined ? state.standings : state.standings.filter((one) => only.has(one));
  const found = [
    ...standings.flatMap((standing) =>
      scoredCandidates(standing, state, useCase, knowledge, asOf, only?.get(standing)),
    ),
    ...tunedCandidates(state, useCase, knowledge, asOf),
    ...claimedCandidates(state, knowledge),
  ];
  const missing = options.filter((option) => !found.some((one) => one.option === option));
  return [...found, ...missing.map((option): Candidate => ({ ...blank, option }))];
}
