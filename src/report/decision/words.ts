import type {
  Decision,
  OptionResult,
  Quantiles,
  Route,
  Timeline,
  Veto,
} from "../../core/decision.ts";
import { percent, usd } from "../../core/money.ts";
import { chance } from "../chance.ts";

/** The sentences that every format of a decision shares. */

const titles = {
  "self-host": "SELF-HOST",
  "hosted-open": "HOSTED OPEN WEIGHTS",
  "proprietary-api": "PROPRIETARY API",
  hybrid: "HYBRID",
  none: "NO RECOMMENDATION",
} as const;

export function headline(decision: Decision): {
  title: string;
  sentence: string;
} {
  return {
    title: titles[decision.verdict.choice],
    sentence: sentenceFor(decision),
  };
}

function sentenceFor(decision: Decision): string {
  const { verdict, routes, options } = decision;
  const sure =
    verdict.confidence === null
      ? ""
      : ` About ${percent(verdict.confidence)} of plausible weights and evidence agree`;
  const doubt = sure === "" ? "" : `; ${doubtText(verdict)}.`;
  switch (verdict.status) {
    case "infeasible":
      return "No option passes its gates. What each gate removed is listed below.";
    case "insufficient-evidence":
      return options.some((one) => one.eligible)
        ? "Nothing public tells the options apart: what stands rests on quality that nobody has measured."
        : "Nothing public tells the options apart: nothing is known that does this work.";
    case "below-bar": {
      const short = Math.max(...routes.map(({ quality, bar }) => bar.quality - quality.p50));
      const chance = Math.min(...routes.map(({ bar }) => bar.probability));
      return short >= 0.005
        ? `The only way that stands; it misses your bar by ${short.toFixed(2)} at the expected value.`
        : `The only way that stands; it clears your bar with a probability of only ${percent(chance)}.`;
    }
    case "too-close":
      return `Too close to call. ${closeness(decision)}${immaterial(verdict)}`;
    case "decided":
      if (verdict.byElimination)
        return `Decided by elimination: nothing else passes its gates, and its own quality is unmeasured.${sure}${doubt}`;
      return `${capital(verdict.words)}.${sure}${doubt}${immaterial(verdict)}`;
  }
}

/** Who wins the other draws is named: either the runner-up is beaten too seldom, or a rival wins as many. */
function closeness({ options, verdict }: Decision): string {
  const { choice, runnerUp, rival, beatsRunnerUp } = verdict;
  const own = options.find(({ option }) => option === choice)?.winShare ?? verdict.confidence ?? 0;
  const only = `beats ${runnerUp} in only ${drawShare(beatsRunnerUp ?? 0)} of the draws`;
  if (rival === null) return `It leads at expected values, but ${only}; look at both.`;
  const [theirs, ours] = [drawShare(rival.winShare), drawShare(own)];
  if (rival.choice === "none")
    return `It leads at expected values, but ${only}; in ${theirs} of them nothing passes its gates.`;
  if (rival.winShare > own) {
    const stands = options.find(({ option }) => option === rival.choice)?.eligible ?? true;
    const where = stands ? "its unknowns turn out well" : "it clears the bar";
    return `It leads at expected values, but ${rival.choice} wins ${theirs} of the draws, where ${where}, and ${choice} ${ours}; look at both.`;
  }
  const close = verdict.immaterial ? "." : "; look at both.";
  const beaten = rival.choice === runnerUp ? "" : `, and it ${only}`;
  return `It leads at expected values, but wins only ${ours} of the draws; ${rival.choice} wins ${theirs}${beaten}${close}`;
}

/** Rounded as the confidence is, and as little claimed. */
const drawShare = (share: number): string => percent(Math.min(0.95, Math.round(share * 20) / 20));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function doubtText({ preferenceRobustness, evidenceRobustness }: Decision["verdict"]): string {
  if (preferenceRobustness === null || evidenceRobustness === null) return "";
  if (Math.min(preferenceRobustness, evidenceRobustness) >= 0.95) return "robust to either alone";
  return preferenceRobustness < evidenceRobustness
    ? "the doubt lies in what you value"
    : "the doubt lies in the evidence";
}

function immaterial({ immaterial: is, runnerUp, marginUsdPerMonth }: Decision["verdict"]): string {
  if (!is) return "";
  const worth =
    marginUsdPerMonth === null ? "" : ` (worth ${usd(Math.abs(marginUsdPerMonth))} a month)`;
  return ` The lead over ${runnerUp} is immaterial${worth}: either will do.`;
}

export function reviewText({ review }: Decision): string {
  const because =
    {
      cost: "when being wrong would cost more than looking",
      evidence: "when the evidence is due for a review",
    }[review.because] ?? `since ${review.because}`;
  return `Look again by ${review.by}, ${because}.`;
}

