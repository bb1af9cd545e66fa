import type { Status } from "../../shapes/common.ts";
import type { Verdict } from "../../shapes/decision.ts";
import { answerable, type Chosen, pickedIn } from "../choose/choose.ts";
import { type Draws, weighed } from "../choose/draws.ts";
import type { Question } from "../choose/question.ts";
import { isKin } from "../gate/kin.ts";
import { criteria } from "../know/lists.ts";
import type { PlanOverTime } from "../what-if/over-time.ts";
import { isTry } from "./candidate.ts";
import { namedFor } from "./named.ts";
import { planName } from "./plan-name.ts";
import { inMoney } from "./plans.ts";

export function verdictOf(question: Question, chosen: Chosen, timing: PlanOverTime): Verdict {
  const { choice, status, ranked, even, draws, field } = chosen;
  const [head, next] = ranked;
  const margin = head === undefined || next === undefined ? null : head.value - next.value;
  const confidence = confidenceOf(question, chosen);
  const regret = draws === undefined || head === undefined ? null : draws.ceiling - head.value;
  return {
    choice,
    status,
    evenWith: even.filter((one) => one !== head).map(({ plan }) => planName(plan)),
    namedFor: namedFor(chosen),
    confidence,
    words: wordsFor(status, confidence),
    ...robustness(chosen),
    draws: draws?.count ?? 0,
    margin,
    marginUsdPerMonth: margin === null ? null : inMoney(margin, question, chosen),
    regretUsdPerMonth: regret === null ? null : inMoney(regret, question, chosen),
    hurtsAtUsdPerMonth: choice === "none" ? null : field.rates.hurtsAt,
    plan: timing.plan,
    planText: planText(question, chosen, timing, confidence),
  };
}

/** Share of the draws won by the verdict, and by those that are even with it; less where nobody measured what carries it. */
export function confidenceOf(question: Question, { ranked, even }: Chosen): number | null {
  const [head] = ranked;
  if (head?.wins === undefined) return null;
  const { mostConfident, mostImputed } = question.knowledge.pack.choice;
  const together = even.length > 1 ? even : [head];
  const share = together.reduce((sum, one) => sum + (one.wins ?? 0), 0);
  const isImputed = pickedIn(head.plan, question).some(
    ({ pick, state }) => pick.row.imputed || isKin(state),
  );
  const isEmptied = answerable(question).some(({ table }) => table.emptied.length > 0);
  const most = isImputed || isEmptied ? mostImputed : mostConfident;
  return Math.min(most, Math.round(share * 20) / 20);
}

/** How often the verdict holds where only weights, or only what may come, vary. */
function robustness({
  draws,
  ranked,
  field,
}: Chosen): Pick<Verdict, "preferenceRobustness" | "evidenceRobustness"> {
  const head = ranked[0]?.plan;
  if (draws === undefined || head === undefined)
    return { preferenceRobustness: null, evidenceRobustness: null };
  const stated = Float64Array.from(criteria, (one) => field.rates.weights[one]);
  const means = draws.plans.map(({ plan, criteria: drawn }) => ({
    set: plan.set,
    drawn,
    mean: meanOf(drawn, draws.count),
  }));
  const overheads = means.map((_, at) => overheadIn(draws, at));
  const holds = (worthOf: (at: number, draw: number) => number) => {
    let held = 0;
    for (let draw = 0; draw < draws.count; draw++) {
      let best = -1;
      let most = Number.NEGATIVE_INFINITY;
      for (let at = 0; at < means.length; at++) {
        const value = worthOf(at, draw) - (overheads[at] as number);
        if (value > most) [best, most] = [at, value];
      }
      if (means[best]?.set === head.set) held++;
    }
    return held / draws.count;
  };
  return {
    preferenceRobustness: holds((at, draw) =>
      weighed(means[at]?.mean ?? stated, 0, draws.weights, draw * criteria.length),
    ),
    evidenceRobustness: holds((at, draw) =>
      weighed(means[at]?.drawn ?? stated, draw * criteria.length, stated),
    ),
  };
}

function meanOf(drawn: Float64Array, count: number): Float64Array {
  const width = criteria.length;
  const sums = new Float64Array(width);
  for (let at = 0; at < drawn.length; at++)
    sums[at % width] = (sums[at % width] as number) + (drawn[at] as number) / count;
  return sums;
}

/** What its number of options costs a plan: the rest of its value in any one draw. */
function overheadIn({ plans, weights }: Draws, at: number): number {
  const one = plans[at];
  if (one === undefined) return 0;
  return weighed(one.criteria, 0, weights) - (one.values[0] as number);
}

const likelyFrom = 0.66;

/** The scale of the IPCC's guidance note on uncertainty (2010), without its ends. */
function wordsFor(status: Status, confidence: number | null): string {
  if (status === "no-evidence") return "nobody measured this";
  if (status === "infeasible") return "nothing stands";
  if (confidence === null) return "no confidence drawn";
  if (confidence >= 0.9) return "very likely";
  if (confidence >= likelyFrom) return "likely";
  if (confidence >= 0.5) return "more likely than not";
  return confidence >= 0.33 ? "about as likely as not" : "unlikely";
}

/** One step, and not two that contradict each other. */
function planText(
  question: Question,
  { status, ranked }: Chosen,
  { plan, medianMonths }: PlanOverTime,
  confidence: number | null,
): string {
  if (status === "no-evidence") return "Nobody measured this: run your own evaluation first.";
  const head = ranked[0]?.plan;
  if (head === undefined)
    return "Nothing stands today: change what a gate asks for, or wait for a model that passes.";
  if (status === "below-bar")
    return "Nothing is likely to clear the bar: settle first whether the nearest is good enough.";
  if (status === "ask") return "Ask first what its provider does not document.";
  const isTried = pickedIn(head, question).some(({ pick, state }) =>
    isTry(pick.row, state, question),
  );
  if (plan === "bridge") {
    const when =
      medianMonths === null ? "" : ` (half of such gaps close within ${months(medianMonths)})`;
    const how = isTried ? "Try the API on your own requests" : "Buy the API now";
    return `${how} behind a provider-neutral client, and decide again when open weights reach your bar${when}.`;
  }
  if (status === "even") return "Take either, or try both on your own requests.";
  if (isTried) return "Try the first picks on your own requests before you build on them.";
  return confidence !== null && confidence < likelyFrom
    ? "Build on it behind a provider-neutral client: the lead may not last."
    : "Act on it now.";
}

function months(count: number): string {
  const whole = Math.max(1, Math.round(count));
  return whole === 1 ? "a month" : `${whole} months`;
}
