import type { Belief } from "../believe/belief.ts";
import type { NeedTerms, Place, Terms } from "../gate/candidate.ts";
import { needFacts, useCaseFacts } from "../gate/facts.ts";
import { type Judged, judgeFor } from "../gate/judge.ts";
import { type NeedState, needState } from "../gate/need.ts";
import type { Facts } from "../know/condition.ts";
import type { Day } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import { candidatesFor } from "./candidates.ts";
import { JudgedPlace } from "./judged-place.ts";
import type { Placed } from "./placed.ts";
import { standingIn } from "./standing.ts";
import { type Table, tableOf } from "./table.ts";
import { tunedPrice } from "./tuned.ts";

/** One need with all of its candidates, judged, and those that take part. */
export class AskedNeed {
  readonly state: NeedState;
  readonly facts: Facts;
  readonly terms: NeedTerms;
  readonly places: readonly JudgedPlace[];
  readonly table: Table;

  constructor(terms: NeedTerms, base: Facts, candidates: readonly Placed[]) {
    this.terms = terms;
    this.state = terms.state;
    this.facts = needFacts(terms.state, base);
    const judge = judgeFor(this.facts, terms);
    this.places = candidates.map((one) => new JudgedPlace(one, judge, terms));
    this.table = tableOf(this.places, terms);
  }

  /** All of them, for whoever explains: most are never looked at. */
  get judged(): Judged[] {
    return this.places.flatMap((one) => one.all);
  }
}

/** A use case set against what is known at a day. */
export interface Question extends Terms {
  readonly base: Facts;
  readonly needs: readonly AskedNeed[];
}

export const ask = (useCase: UseCase, knowledge: Knowledge, asOf: Day): Question =>
  posed(useCase, knowledge, asOf, candidatesFor);

/** Other candidates for the needs of a question. */
export const askWith = (
  question: Question,
  candidates: (need: AskedNeed) => readonly Placed[],
  useCase = question.useCase,
): Question =>
  posed(useCase, question.knowledge, question.asOf, (_, at) => {
    const need = question.needs[at];
    return need === undefined ? [] : candidates(need);
  });

/** The same candidates at another load, other prices or other limits: whatever does not change who they are. */
export const askAgain = (question: Question, useCase: UseCase): Question =>
  askWith(question, ({ places }) => places.map(({ placed }) => placed), useCase);

/** With only those whom nobody dominates now: enough for a look at other prices or weights, which a whole decision confirms. */
export const askBriefly = (question: Question, useCase: UseCase): Question =>
  askWith(question, ({ table }) => undominated(table), useCase);

/** The places of those whom nobody of their option outdoes. */
export const undominated = remembering((table: Table): Placed[] => {
  const { rows, dominated } = standingIn(table);
  const beliefs = new Map<Place, (Belief | undefined)[]>();
  for (const row of rows) {
    if (dominated.has(row)) continue;
    const { place, belief } = row.candidate;
    const held = beliefs.get(place);
    if (held === undefined) beliefs.set(place, [belief]);
    else held.push(belief);
  }
  return [...beliefs].map(([place, held]) => ({
    place,
    beliefs: held,
    price: place.kind === "tuned" ? tunedPrice : undefined,
  }));
}, new WeakMap());

function posed(
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  candidates: (terms: NeedTerms, at: number) => readonly Placed[],
): Question {
  const base = useCaseFacts(useCase);
  const { scenario, horizonMonths } = useCase;
  const states = useCase.needs.flatMap(
    (need) => needState(need, knowledge, asOf, scenario, horizonMonths) ?? [],
  );
  const needs = states.map((state, at) => {
    const terms = { useCase, knowledge, asOf, state };
    return new AskedNeed(terms, base, candidates(terms, at));
  });
  return { useCase, knowledge, asOf, base, needs };
}

/** Nothing is believed of it, and nobody claims anything: it can neither be chosen for nor compared. */
export const isUnheardOf = ({ state }: AskedNeed): boolean =>
  state.belief === undefined && state.claim === undefined;
