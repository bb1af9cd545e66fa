import { complete } from "../assume.ts";
import { options } from "../candidates/candidate.ts";
import { type Draws, drawOutcomes } from "../confidence.ts";
import type { Plan } from "../contest.ts";
import type { Day } from "../knowledge.ts";
import { type Choice, choiceOf } from "../outcome.ts";
import type { Knowledge } from "../pack.ts";
import { type Answer, answer, hopefuls, pose, type Question } from "../question.ts";
import type { Assumption, UseCase, WrittenUseCase } from "../use-case.ts";

/** A use case decided again, with no more worked out than a check asks for. */
export interface Redecision {
  readonly useCase: UseCase;
  readonly assumed: readonly Assumption[];
  readonly question: Question;
  readonly found: Answer;
  readonly draws: Draws | undefined;
  /** The lead is so small, or so unsure, that neither side is wrong. */
  readonly immaterial: boolean;
  readonly tooClose: boolean;
}

export function redecide(
  written: WrittenUseCase,
  knowledge: Knowledge,
  asOf: Day,
  count: number,
): Redecision {
  const { useCase, assumed } = complete(written, knowledge);
  const question = pose(useCase, knowledge, asOf);
  const found = answer(question);
  const draws = count > 0 ? drawn(question, found, count) : undefined;
  const { immaterialMargin, tooCloseUnder } = knowledge.pack.scales;
  const { plan, runnerUp } = found;
  const compared = plan !== undefined && runnerUp !== undefined && plan.tier === runnerUp.tier;
  return {
    useCase,
    assumed,
    question,
    found,
    draws,
    immaterial: compared && Math.abs(plan.value - runnerUp.value) < immaterialMargin,
    tooClose:
      found.status === "decided" &&
      runnerUp !== undefined &&
      draws !== undefined &&
      draws.beatsRunnerUp < tooCloseUnder,
  };
}

/** The same draws as moat advise makes, fewer of them. */
function drawn(question: Question, found: Answer, count: number): Draws {
  const runnerUp = found.runnerUp === undefined ? "none" : choiceOf(found.runnerUp);
  const arena =
    found.status === "below-bar" ? { ...question.arena, withBar: false } : hopefuls(question.arena);
  return drawOutcomes(arena, found, runnerUp, count);
}

/** The plan of a choice at expected values; undefined where it does not stand. */
export function planFor({ found }: Redecision, choice: Choice): Plan | undefined {
  if (choice === found.choice) return found.plan;
  if (choice === "none") return undefined;
  return choice === "hybrid" ? found.outcome.split : found.outcome.single[options.indexOf(choice)];
}
