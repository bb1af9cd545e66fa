import { groupedBy } from "../../core/know/by-key.ts";
import { count, percent, plural, usd } from "../../core/know/money.ts";
import { type Block, item } from "../../core/know/page.ts";
import type { Ask, Decision, PlanResult } from "../../shapes/decision.ts";
import type { Alternative, Met, Named, NearMiss, Route, TokenRates } from "../../shapes/route.ts";
import { guessed, hundred } from "../chance.ts";

/** The candidates that an answer names: first picks, and what stands beside them. */

export const dollars = (amount: number | null): string =>
  amount === null ? "price unknown" : usd(amount);

const monthly = (amount: number | null): string =>
  amount === null ? "price unknown" : `${usd(amount)} a month`;

/** A model, where it runs, and how hard it thinks. */
export function named({ model, effort, offer, configuration }: Named): string {
  if (model === null) return "as the claim describes it";
  const where = configuration === null ? ` at ${offer}` : ` on ${configuration}`;
  return `${model}${(configuration ?? offer) ? where : ""}, ${effortText(effort)}`;
}

const effortText = (effort: Named["effort"]): string =>
  effort === "none" ? "no thinking" : `${effort} effort`;

/** One line per need: what to take, what it costs, how sure it is, and what comes after it. */
export function pickItems(plan: PlanResult, decision: Decision, verbose: boolean): Block[] {
  const isAsked = askedBy(decision, verbose);
  const months = decision.useCase.horizonMonths;
  const several = plan.routes.length > 1;
  return plan.routes.map((route) => {
    const option = plan.options.length > 1 ? `${route.option}, ` : "";
    const label = several ? `${route.need} ${percent(route.share)}` : route.need;
    const detail = verbose ? "full" : several ? "short" : "usual";
    return item(label, `${option}${pickParts(route, detail, isAsked, months).join("; ")}`);
  });
}

/** What was asked for, and with more detail all that is known. */
const askedBy =
  ({ useCase }: Decision, verbose: boolean) =>
  ({ path }: Met): boolean =>
    verbose || useCase.given.some((one) => one.path === path || one.path.endsWith(`.${path}`));

/** The same in parts: what to take, and the facts of it. */
export const fullPick = (route: Route, decision: Decision): readonly string[] =>
  pickParts(
    route,
    route.kind === "claim" ? "usual" : "full",
    askedBy(decision, false),
    decision.useCase.horizonMonths,
  );

/** Short where several needs share the screen. */
function pickParts(
  route: Route,
  detail: "short" | "usual" | "full",
  isAsked: (met: Met) => boolean,
  months: number,
): string[] {
  const { kind, usdPerMonth, rates, peopleUsdPerMonth, tryFirst, evidence } = route;
  const { thinkingTokens } = route;
  const thinking = thinkingTokens > 0 ? ` (about ${count(thinkingTokens)} thinking tokens)` : "";
  const bound = boundText(route);
  const people =
    peopleUsdPerMonth === null
      ? ""
      : `, of which ${usd(peopleUsdPerMonth)} people and gateway${detail === "short" ? " if it were alone" : ""}`;
  const claim = kind === "claim" ? ["as claimed, not measured"] : undefined;
  return [
    `${tryFirst ? "try first: " : ""}${named(route)}${thinking}${kind === "tuned" ? ", tuned to the task" : ""}`,
    ...(claim ?? [
      `${monthly(usdPerMonth)}${rates?.later ? " on average" : ""}${rateText(rates, detail)}${bound}${people}${byThinking(route)}`,
      chanceText(detail === "short" ? { ...route, nextUp: null } : route),
    ]),
    ...tieText(route.ties, detail),
    ...(kind === "claim" ? [] : estimateText(evidence, kind)),
    ...(detail === "full" ? detailTexts(route) : []),
    ...route.meets.filter(isAsked).map(metText),
    ...elseText(route, isAsked, detail === "full" || isBuilt(route) ? months : 0),
  ];
}

