import { usd } from "../../core/know/money.ts";
import { type Block, item, type Page, type Section } from "../../core/know/page.ts";
import type { Decision, PlanResult } from "../../shapes/decision.ts";
import { changeItems, gateItems, moatItems } from "./around.ts";
import { askedText } from "./asked.ts";
import { noteLines } from "./notes.ts";
import { besideItems, listed, pickItems } from "./picks.ts";
import { plansTable, rangeText, why } from "./plans.ts";
import { headline, unstatedTexts } from "./verdict.ts";

/**
 * The answer as a page: what to take, what was asked, how the plans compare, why, and what stands around it. A document has the
 * next steps whole, a terminal in short.
 */
export function decisionPage(decision: Decision, verbose: boolean, whole = verbose): Page {
  const { title, standing, tone, sentence } = headline(decision);
  const { useCase } = decision;
  return {
    title,
    subtitle: standing,
    tone,
    lead: [useCase.title, sentence, ...unstatedTexts(decision)].filter((one) => one !== ""),
    sections: [
      ...picks(decision, verbose),
      { title: "", blocks: [item("Asked", askedText(decision)), ...moatItems(decision, verbose)] },
      { title: "Plans", blocks: plansTable(decision) },
      why(decision, verbose),
      { title: "", blocks: around(decision, verbose, whole) },
    ],
    foot: noteLines(decision, verbose, whole),
  };
}

/** The first picks of the verdict; with more detail those of every plan. */
function picks(decision: Decision, verbose: boolean): Section[] {
  const { horizonMonths } = decision.useCase;
  const shown = verbose ? decision.plans : decision.plans.slice(0, 1);
  return shown.map((plan, at) => {
    const what = at === 0 ? "First picks" : `First picks of ${plan.plan}`;
    return {
      title: `${what}: ${billText(plan, horizonMonths)}`,
      blocks: pickItems(plan, decision, verbose),
    };
  });
}

/** What a month costs if the first picks hold, and what is to be expected. */
function billText(
  { usdPerMonth, usdInMonths, expectedUsdPerMonth, peopleUsdPerMonth, routes }: PlanResult,
  months: number,
) {
  if (usdPerMonth === null || expectedUsdPerMonth === null) return "not decided in money";
  const first =
    usdInMonths === null
      ? `${rangeText(usdPerMonth)} a month`
      : `${usd(usdInMonths.first)} in month 1, ${usd(usdInMonths.last)} in month ${months}, ${rangeText(usdPerMonth)} in the mean`;
  const people =
    routes.length === 1 || peopleUsdPerMonth === null
      ? ""
      : `, of which ${usd(peopleUsdPerMonth)} people and gateway`;
  const whole = months === 1 ? "" : `, ${usd(months * expectedUsdPerMonth)} in ${months} months`;
  return `${first}${people}; ${usd(expectedUsdPerMonth)} expected with second tries and trials${whole}`;
}

/** Advice that the next steps say with names and numbers. */
const isStep = (rule: string): boolean => /\/advice\.(own-evaluation|no-evidence)$/.test(rule);

function around(decision: Decision, verbose: boolean, whole: boolean): Block[] {
  const { advice, next } = decision;
  const more = advice.filter(({ rule }) => verbose || !isStep(rule));
  const titles = [...new Set(more.map(({ title }) => title))].join("; ");
  const told = verbose
    ? advice.map(({ title, text }) => `${title}. ${text}`)
    : more.length === 0
      ? []
      : [`${titles} (-v)`];
  return [
    ...listed(
      "Next",
      next.map(({ text, detail }, at) =>
        `${at + 1}. ${text}${whole ? ` ${detail}` : ""}`.trimEnd(),
      ),
    ),
    ...besideItems(decision, verbose),
    ...changeItems(decision, verbose),
    ...gateItems(decision, verbose),
    ...listed("Advice", told),
  ];
}
