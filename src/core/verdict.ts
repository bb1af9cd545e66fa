import type { Draws } from "./confidence.ts";
import type { Status, Verdict } from "./decision.ts";
import { type Choice, choiceOf } from "./outcome.ts";
import type { Scales } from "./pack.ts";
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
  const { choice, runnerUp } = found;
  const margin = marginOf(found);
  const status: Status = isTooClose(found, draws, scales) ? "too-close" : found.status;
  const confidence = draws === undefined || choice === "none" ? null : confidenceOf(found, draws);
  return {
    choice,
    status,
    immaterial: isImmaterial(margin, scales),
    byElimination: found.outcome.byElimination,
    confidence,
    words: wordsFor(status, confidence),
    preferenceRobustness: draws?.preferenceRobustness ?? null,
    evidenceRobustness: draws?.evidenceRobustness ?? null,
    draws: draws?.count ?? 0,
    runnerUp: runnerUp === undefined ? null : choiceOf(runnerUp),
    beatsRunnerUp: runnerUp === undefined ? null : (draws?.beatsRunnerUp ?? null),
    rival: rivalOf(choice, draws),
    margin,
    marginUsdPerMonth: margin === null ? null : worth(margin, question),
    plan: timing.plan,
    planText: planText(status, found, timing),
  };
}

/** Lead over the runner-up; null where there is none, or where evidence and not value decides. */
export const marginOf = ({ plan, runnerUp }: Answer): number | null =>
  plan === undefined || runnerUp === undefined || plan.tier !== runnerUp.tier
    ? null
    : plan.value - runnerUp.value;

export const isImmaterial = (margin: number | null, { immaterialMargin }: Scales): boolean =>
  margin !== null && Math.abs(margin) < immaterialMargin;

/** Where another answer wins more draws, expected values and the spread around them point different ways. */
export function isTooClose(found: Answer, draws: Draws | undefined, scales: Scales): boolean {
  const { choice, status, runnerUp } = found;
  if (status !== "decided" || runnerUp === undefined || draws === undefined) return false;
  const rival = rivalOf(choice, draws);
  return (
    draws.beatsRunnerUp < scales.tooCloseUnder ||
    (rival !== null && rival.winShare > draws.winShare[choice])
  );
}

/** Value converts to money on the cost scale; without weight on cost there is no rate. */
function worth(margin: number, { useCase }: Question): number | null {
  return useCase.weights.cost === 0
    ? null
    : (margin * useCase.budget.hurtsAtUsdPerMonth) / useCase.weights.cost;
}

function rivalOf(choice: Choice, draws: Draws | undefined): Verdict["rival"] {
  const [most] = Object.entries(draws?.winShare ?? {})
    .map(([other, winShare]) => ({ choice: other as Choice, winShare }))
    .filter((one) => one.choice !== choice && one.winShare > 0)
    .sort((a, b) => b.winShare - a.winShare);
  return most ?? null;
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

function planText(
  status: Status,
  { choice, outcome }: Answer,
  { plan, medianMonths }: PlanOverTime,
): string {
  if (plan === "bridge") {
    const when =
      medianMonths === null ? "" : ` (half of such gaps close within ${months(medianMonths)})`;
    return `Buy the API now behind a provider-neutral client, and decide again when open weights reach your bar${when}.`;
  }
  if (plan === "wait") {
    return status === "insufficient-evidence"
      ? "Run your own evaluation first."
      : "Nothing stands today: change what a gate asks for, or wait for a model that passes.";
  }
  if (choice === "none") return "";
  if (outcome.byElimination) return "Run your own evaluation before you act on it.";
  if (status === "below-bar") return "Settle first whether that is good enough; if so, act on it.";
  return status === "too-close" ? "Either can be had today." : "Act on it now.";
}

function months(count: number): string {
  const whole = Math.max(1, Math.round(count));
  return whole === 1 ? "a month" : `${whole} months`;
}
