import { percent, usd } from "../../core/know/money.ts";
import { type Block, item, type Section, type Tone } from "../../core/know/page.ts";
import type { Decision, PlanResult } from "../../shapes/decision.ts";
import type { Quantiles, Route } from "../../shapes/route.ts";
import { guessedShare } from "../chance.ts";
import { dollars, isGuess } from "./picks.ts";

/** The plans side by side, and why the first leads the second. */

export function plansTable({ plans, moat, verdict }: Decision): Block[] {
  if (plans.length === 0) return [];
  // Below the bar points and wins would read as merits of what nobody should take as it is.
  const isShort = verdict.status === "below-bar";
  const isDrawn = verdict.draws > 0 && !isShort;
  const isPriced = plans.some((one) => one.usdPerMonth !== null);
  const columns: readonly (readonly [string, (plan: PlanResult) => string])[] = [
    ["plan", ({ plan }) => plan],
    ...(isShort ? [] : [["points", ({ value }: PlanResult) => (100 * value).toFixed(0)] as const]),
    ...(isDrawn ? [["wins", (one: PlanResult) => winsText(one)] as const] : []),
    ...(isPriced
      ? ([
          ["$ a month", ({ usdPerMonth }: PlanResult) => rangeText(usdPerMonth)],
          ["expected", (one: PlanResult) => dollars(one.expectedUsdPerMonth)],
        ] as const)
      : []),
    [moat.length > 1 ? "least P(bar)" : "P(bar)", ({ routes }) => chanceText(routes)],
    [picksTitle(plans), ({ routes }) => modelsText(routes)],
  ];
  return [
    {
      kind: "table",
      head: columns.map(([name]) => name),
      rows: plans.map((plan) => columns.map(([, cell]) => cell(plan))),
      right: columns.flatMap(([name], at) =>
        name === "plan" || at === columns.length - 1 ? [] : [at],
      ),
    },
  ];
}

const winsText = ({ winShare }: PlanResult): string => (winShare === null ? "" : percent(winShare));

export function rangeText(range: Quantiles | null): string {
  if (range === null) return "unknown";
  const [low, high] = [usd(range.p10), usd(range.p90)];
  return low === high ? usd(range.p50) : `${low}-${high}`;
}

/** The least likely pick carries the plan; of a claim nothing is known but what it says. */
const chanceText = (routes: PlanResult["routes"]): string =>
  routes.length === 0 || routes.some(({ kind }) => kind === "claim")
    ? ""
    : leastText(routes.reduce((held, one) => (one.clearsBar < held.clearsBar ? one : held)));

const leastText = (route: Route): string =>
  isGuess(route) ? guessedShare(route.clearsBar) : percent(route.clearsBar);

const picksTitle = (plans: readonly PlanResult[]): string =>
  plans.some(({ routes }) => fallbackText(routes) !== "") ? "picks" : "first picks";

const modelsText = (routes: PlanResult["routes"]): string =>
  [
    ...new Set(
      routes.map(
        ({ model, kind }) => `${model ?? "as claimed"}${kind === "tuned" ? ", tuned" : ""}`,
      ),
    ),
  ].join("; ") + fallbackText(routes);

/** The second try, where one need leaves room for it. */
function fallbackText(routes: PlanResult["routes"]): string {
  const [route, ...others] = routes;
  if (route === undefined || route.fallback === null || others.length > 0) return "";
  const { model, effort } = route.fallback;
  return model === route.model ? `, else ${effort} effort` : `, else ${model}`;
}

/** Terms under a point, and all after the largest four, are told together, so that the list still sums to the margin. */
const leastPoints = 0.01;
const mostTerms = 4;

export function why({ reasons, plans, verdict }: Decision, verbose: boolean): Section {
  const terms = reasons.filter((one) => one.kind === "criterion");
  const [, next] = plans;
  const { margin } = verdict;
  const large = terms.filter(
    ({ delta }, at) => verbose || (at < mostTerms && Math.abs(delta ?? 0) >= leastPoints),
  );
  const small = terms.filter((one) => !large.includes(one));
  const rest = small.reduce((sum, one) => sum + (one.delta ?? 0), 0);
  const blocks = large.map((one) => pointsItem(one.delta ?? 0, one.criterion ?? "", one.text));
  if (small.length > 0)
    blocks.push(pointsItem(rest, "the rest", small.map((one) => one.criterion).join(", ")));
  const rules = reasons.filter((one) => one.kind === "points" && verbose);
  const against = next === undefined ? "the next plan" : next.plan;
  return {
    title: `Why, against ${against}${marginText(margin)}`,
    blocks: [
      ...blocks,
      ...(blocks.length === 0 ? [] : rules.map((one) => item(one.rule, one.text))),
    ],
  };
}

function marginText(margin: number | null): string {
  if (margin === null) return "";
  const points = Math.abs(100 * margin).toFixed(1);
  return margin < 0 ? `, which has ${points} points more` : `: ${points} points ahead`;
}

function pointsItem(delta: number, name: string, because: string): Block {
  const size = Math.abs(100 * delta).toFixed(1);
  const points = size === "0.0" ? size : `${delta < 0 ? "-" : "+"}${size}`;
  const tone: Tone = delta < 0 ? "warn" : "good";
  return item(`${points.padStart(5)}  ${name}`, because, tone);
}
