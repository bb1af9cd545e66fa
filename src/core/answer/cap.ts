import type { Warning } from "../../shapes/document.ts";
import type { Chosen } from "../choose/choose.ts";
import { pickedIn } from "../choose/choose.ts";
import { planCost } from "../choose/plan-cost.ts";
import type { Plan } from "../choose/plans.ts";
import type { Question } from "../choose/question.ts";
import { usd } from "../know/money.ts";

/** A cap holds for the mean of the horizon: where stated growth takes the bill past it before the end, the month is named. */
export function capWarning(question: Question, { ranked }: Pick<Chosen, "ranked">): Warning[] {
  const cap = question.useCase.budget.usdPerMonth;
  const plan = ranked[0]?.plan;
  if (cap === undefined || plan === undefined) return [];
  const month = monthOver(cap, plan, question);
  if (month === undefined) return [];
  const { horizonMonths } = question.useCase;
  return [
    {
      code: "budget.growth",
      text: `At the growth that you stated the bill passes the cap of ${usd(cap)} in month ${month} of ${horizonMonths}; the cap is held to the mean of them.`,
    },
  ];
}

/** The first month, from 1, whose own bill is over the cap; a price that changes within the horizon counts as its mean. */
function monthOver(cap: number, plan: Plan, question: Question): number | undefined {
  const picked = pickedIn(plan, question);
  const months = Math.max(...picked.map(({ state }) => state.volume.length));
  return Array.from({ length: months }, (_, month) => month + 1).find((month) => {
    const picks = picked.map(({ pick: { row }, state: { volume } }) => {
      const { option, kind, model, cost } = row.candidate;
      const costed = { option, kind, model, cost };
      if (cost?.kind === "fleet") {
        const load = cost.load[Math.min(month, cost.load.length) - 1] ?? 0;
        return { ...costed, cost: { ...cost, load: [load] } };
      }
      if (cost === undefined) return costed;
      const mean = volume.reduce((sum, one) => sum + one, 0) / volume.length;
      const usdPerMonth = (cost.usdPerMonth * (volume[month - 1] ?? mean)) / mean;
      return { ...costed, cost: { ...cost, usdPerMonth } };
    });
    return planCost(picks, question) > cap;
  });
}
