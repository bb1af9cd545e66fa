import { percent } from "../../core/know/money.ts";
import { type Block, item, type Page, text } from "../../core/know/page.ts";
import type { ScoredForecast, ScoreReport } from "../../shapes/timeline-score.ts";
import { chance } from "../chance.ts";
import { csv } from "../csv.ts";
import { pageReporters } from "../page.ts";
import { months, sizeName } from "../profile/words.ts";

export const scoreReporters = { ...pageReporters(scorePage), csv: scoreCsv };

function scorePage(report: ScoreReport): Page {
  const { asOf, packs, lines, forecasts, advice, unscored, tool } = report;
  return {
    title: "How past advice did",
    subtitle: `${lines} ${lines === 1 ? "line" : "lines"}`,
    lead: [],
    sections: [
      { title: "Forecasts", blocks: [...brierBlocks(report), ...coverageBlocks(report)] },
      {
        title: "Advice",
        blocks: [
          text(
            advice.count === 0
              ? "No line can be asked again."
              : `Asked again today, ${advice.turned.length} of ${advice.count} would be answered otherwise.`,
          ),
          ...advice.turned.map((one) =>
            item(`line ${one.line}`, `${one.useCase}, ${one.asOf}: ${one.from} is ${one.to} now`),
          ),
        ],
      },
      { title: "Each forecast", blocks: forecasts.length === 0 ? [] : [table(forecasts)] },
      {
        title: "Not scored",
        blocks: unscored.map((one) =>
          item(`line ${one.line}`, `${one.need === null ? "" : `${one.need}: `}${one.because}`),
        ),
      },
    ],
    foot: [
      `moat ${tool.version}, as of ${asOf}, pack ${packs.map((one) => `${one.id} ${one.version} (${one.sha256})`).join(", ")}`,
    ],
  };
}

const brierBlocks = ({ brier }: ScoreReport): Block[] =>
  brier.map(({ months: after, count, score, alwaysNo }) =>
    item(
      `Brier at ${after} months`,
      score === null || alwaysNo === null
        ? "no forecast is that old yet"
        : `${score.toFixed(3)} over ${count} (0 is best; "never" would have scored ${alwaysNo.toFixed(3)}, a coin 0.25)`,
    ),
  );

function coverageBlocks({ coverage: { count, held } }: ScoreReport): Block[] {
  return [
    item(
      "80 % ranges",
      held === null
        ? "none is over yet"
        : `${percent(held)} of ${count} held the outcome, of those that are over`,
    ),
  ];
}

function table(forecasts: readonly ScoredForecast[]): Block {
  return {
    kind: "table",
    head: ["line", "made", "need", "in 6", "12", "80 %", "what came"],
    rows: forecasts.map((one) => [
      String(one.line),
      one.asOf,
      one.sizeClass === "any" ? one.need : `${one.need} ${sizeName(one.sizeClass)}`,
      chance(one.closedBy["6"]),
      chance(one.closedBy["12"]),
      one.interval80.map((month) => (month === null ? "never" : month.toFixed(1))).join(" to "),
      one.reached === null
        ? `open after ${months(one.ageMonths)}`
        : `${months(one.reached.months)}: ${one.reached.model}`,
    ]),
    right: [0, 3, 4],
  };
}

function scoreCsv({ forecasts, unscored }: ScoreReport): string {
  return csv([
    [
      "line",
      "as_of",
      "need",
      "size_class",
      "p6",
      "p12",
      "low80_months",
      "high80_months",
      "age_months",
      "reached_on",
      "reached_months",
      "not_scored_because",
    ],
    ...forecasts.map((one) => [
      one.line,
      one.asOf,
      one.need,
      one.sizeClass,
      one.closedBy["6"],
      one.closedBy["12"],
      ...one.interval80,
      one.ageMonths,
      one.reached?.on ?? null,
      one.reached?.months ?? null,
      null,
    ]),
    ...unscored.map((one) => [
      one.line,
      null,
      one.need,
      ...Array.from({ length: 8 }, () => null),
      one.because,
    ]),
  ]);
}
