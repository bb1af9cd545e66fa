import type { Criterion, Option } from "../../shapes/common.ts";
import { rentMode } from "../cost/rent.ts";
import { byKey } from "../know/by-key.ts";
import type { Condition, Context, Facts, Truth } from "../know/condition.ts";
import { criteria } from "../know/lists.ts";
import type { Knowledge, Rule } from "../know/pack.ts";
import { numberOf, remembering } from "../know/remember.ts";
import type { Candidate, NeedTerms, Place } from "./candidate.ts";
import { CandidateFacts, extend, pendingCandidate } from "./facts.ts";
import { compile, type Decide, leftOf, read } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/paths.ts";

export type RulePoints = Readonly<Record<Criterion, number>>;

/** What the rules say of a candidate. */
export interface RuleOutcome {
  /** Gates that fail: each removes the candidate, whatever its points. */
  readonly vetoes: readonly Rule[];
  /** Gates that lack a fact, or that say so: somebody has to be asked, or the team has to measure it. */
  readonly asks: readonly Rule[];
  /** Rules that move points, and what they come to. */
  readonly fired: readonly Rule[];
  readonly points: RulePoints;
}

/** A class, because V8 keeps literals that outlive a start-up where they are dear to collect; there are hundreds of these. */
export class Judged implements RuleOutcome {
  readonly candidate: Candidate;
  readonly vetoes: readonly Rule[];
  readonly asks: readonly Rule[];
  readonly fired: readonly Rule[];
  readonly points: RulePoints;
  readonly #facts: Facts;
  readonly #terms: NeedTerms;

  constructor(candidate: Candidate, outcome: RuleOutcome, facts: Facts, terms: NeedTerms) {
    this.candidate = candidate;
    this.vetoes = outcome.vetoes;
    this.asks = outcome.asks;
    this.fired = outcome.fired;
    this.points = outcome.points;
    this.#facts = facts;
    this.#terms = terms;
  }

  get passes(): boolean {
    return this.vetoes.length === 0;
  }