/** What stands in for what nobody published of a model: a price, or how its layers are cut. */
function boundText({ boundedBy, configuration }: Route): string {
  if (boundedBy === null) return "";
  return configuration === null
    ? ` at most, the price of ${boundedBy}`
    : ` if its layers are as those of ${boundedBy}, which is larger`;
}

/** So many times the bill are worth a word. */
const telling = 1.5;

function byThinking({ usdPerMonth, usdByThinking }: Route): string {
  if (usdPerMonth === null || usdByThinking === null) return "";
  const { least, most } = usdByThinking;
  return most < telling * usdPerMonth ? "" : `, ${usd(least)} to ${usd(most)} as it thinks`;
}

/** List prices there, of a million tokens in and out, and what they change to. */
function rateText(rates: Route["rates"], detail: "short" | "usual" | "full"): string {
  if (rates === null) return "";
  const { later, batch, perMinute, perMillionCharacters } = rates;
  if (perMinute !== undefined) return ` (${usd(1000 * perMinute)} per 1,000 minutes)`;
  if (perMillionCharacters !== undefined)
    return ` (${usd(perMillionCharacters)} per 1M characters)`;
  const then = later === null ? "" : `; from ${later.from} ${ratesOf(later)}`;
  if (detail === "short") return ` (${ratesOf(rates)}${then})`;
  const off = batch === null || batch === 1 ? "" : `, what may wait at ${percent(batch)} of it`;
  return ` (${ratesOf(rates)} per 1M${off}${then})`;
}

function ratesOf({ input, cached, output }: TokenRates): string {
  const parts = [
    `${usd(input)} in`,
    ...(cached === null ? [] : [`${usd(cached)} cached`]),
    ...(output === 0 ? [] : [`${usd(output)} out`]),
  ];
  return parts.join(", ");
}

/** Nothing that is printed tells them apart. */
function tieText(ties: readonly string[], detail: "short" | "usual" | "full"): string[] {
  const [first] = ties;
  if (first === undefined) return [];
  const names = detail === "full" ? ties.join(", ") : ties.length > 1 ? `${first} ...` : first;
  return [`${ties.length + 1} tie (${names})`];
}

/** Nobody measured it at this work, and what is tuned is measured by whoever tunes it. */
export const isGuess = ({ evidence, kind }: Pick<Route, "evidence" | "kind">): boolean =>
  kind === "tuned" || (kind === "scored" && (evidence.estimated || evidence.kin));

/** At the effort that is chosen, and at the next one up. */
function chanceText({ clearsBar, nextUp, evidence, kind }: Route): string {
  const text = isGuess({ evidence, kind }) ? guessed : hundred;
  const higher =
    nextUp === null || text(nextUp.clearsBar) === text(clearsBar)
      ? ""
      : ` (${nextUp.effort} effort: ${text(nextUp.clearsBar)}, ${dollars(nextUp.usdPerMonth)})`;
  return `clears the bar in ${text(clearsBar)}${higher}`;
}

/** What a belief stands on, where that is no score on boards of the capability. */
function estimateText(
  { kin, estimated, others, boards }: Route["evidence"],
  kind: Route["kind"],
): string[] {
  const [first, ...more] = boards;
  if (kind === "tuned") return ["by published tunings of other tasks"];
  if (kin) {
    const which = first === undefined || more.length > 0 ? "boards of related work" : first;
    return [`unmeasured, read from ${which}`];
  }
  if (estimated) return [`estimated from ${others} scores on other boards`];
  return first === undefined || more.length > 0 ? [] : [`read from one board, ${first}`];
}

function detailTexts({ quality, bar, evidence }: Route): string[] {
  const { own, others, untoldEffort } = evidence;
  const [low, mid, high] = [quality.p10, quality.p50, quality.p90].map((one) => one.toFixed(2));
  const boards = `${plural(own, "score")} on its boards, ${others} on others`;
  return [
    `quality ${mid} (${low}-${high}), bar ${[...new Set([bar.name, String(bar.quality)])].join(" ")}`,
    `${boards}${untoldEffort ? ", their effort assumed" : ""}`,
  ];
}

