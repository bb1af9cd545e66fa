import type { ScenarioResult } from "../../shapes/decision.ts";
import { type Chosen, choose } from "../choose/choose.ts";
import { ask, type Question } from "../choose/question.ts";
import { complete } from "../know/assume.ts";
import type { WrittenUseCase } from "../know/use-case.ts";
import { type PlanOverTime, planOverTime } from "./over-time.ts";

/** The contrarian scenario beside the base, where the profiles have one; whether it changes the choice or the plan. */
export function scenarioResults(
  written: WrittenUseCase,
  question: Question,
  chosen: Chosen,
  timing: PlanOverTime,
): ScenarioResult[] {
  const { useCase, knowledge, asOf } = question;
  const other = useCase.scenario === "base" ? "contrarian" : "base";
  if (question.needs.every(({ state }) => state.profile.scenarios.length === 0)) return [];
  const beside = ask({
    useCase: complete({ ...written, scenario: other }, knowledge).useCase,
    knowledge,
    asOf,
  });
  const result = choose(beside, chosen.draws?.count ?? 0);
  const { plan, medianMonths } = planOverTime(beside, result);
  const same = result.choice === chosen.choice && plan === timing.plan;
  const median =
    medianMonths === null
      ? "no closing in sight"
      : `median closing in ${medianMonths.toFixed(1)} months`;
  const before =
    timing.medianMonths === null
      ? "none in sight"
      : `${timing.medianMonths.toFixed(1)} in ${useCase.scenario}`;
  const text = `${same ? "the same answer" : changed(result.choice, chosen.choice, plan)}; ${median}, ${before}`;
  return [{ id: other, choice: result.choice, plan, text }];
}

const changed = (choice: string, before: string, plan: string): string =>
  choice === before ? `the plan changes to ${plan}` : `the answer changes to ${choice} (${plan})`;
