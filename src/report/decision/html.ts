import type { Chart } from "../../core/know/chart.ts";
import { percent } from "../../core/know/money.ts";
import type { Block } from "../../core/know/page.ts";
import { capital } from "../../core/know/printable.ts";
import type { Decision, PlanResult } from "../../shapes/decision.ts";
import type { Route } from "../../shapes/route.ts";
import { optionNames, optionWords } from "../cost/figures.ts";
import { blocksHtml, headHtml, sectionHtml } from "../html/blocks.ts";
import { chartHtml } from "../html/chart.ts";
import { type Child, type Html, h } from "../html/markup.ts";
import { shell } from "../html/shell.ts";
import { expertBlocksOf } from "../timeline/page.ts";
import { changeItems, gateItems, moatItems } from "./around.ts";
import { askedIn, assumedIn } from "./asked.ts";
import { type Around, closingCharts, costCharts, qualityCharts } from "./figures.ts";
import { footLines, signature } from "./foot.ts";
import { besideItems, dollars, fullPick } from "./picks.ts";
import { plansTable, rangeText, why } from "./plans.ts";
import { sourcesTable } from "./sources.ts";
import { headline, unstatedTexts } from "./verdict.ts";

/** The page that is signed: the answer, what it stands on, and what would change it. */
export function decisionsHtml(decisions: readonly Decision[], around: readonly Around[]): string {
  const several = decisions.length > 1;
  const titles = decisions.map((one) => `${titleOf(one)}: ${answerTitle(one)}`);
  const answers = decisions.map((one, at) =>
    h("article", { class: "answer", id: `answer-${at + 1}` }, answerHtml(one, around[at])),
  );
  const contents = h(
    "nav",
    { "aria-label": "Answers" },
    h(
      "ol",
      {},
      titles.map((title, at) => h("li", {}, h("a", { href: `#answer-${at + 1}` }, title))),
    ),
  );
  return shell({
    title: several ? `${decisions.length} decisions` : (titles[0] ?? ""),
    body: [several ? contents : null, answers],
    foot: [],
  });
}

function answerHtml(decision: Decision, around: Around | undefined): Child[] {
  const { standing, tone, sentence } = headline(decision);
  const { plans, advice, next, asOf } = decision;
  const lead = [sentence, ...unstatedTexts(decision)].filter((one) => one !== "");
  const [plan] = plans;
  return [
    headHtml(
      { title: answerTitle(decision), subtitle: standing, tone, lead },
      `${titleOf(decision)} · decided as of ${asOf}`,
    ),
    plan === undefined ? null : tiles(decision, plan),
    sectionHtml("What to take", plan === undefined ? null : cards(plan, decision)),
    sectionHtml("What to do next", next.length === 0 ? null : steps(next)),
    sectionHtml("What was asked", asked(decision)),
    sectionHtml("The plans", blocksHtml(plansTable(decision), "The plans")),
    whySection(decision),
    charts("What it costs at other volumes", around && costCharts(decision, around)),
    charts("Is it good enough?", qualityCharts(decision)),
    sectionHtml(
      "The moat, and when it closes",
      blocksHtml(moatItems(decision, true), "The moat"),
      around === undefined ? null : figures(closingCharts(around)),
      around === undefined ? null : claims(around),
    ),
    sectionHtml("What would change it", blocksHtml(changeItems(decision, true), "Changes")),
    sectionHtml("Beside it, and whom to ask", blocksHtml(besideItems(decision, true), "Beside")),
    gates(decision),
    sectionHtml(
      "Advice",
      advice.map((one) => [h("h3", {}, one.title), h("p", {}, one.text)]),
    ),
    sectionHtml("Sources", sourcesTable(decision)),
    signature(decision),
    h("div", { class: "small" }, footLines(decision)),
  ];
}

/** A use case made of flags has no title that anybody gave it. */
const titleOf = ({ useCase, moat }: Decision): string =>
  useCase.name === "from-flags" ? moat.map(({ need }) => need).join(", ") : useCase.title;

/** A verdict shouts in a terminal, where it has nothing else to stand out by; a page has sizes. */
function answerTitle({ verdict: { choice }, plans }: Decision): string {
  if (choice === "none") return "No recommendation";
  return choice === "hybrid"
    ? capital((plans[0]?.options ?? []).map(optionWords).join(" and "))
    : optionNames[choice];
}

