import type { NeedTerms, Terms } from "../gate/candidate.ts";
import { needFacts, useCaseFacts } from "../gate/facts.ts";
import { type Judged, judgeFor } from "../gate/judge.ts";
import { type NeedState, needState } from "../gate/need.ts";
import type { Day } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import type { Facts } from "../rules/condition.ts";
import type { UseCase } from "../use-case.ts";
import { candidatesFor } from "./candidates.ts";
import { PlacedCandidate } from "./placed.ts";
import { type Table, tableOf } from "./table.ts";
import { standingOf } from "./value.ts";

/** One need with all of its candidates, judged, and those that take part. */
export interface AskedNeed {
  readonly state: NeedState;
  readonly facts: Facts;
  readonly terms: NeedTerms;
  readonly judged: readonly Judged[];
  readonly table: Table;
}

/** A use case set against what is known at a day. */
export interface Question extends Terms {
  readonly base: Facts;
  readonly needs: readonly AskedNeed[];
}

export function ask(useCase: UseCase, knowledge: Knowledge, asOf: Day): Question {
  return posed(useCase, knowledge, asOf, (terms) => candidatesFor(terms));
}

/** The same candidates at another load, other prices or other limits: whatever does not change who they are. */
export function askAgain(question: Question, useCase: UseCase): Question {
  const { knowledge, asOf } = question;
  return posed(useCase, knowledge, asOf, (terms, at) => {
    const held = new Map<object, PlacedCandidate[]>();
    for (const { candidate } of question.needs[at]?.judged ?? []) {
      if (!(candidate instanceof PlacedCandidate)) continue;
      const some = held.get(candidate.place);
      if (some === undefined) held.set(candidate.place, [candidate.at(terms)]);
      else some.push(candidate.at(terms));
    }
    return [...held.values()];
  });
}

function posed(
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  candidates: (terms: NeedTerms, at: number) => ReturnType<typeof candidatesFor>,
): Question {
  const base = useCaseFacts(useCase);
  const { scenario, horizonMonths } = useCase;
  const states = useCase.needs.flatMap(
    (need) => needState(need, knowledge, asOf, scenario, horizonMonths) ?? [],
  );
  const needs = states.map((state, at): AskedNeed => {
    const terms = { useCase, knowledge, asOf, state };
    const facts = needFacts(state, base);
    const judged = candidates(terms, at).flatMap(judgeFor(facts, terms));
    return { state, facts, terms, judged, table: tableOf(judged, terms) };
  });
  return { useCase, knowledge, asOf, base, needs };
}

/** With only those that may be chosen or fallen back on now: enough for a look at other prices, which a whole decision confirms. */
export const briefly = (question: Question): Question => ({
  ...question,
  needs: question.needs.map((need) => ({
    ...need,
    judged: standingOf(need.table).map(({ judged }) => judged),
  })),
});

/** Nothing is believed of it, and nobody claims anything: it can neither be chosen for nor compared. */
export const isUnheardOf = ({ state }: AskedNeed): boolean =>
  state.belief === undefined && state.claim === undefined;
