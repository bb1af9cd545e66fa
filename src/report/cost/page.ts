import { count, percent } from "../../core/know/money.ts";
import { type Block, item, type Page, type Section } from "../../core/know/page.ts";
import type { CostDocument, FleetReport, NeedCost } from "../../shapes/cost.ts";
import type { PageSettings } from "../page.ts";
import { assumedText, wrap } from "../style.ts";
import { billBlocks } from "./bill.ts";
import { chartLegend, curveChart } from "./chart.ts";
import { costChart } from "./figures.ts";
import { answers, totals } from "./lead.ts";
import { type Currency, type Money, moneyIn, signOf } from "./money.ts";
import { moversSection, paysSection } from "./pays.ts";
import { optionPhrases, people, replicas, valueText } from "./words.ts";

export interface CostPageSettings extends PageSettings {
  readonly currency?: Currency | undefined;
}

/** What is cheapest and when self-hosting pays, the bill, then what both rest on. */
export function costPage(document: CostDocument, settings: CostPageSettings): Page {
  const { needs, useCase } = document;
  const money = moneyIn(settings.currency);
  const several = needs.length > 1;
  const named = (need: NeedCost, lines: readonly string[]) =>
    several ? lines.map((one) => `${need.need}: ${one}`) : lines;
  return {
    // A use case made of flags has no title that anybody gave it.
    title: `Cost: ${useCase.name === "from-flags" ? needs.map((one) => one.need).join(", ") : useCase.title}`,
    subtitle: "",
    lead: [...totals(document, money), ...needs.flatMap((one) => named(one, answers(one, money)))],
    sections: [
      ...needs.flatMap((one) => needSections(one, document, money, settings)),
      ownFigures(document),
    ],
    foot: footOf(document, settings),
  };
}

function needSections(
  need: NeedCost,
  { needs, useCase }: CostDocument,
  money: Money,
  settings: CostPageSettings,
): Section[] {
  const { verbose, currency } = settings;
  const several = needs.length > 1;
  const prefix = several ? `${need.need} (${percent(need.share)} of the requests): ` : "";
  const sections: Section[] = [
    {
      title: `The bill, ${signOf(currency).trim()} a month`,
      blocks: billBlocks(need, money, useCase.horizonMonths),
    },
    asked(need, money),
    paysSection(need, money, verbose),
    // With several needs the charts would bury the answers; -v draws them all.
    ...(several && !verbose ? [] : [chartSection(need, money, settings)]),
    ...need.arms.flatMap(({ option, fleet }) =>
      fleet === null ? [] : fleetSections(option, fleet, money, settings),
    ),
    ...(several && !verbose ? [] : [moversSection(need, money, settings)]),
    ...(verbose ? [figuresSection(need, money)] : []),
  ];
  return sections
    .filter(({ blocks }) => blocks.length > 0)
    .map((one) => ({ ...one, title: `${prefix}${one.title}` }));
}

/** None of the models that were asked for goes unmentioned. */
function asked({ named }: NeedCost, money: Money): Section {
  return {
    title: "The models you asked for",
    blocks: named.map(({ model, option, where, effort, usdPerMonth, because }) => {
      const thinking = effort === null || effort === "none" ? "" : `, effort ${effort}`;
      const bill =
        usdPerMonth === null
          ? "no price is known"
          : `${money(usdPerMonth)} a month, ${where}${thinking}`;
      const gates = because.length === 0 ? "" : `; removed by ${because.join(", ")}`;
      return item(model, `${optionPhrases[option]}: ${bill}${gates}`);
    }),
  };
}

function chartSection(
  need: NeedCost,
  money: Money,
  { width, currency }: CostPageSettings,
): Section {
  const title = "Cost against volume, both on a log scale";
  const lines = curveChart(need.curve, Math.min(100, width) - 2, money);
  const chart = costChart(need, "Cost against volume", currency);
  if (lines.length === 0 || chart === undefined) return { title, blocks: [] };
  const drawn = [...lines, wrap(chartLegend, width - 2)].join("\n");
  return { title, blocks: [{ kind: "chart", chart, drawn }] };
}

const wayNames = {
  spill: "spilling",
  spot: "with spot",
  term: "other term",
  serverless: "serverless",
} as const;

function replicaText(serving: FleetReport["serving"]): string {
  const { requestsPerSecond, outputTokensPerSecond, concurrency, perTokenMs } = serving;
  const doubt = `${serving.basis}, 80 % within a factor of ${Math.exp(serving.lnError80).toFixed(2)}`;
  const rate = `${requestsPerSecond.toPrecision(3)} requests/s`;
  // Speech comes out whole.
  if (perTokenMs === 0)
    return `${rate}, one of them in ${(serving.firstTokenMs / 1000).toPrecision(2)} s; ${doubt}`;
  return `${rate} (${count(Math.round(outputTokensPerSecond))} output tokens/s) at ${concurrency} at once, ${Math.round(perTokenMs)} ms per token, first token about ${Math.round(serving.firstTokenMs)} ms; ${doubt}; stack maturity ${serving.maturity}`;
}

