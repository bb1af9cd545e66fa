import type { Decision, Flip, OptionResult, Reason, Route, Veto } from "../../core/decision.ts";
import { count, percent, usd } from "../../core/money.ts";
import { safe } from "../../core/printable.ts";
import { assumedText, cut, labelled, type Style, table, wrap } from "../style.ts";
import {
  bestText,
  bracketsText,
  forNeed,
  gapText,
  givesWay,
  headline,
  pointsText,
  qualityText,
  reviewText,
  timesText,
  usdText,
  whyHead,
} from "./words.ts";

/** The answer first, then why, what it costs, what the gates took away, what would change it, and when to look again. */
export function decisionText(decision: Decision, style: Style, verbose: boolean): string {
  const parts = [
    answerPart(decision, style),
    whyPart(decision, style, verbose),
    standingPart(decision, style),
    gatesPart(decision, style, verbose),
    flipsPart(decision, style, verbose),
    timelinePart(decision, style, verbose),
    advicePart(decision, style, verbose),
    notesPart(decision, style, verbose),
  ];
  return `${parts.filter((one) => one !== "").join("\n\n")}\n`;
}

function answerPart(decision: Decision, style: Style): string {
  const { verdict, useCase, asOf } = decision;
  const { title, sentence } = headline(decision);
  const packs = decision.packs.map((one) => `${one.id} ${one.version}`).join(", ");
  const paint =
    verdict.choice === "none" ? style.bad : verdict.status === "decided" ? style.good : style.warn;
  const routes = decision.routes.map((route) =>
    routeLine(route, decision.routes.length > 1, style),
  );
  return [
    `${paint(style.bold(title))}  ${style.bold(cut(safe(useCase.title), style.width - title.length - 2))}`,
    wrap(sentence, style.width),
    ...routes,
    wrap(`${verdict.planText} ${reviewText(decision)}`, style.width),
    style.dim(
      wrap(
        `as of ${asOf}, pack ${packs}, preset ${safe(useCase.preset)}, ${useCase.horizonMonths} months`,
        style.width,
      ),
    ),
  ].join("\n");
}

function routeLine(route: Route, several: boolean, style: Style): string {
  const tuned = route.evidence === "tuned" ? " tuned to the task," : "";
  const what = route.model === null ? "the option as the claim describes it" : route.model + tuned;
  const where = route.configuration ?? (route.offer === null ? "" : `at ${route.offer}`);
  const need = several ? `${route.need} (${percent(route.share)}): ` : "";
  const effort = route.effort === "none" ? "" : `, effort ${route.effort}`;
  const money = route.usdPerMonth === null ? "unpriced" : `${usd(route.usdPerMonth)} a month`;
  const quality = `${qualityText(route)}, bar ${route.bar.quality.toFixed(2)}`;
  return wrap(
    `> ${need}${several ? `${route.option}, ` : ""}${what}${where === "" ? "" : ` ${where}`}${effort}; ${money}; ${quality}`,
    style.width,
    "  ",
  );
}

function whyPart({ reasons, verdict }: Decision, style: Style, verbose: boolean): string {
  const terms = reasons.filter((one) => one.kind === "criterion");
  if (terms.length === 0) return "";
  const worth =
    verdict.marginUsdPerMonth === null
      ? ""
      : `, worth ${usd(verdict.marginUsdPerMonth)} a month to you`;
  const margin =
    verdict.margin === null ? "" : ` (${(100 * verdict.margin).toFixed(1)} points${worth})`;
  const head = style.bold(wrap(`${whyHead(reasons, verdict)}${margin}`, style.width));
  const shown = terms.filter((one) => verbose || Math.abs(one.delta ?? 0) >= 0.002);
  const points = reasons.filter((one) => one.kind === "points" && verbose);
  const thin = reasons.filter((one) => one.kind === "evidence");
  return [
    head,
    ...thin.map((one) => `  ${wrap(one.text, style.width - 2, "  ")}`),
    ...shown.map((one) => termLine(one, style)),
    ...points.map((one) => labelled(`  ${one.rule}  `, one.text, style, one.rule.length + 4)),
  ].join("\n");
}

function termLine({ criterion, delta, text }: Reason, style: Style): string {
  const points = 100 * (delta ?? 0);
  const signed = `${points >= 0 ? "+" : "-"}${Math.abs(points).toFixed(1)}`.padStart(6);
  return labelled(
    `  ${signed}  ${(criterion ?? "").padEnd(9)}`,
    text,
    style,
    19,
    points >= 0 ? style.good : style.warn,
  );
}

function standingPart(decision: Decision, style: Style): string {
  const { options, verdict } = decision;
  const rows = options.map((one) => [
    one.option,
    pointsText(one, decision),
    one.winShare === null ? "" : percent(one.winShare),
    usdText(one.usdPerMonth),
    timesText(one, decision),
    bestText(one),
  ]);
  const times = rows.some((row) => row[4] !== "") ? "times" : "";
  const wins = verdict.draws > 0 ? "wins" : "";
  const head = ["option", "points", wins, "$ a month", times, "best candidate"];
  const brackets = options.some((one) => givesWay(one, decision));
  return [
    style.bold("Options"),
    table([head, ...rows], style, [1, 2, 4]),
    ...(brackets ? [style.dim(`  ${wrap(bracketsText, style.width - 2, "  ")}`)] : []),
  ].join("\n");
}

