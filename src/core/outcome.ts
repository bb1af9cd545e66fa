import { options } from "./candidates/candidate.ts";
import type { Arena } from "./contender.ts";
import { bestPerOption, bestPlan, betterPlan, type Plan, type Scene } from "./contest.ts";
import type { Option } from "./knowledge.ts";

export type Choice = Option | "hybrid" | "none";

/** What an arena comes to in one scene. */
export interface Outcome {
  readonly choice: Choice;
  /** Best plan per single option, in the order of `options`. */
  readonly single: readonly (Plan | undefined)[];
  /** Best plan that uses more than one option. */
  readonly split: Plan | undefined;
  readonly best: Plan | undefined;
  /** The only option that stands, on evidence that nobody has measured. */
  readonly byElimination: boolean;
  /** Unknown evidence on more than one side: nothing can be told apart. */
  readonly insufficient: boolean;
}

const singleSets = options.map((_, index) => 1 << index);
const splitSets = [3, 5, 6, 7] as const;

/** A split has to beat every single option; evidence that nobody measured decides only where nothing else stands. */
export function outcomeOf(arena: Arena, scene: Scene): Outcome {
  const candidates = bestPerOption(arena, scene);
  const single: (Plan | undefined)[] = [];
  let bestSingle: Plan | undefined;
  let standing = 0;
  for (const set of singleSets) {
    const plan = bestPlan(set, candidates, arena, scene);
    single.push(plan);
    bestSingle = betterPlan(plan, bestSingle);
    if (plan !== undefined) standing++;
  }
  let split: Plan | undefined;
  if (arena.fields.length > 1)
    for (const set of splitSets) split = betterPlan(bestPlan(set, candidates, arena, scene), split);
  const best = betterPlan(split, bestSingle);
  const unknown = best !== undefined && best.tier >= 2;
  const byElimination = unknown && standing === 1 && best === bestSingle;
  const insufficient = unknown && !byElimination;
  const choice = best === undefined || insufficient ? "none" : choiceOf(best);
  return { choice, single, split, best, byElimination, insufficient };
}

export function choiceOf(plan: Plan): Choice {
  const index = singleSets.indexOf(plan.set);
  return index < 0 ? "hybrid" : (options[index] ?? "hybrid");
}

export function planOf(outcome: Outcome, choice: Choice): Plan | undefined {
  if (choice === "none") return undefined;
  return choice === "hybrid" ? outcome.split : outcome.single[options.indexOf(choice)];
}
