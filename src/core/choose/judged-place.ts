import type { Belief } from "../believe/belief.ts";
import type { NeedTerms, Place } from "../gate/candidate.ts";
import type { Judge, Judged, RuleOutcome } from "../gate/judge.ts";
import { candidatesAt, type Placed } from "./placed.ts";

/** A place, and what gates say of it whatever the effort, the load and the prices. */
export interface StillPlace {
  readonly placed: Placed;
  readonly still: RuleOutcome;
}

/** A place as far as it can be judged whatever the effort and the load; its candidates are made when somebody asks for one. */
export class JudgedPlace {
  readonly placed: Placed;
  readonly still: RuleOutcome;
  readonly #judge: Judge;
  readonly #terms: NeedTerms;
  readonly #made: Judged[] = [];
  #candidateOf: ReturnType<typeof candidatesAt> | undefined;

  constructor({ placed, still }: StillPlace, judge: Judge, terms: NeedTerms) {
    this.placed = placed;
    this.still = still;
    this.#judge = judge;
    this.#terms = terms;
  }

  get place(): Place {
    return this.placed.place;
  }

  judged(belief: Belief | undefined): Judged {
    const known = this.#made.find(({ candidate }) => candidate.belief === belief);
    if (known !== undefined) return known;
    this.#candidateOf ??= candidatesAt(this.place, this.#terms);
    const made = this.#judge.whole(this.#candidateOf(belief), this.still);
    this.#made.push(made);
    return made;
  }

  get all(): Judged[] {
    return this.placed.beliefs.map((belief) => this.judged(belief));
  }

  /** Those of whom gates say something of their own, each with how many it stands for: the nearest speaks for the rest. */
  get told(): readonly (readonly [Judged, number])[] {
    const { beliefs } = this.placed;
    if (!this.#judge.isSettled(this.still, this.place)) return this.all.map((one) => [one, 1]);
    const nearest = beliefs.reduce((held, one) => (gapOf(one) < gapOf(held) ? one : held));
    return [[this.judged(nearest), beliefs.length]];
  }
}

const gapOf = (belief: Belief | undefined): number => belief?.gap ?? Number.POSITIVE_INFINITY;