function fleetSections(
  option: string,
  fleet: FleetReport,
  money: Money,
  { verbose, width }: CostPageSettings,
): Section[] {
  const { rent, serving } = fleet;
  const spare = fleet.spares > 0 ? `, ${fleet.spares} spare` : "";
  const what = option === "self-host" ? "The machines" : "The dedicated deployment";
  const blocks: Block[] = [
    item(
      "how many",
      `${count(fleet.gpus)} GPUs: ${replicas(Math.round(fleet.peakReplicas))} at the peak${spare}; ${people(fleet.fte)}`,
    ),
    item(
      "rent",
      `${money(rent.usdPerGpuHour)} per GPU-hour, ${rent.mode}, ${rent.basis}, ${rent.published ?? "undated"}`,
    ),
    item("utilisation", `${percent1(fleet.utilisation)} of what all of them carry, on average`),
    item("a replica", replicaText(serving)),
    ...fleet.ways.map((one) =>
      item(
        wayNames[one.kind],
        one.kind === "term"
          ? `${one.note}: ${money(one.usdPerMonth)} a month`
          : `${money(one.usdPerMonth)} a month with ${replicas(Number(one.replicas.toPrecision(3)))} for ${percent(one.ownShare)} of the volume, ${one.note}`,
      ),
    ),
    ...fleet.runnersUp.map((one) =>
      item("not", `${one.configuration}: ${money(one.usdPerMonth)} a month, ${one.because}`),
    ),
    ...(fleet.owned !== null && verbose
      ? [item("bought", `${money(fleet.owned.usdPerGpuHour)} per GPU-hour, ${fleet.owned.note}`)]
      : []),
  ];
  return [
    { title: `${what}: ${fleet.configuration}`, blocks },
    ...(fleet.verify.length === 0
      ? []
      : [
          {
            title: "To measure it yourself",
            blocks: [
              {
                kind: "code" as const,
                language: "sh",
                text: fleet.verify.map((one) => shell(one, width)).join("\n"),
              },
            ],
          },
        ]),
  ];
}

/** A command over several lines that a shell takes as one: a line that goes on ends in a backslash. */
const shell = (command: string, width: number): string =>
  wrap(command, width - 6, "    ")
    .split("\n")
    .map((line, at, { length }) =>
      at === length - 1 ? line : `${line}${line.length + 4 > width ? "" : " "}\\`,
    )
    .join("\n");

const percent1 = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

function figuresSection({ figures }: NeedCost, money: Money): Section {
  return {
    title: "The figures behind it",
    blocks: [
      {
        kind: "table",
        head: ["figure", "value", "range", "basis", "date", "source"],
        rows: figures.map((one) => [
          one.name,
          valueText(one.value, one.unit, money),
          `${valueText(one.low, one.unit, money)} to ${valueText(one.high, one.unit, money)}`,
          ...[one.basis, one.published, one.source],
        ]),
      },
    ],
  };
}

/** What the team stated itself, so that nobody takes it for the market's. */
function ownFigures({ given }: CostDocument): Section {
  return {
    title: "Your own figures (basis user), in place of the pack's",
    blocks: given.map(({ path, value }) => item(path, String(value))),
  };
}

const shownAssumptions = ["workload", "latency", "horizonMonths"];

function footOf(document: CostDocument, { verbose, currency }: CostPageSettings): string[] {
  const { needs, useCase, asOf, packs, draws, tool, discountRate } = document;
  const assumed = useCase.assumed.filter(
    ({ path }) =>
      verbose ||
      shownAssumptions.some((one) => path.startsWith(one)) ||
      /\.(audioMinutes|characters)$/.test(path),
  );
  const seen = new Set<string>();
  const notes = needs.flatMap(({ warnings }) =>
    warnings.flatMap(({ text: note, code }) => {
      if (seen.has(note)) return [];
      seen.add(note);
      return [`Note: ${note}${verbose ? ` [${code}]` : ""}`];
    }),
  );
  return [
    ...notes,
    ...(assumed.length === 0 ? [] : [`Assumed: ${assumed.map(assumedText).join(", ")}`]),
    ...(currency === undefined
      ? []
      : [
          `1 USD = ${currency.perUsd} ${currency.code.toUpperCase()}, as you gave it; notes stay in US dollars.`,
        ]),
    `Mean of ${useCase.horizonMonths} months${discountRate === null ? "" : `, discounted at ${percent(discountRate)} a year in the present value`}${draws > 0 ? `; ranges of ${count(draws)} draws` : ""}. moat explain blended, regret, stack-maturity.`,
    `moat ${tool.version}, as of ${asOf}, pack ${packs.map((one) => `${one.id} ${one.version}`).join(", ")}`,
  ];
}
