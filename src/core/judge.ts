import type { Candidate } from "./candidates/candidate.ts";
import { candidateFacts, extend, modelFacts, pendingCandidate } from "./facts.ts";
import type { Day, Model } from "./knowledge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import type { Context, Facts } from "./rules/condition.ts";
import { compile, type Decide } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/paths.ts";
import { type Criterion, criteria, type UseCase } from "./use-case.ts";

type Points = Readonly<Record<Criterion, number>>;

/** Rules that hold whatever else turns out. */
interface Held {
  /** Gates about facts that fail: each removes the candidate, whatever its points. */
  readonly vetoes: readonly Rule[];
  /** Gates about the quality bar that fail at the expected values. */
  readonly barVetoes: readonly Rule[];
  readonly fired: readonly Rule[];
}

/**
 * What a candidate is judged on. A class, because V8 takes literals that outlive a start-up for long-lived ones and puts
 * them where they are dear to collect, with all that they hold; there are hundreds of these per decision, and none is kept.
 */
class CandidateContext implements Context {
  readonly facts: Facts;
  readonly parameters: Context["parameters"];

  constructor(facts: Facts, parameters: Context["parameters"]) {
    this.facts = facts;
    this.parameters = parameters;
  }
}

/** A class for the same reason. */
export class Judged implements Held {
  readonly candidate: Candidate;
  readonly context: Context;
  readonly vetoes: readonly Rule[];
  readonly barVetoes: readonly Rule[];
  readonly fired: readonly Rule[];
  /** Rules that lack a fact: they remove nothing, add nothing, and are named. */
  readonly unknown: readonly Rule[];
  readonly points: Points;

  constructor(candidate: Candidate, context: Context, held: Held, unknown: readonly Rule[]) {
    this.candidate = candidate;
    this.context = context;
    this.vetoes = held.vetoes;
    this.barVetoes = held.barVetoes;
    this.fired = held.fired;
    this.unknown = unknown;
    this.points = pointsOf(held.fired, candidate);
  }
}

interface CandidateRule {
  readonly rule: Rule;
  readonly decide: Decide;
  /** Asks what the candidate costs or how large its fleet is: the dearest facts. */
  readonly isCostly: boolean;
}

export const isCost = (path: string): boolean =>
  /^candidate\.(usdPerMonth|priced|gpus|gpuLimit|replicas|latency)/.test(path);

const asking = new WeakMap<Rule, boolean>();

/** Rules whose answer depends on what a candidate costs or how large its fleet is, so on nearly every number. */
export function asksForCosts(rule: Rule): boolean {
  const known = asking.get(rule);
  if (known !== undefined) return known;
  const asks = pathsOf(rule.when).some(isCost);
  asking.set(rule, asks);
  return asks;
}

const candidateRules = new WeakMap<Knowledge, readonly CandidateRule[]>();

/** The gates and points of a pack, in the order in which they settle most candidates soonest. */
function rulesOf(knowledge: Knowledge): readonly CandidateRule[] {
  const known = candidateRules.get(knowledge);
  if (known !== undefined) return known;
  const rank = ({ rule, isCostly }: CandidateRule): number =>
    isCostly ? 2 : rule.effect.kind === "veto" && rule.effect.gate === "bar" ? 0 : 1;
  const ordered = knowledge.rules
    .filter((one) => one.given === "candidate" && one.effect.kind !== "advise")
    .map((rule) => ({ rule, decide: compile(rule.when), isCostly: asksForCosts(rule) }))
    .sort((a, b) => rank(a) - rank(b));
  candidateRules.set(knowledge, ordered);
  return ordered;
}

/** Beside what holds, rules that cannot be told yet. */
interface Docket extends Held {
  readonly open: readonly CandidateRule[];
}

/**
 * Judges the candidates of one need. What the use case and the need settle is settled once for all of them, and what the
 * model settles once for all its offers: a condition that is true or false while facts are pending stays so (Kleene).
 * `briefly` stops at the first gate that fails: enough where nobody asks why.
 */