  /** For whoever explains; most are never explained. */
  get context(): Context {
    const candidate = new CandidateFacts(this.candidate, this.#terms);
    const { parameters } = this.#terms.knowledge.pack;
    return { facts: extend(this.#facts, { candidate }), parameters };
  }
}

/** A rule, and what the use case and the need leave open of its condition. */
interface CandidateRule {
  readonly rule: Rule;
  readonly left: Condition | true;
  readonly decide: Decide;
}

/** Facts that hang on the effort, the load or the prices; the others are the same for all efforts of a place. */
const movingFacts = /^candidate\.(?:effort|latency|usdPerMonth|gpus|gpuLimit|replicas)\b/;
/** Of rented machines, which ones they are: that too hangs on the load. */
const rentedFacts = /^candidate\.(?:assurances|lacks|documented|priced)\b/;

export const asksForCosts = remembering(
  (rule: Rule): boolean =>
    pathsOf(rule.when).some((path) =>
      /^candidate\.(?:usdPerMonth|gpus|gpuLimit|replicas|priced)\b/.test(path),
    ),
  new WeakMap(),
);

interface Rules {
  readonly still: readonly Rule[];
  readonly moving: readonly Rule[];
  /** Asked of a place, but again of each candidate on rented machines. */
  readonly rented: ReadonlySet<Rule>;
}

const rulesIn = remembering(({ rules }: Knowledge): Rules => {
  const all = rules
    .filter((one) => one.given === "candidate" && one.effect.kind !== "advise")
    .map((rule) => ({ rule, paths: pathsOf(rule.when) }));
  const ruleOf = ({ rule }: (typeof all)[number]) => rule;
  const asks = (facts: RegExp) => all.filter(({ paths }) => paths.some((path) => facts.test(path)));
  const moving = asks(movingFacts);
  return {
    still: all.filter((one) => !moving.includes(one)).map(ruleOf),
    moving: moving.map(ruleOf),
    rented: new Set(asks(rentedFacts).map(ruleOf)),
  };
}, new WeakMap());

/** Asks nothing that hangs on the effort, the load or the prices. */
export interface StillRule extends CandidateRule {
  /** All that its answer about a place hangs on but the place and the evidence for it. */
  readonly key: string;
}

/** The rules of a need that its own facts leave open. */
export interface Judge {
  readonly still: readonly StillRule[];
  /** What some of those say of a place, asked of any one of its candidates. */
  readonly truths: (some: readonly StillRule[], candidate: Candidate) => readonly Truth[];
  /** What holds of a place whatever the effort, the load and the prices, by what they say in their order. */
  readonly outcome: (place: Place, truthOf: (rule: number) => Truth) => RuleOutcome;
  /** No rule is left to ask of its candidates: all of them are judged as their place is. */
  readonly isSettled: (still: RuleOutcome, place: Pick<Candidate, "placement">) => boolean;
  /** The same with what hangs on those. What a gate has removed is not sized any more. */
  readonly whole: (candidate: Candidate, still: RuleOutcome) => Judged;
}

export function judgeFor(facts: Facts, terms: NeedTerms): Judge {
  const { knowledge, useCase, asOf } = terms;
  const rules = rulesIn(knowledge);
  // One for all candidates, filled with each in its turn: to make one for each takes longer than to ask its rules.
  const about = extend(facts, { candidate: pendingCandidate(useCase) }) as { candidate: unknown };
  const context = { facts: about as Facts, parameters: knowledge.pack.parameters };
  const open = (some: readonly Rule[]) =>
    some.flatMap((rule): CandidateRule[] => {
      const left = leftOf(rule.when, context);
      if (left === false) return [];
      return [{ rule, left, decide: left === true ? () => true : compile(left) }];
    });
  const setting = [asOf, rentMode(useCase) === "owned"];
  const still = open(rules.still).map((one): StillRule => {
    const asked = one.left === true || askedIn(one.left, facts);
    return { ...one, key: JSON.stringify([numberOf(one.rule), asked, ...setting]) };
  });
  const hosted = open(rules.moving);
  const isRented = ({ rule }: CandidateRule) => rules.rented.has(rule);
  const own = [...still.filter(isRented), ...hosted];
  const moving = ({ placement }: Pick<Candidate, "placement">) =>
    placement === "own" ? own : hosted;
  const isSettled: Judge["isSettled"] = (before, place) =>
    before.vetoes.length > 0 || moving(place).length === 0;
  return {
    still,
    truths: (some, candidate) => {
      about.candidate = new CandidateFacts(candidate, terms);
      const isOwn = candidate.placement === "own";
      return some.map((one) => !(isOwn && isRented(one)) && one.decide(context));
    },
    outcome: (place, truthOf) => outcomeOf(still, place, truthOf, nothing),
    isSettled,
    whole: (candidate, before) => {
      if (isSettled(before, candidate)) return new Judged(candidate, before, facts, terms);
      about.candidate = new CandidateFacts(candidate, terms);
      const asked = moving(candidate);
      const truthOf = (at: number) => asked[at]?.decide(context) ?? false;
      const outcome = outcomeOf(asked, candidate, truthOf, before);
      return new Judged(candidate, outcome, facts, terms);
    },
  };
}

/** Which tests a condition is made of, and what they ask of the use case and the need. */
const askedIn = (condition: Condition, facts: Facts): unknown[] =>
  condition.kind === "all" || condition.kind === "any"
    ? [condition.kind, ...condition.of.map((one) => askedIn(one, facts))]
    : [numberOf(condition), ...givenIn(condition).map((path) => read(facts, path) ?? null)];

const givenIn = remembering(
  (condition: Condition) => pathsOf(condition).filter((path) => !path.startsWith("candidate.")),
  new WeakMap(),
);

const noPoints = Object.freeze(byKey(criteria, () => 0));

const nothing: RuleOutcome = { vetoes: [], asks: [], fired: [], points: noPoints };

function outcomeOf(
  rules: readonly CandidateRule[],
  { option, model }: Place,
  truthOf: (rule: number) => Truth,
  before: RuleOutcome,
): RuleOutcome {
  let { vetoes, asks, fired } = before;
  for (let at = 0; at < rules.length; at++) {
    const truth = truthOf(at);
    if (truth === false) continue;
    const { rule } = rules[at] as CandidateRule;
    const { kind } = rule.effect;
    // A gate that lacks a fact neither removes nor passes in silence; points are not given on a guess. Nobody can be asked
    // about a model that is only claimed.
    const isQuestion = kind === "ask" || kind === "measure";
    const isOpen = isQuestion || (truth === "unknown" && kind !== "points");
    if (isOpen && model !== undefined) asks = [...asks, rule];
    else if (truth !== true || isQuestion) continue;
    else if (kind === "veto") vetoes = [...vetoes, rule];
    else fired = [...fired, rule];
  }
  const points = fired === before.fired ? before.points : pointsOf(fired, option);
  return { vetoes, asks, fired, points };
}

function pointsOf(fired: readonly Rule[], option: Option): RulePoints {
  if (fired.length === 0) return noPoints;
  const points = { ...noPoints };
  for (const { effect } of fired) {
    if (effect.kind !== "points") continue;
    if (effect.option === undefined || effect.option === option)
      points[effect.criterion] += effect.value;
  }
  return points;
}