export function usdText(range: Quantiles | null): string {
  if (range === null) return "-";
  const [low, high] = [usd(range.p10), usd(range.p90)];
  return low === high ? usd(range.p50) : `${low}-${high}`;
}

/** What an option costs in multiples of the choice; empty where either has no price. */
export function timesText(one: OptionResult, { options, routes, verdict }: Decision): string {
  const chosen = options.find(({ option }) => option === verdict.choice)?.usdPerMonth?.p50;
  const split = routes.reduce((sum, { usdPerMonth }) => sum + (usdPerMonth ?? Number.NaN), 0);
  const times = (one.usdPerMonth?.p50 ?? Number.NaN) / (chosen ?? split);
  if (verdict.choice === "none" || one.option === verdict.choice) return "";
  if (!Number.isFinite(times)) return "";
  return `${Number(times.toPrecision(times < 1 ? 1 : 2))}x`;
}

/** Thin evidence before a missing price: the order in which options give way whatever their points. */
const rank = (unmeasured: boolean, unpriced: boolean): number =>
  (unmeasured ? 2 : 0) + (unpriced ? 1 : 0);

/** Whether the points of an option count for nothing beside the choice, since its quality or price is unknown. */
export function givesWay(
  { best, eligible, usdPerMonth }: OptionResult,
  { routes, verdict }: Decision,
): boolean {
  const unmeasured = (all: readonly Pick<Route, "evidence">[]) =>
    all.some(({ evidence }) => evidence === "unknown");
  const chosen =
    verdict.choice === "none"
      ? 0
      : rank(
          unmeasured(routes),
          routes.some((one) => one.usdPerMonth === null),
        );
  return eligible && rank(unmeasured(best), usdPerMonth === null) > chosen;
}

/** Said once under the options where brackets occur. */
export const bracketsText =
  "Points in brackets do not count: quality nobody measured, or no price.";

export const pointsText = (one: OptionResult, decision: Decision): string => {
  if (one.score === null) return "-";
  const points = (100 * one.score).toFixed(0);
  return givesWay(one, decision) ? `(${points})` : points;
};

export function bestText({ best, eligible, winShare }: OptionResult): string {
  if (!eligible)
    return (winShare ?? 0) >= 0.005 ? "stands only in draws that clear the bar" : "does not stand";
  const names = best.map(({ model, offer, configuration, evidence }) => {
    const where = configuration ?? (offer === null ? "" : `at ${offer}`);
    return [`${model ?? "as claimed"}${evidence === "tuned" ? ", tuned" : ""}`, where]
      .filter((one) => one !== "")
      .join(configuration === null ? " " : ", ");
  });
  return [...new Set(names)].join("; ");
}

/** Expected quality with the range of eight draws in ten, and what is odd about its evidence. */
export function qualityText({ quality, evidence }: Route): string {
  const range = `${quality.p10.toFixed(2)}-${quality.p90.toFixed(2)}`;
  if (evidence === "unknown") return `quality unmeasured, taken as ${range}`;
  const borrowed = evidence === "proxy" ? " on the boards of a related capability" : "";
  return `quality ${quality.p50.toFixed(2)} (${range})${borrowed}`;
}

/** How far the best open weights are behind, and how soon that is expected to close. */
export function gapText({
  capability,
  sizeClass,
  gap,
  closedBy,
  open,
  proprietary,
}: Timeline): string {
  if (gap === null || closedBy === null)
    return `${capability}: not measured by any public board, so no forecast`;
  const size = sizeClass === "any" ? "" : ` (${sizeClass})`;
  const leader = `${capability}: ${open ?? "the best open weights"}${size}`;
  if (gap <= 0.005) return `${leader} is at the reference`;
  const soon = chance(closedBy["6"]);
  const behind = proprietary ?? "the reference";
  return `${leader} ${percent(gap)} behind ${behind}; closed in 6 months: ${soon}, in 12: ${chance(closedBy["12"])}`;
}

/** What the reasons argue; a rival that lost for its evidence may have the better points. */
export function whyHead(reasons: Decision["reasons"], { runnerUp }: Decision["verdict"]): string {
  const lead = reasons.reduce((sum, one) => sum + (one.delta ?? 0), 0);
  return lead < 0 ? `Why, though ${runnerUp} has more points` : `Why, against ${runnerUp}`;
}

/** Whose candidates a gate took away, where there are several needs. */
export function forNeed({ need }: Veto, { options }: Decision): string {
  const needs = new Set(options.flatMap(({ vetoes }) => vetoes.map((one) => one.need)));
  return needs.size > 1 ? ` for ${need}` : "";
}
