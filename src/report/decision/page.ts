import { type Block, item, type Page, type Section } from "../../core/know/page.ts";
import type { Decision } from "../../shapes/decision.ts";
import { changeItems, gateItems, moatItems } from "./around.ts";
import { askedText } from "./asked.ts";
import { noteLines } from "./notes.ts";
import { besideItems, dollars, listed, pickItems } from "./picks.ts";
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
  const { given, horizonMonths } = decision.useCase;
  const isGrowing = given.some(({ path, value }) => path.endsWith("growthPerMonth") && value !== 0);
  const grows = isGrowing ? ` as the mean of ${horizonMonths} months` : "";
  const shown = verbose ? decision.plans : decision.plans.slice(0, 1);
  return shown.map((plan, at) => {
    const { usdPerMonth, expectedUsdPerMonth } = plan;
    const bill =
      usdPerMonth === null
        ? "not decided in money"
        : `${rangeText(usdPerMonth)} a month${grows}, ${dollars(expectedUsdPerMonth)} expected over both tries`;
    const what = at === 0 ? "First picks" : `First picks of ${plan.plan}`;
    return { title: `${what}: ${bill}`, blocks: pickItems(plan, decision, verbose) };
  });
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