function gatesPart(decision: Decision, style: Style, verbose: boolean): string {
  const { options } = decision;
  const lines = options.flatMap((one) => {
    const shown = verbose ? one.vetoes : decisive(one).slice(0, 2);
    return shown.map((veto) => gateLine(one.option, veto, decision, style, verbose));
  });
  const folded =
    options.filter((one) => one.eligible && one.vetoes.length > 0).length > 0 && !verbose;
  if (lines.length === 0) return "";
  return [
    style.bold("What the gates took away"),
    ...lines,
    ...(folded
      ? [style.dim("  -v lists the candidates that gates removed under the options that stand")]
      : []),
  ].join("\n");
}

/** Under an option that fell, the gates that took everything; the others only where none did. */
function decisive({ eligible, vetoes }: OptionResult): readonly Veto[] {
  if (eligible) return [];
  const whole = vetoes.filter((one) => one.removes === one.of);
  return whole.length > 0 ? whole : vetoes;
}

function gateLine(
  option: string,
  veto: Veto,
  decision: Decision,
  style: Style,
  verbose: boolean,
): string {
  const { rule, text, remedy, evidence, of: all, removes } = veto;
  const sources = evidence.filter((one) => one.url !== "").map((one) => one.source);
  const cite = sources.length > 0 ? ` [${[...new Set(sources)].slice(0, 2).join(", ")}]` : "";
  const counted = all > 1 ? ` (${removes} of ${all} candidates${forNeed(veto, decision)})` : "";
  const help = verbose && remedy !== null ? ` Remedy: ${remedy}` : "";
  const said = `${rule}${counted}: ${text}${cite}${help}`;
  return labelled(`  ${option}  `, said, style, 19, style.warn);
}

function flipsPart({ flips, verdict }: Decision, style: Style, verbose: boolean): string {
  if (verdict.choice === "none") return "";
  const head = style.bold("What would change it");
  if (flips.length === 0) return `${head}\n  nothing single within its plausible range`;
  const shownFlips = flips.filter((one, at) => verbose || !flips.slice(0, at).some(isLike(one)));
  const rows = shownFlips.map(({ path, from, to, verdict: other }) => [
    path,
    `${shown(from)} -> ${shown(to)}`,
    other,
  ]);
  return `${head}\n${table([["input", "from -> to", "turns it to"], ...rows], style)}`;
}

/** The nearest value of an input that turns the verdict is enough; going further does the same. */
const isLike = (one: Flip) => (other: Flip) =>
  typeof one.to !== "number" && one.path === other.path && one.verdict === other.verdict;

const shown = (value: string | number | boolean): string =>
  typeof value === "number" ? count(value) : String(value);

function timelinePart({ timeline, scenarios }: Decision, style: Style, verbose: boolean): string {
  const lines = timeline
    .filter((one) => verbose || one.sizeClass === "any")
    .map((one) => wrap(gapText(one), style.width - 2, "    "));
  const beside = scenarios.map((one) => wrap(`${one.id}: ${one.text}`, style.width - 2, "    "));
  return [
    style.bold("When the gap closes, all boards pooled"),
    ...[...new Set([...lines, ...beside])].map((one) => `  ${one}`),
  ].join("\n");
}

function advicePart({ advice }: Decision, style: Style, verbose: boolean): string {
  if (advice.length === 0) return "";
  const shownAdvice = advice.slice(0, verbose ? advice.length : 1);
  const more = advice.length - shownAdvice.length;
  const lines = shownAdvice.map(
    (one) => `  ${wrap(`${one.title}. ${one.text}`, style.width - 2, "  ")}`,
  );
  return [
    style.bold("Advice"),
    ...lines,
    ...(more > 0 ? [style.dim(`  ${more} more with -v`)] : []),
  ].join("\n");
}

function notesPart(
  { useCase, unknown, warnings, reasons, routes }: Decision,
  style: Style,
  verbose: boolean,
): string {
  const assumed = useCase.assumed.map(assumedText);
  const sources = [
    ...new Map(reasons.flatMap((one) => one.evidence).map((one) => [one.source, one])).values(),
  ];
  // What could not be judged about the choice is part of the answer; about the others it is detail.
  const lacking = unknown
    .filter(({ option }) => routes.some((route) => route.option === option))
    .flatMap((one) => one.paths);
  const notes = [
    ...warnings.map((one) => `Note: ${one.text}`),
    ...(assumed.length > 0 ? [`Assumed: ${limit(assumed, verbose ? assumed.length : 3)}`] : []),
    ...(lacking.length > 0 && !verbose
      ? [`Not known, so not judged: ${limit([...new Set(lacking)], 3)}`]
      : []),
    ...(unknown.length > 0 && verbose
      ? [`Unknown: ${unknown.map((one) => `${one.text} (${one.option})`).join("; ")}`]
      : []),
    ...(sources.length > 0
      ? [
          `Sources: ${limit(
            sources.map((one) => (verbose ? `${one.source} ${one.url}` : one.source)),
            verbose ? sources.length : 3,
          )}`,
        ]
      : []),
  ];
  return notes.map((one) => style.dim(wrap(safe(one), style.width, "  "))).join("\n");
}

function limit(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")}, ${rest} more (-v)` : items.join(", ");
}
