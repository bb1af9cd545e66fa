import type { FigureUsed, NamedCost, NeedCost } from "../../shapes/cost.ts";
import type { Warning } from "../../shapes/document.ts";
import type { Chosen } from "../choose/choose.ts";
import type { AskedNeed, Question } from "../choose/question.ts";
import { usdOf } from "../cost/bill.ts";
import { expectedConditions } from "../cost/conditions.ts";
import { type Parameter, parametersFor } from "../cost/parameters.ts";
import { drawBills, regrets } from "../cost/risk.ts";
import { speechOf } from "../cost/speech.ts";
import type { NeedTerms } from "../gate/candidate.ts";
import { armReport } from "./arm-cost.ts";
import { armsFor, type NamedArm } from "./arms.ts";
import { billed, type CostSettings, ownArm } from "./billed.ts";
import { cautions } from "./cautions.ts";
import { compare } from "./compare.ts";
import { curveOf } from "./curve.ts";
import { nameOf } from "./fleets.ts";
import { namedArms } from "./named.ts";

export function needCost(
  need: AskedNeed,
  question: Question,
  chosen: Chosen,
  settings: CostSettings,
): NeedCost {
  const { state } = need;
  const { knowledge } = question;
  // Limits of latency and the largest request are the need's own.
  const { latency, workload } = state.need;
  const useCase = { ...question.useCase, latency, workload };
  const terms = { ...need.terms, useCase };
  const models = settings.models.flatMap((id) => knowledge.models[id] ?? []);
  const notes: Warning[] = [];
  const named = namedArms(models, need, chosen);
  const arms = armsFor(need, question, chosen, named).map((arm) =>
    billed(arm, terms, settings, notes),
  );
  const own = ownArm(arms);
  const fleet = own?.plan?.kind === "own" ? own.plan.fleet : undefined;
  const expected = expectedConditions(knowledge.serving, fleet, settings.drift);
  const parameters = parametersFor(fleet, knowledge, expected);
  const setting = {
    ...terms,
    expected,
    parameters,
    draws: settings.draws,
    discountRate: settings.discountRate,
  };
  const priced = arms.filter((one) => one.plan !== undefined);
  const plans = priced.flatMap((one) => one.plan ?? []);
  const drawn = settings.draws > 0 ? drawBills(plans, setting) : [];
  const regret = regrets(drawn);
  const { requestsPerMonth, inputTokens, outputTokens } = state.need.workload;
  const meanRequests = state.volume.reduce((sum, one) => sum + one, 0) / state.volume.length;
  return {
    need: state.need.id,
    share: state.need.share,
    requestsPerMonth,
    inputTokens,
    outputTokens,
    tokensPerMonth: meanRequests * (inputTokens + outputTokens),
    ...speechIn(state),
    arms: arms.map((arm) => armReport(arm, arms, setting, drawn[priced.indexOf(arm)])),
    against:
      own === undefined ? [] : compare(own, arms, setting, (arm) => drawn[priced.indexOf(arm)]),
    named: named.map((one) => namedReport(one, terms, settings)),
    regret: priced.flatMap(({ option }, at) => {
      const usdPerMonth = regret[at];
      return usdPerMonth === undefined ? [] : [{ option, usdPerMonth }];
    }),
    curve: curveOf(arms, setting),
    figures: parameters.map(figureOf),
    warnings: [...notes, ...cautions(arms, setting)],
  };
}

/** What the work is sold by, where that is not tokens. */
function speechIn({ profile, need, volume }: NeedTerms["state"]): Pick<NeedCost, "speech"> {
  const speech = speechOf(profile, need.workload);
  if (speech === undefined) return {};
  const { unit, amount } = speech;
  const requests = volume.reduce((sum, one) => sum + one, 0) / volume.length;
  return { speech: { unit, perRequest: amount, perMonth: requests * amount } };
}

/** None of those that were asked for vanishes: each with its bill, or with what removes it. */
function namedReport(arm: NamedArm, terms: NeedTerms, settings: CostSettings): NamedCost {
  const { candidate, plan } = billed(arm, terms, settings, []);
  const fleet = plan?.kind === "own" ? plan.fleet : undefined;
  const { serving } = terms.knowledge;
  return {
    model: arm.model.id,
    option: arm.option,
    where: candidate?.offer?.provider ?? (fleet === undefined ? null : nameOf(fleet)),
    effort: candidate?.effort ?? null,
    usdPerMonth:
      plan === undefined ? null : usdOf(plan, expectedConditions(serving, fleet, settings.drift)),
    because: arm.because,
  };
}

const figureOf = ({
  label,
  value,
  low,
  high,
  unit,
  basis,
  source,
  published,
}: Parameter): FigureUsed => ({
  name: label,
  ...{ value, low, high, unit, basis, source, published },
});