/** What was asked for, as it is known of the place. */
function metText({ path, value, limit, toSign = [] }: Met): string {
  const known = Array.isArray(value) ? value.join(" + ") : value;
  const said =
    known === null || known === ""
      ? "unknown"
      : typeof known === "number"
        ? count(known)
        : String(known);
  const phrases: Readonly<Record<string, string>> = {
    "data.assurances":
      toSign.length === 0
        ? `assured: ${said}`
        : `offered: ${said} (${toSign.join(" and ") === said.replaceAll("+", "and") ? "" : `${toSign.join(" and ")} `}to be signed)`,
    "data.personal": `personal data: ${said}`,
    "policy.jurisdictions": `home: ${said}`,
    "policy.licence": `licence: ${said}`,
    "latency.firstTokenMs": `first visible token in about ${said} ms`,
    "latency.perTokenMs": `about ${said} ms per token`,
  };
  const over = limit !== undefined && typeof value === "number" && value > limit;
  const beyond = over
    ? `, over the ${count(limit)} asked but within the error of the estimate`
    : "";
  return `${phrases[path] ?? `${path}: ${said}`}${beyond}`;
}

/** A second try on machines of one's own has to be built; between hosts a name is swapped, in a week. */
const isBuilt = ({ configuration, fallback }: Route): boolean =>
  configuration === null && fallback !== null && fallback.configuration !== null;

/** Less often than this is what the pick itself promises no more exactly. */
const tellingNeither = 0.1;

/** The second try, how often it comes to it, and what the change costs over so many months: the expected bill can be worked out from it. */
function elseText(route: Route, isAsked: (met: Met) => boolean, months: number): string[] {
  const { fallback, tryFirst, model, offer, option, meets: first, neither } = route;
  if (fallback === null) return tryFirst ? ["nothing to fall back on"] : [];
  const same = fallback.model === model && fallback.offer === offer;
  const crossed = fallback.option === option ? "" : `${fallback.option}, `;
  const what = same
    ? `the same with ${effortText(fallback.effort)}`
    : `${crossed}${named(fallback)}`;
  const text = isGuess(route) ? guessed : hundred;
  const { probability, switchUsdPerMonth, usdPerMonth, meets } = fallback;
  // Whoever sees a cheaper second try asks why it is not the first.
  const isCheaper = (usdPerMonth ?? 0) < (route.usdPerMonth ?? 0);
  const alone = isCheaper ? `, clears it in ${hundred(fallback.clearsBar)} as a first` : "";
  const once = switchUsdPerMonth * months;
  const change = once < 1 ? "" : `, ${usd(once)} once to change`;
  const met = same ? [] : meets.filter(isAsked).filter(({ path }) => !path.startsWith("latency"));
  const texts = met.map(metText).join("; ");
  const mine = first.map(metText);
  const isAlike = met.every((one) => mine.includes(metText(one)));
  const isKnown = met.every(({ value }) => value !== null);
  const alike = isKnown ? " (meets the same)" : " (no more is known of it)";
  const known = met.length === 0 ? "" : isAlike ? alike : ` (${texts})`;
  const left = neither < tellingNeither ? "" : `; neither is good enough in ${text(neither)}`;
  return [
    `else, in ${text(probability)}, ${what}, ${monthly(usdPerMonth)}${alone}${change}${known}${left}`,
  ];
}

