import type { Candidate } from "./candidates/candidate.ts";
import { candidateFacts, extend, modelFacts, pendingCandidate } from "./facts.ts";
import type { Day, Model, Option } from "./knowledge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import { remembering } from "./remember.ts";
import type { Context, Facts } from "./rules/condition.ts";
import { compile, type Decide } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/paths.ts";
import { type Criterion, criteria, type UseCase } from "./use-case.ts";

type Points = Readonly<Record<Criterion, number>>;

/** What the candidates of one need are judged on. */
export interface Ground {
  readonly facts: Facts;
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
  readonly asOf: Day;
}

/** Rules that hold whatever else turns out. */
interface Held {
  /** Gates about facts that fail: each removes the candidate, whatever its points. */
  readonly vetoes: readonly Rule[];
  /** Gates about the quality bar that fail at the expected values. */
  readonly barVetoes: readonly Rule[];
  readonly fired: readonly Rule[];
}

interface Verdict extends Held {
  /** Rules that lack a fact: they remove nothing, add nothing, and are named. */
  readonly unknown: readonly Rule[];
}

/** What rules say of a candidate that hang on neither its costs nor the load: as true for any other load. */
export class Settled<Of = unknown> implements Verdict {
  /** What it was settled for. */
  readonly of: Of;
  readonly vetoes: readonly Rule[];
  readonly barVetoes: readonly Rule[];
  readonly fired: readonly Rule[];
  readonly unknown: readonly Rule[];
  readonly points: Points;

  constructor(of: Of, { option }: Candidate, verdict: Verdict, inOrder: Rules["inOrder"]) {
    this.of = of;
    this.vetoes = inOrder(verdict.vetoes);
    this.barVetoes = inOrder(verdict.barVetoes);
    this.fired = inOrder(verdict.fired);
    this.unknown = inOrder(verdict.unknown);
    this.points = pointsOf(this.fired, option);
  }
}

/**
 * What a candidate is judged on. A class, because V8 takes literals that outlive a start-up for long-lived ones and puts
 * them where they are dear to collect, with all that they hold; there are hundreds of these per decision, and none is kept.
 */
class CandidateContext implements Context {
  readonly facts: Facts;
  readonly parameters: Context["parameters"];

  constructor(candidate: Candidate, { facts, useCase, knowledge, asOf }: Ground) {
    this.facts = candidateFacts(candidate, facts, useCase, knowledge, asOf);
    this.parameters = knowledge.pack.parameters;
  }
}

/** A class for the same reason. */
export class Judged implements Verdict {
  readonly candidate: Candidate;
  readonly settled: Settled;
  readonly vetoes: readonly Rule[];
  readonly barVetoes: readonly Rule[];
  readonly fired: readonly Rule[];
  readonly unknown: readonly Rule[];
  readonly points: Points;
  readonly #ground: Ground;
  #context: Context | undefined;

  constructor(candidate: Candidate, settled: Settled, ground: Ground, verdict: Verdict) {
    this.candidate = candidate;
    this.settled = settled;
    this.vetoes = verdict.vetoes;
    this.barVetoes = verdict.barVetoes;
    this.fired = verdict.fired;
    this.unknown = verdict.unknown;
    this.points =
      verdict.fired === settled.fired ? settled.points : pointsOf(verdict.fired, candidate.option);
    this.#ground = ground;
  }

  /** For whoever explains; most are never explained. */
  get context(): Context {
    this.#context ??= new CandidateContext(this.candidate, this.#ground);
    return this.#context;
  }
}

interface CandidateRule {
  readonly rule: Rule;
  readonly decide: Decide;
  /** Asks what the candidate costs or how large its fleet is: the dearest facts. */
  readonly isCostly: boolean;
  readonly asksForModel: boolean;
}

export const isCost = (path: string): boolean =>
  /^candidate\.(usdPerMonth|priced|gpus|gpuLimit|replicas|latency)/.test(path);

/** Rules whose answer depends on what a candidate costs or how large its fleet is, so on nearly every number. */
export const asksForCosts = remembering(
  (rule: Rule) => pathsOf(rule.when).some(isCost),
  new WeakMap(),
);

/** Of like offers of a model the cheapest stands, and which that is turns with the load: nothing but the host differs. */
const hangsOnLoad = (rule: Rule): boolean =>
  asksForCosts(rule) ||
  pathsOf(rule.when).some(
    (path) => path === "candidate.provider" || /^(?:need\.)?workload\b/.test(path),
  );

/** The gates and points of a pack, in the order in which they settle most candidates soonest. */
interface Rules {
  /** As they stand in the pack, the bar first and costs last: who reports must not depend on what settled when. */
  readonly inOrder: (rules: readonly Rule[]) => readonly Rule[];
  /** Those that hang on neither costs nor load, and what they ask of the use case and the need. */
  readonly settling: readonly CandidateRule[];
  readonly settlingPaths: readonly string[];
  readonly moving: readonly CandidateRule[];
}

