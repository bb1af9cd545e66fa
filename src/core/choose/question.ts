import type { Belief } from "../believe/belief.ts";
import type { NeedTerms, Place } from "../gate/candidate.ts";
import { needFacts, useCaseFacts } from "../gate/facts.ts";
import { type Judge, type Judged, judgeFor } from "../gate/judge.ts";
import { type NeedState, needState } from "../gate/need.ts";
import type { Facts } from "../know/condition.ts";
import type { Terms } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import { candidatesFor } from "./candidates.ts";
import { JudgedPlace, type StillPlace } from "./judged-place.ts";
import type { Placed } from "./placed.ts";
import { frontAt, standingIn } from "./standing.ts";
import { passes, stillPlaces } from "./still-places.ts";
import { type Row, type Table, tableOf } from "./table.ts";

/** One need with all of its candidates, judged, and those that take part. */
export class AskedNeed {
  readonly state: NeedState;
  readonly facts: Facts;
  readonly terms: NeedTerms;
  readonly placed: readonly Placed[];
  readonly table: Table;
  readonly #judge: Judge;
  readonly #open: ReadonlyMap<StillPlace, JudgedPlace>;
  #places: readonly JudgedPlace[] | undefined;

  constructor(terms: NeedTerms, base: Facts, placed: readonly Placed[]) {
    this.terms = terms;
    this.state = terms.state;
    this.facts = needFacts(terms.state, base);
    this.placed = placed;
    this.#judge = judgeFor(this.facts, terms);
    const { open } = stillPlaces(placed, this.#judge, terms);
    this.#open = new Map(open.map((one) => [one, new JudgedPlace(one, this.#judge, terms)]));
    this.table = tableOf([...this.#open.values()], terms);
  }

  /** All places, merged with none: whoever counts or explains asks for them, and looks about do not. */
  get places(): readonly JudgedPlace[] {
    this.#places ??= stillPlaces(this.placed, this.#judge, this.terms).all.map(
      (one) => this.#open.get(one) ?? new JudgedPlace(one, this.#judge, this.terms),
    );
    return this.#places;
  }

  /** All of them, for whoever explains: most are never looked at. */
  get judged(): Judged[] {
    return this.places.flatMap((one) => one.all);
  }

  /** Candidates of places that pass every gate asked of a place. */
  get open(): Placed[] {
    const { all } = stillPlaces(this.placed, this.#judge, this.terms);
    return all.filter(passes).map(({ placed }) => placed);
  }
}

/** A use case set against what is known at a day. */
export interface Question extends Terms {
  readonly base: Facts;
  readonly needs: readonly AskedNeed[];
}

export const ask = (terms: Terms): Question => posed(terms, candidatesFor);

/** A use case, and the question that it is, where somebody had to ask it to tell. */
export interface Changed {
  readonly useCase: UseCase;
  readonly question?: Question;
}

/** The question of a changed use case, with what else was asked before. */
export const askChanged = ({ useCase, question }: Changed, before: Question): Question =>
  question ?? ask({ ...before, useCase });

/** Other candidates for the needs of a question. */
export const askWith = (
  question: Question,
  candidates: (need: AskedNeed) => readonly Placed[],
  useCase = question.useCase,
): Question =>
  posed({ ...question, useCase }, (_, at) => {
    const need = question.needs[at];
    return need === undefined ? [] : candidates(need);
  });

/** The same candidates at another load, other prices or other limits: whatever does not change who they are. */
export const askAgain = (question: Question, useCase: UseCase): Question =>
  askWith(question, ({ placed }) => placed, useCase);

/**
 * With only those whom nobody of their option outdoes now, whatever the weights are: enough for a look at other weights, which a
 * whole decision confirms.
 */
export const askBriefly = (question: Question): Question =>
  askWith(question, ({ table }) => undominated(table));

/**
 * With only those whom nobody of their option outdoes at the weights of the question, and those whose own price moves: enough
 * for a look at other loads and prices.
 */
export const askAtFront = (question: Question, useCase: UseCase): Question => {
  const moved = Object.keys(useCase.market.prices ?? {}).join();
  const known = fronts(question);
  const front = known.get(moved) ?? frontsOf(question, moved);
  known.set(moved, front);
  return posed({ ...question, useCase }, (_, at) => front[at] ?? []);
};

const fronts = remembering(
  (_: Question) => new Map<string, readonly (readonly Placed[])[]>(),
  new WeakMap(),
);

/** By need, the front and all rows of the model of which a price moves. */
const frontsOf = ({ useCase, knowledge, needs }: Question, moved: string): (readonly Placed[])[] =>
  needs.map(({ table }) => {
    const mine = standingIn(table).rows.filter(({ candidate }) => candidate.model?.id === moved);
    return placedOf([...new Set([...frontAt(useCase.weights, table, knowledge), ...mine])]);
  });

/** The places of those whom nobody of their option outdoes. */
export const undominated = remembering((table: Table): Placed[] => {
  const { rows, dominated } = standingIn(table);
  return placedOf(rows.filter((row) => !dominated.has(row)));
}, new WeakMap());

function placedOf(rows: readonly Row[]): Placed[] {
  const beliefs = new Map<Place, (Belief | undefined)[]>();
  for (const { candidate } of rows) {
    const held = beliefs.get(candidate.place);
    if (held === undefined) beliefs.set(candidate.place, [candidate.belief]);
    else held.push(candidate.belief);
  }
  return [...beliefs].map(([place, held]) => ({ place, beliefs: held }));
}

function posed(
  { useCase, knowledge, asOf, within = useCase }: Terms,
  candidates: (terms: NeedTerms, at: number) => readonly Placed[],
): Question {
  const base = useCaseFacts(useCase);
  const { scenario, horizonMonths } = useCase;
  const states = useCase.needs.flatMap(
    (need) => needState(need, { knowledge, asOf }, scenario, horizonMonths) ?? [],
  );
  const needs = states.map((state, at) => {
    const terms = { useCase, knowledge, asOf, within, state };
    return new AskedNeed(terms, base, candidates(terms, at));
  });
  return { useCase, knowledge, asOf, within, base, needs };
}