export function judgeFor(
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  briefly = false,
): (candidate: Candidate) => Judged {
  const { parameters } = knowledge.pack;
  const ofNeed = docketFor(rulesOf(knowledge), base, useCase, knowledge);
  const ofModels = new Map<Model | undefined, Docket>();
  const docketOf = (model: Model | undefined): Docket => {
    const found = ofModels.get(model);
    if (found !== undefined) return found;
    const known = model && modelFacts(model, asOf);
    const facts = extend(base, { candidate: pendingCandidate(useCase, known) });
    const docket = advanced(ofNeed, { facts, parameters });
    ofModels.set(model, docket);
    return docket;
  };
  return (candidate) => {
    const facts = candidateFacts(candidate, base, useCase, knowledge, asOf);
    const context = new CandidateContext(facts, parameters);
    return judge(candidate, docketOf(candidate.model), context, briefly);
  };
}

/**
 * Judges candidates again where nothing has changed that other rules ask for than those about costs. `settled` is what
 * `butForCosts` left of the old judgement; its context still speaks of the old use case.
 */
export function rejudgeFor(
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): (settled: Judged, candidate: Candidate) => Judged {
  const { parameters } = knowledge.pack;
  const costly = rulesOf(knowledge).filter((one) => one.isCostly);
  const { open } = docketFor(costly, base, useCase, knowledge);
  return (settled, candidate) => {
    if (open.length === 0) return new Judged(candidate, settled.context, settled, none);
    const facts = candidateFacts(candidate, base, useCase, knowledge, asOf);
    const context = new CandidateContext(facts, parameters);
    return judge(candidate, { ...settled, open }, context, true);
  };
}

/** A judgement without what rules about costs said; undefined where another gate fails. */
export function butForCosts(one: Judged): Judged | undefined {
  const cheap = (rules: readonly Rule[]) => rules.filter((rule) => !asksForCosts(rule));
  if ([...cheap(one.vetoes), ...cheap(one.barVetoes)].length > 0) return undefined;
  const held = { vetoes: none, barVetoes: none, fired: cheap(one.fired) };
  return new Judged(one.candidate, one.context, held, one.unknown);
}

/** What is settled for all candidates of a need alike. */
function docketFor(
  open: readonly CandidateRule[],
  base: Facts,
  useCase: UseCase,
  { pack }: Knowledge,
): Docket {
  const facts = extend(base, { candidate: pendingCandidate(useCase) });
  const nothing = { vetoes: none, barVetoes: none, fired: none, open };
  return advanced(nothing, { facts, parameters: pack.parameters });
}

function advanced(docket: Docket, context: Context): Docket {
  let held: Held = docket;
  const open = docket.open.filter((one) => {
    const truth = one.decide(context);
    // Gates about costs are asked only where no other gate has failed.
    if (truth !== true || one.isCostly) return truth !== false;
    held = holding(held, one.rule);
    return false;
  });
  const { vetoes, barVetoes, fired } = held;
  return { vetoes, barVetoes, fired, open };
}

function holding({ vetoes, barVetoes, fired }: Held, rule: Rule): Held {
  if (rule.effect.kind !== "veto") return { vetoes, barVetoes, fired: [...fired, rule] };
  return rule.effect.gate === "bar"
    ? { vetoes, barVetoes: [...barVetoes, rule], fired }
    : { vetoes: [...vetoes, rule], barVetoes, fired };
}

/** What a gate has removed is not sized any more, so gates about costs speak of those that would stand otherwise. */
function judge(candidate: Candidate, docket: Docket, context: Context, briefly: boolean): Judged {
  let held: Held = docket;
  let unknown = none;
  for (const { rule, decide, isCostly } of docket.open) {
    const fails = held.vetoes.length > 0;
    if ((isCostly && fails) || (briefly && (fails || held.barVetoes.length > 0))) break;
    const truth = decide(context);
    if (truth === "unknown") unknown = [...unknown, rule];
    else if (truth) held = holding(held, rule);
  }
  return new Judged(candidate, context, held, unknown);
}

const none: readonly Rule[] = [];

const noPoints = Object.freeze(Object.fromEntries(criteria.map((one) => [one, 0]))) as Points;

function pointsOf(fired: readonly Rule[], candidate: Candidate): Points {
  if (fired.length === 0) return noPoints;
  const points = { ...noPoints };
  for (const { effect } of fired) {
    if (effect.kind !== "points") continue;
    if (effect.option === undefined || effect.option === candidate.option)
      points[effect.criterion] += effect.value;
  }
  return points;
}

export const passesFacts = (one: Judged): boolean => one.vetoes.length === 0;
export const passes = (one: Judged): boolean => passesFacts(one) && one.barVetoes.length === 0;
