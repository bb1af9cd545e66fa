import type { ScenarioResult } from "../../shapes/decision.ts";
import type { Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { PlanOverTime } from "./over-time.ts";

/** The scenario beside the one that is asked about; undefined where no profile tells one. */
export const scenarioBeside = ({ needs, useCase }: Question): string | undefined => {
  if (needs.every(({ state }) => state.profile.scenarios.length === 0)) return undefined;
  return useCase.scenario === "base" ? "contrarian" : "base";
};

/** A use case as it is decided in one scenario. */
export interface InScenario {
  readonly question: Question;
  readonly chosen: Chosen;
  readonly timing: PlanOverTime;
}

/** Whether another scenario changes the choice or the plan. */
export function scenarioResult(base: InScenario, other: InScenario): ScenarioResult {
  const { choice } = other.chosen;
  const { plan, medianMonths } = other.timing;
  const same = choice === base.chosen.choice && plan === base.timing.plan;
  const median =
    medianMonths === null
      ? "no closing in sight"
      : `median closing in ${medianMonths.toFixed(1)} months`;
  const before =
    base.timing.medianMonths === null
      ? "none in sight"
      : `${base.timing.medianMonths.toFixed(1)} in ${base.question.useCase.scenario}`;
  const text = `${same ? "the same answer" : changed(choice, base.chosen.choice, plan)}; ${median}, ${before}`;
  return { id: other.question.useCase.scenario, choice, plan, text };
}

const changed = (choice: string, before: string, plan: string): string =>
  choice === before ? `the plan changes to ${plan}` : `the answer changes to ${choice} (${plan})`;