export const rulesOf = remembering((knowledge: Knowledge): Rules => {
  const rank = ({ rule, isCostly }: CandidateRule): number =>
    isCostly ? 2 : rule.effect.kind === "veto" && rule.effect.gate === "bar" ? 0 : 1;
  const all = knowledge.rules
    .filter((one) => one.given === "candidate" && one.effect.kind !== "advise")
    .map((rule) => ({
      rule,
      decide: compile(rule.when),
      isCostly: asksForCosts(rule),
      asksForModel: pathsOf(rule.when).some((path) => path.startsWith("candidate.model")),
    }))
    .sort((a, b) => rank(a) - rank(b));
  const settling = all.filter(({ rule }) => !hangsOnLoad(rule));
  const asked = settling.flatMap(({ rule }) => pathsOf(rule.when));
  const places = new Map(all.map(({ rule }, index) => [rule, index]));
  return {
    inOrder: (some: readonly Rule[]) =>
      some.length < 2 ? some : some.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)),
    settling,
    settlingPaths: [...new Set(asked)].filter((path) => !path.startsWith("candidate.")),
    moving: all.filter(({ rule }) => hangsOnLoad(rule)),
  };
}, new WeakMap());

/** Beside what holds, rules that cannot be told yet. */
interface Docket extends Held {
  readonly open: readonly CandidateRule[];
}

/** Nothing holds, and nothing is left to ask. */
const isEmpty = ({ vetoes, barVetoes, fired, open }: Docket): boolean =>
  open.length + vetoes.length + barVetoes.length + fired.length === 0;

/** Asks the rules that neither costs nor the load can change. */
export function settleFor(ground: Ground): <Of>(candidate: Candidate, of: Of) => Settled<Of> {
  const { settling, inOrder } = rulesOf(ground.knowledge);
  const docketOf = docketsFor(settling, ground);
  return (candidate, of) =>
    new Settled(of, candidate, ask(docketOf(candidate.model), candidate, ground), inOrder);
}

/**
 * Asks the others, for the candidate of a settled judgement at the load and the prices of this use case. `briefly` stops at
 * the first gate that fails: enough where nobody asks why.
 */
export function judgeFor(
  ground: Ground,
  briefly = false,
): (settled: Settled, candidate: Candidate) => Judged {
  const { moving, inOrder } = rulesOf(ground.knowledge);
  const docketOf = docketsFor(moving, ground);
  const merged = (some: readonly Rule[], more: readonly Rule[]) =>
    more.length === 0 ? some : inOrder([...some, ...more]);
  return (settled, candidate) => {
    const isRemoved = settled.vetoes.length > 0;
    if (briefly && (isRemoved || settled.barVetoes.length > 0))
      return new Judged(candidate, settled, ground, settled);
    const docket = docketOf(candidate.model);
    if (isEmpty(docket)) return new Judged(candidate, settled, ground, settled);
    const more = ask(docket, candidate, ground, { isRemoved, briefly });
    return new Judged(candidate, settled, ground, {
      vetoes: merged(settled.vetoes, more.vetoes),
      barVetoes: merged(settled.barVetoes, more.barVetoes),
      fired: merged(settled.fired, more.fired),
      unknown: merged(settled.unknown, more.unknown),
    });
  };
}

/**
 * What is settled for all candidates of a need alike, and then for all offers of a model: a condition that is true or false
 * while facts are pending stays so (Kleene).
 */
function docketsFor(
  rules: readonly CandidateRule[],
  { facts, useCase, knowledge, asOf }: Ground,
): (model: Model | undefined) => Docket {
  const { parameters } = knowledge.pack;
  const about = (known?: Facts) => ({
    facts: extend(facts, { candidate: pendingCandidate(useCase, known) }),
    parameters,
  });
  const nothing = { vetoes: none, barVetoes: none, fired: none, open: rules };
  const ofNeed = advanced(nothing, about());
  if (!ofNeed.open.some((one) => one.asksForModel)) return () => ofNeed;
  const ofModels = new Map<Model | undefined, Docket>();
  return (model) => {
    const found = ofModels.get(model);
    if (found !== undefined) return found;
    const docket = advanced(ofNeed, about(model && modelFacts(model, asOf)));
    ofModels.set(model, docket);
    return docket;
  };
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
function ask(
  docket: Docket,
  candidate: Candidate,
  ground: Ground,
  { isRemoved = false, briefly = false } = {},
): Verdict {
  let held: Held = docket;
  let unknown = none;
  let context: Context | undefined;
  for (const { rule, decide, isCostly } of docket.open) {
    const fails = isRemoved || held.vetoes.length > 0;
    if ((isCostly && fails) || (briefly && (fails || held.barVetoes.length > 0))) break;
    context ??= new CandidateContext(candidate, ground);
    const truth = decide(context);
    if (truth === "unknown") unknown = [...unknown, rule];
    else if (truth) held = holding(held, rule);
  }
  const { vetoes, barVetoes, fired } = held;
  return { vetoes, barVetoes, fired, unknown };
}

const none: readonly Rule[] = [];

const noPoints = Object.freeze(Object.fromEntries(criteria.map((one) => [one, 0]))) as Points;

function pointsOf(fired: readonly Rule[], option: Option): Points {
  if (fired.length === 0) return noPoints;
  const points = { ...noPoints };
  for (const { effect } of fired) {
    if (effect.kind !== "points") continue;
    if (effect.option === undefined || effect.option === option)
      points[effect.criterion] += effect.value;
  }
  return points;
}

export const passesFacts = (one: Held): boolean => one.vetoes.length === 0;
export const passes = (one: Held): boolean => passesFacts(one) && one.barVetoes.length === 0;
