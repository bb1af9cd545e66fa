import { adviceFor } from "./advice.ts";
import { complete } from "./assume.ts";
import { options } from "./candidates/candidate.ts";
import { type Draws, drawOutcomes } from "./confidence.ts";
import { valuesOf } from "./contribution.ts";
import type { Decision, OptionResult } from "./decision.ts";
import { bestOf, routeOf, usdRange } from "./describe.ts";
import { answeredUseCase, headOf } from "./document.ts";
import { flips } from "./flips.ts";
import type { Day } from "./knowledge.ts";
import type { Knowledge } from "./pack.ts";
import { type Answer, answer, drawable, pose, type Question } from "./question.ts";
import { reasonsFor } from "./reasons.ts";
import { scenarioResults } from "./scenarios.ts";
import { timelineOf } from "./timeline.ts";
import { nextReview, planOverTime } from "./timing.ts";
import type { WrittenUseCase } from "./use-case.ts";
import { verdictOf } from "./verdict.ts";
import { unknownsOf, vetoesOf } from "./vetoes.ts";
import { warningsFor } from "./warnings.ts";

export interface AdviseOptions {
  /** Draws of weights and evidence; 0 gives the answer at expected values without a confidence. */
  readonly draws: number;
  /** Look for single changes that turn the verdict. */
  readonly flips: boolean;
  readonly version: string;
  /** Digest of the use case as it was read. */
  readonly sha256: string;
}

/**
 * The decision for one use case, from what was public at the as-of day. Pure: the same input gives the same value.
 * Capabilities that the pack does not know have been refused before, with a place and the nearest name.
 */
export function advise(
  written: WrittenUseCase,
  knowledge: Knowledge,
  asOf: Day,
  settings: AdviseOptions,
): Decision {
  const { useCase, assumed } = complete(written, knowledge);
  const question = pose(useCase, knowledge, asOf);
  const found = answer(question);
  const draws =
    settings.draws > 0 ? drawOutcomes(drawable(question, found), found, settings.draws) : undefined;
  const timing = planOverTime(question, found);
  const verdict = verdictOf(question, found, draws, timing);
  return {
    ...headOf("moat.decision", knowledge, asOf, settings.version),
    useCase: {
      ...answeredUseCase(useCase, settings.sha256),
      preset: useCase.preset,
      scenario: useCase.scenario,
      assumed,
    },
    verdict,
    routes: routesOf(question, found),
    options: options.map((_, index) => optionResult(index, question, found, draws)),
    reasons: reasonsFor(question, found),
    flips: settings.flips && found.choice !== "none" ? flips(written, question, found) : [],
    timeline: question.needs.flatMap(({ state }) => timelineOf(state, knowledge)),
    review: nextReview(question, found, verdict.marginUsdPerMonth),
    advice: adviceFor(question, found),
    scenarios: scenarioResults(written, question, found, timing),
    unknown: options.flatMap((option) => unknownsOf(option, question)),
    warnings: warningsFor(question, found),
  };
}

function routesOf({ needs, useCase, knowledge }: Question, { plan }: Answer): Decision["routes"] {
  return (plan?.picks ?? []).flatMap((pick, index) => {
    const need = needs[index];
    return need === undefined ? [] : [routeOf(pick, need.state, useCase, knowledge)];
  });
}

function optionResult(
  index: number,
  question: Question,
  found: Answer,
  draws: Draws | undefined,
): OptionResult {
  const option = options[index] ?? "self-host";
  const plan = found.outcome.single[index];
  return {
    option,
    eligible: plan !== undefined,
    score: plan?.value ?? null,
    winShare: draws?.winShare[option] ?? null,
    usdPerMonth: plan === undefined ? null : usdRange(plan, draws, index),
    best: plan === undefined ? [] : bestOf(plan, question.arena),
    criteria: plan === undefined ? null : criteriaOf(plan, question),
    vetoes: vetoesOf(option, question),
  };
}

function criteriaOf(
  plan: NonNullable<Answer["plan"]>,
  { arena }: Question,
): OptionResult["criteria"] {
  const { overhead: _, ...criteria } = valuesOf(plan, arena);
  return criteria;
}