function tiles({ verdict, review }: Decision, plan: PlanResult): Html {
  const { usdPerMonth, expectedUsdPerMonth, routes } = plan;
  const { confidence, evenWith } = verdict;
  const least = Math.min(...routes.map((one) => one.clearsBar));
  const tile = (name: string, value: string, note = ""): Child =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value, note === "" ? null : h("small", {}, note)));
  return h(
    "dl",
    { class: "tiles" },
    tile("Bill, $ a month", rangeText(usdPerMonth), "if the first picks hold"),
    tile("Expected", dollars(expectedUsdPerMonth), "second tries and trials included"),
    routes.some(({ kind }) => kind === "claim")
      ? null
      : tile("Clears the bar", percent(least), routes.length > 1 ? "the least likely pick" : ""),
    confidence === null
      ? null
      : tile(
          "Confidence",
          percent(confidence),
          evenWith.length > 0
            ? "that one of the even plans is best"
            : "that no other plan is better",
        ),
    tile("Look again by", review.by),
  );
}

const cards = (plan: PlanResult, decision: Decision): Html =>
  h(
    "div",
    { class: "cards" },
    plan.routes.map((route) => card(route, decision)),
  );

function card(route: Route, decision: Decision): Html {
  const [what = "", ...facts] = fullPick(route, decision);
  const share = decision.moat.length > 1 ? `, ${percent(route.share)} of the requests` : "";
  return h(
    "div",
    { class: `card ${route.option}` },
    h("h3", {}, `${route.need}${share}: ${optionWords(route.option)}`),
    h("p", { class: "what" }, what.replace(/^try/, "Try")),
    h(
      "ul",
      {},
      facts.map((one) => h("li", {}, one)),
    ),
  );
}

const steps = (all: Decision["next"]): Html =>
  h(
    "ol",
    { class: "steps" },
    all.map(({ text, detail }) =>
      h("li", {}, text, detail === "" ? null : h("small", {}, ` ${detail}`)),
    ),
  );

function asked(decision: Decision): Child {
  const { needs, rest } = askedIn(decision);
  const assumed = assumedIn(decision);
  const reasons = [...new Set(assumed.map(({ because }) => because))];
  const said = (because: string) =>
    assumed.filter((one) => one.because === because).map((one) => one.said);
  return h(
    "dl",
    { class: "items" },
    h(
      "div",
      {},
      h("dt", {}, "Needs"),
      needs.map((one) => h("dd", {}, one)),
    ),
    rest.length === 0 ? null : h("div", {}, h("dt", {}, "Given"), h("dd", {}, rest.join(", "))),
    reasons.map((because) =>
      h(
        "div",
        { class: "note" },
        h("dt", {}, "Assumed"),
        h("dd", {}, `${said(because).join(", ")} (${because})`),
      ),
    ),
  );
}

function whySection(decision: Decision): Html | null {
  const { title, blocks } = why(decision, true);
  return sectionHtml(title, blocksHtml(blocks, title));
}

/** What was claimed of the moat, and what became of it. */
const claims = ({ outlook }: Around): Child =>
  outlook.needs.map((need) => {
    const blocks = expertBlocksOf(need, outlook);
    return blocks.length === 0
      ? null
      : h(
          "details",
          {},
          h("summary", {}, `What was claimed: ${need.title}`),
          blocksHtml(blocks, ""),
        );
  });

/** What they took and what is shut in a line each; every gate by itself folded under it. */
function gates(decision: Decision): Html | null {
  const all = gateItems(decision, true);
  if (all.length === 0) return null;
  const isCount = (one: Block) => one.kind === "item" && one.label === "Gates";
  const shut = gateItems(decision, false).filter((one) => !isCount(one));
  return sectionHtml(
    "What gates took away",
    blocksHtml([...all.filter(isCount), ...shut], "Gates"),
    h("details", { class: "more" }, h("summary", {}, "Gate by gate"), blocksHtml(all, "Gates")),
  );
}

const figures = (all: readonly Chart[]): Child =>
  all.length === 0 ? null : h("div", { class: "charts" }, all.map(chartHtml));

const charts = (title: string, all: readonly Chart[] = []): Html | null =>
  sectionHtml(title, figures(all));
