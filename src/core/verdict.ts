import type { Draws } from "./confidence.ts";
import type { Status, Verdict } from "./decision.ts";
import { choiceOf } from "./outcome.ts";
import type { Answer, Question } from "./question.ts";
import type { PlanOverTime } from "./timing.ts";

/** No more is ever claimed: what the model leaves out is not in the draws. */
const mostConfident = 0.95;
/** Unknown evidence or a borrowed board is never "very likely". */
const mostOnUnknown = 0.89;

export function verdictOf(
  question: Question,
  found: Answer,
  draws: Draws | undefined,
  timing: PlanOverTime,
): Verdict {
  const { scales } = question.knowledge.pack;
  const { choice, plan, runnerUp } = found;
  const margin =
    plan === undefined || runnerUp === undefined || plan.tier !== runnerUp.tier
      ? null
      : plan.value - runnerUp.value;
  const tooClose =
    found.status === "decided" &&
    runnerUp !== undefined &&
    draws !== undefined &&
    draws.beatsRunnerUp < scales.tooCloseUnder;
  const status: Status = tooClose ? "too-close" : found.status;
  const confidence = draws === undefined || choice === "none" ? null : confidenceOf(found, draws);
  return {
    choice,
    status,
    immaterial: margin !== null && Math.abs(margin) < scales.immaterialMargin,
    byElimination: found.outcome.byElimination,
    confidence,
    words: wordsFor(status, confidence),
    preferenceRobustness: draws?.preferenceRobustness ?? null,
    evidenceRobustness: draws?.evidenceRobustness ?? null,
    draws: draws?.count ?? 0,
    runnerUp: runnerUp === undefined ? null : choiceOf(runnerUp),
    beatsRunnerUp: runnerUp === undefined ? null : (draws?.beatsRunnerUp ?? null),
    margin,
    marginUsdPerMonth: margin === null ? null : worth(margin, question),
    plan: timing.plan,
    planText: planText(found, timing),
  };
}

/** Value converts to money on the cost scale; without weight on cost there is no rate. */
function worth(margin: number, { useCase }: Question): number | null {
  return useCase.weights.cost === 0
    ? null
    : (margin * useCase.budget.hurtsAtUsdPerMonth) / useCase.weights.cost;
}

/** Thin evidence limits the claim on either side: a rival that nobody measured may still be better. */
function confidenceOf({ choice, plan, runnerUp }: Answer, draws: Draws): number {
  const picks = [...(plan?.picks ?? []), ...(runnerUp?.picks ?? [])];
  const thin = picks.some(
    ({ contender }) => contender.unknown || contender.candidate.standing?.kind === "proxy",
  );
  return Math.min(
    thin ? mostOnUnknown : mostConfident,
    Math.round(draws.winShare[choice] * 20) / 20,
  );
}

/** The scale of the IPCC's guidance note on uncertainty (2010), without its ends. */
function wordsFor(status: Status, confidence: number | null): string {
  if (status === "too-close") return "too close to call";
  if (status === "insufficient-evidence") return "not enough evidence";
  if (status === "infeasible") return "nothing stands";
  if (confidence === null) return "no confidence drawn";
  if (confidence >= 0.9) return "very likely";
  if (confidence >= 0.66) return "likely";
  if (confidence >= 0.5) return "more likely than not";
  return confidence >= 0.33 ? "about as likely as not" : "unlikely";
}

function planText({ choice, status }: Answer, { plan, medianMonths }: PlanOverTime): string {
  if (plan === "bridge") {
    const when =
      medianMonths === null
        ? ""
        : ` (half of such gaps close within ${Math.round(medianMonths)} months)`;
    return `Buy the API now behind a provider-neutral client, and decide again when open weights reach your bar${when}.`;
  }
  if (plan === "wait") {
    return status === "insufficient-evidence"
      ? "Run your own evaluation first; nothing public tells the options apart."
      : "Nothing stands today: change a gate, or wait for one that opens.";
  }
  return choice === "none" ? "" : "Act on it now.";
}
