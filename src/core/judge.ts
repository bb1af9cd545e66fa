import type { Candidate } from "./candidates/candidate.ts";
import { candidateFacts } from "./facts.ts";
import type { Day } from "./knowledge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import type { Context, Facts } from "./rules/condition.ts";
import { evaluate } from "./rules/evaluate.ts";
import type { NeedState } from "./situation.ts";
import { type Criterion, criteria, type UseCase } from "./use-case.ts";

/** A rule with the facts that it was judged on. */
export interface Applied {
  readonly rule: Rule;
  readonly context: Context;
}

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

/** Gates and points for one candidate. */
export function judge(
  candidate: Candidate,
  state: NeedState,
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Judged {
  const facts = candidateFacts(candidate, base, useCase, knowledge, state, asOf);
  const context: Context = { facts, parameters: knowledge.pack.parameters };
  const vetoes: Rule[] = [];
  const barVetoes: Rule[] = [];
  const unknown: Rule[] = [];
  const fired: Rule[] = [];
  for (const rule of knowledge.rules) {
    if (rule.given !== "candidate" || rule.effect.kind === "advise") continue;
    const truth = evaluate(rule.when, context);
    if (truth === "unknown") unknown.push(rule);
    if (truth !== true) continue;
    if (rule.effect.kind === "points") fired.push(rule);
    else (rule.effect.gate === "bar" ? barVetoes : vetoes).push(rule);
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

function pointsOf(fired: readonly Rule[], candidate: Candidate): Record<Criterion, number> {
  const points = Object.fromEntries(criteria.map((one) => [one, 0])) as Record<Criterion, number>;
  for (const { effect } of fired) {
    if (effect.kind !== "points") continue;
    if (effect.option === undefined || effect.option === candidate.option)
      points[effect.criterion] += effect.value;
  }
  return points;
}

export const passesFacts = (one: Judged): boolean => one.vetoes.length === 0;
export const passes = (one: Judged): boolean => passesFacts(one) && one.barVetoes.length === 0;
