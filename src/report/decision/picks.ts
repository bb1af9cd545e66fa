import type {
  Alternative,
  Ask,
  Decision,
  Named,
  NearMiss,
  PlanResult,
  Route,
} from "../../core/answer/decision.ts";
import { count, percent, usd } from "../../core/money.ts";
import { type Block, item } from "../../core/page.ts";
import { hundred } from "../chance.ts";

/** The candidates that an answer names: first picks, and what stands beside them. */

export const dollars = (amount: number | null): string =>
  amount === null ? "price unknown" : usd(amount);

/** A model, where it runs, and how hard it thinks. */
export function named({ model, effort, offer, configuration }: Named): string {
  if (model === null) return "as the claim describes it";
  const where = configuration === null ? ` at ${offer}` : ` on ${configuration}`;
  return `${model}${(configuration ?? offer) ? where : ""}, ${effortText(effort)}`;
}

const effortText = (effort: Named["effort"]): string =>
  effort === "none" ? "no thinking" : `${effort} effort`;

/** One line per need: what to take, what it costs, how sure it is, and what comes after it. */
export function pickItems(plan: PlanResult, verbose: boolean): Block[] {
  const several = plan.routes.length > 1;
  return plan.routes.map((route) => {
    const option = plan.options.length > 1 ? `${route.option}, ` : "";
    const label = several ? `${route.need} ${percent(route.share)}` : route.need;
    const detail = verbose ? "full" : several ? "short" : "usual";
    return item(label, `${option}${pickText(route, detail)}`);
  });
}

/** Short where several needs share the screen. */
function pickText(route: Route, detail: "short" | "usual" | "full"): string {
  const { kind, boundedBy, usdPerMonth, tryFirst, thinkingTokens, evidence } = route;
  const thinking =
    thinkingTokens > 0 && detail !== "short" ? ` (${count(thinkingTokens)} thinking tokens)` : "";
  const bound = boundedBy === null ? "" : ` at most, the price of ${boundedBy}`;
  const claim = kind === "claim" ? ["as claimed, not measured"] : undefined;
  return [
    `${tryFirst ? "try first: " : ""}${named(route)}${thinking}${kind === "tuned" ? ", tuned to the task" : ""}`,
    ...(claim ?? [
      `${usdPerMonth === null ? "price unknown" : `${usd(usdPerMonth)} a month`}${bound}`,
      chanceText(detail === "short" ? { ...route, nextUp: null } : route),
    ]),
    ...(evidence.estimated && kind === "scored"
      ? [`estimated from ${evidence.others} scores on other boards`]
      : []),
    ...(detail === "full" ? detailTexts(route) : []),
    ...elseText(route),
  ].join("; ");
}

/** At the effort that is chosen, and at the next one up. */
function chanceText({ clearsBar, nextUp }: Route): string {
  const higher =
    nextUp === null
      ? ""
      : ` (${nextUp.effort} effort: ${hundred(nextUp.clearsBar)}, ${dollars(nextUp.usdPerMonth)})`;
  return `clears the bar in ${hundred(clearsBar)}${higher}`;
}

function detailTexts({ quality, bar, evidence }: Route): string[] {
  const { own, others, untoldEffort } = evidence;
  const [low, mid, high] = [quality.p10, quality.p50, quality.p90].map((one) => one.toFixed(2));
  const boards = `${own} score${own === 1 ? "" : "s"} on its boards, ${others} on others`;
  return [
    `quality ${mid} (${low}-${high}), bar ${bar.name} ${bar.quality}`,
    `${boards}${untoldEffort ? ", their effort assumed" : ""}`,
  ];
}

/** The second try; what is the same as in the first is left out. */
function elseText({ fallback, tryFirst, model, offer }: Route): string[] {
  if (fallback === null) return tryFirst ? ["nothing to fall back on"] : [];
  const same = fallback.model === model && fallback.offer === offer;
  const what = same
    ? `the same with ${effortText(fallback.effort)}`
    : named(fallback.offer === offer ? { ...fallback, offer: null } : fallback);
  return [`else ${what}, ${dollars(fallback.usdPerMonth)}`];
}

/** Beside the picks: what nearly took part, the cheapest that does, and whom to ask. */
export function besideItems(decision: Decision, verbose: boolean): Block[] {
  const { nearMisses, cheapestThatTakesPart, asks, plans, moat } = decision;
  const most = verbose ? Number.POSITIVE_INFINITY : 1;
  const of = ({ need }: Alternative) => (moat.length > 1 ? `${need}: ` : "");
  const saving = ({ need, usdPerMonth }: Alternative): number => {
    const pick = plans[0]?.routes.find((one) => one.need === need)?.usdPerMonth ?? 0;
    return pick - (usdPerMonth ?? pick);
  };
  // What is dearer than the pick of the verdict is for those who want another option: with -v.
  const cheaper = <One extends Alternative>(all: readonly One[]): readonly One[] =>
    all.filter((one) => verbose || saving(one) > 0).sort((a, b) => saving(b) - saving(a));
  const line = (one: Alternative, chance: string) =>
    `${of(one)}${named(one)}: ${dollars(one.usdPerMonth)}; ${chance}`;
  const near = cheaper(nearMisses).map((one) => line(one, missText(one)));
  const cheapest = cheaper(cheapestThatTakesPart).map((one) =>
    line(one, `clears the bar in ${hundred(one.clearsBar)}`),
  );
  const told = new Set(plans[0]?.routes.flatMap((one) => one.asks));
  const isNew = ({ what }: Ask) => !told.has(what);
  return [
    ...listed("Near miss", near.slice(0, most)),
    ...listed("Cheapest", cheapest.slice(0, most)),
    ...listed(
      "Ask",
      askTexts(verbose ? asks : asks.filter(isNew)).slice(0, moat.length > 1 ? most : 2 * most),
    ),
  ];
}

/** Rounded down: one that is short by little is short. */
const missText = ({ because, clearsBar }: NearMiss): string =>
  because === "too-few-scores"
    ? "too few scores for such a bar, worth an evaluation"
    : `clears the bar in only ${hundred(Math.floor(100 * clearsBar) / 100)}`;

/** One question, whatever it is about: who is asked once answers for all. */
function askTexts(asks: readonly Ask[]): string[] {
  const questions = new Map(asks.toReversed().map((one) => [one.what, one]));
  return [...questions.values()].toReversed().map((one) => {
    const price = one.usdPerMonth === null ? "" : ` for ${usd(one.usdPerMonth)} a month`;
    const chance = one.clearsBar === 0 ? "" : `, ${hundred(one.clearsBar)}`;
    return `${one.what} (${one.model ?? one.option}${price}${chance})`;
  });
}

/** Lines under one label. */
export const listed = (label: string, texts: readonly string[]): Block[] =>
  texts.map((text, at) => item(at === 0 ? label : "", text));
