import type { Candidate } from "./candidates/candidate.ts";
import { candidateFacts } from "./facts.ts";
import type { Day } from "./knowledge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import type { Context, Facts } from "./rules/condition.ts";
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
  /** The candidate is known to pass every gate that does not ask for costs. */
  readonly passed?: boolean;
}

/**
 * Gates and points for one candidate. What a gate has removed is not sized any more, so gates about costs speak of those
 * that would stand otherwise.
 */
export function judge(
  candidate: Candidate,
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  { briefly, passed }: Haste = {},
): Judged {
  const facts = candidateFacts(candidate, base, useCase, knowledge, asOf);
  const context: Context = { facts, parameters: knowledge.pack.parameters };
  let [vetoes, barVetoes, unknown, fired] = [none, none, none, none];
  for (const { rule, isCostly } of rulesOf(knowledge)) {
    if (isCostly && vetoes.length > 0) break;
    if (passed && !isCostly && rule.effect.kind === "veto") continue;
    const truth = evaluate(rule.when, context);
    if (truth === false) continue;
    if (truth === "unknown") unknown = [...unknown, rule];
    else if (rule.effect.kind !== "veto") fired = [...fired, rule];
    else {
      if (rule.effect.gate === "bar") barVetoes = [...barVetoes, rule];
      else vetoes = [...vetoes, rule];
      if (briefly) break;
    }
  }
  return {
    candidate,
    context,
    vetoes,
    barVetoes,
    unknown,
    fired,
    points: pointsOf(fired, candidate),
  };
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
