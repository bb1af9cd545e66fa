import type { Candidate } from "./candidates/candidate.ts";
import { candidateFacts, extend, pendingButModel } from "./facts.ts";
import type { Day, Model } from "./knowledge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import { type Context, type Facts, pending } from "./rules/condition.ts";
import { evaluate } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/trace.ts";
import { type Criterion, criteria, type UseCase } from "./use-case.ts";

export interface Judged {
  readonly candidate: Candidate;
  readonly context: Context;
  /** Gates about facts that fail: each removes the candidate, whatever its points. */
  readonly vetoes: readonly Rule[];
  /** Gates about the quality bar that fail at the expected values. */
  readonly barVetoes: readonly Rule[];
  /** Rules that lack a fact: they remove nothing, add nothing, and are named. */
  readonly unknown: readonly Rule[];
  readonly fired: readonly Rule[];
  readonly points: Readonly<Record<Criterion, number>>;
}

interface CandidateRule {
  readonly rule: Rule;
  /** Asks what the candidate costs or how large its fleet is: the dearest facts. */
  readonly isCostly: boolean;
}

/** Gates whose answer depends on what a candidate costs or how large its fleet is, so on nearly every number. */
export const asksForCosts = (rule: Rule): boolean =>
  pathsOf(rule.when).some((path) =>
    /^candidate\.(usdPerMonth|priced|gpus|gpuLimit|replicas|latency)/.test(path),
  );

const candidateRules = new WeakMap<Knowledge, readonly CandidateRule[]>();

/** The gates and points of a pack, in the order in which they settle most candidates soonest. */
function rulesOf(knowledge: Knowledge): readonly CandidateRule[] {
  const known = candidateRules.get(knowledge);
  if (known !== undefined) return known;
  const rank = ({ rule, isCostly }: CandidateRule) =>
    isCostly ? 2 : rule.effect.kind === "veto" && rule.effect.gate === "bar" ? 0 : 1;
  const ordered = knowledge.rules
    .filter((one) => one.given === "candidate" && one.effect.kind !== "advise")
    .map((rule) => ({ rule, isCostly: asksForCosts(rule) }))
    .sort((a, b) => rank(a) - rank(b));
  candidateRules.set(knowledge, ordered);
  return ordered;
}

interface Haste {
  /** Stop at the first gate that fails: enough where nobody asks why. */
  readonly briefly?: boolean;
}

/** Rules that hold whatever else turns out, and those that cannot be told yet. */
interface Docket extends Pick<Judged, "vetoes" | "barVetoes" | "fired"> {
  readonly open: readonly CandidateRule[];
}

/**
 * Judges the candidates of one need. What the use case and the need settle is settled once for all of them, and what the
 * model settles once for all its offers: a condition that is true or false while facts are pending stays so (Kleene).
 */
export function judgeFor(
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  { briefly = false }: Haste = {},
): (candidate: Candidate) => Judged {
  const { parameters } = knowledge.pack;
  const all = { vetoes: none, barVetoes: none, fired: none, open: rulesOf(knowledge) };
  const ofNeed = advanced(all, { facts: extend(base, { candidate: pending }), parameters });
  const ofModels = new Map<Model | undefined, Docket>();
  const docketOf = (model: Model | undefined): Docket => {
    const known = ofModels.get(model);
    if (known !== undefined) return known;
    const facts = extend(base, { candidate: pendingButModel(model, asOf) });
    const docket = advanced(ofNeed, { facts, parameters });
    ofModels.set(model, docket);
    return docket;
  };
  return (candidate) => {
    const facts = candidateFacts(candidate, base, useCase, knowledge, asOf);
    return judge(candidate, docketOf(candidate.model), { facts, parameters }, briefly);
  };
}

function advanced(docket: Docket, context: Context): Docket {
  let held = docket;
  const open = docket.open.filter((one) => {
    const truth = evaluate(one.rule.when, context);
    // Gates about costs are asked only where no other gate has failed.
    if (truth !== true || one.isCostly) return truth !== false;
    held = holding(held, one.rule);
    return false;
  });
  return { ...held, open };
}

function holding<Of extends Pick<Judged, "vetoes" | "barVetoes" | "fired">>(
  held: Of,
  rule: Rule,
): Of {
  const list =
    rule.effect.kind !== "veto" ? "fired" : rule.effect.gate === "bar" ? "barVetoes" : "vetoes";
  return { ...held, [list]: [...held[list], rule] };
}

/** What a gate has removed is not sized any more, so gates about costs speak of those that would stand otherwise. */
function judge(candidate: Candidate, docket: Docket, context: Context, briefly: boolean): Judged {
  let held: Pick<Judged, "vetoes" | "barVetoes" | "fired"> = docket;
  let unknown = none;
  for (const { rule, isCostly } of docket.open) {
    const fails = held.vetoes.length > 0;
    if ((isCostly && fails) || (briefly && (fails || held.barVetoes.length > 0))) break;
    const truth = evaluate(rule.when, context);
    if (truth === "unknown") unknown = [...unknown, rule];
    else if (truth) held = holding(held, rule);
  }
  const { vetoes, barVetoes, fired } = held;
  const points = pointsOf(fired, candidate);
  return { candidate, context, vetoes, barVetoes, unknown, fired, points };
}

const none: readonly Rule[] = [];

const noPoints = Object.freeze(Object.fromEntries(criteria.map((one) => [one, 0]))) as Readonly<
  Record<Criterion, number>
>;

function pointsOf(
  fired: readonly Rule[],
  candidate: Candidate,
): Readonly<Record<Criterion, number>> {
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
