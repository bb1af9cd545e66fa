import type { Decision } from "../../core/answer/decision.ts";
import { type Block, item, type Page, type Section } from "../../core/page.ts";
import { changeItems, gateItems, moatItems } from "./around.ts";
import { askedText } from "./asked.ts";
import { noteLines } from "./notes.ts";
import { besideItems, dollars, listed, pickItems } from "./picks.ts";
import { plansTable, rangeText, why } from "./plans.ts";
import { headline, reviewText, volumeText } from "./verdict.ts";

/** The answer as a page: what to take, what was asked, how the plans compare, why, and what stands around it. */
export function decisionPage(decision: Decision, verbose: boolean): Page {
  const { title, standing, tone, sentence } = headline(decision);
  const { useCase, verdict } = decision;
  return {
    title,
    subtitle: standing,
    tone,
    lead: [
      useCase.title,
      sentence,
      volumeText(decision),
      `${verdict.planText} ${reviewText(decision)}`,
    ].filter((one) => one !== ""),
    sections: [
      ...picks(decision, verbose),
      { title: "", blocks: [item("Asked", askedText(decision)), ...moatItems(decision, verbose)] },
      { title: "Plans", blocks: plansTable(decision) },
      why(decision, verbose),
      { title: "", blocks: around(decision, verbose) },
    ],
    foot: noteLines(decision, verbose),
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

function around(decision: Decision, verbose: boolean): Block[] {
  const { advice, next } = decision;
  const titles = [...new Set(advice.map(({ title }) => title))].join("; ");
  const told = verbose
    ? advice.map(({ title, text }) => `${title}. ${text}`)
    : advice.length === 0
      ? []
      : [`${titles} (-v)`];
  return [
    ...listed(
      "Next",
      next.map((one, at) => `${at + 1}. ${one}`),
    ),
    ...besideItems(decision, verbose),
    ...changeItems(decision, verbose),
    ...gateItems(decision, verbose),
    ...listed("Advice", told),
  ];
}
