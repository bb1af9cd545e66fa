import type { PlanResult } from "../../shapes/decision.ts";
import type { Quantiles } from "../../shapes/route.ts";
import { type Compared, optionsOf } from "../choose/choice.ts";
import type { Chosen } from "../choose/choose.ts";
import { isPriced, pickedIn } from "../choose/choose.ts";
import { type Drawn, mean } from "../choose/draws.ts";
import { planCost, planFixedUsd } from "../choose/plan-cost.ts";
import { type Plan, planOnOneModel, sizeOfSet } from "../choose/plans.ts";
import type { Question } from "../choose/question.ts";
import { quantilesOf } from "../cost/risk.ts";
import { byKey } from "../know/by-key.ts";
import { criteria } from "../know/lists.ts";
import { routeOf } from "./candidate.ts";
import { planName } from "./plan-name.ts";

/** A split that wins at least this share of the draws is worth a line. */
const leastShare = 0.05;

/** The verdict first, then the plan that the reasons compare it with; splits that seldom win are left out. */
export function plansOf(question: Question, chosen: Chosen): PlanResult[] {
  const shown = chosen.ranked.filter(
    ({ plan, wins }, at) =>
      at < 2 || sizeOfSet(plan.set) === 1 || wins === undefined || wins >= leastShare,
  );
  return shown.map((one) => planResult(one, question, chosen));
}

/** One model for all needs, where the plan takes several and it is worth about as much. */
export function oneModelOf(question: Question, chosen: Chosen): PlanResult | null {
  const head = chosen.ranked[0]?.plan;
  const models = new Set(head?.picks.map(({ row }) => row.candidate.model));
  if (head === undefined || models.size < 2 || models.has(undefined)) return null;
  const plan = planOnOneModel(chosen.field);
  const { lead } = question.knowledge.pack.choice.even;
  if (plan === undefined || head.value - plan.value > lead) return null;
  return planResult({ plan, value: plan.value, wins: undefined }, question, chosen);
}

function planResult(one: Compared, question: Question, chosen: Chosen): PlanResult {
  const { plan, value, wins } = one;
  const drawn = drawnOf(plan, chosen);
  const regret = chosen.draws === undefined ? null : chosen.draws.ceiling - value;
  return {
    plan: planName(plan),
    options: optionsOf(plan),
    value,
    winShare: wins ?? null,
    regretUsdPerMonth: regret === null ? null : inMoney(regret, question, chosen),
    usdPerMonth: isPriced(question) ? quantiles(drawn?.bills, plan.usd) : null,
    peopleUsdPerMonth: planFixedUsd(
      plan.picks.map(({ row }) => row.candidate),
      question,
    ),
    usdInMonths: isPriced(question) ? inMonths(plan, question) : null,
    expectedUsdPerMonth: isPriced(question) ? plan.expectedUsd : null,
    criteria: drawn === undefined ? plan.criteria : meanCriteria(drawn),
    routes: pickedIn(plan, question).map(({ pick, table }) =>
      routeOf(pick, table, chosen.field.rates, question),
    ),
  };
}

/** Bills of hosts grow with the volume, own machines by whole replicas. */
function inMonths(plan: Plan, question: Question): PlanResult["usdInMonths"] {
  const picked = pickedIn(plan, question);
  if (picked.every(({ state }) => state.need.workload.growthPerMonth === 0)) return null;
  const months = question.useCase.horizonMonths;
  const usdIn = (month: number) =>
    planCost(
      picked.map(({ pick, state: { volume } }) => {
        const { candidate } = pick.row;
        const { cost } = candidate;
        if (cost === undefined) return candidate;
        const at = Math.min(month, volume.length - 1);
        const share =
          ((volume[at] ?? 0) * volume.length) / volume.reduce((sum, one) => sum + one, 0);
        return cost.kind === "hosted"
          ? { ...candidate, cost: { ...cost, usdPerMonth: cost.usdPerMonth * share } }
          : { ...candidate, cost: { ...cost, load: cost.load.slice(at, at + 1) } };
      }),
      question,
    );
  return { first: usdIn(0), last: usdIn(months - 1) };
}

export const drawnOf = (plan: Plan, { draws }: Chosen): Drawn | undefined =>
  draws?.plans.find((one) => one.plan === plan);

export function meanCriteria({ criteria: drawn }: Drawn): PlanResult["criteria"] {
  const width = criteria.length;
  return byKey(criteria, (_, at) =>
    mean(
      Float64Array.from(
        { length: drawn.length / width },
        (_, draw) => drawn[draw * width + at] ?? 0,
      ),
    ),
  );
}

function quantiles(values: Float64Array | undefined, otherwise: number): Quantiles {
  if (values === undefined || values.length === 0)
    return { p10: otherwise, p50: otherwise, p90: otherwise };
  return quantilesOf(values);
}

/**
 * A difference in value as $ a month: what it is worth on the scale of cost, and never more than the largest difference of
 * expected bills among the plans that are compared. Null where a need has no price, or money no weight.
 */
export function inMoney(value: number, question: Question, chosen: Chosen): number | null {
  const { weights, hurtsAt } = chosen.field.rates;
  const compared = chosen.ranked.filter((one, at) => at < 2 || chosen.even.includes(one));
  if (weights.cost === 0 || compared.length < 2) return null;
  if (!isPriced(question)) return null;
  const bills = compared.map(({ plan }) => plan.expectedUsd);
  const most = Math.max(...bills) - Math.min(...bills);
  const worth = (value * hurtsAt) / weights.cost;
  return Math.sign(worth) * Math.min(Math.abs(worth), most);
}
