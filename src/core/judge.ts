import type { Candidate } from "./candidates/candidate.ts";
import { candidateFacts } from "./facts.ts";
import type { Day } from "./knowledge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import type { Context, Facts } from "./rules/condition.ts";
import { evaluate } from "./rules/evaluate.ts";
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

/** The gates and points of a pack, in the order in which they settle most candidates soonest. */
const candidateRules = new WeakMap<Knowledge, readonly Rule[]>();

function rulesOf(knowledge: Knowledge): readonly Rule[] {
  const known = candidateRules.get(knowledge);
  if (known !== undefined) return known;
  const rules = knowledge.rules.filter(
    (one) => one.given === "candidate" && one.effect.kind !== "advise",
  );
  const isBar = ({ effect }: Rule) => effect.kind === "veto" && effect.gate === "bar";
  const ordered = [...rules.filter(isBar), ...rules.filter((one) => !isBar(one))];
  candidateRules.set(knowledge, ordered);
  return ordered;
}

/**
 * Gates and points for one candidate. `briefly` stops at the first gate that fails: enough where nobody asks why.
 */
export function judge(
  candidate: Candidate,
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  briefly = false,
): Judged {
  const facts = candidateFacts(candidate, base, useCase, knowledge, asOf);
  const context: Context = { facts, parameters: knowledge.pack.parameters };
  let [vetoes, barVetoes, unknown, fired] = [none, none, none, none];
  for (const rule of rulesOf(knowledge)) {
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