/** Beside the picks: what nearly took part, the cheapest that does, and whom to ask. */
export function besideItems(decision: Decision, verbose: boolean): Block[] {
  const { nearMisses, cheapestThatTakesPart, surest, asks, plans, moat } = decision;
  const most = verbose ? Number.POSITIVE_INFINITY : 1;
  const of = ({ need }: Alternative) => (moat.length > 1 ? `${need}: ` : "");
  const saving = ({ need, usdPerMonth }: Alternative): number => {
    const pick = plans[0]?.routes.find((one) => one.need === need)?.usdPerMonth ?? 0;
    return pick - (usdPerMonth ?? pick);
  };
  // What is dearer than the pick of the verdict is for those who want another option: with -v.
  const cheaper = <One extends Alternative>(all: readonly One[]): readonly One[] =>
    all.filter((one) => verbose || saving(one) > 0);
  const line = (one: Alternative, chance: string) =>
    `${of(one)}${named(one)}: ${dollars(one.usdPerMonth)}; ${chance}`;
  const near = cheaper(nearMisses).map(
    (one) =>
      `${of(one)}${named(one)}: ${dollars(one.usdPerMonth)}, ${savingText(saving(one), one)}${missText(one)}`,
  );
  const cheapest = cheaper(cheapestThatTakesPart).map((one) =>
    line(one, `takes part with ${hundred(one.clearsBar)}`),
  );
  return [
    ...listed("One model", oneModelTexts(decision)),
    ...listed("Near miss", near.slice(0, most)),
    ...listed(
      "Surest",
      surest.map((one) => line(one, `clears the bar in ${hundred(one.clearsBar)}`)),
    ),
    ...listed("Cheapest", verbose ? cheapest : []),
    // The next steps have those that matter.
    ...listed("Ask", verbose ? askTexts(asks) : []),
  ];
}

/** Against what is recommended for the need, or against the pick of its own option. */
const savingText = (saving: number, { saves, option }: NearMiss): string =>
  saving > 0 ? `saves ${usd(saving)}, ` : `saves ${usd(saves)} of the ${option} pick's, `;

/** For all needs, and what that costs in points and money. */
function oneModelTexts({ oneModel, plans: [head] }: Decision): string[] {
  if (oneModel === null || head === undefined) return [];
  const { routes, usdPerMonth, expectedUsdPerMonth } = oneModel;
  const places = [...new Set(routes.map((one) => one.configuration ?? one.offer))].join(" and ");
  const least = Math.min(...routes.map((one) => one.clearsBar));
  const bill =
    usdPerMonth === null
      ? "price unknown"
      : `${usd(usdPerMonth.p50)} a month, ${dollars(expectedUsdPerMonth)} expected (${dollars(head.expectedUsdPerMonth)} as planned)`;
  return [
    `${routes[0]?.model} at ${places} for all needs is worth about as much: ${bill}; clears the bars in ${hundred(least)} or more`,
  ];
}

/** Rounded down where it is short of taking part: by little is short. */
const missText = ({ because, clearsBar }: NearMiss): string =>
  because === "too-few-scores"
    ? `P(bar) ${percent(clearsBar)}, but too few scores for such a bar`
    : `P(bar) ${percent(Math.floor(100 * clearsBar) / 100)}`;

/** Each question once, whatever it is about, and all that a candidate hangs on together. */
function askTexts(asks: readonly Ask[]): string[] {
  const questions = new Map(asks.toReversed().map((one) => [one.what, one]));
  const candidates = groupedBy(
    [...questions.values()].toReversed(),
    ({ need, model, offer, option }) => `${need} ${model} ${offer} ${option}`,
  );
  return [...candidates.values()].flatMap((all) => {
    const [one] = all;
    if (one === undefined) return [];
    const price = one.usdPerMonth === null ? "" : ` for ${usd(one.usdPerMonth)} a month`;
    const chance = one.clearsBar === 0 ? "" : `, ${hundred(one.clearsBar)}`;
    return `${all.map(({ what }) => what).join(" ")} (${one.model ?? one.option}${price}${chance})`;
  });
}

/** Lines under one label. */
export const listed = (label: string, texts: readonly string[]): Block[] =>
  texts.map((text, at) => item(at === 0 ? label : "", text));
