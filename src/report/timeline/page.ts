import { type Block, item, type Page, type Section, text } from "../../core/know/page.ts";
import { capital } from "../../core/know/printable.ts";
import type { NeedOutlook, Reach, TimelineReport } from "../../shapes/timeline.ts";
import { chance } from "../chance.ts";
import type { PageSettings } from "../page.ts";
import { priceBlocks } from "../profile/prices.ts";
import { expertBlocks } from "../profile/show.ts";
import { months, number, sizeName, statusTone } from "../profile/words.ts";
import { curveBlocks, frontierBlocks } from "./charts.ts";
import {
  answerText,
  expertRecord,
  gapCell,
  movingText,
  trackRecordText,
  whyText,
} from "./words.ts";

/** When the gaps close: the answer per need, then what to do and when to look again, then how good such numbers are. */
export function timelinePage(report: TimelineReport, settings: PageSettings): Page {
  const { needs, asOf, packs, tool, action, backcast, warnings } = report;
  return {
    title: `When the gap closes: ${titleOf(report)}`,
    subtitle: `plan: ${action.plan}`,
    lead: needs.map((one) => answerText(one, needs.length > 1)),
    sections: [
      { title: "What to do", blocks: action.steps.map((one, index) => item(`${index + 1}.`, one)) },
      reviewSection(report),
      ...needs.flatMap((one) => needSections(one, report, settings, needs.length > 1)),
      { title: "How good such forecasts were", blocks: [text(trackRecordText(report))] },
    ],
    foot: [
      ...(backcast
        ? [
            "The fit is younger than this day: no older one exists, so it knows a little of what came after.",
          ]
        : []),
      ...warnings.map((one) => one.text),
      `moat ${tool.version}, as of ${asOf}, pack ${packs.map((one) => `${one.id} ${one.version} (${one.sha256})`).join(", ")}`,
    ],
  };
}

/** A use case made of flags has no title that anybody gave it. */
const titleOf = ({ useCase, needs }: TimelineReport): string =>
  useCase.name === "from-flags" ? needs.map((one) => one.title).join(", ") : useCase.title;

function reviewSection({ review }: TimelineReport): Section {
  return {
    title: "When to look again",
    blocks: [
      text(review.text),
      ...[
        ...review.events,
        {
          day: review.evidenceExpires,
          text: "the profiles behind this answer are due for a review",
        },
      ]
        .sort((a, b) => (a.day < b.day ? -1 : 1))
        .map((one) => item(one.day, one.text)),
    ],
  };
}

function needSections(
  need: NeedOutlook,
  report: TimelineReport,
  settings: PageSettings,
  named: boolean,
): Section[] {
  const title = (what: string) => (named ? `${need.title}: ${what}` : capital(what));
  if (need.missing !== null)
    return [
      { title: title("no forecast"), blocks: [text(need.missing)] },
      { title: title("what experts said"), blocks: expertBlocksOf(need, report) },
    ];
  return [
    { title: title(`open weights at ${need.target.text}`), blocks: fixedBlocks(need, report) },
    { title: title("open weights at the frontier that moves on"), blocks: movingBlocks(need) },
    { title: title("what experts said"), blocks: expertBlocksOf(need, report) },
    { title: title("what the same level costs"), blocks: need.prices.flatMap(priceBlocks) },
    ...(named && !settings.verbose ? [] : chartSections(need, report.asOf, settings.width, title)),
  ];
}

/** With several needs the charts would bury the answers; -v draws them all. */
function chartSections(
  need: NeedOutlook,
  asOf: string,
  width: number,
  title: (what: string) => string,
): Section[] {
  return [
    { title: title("the frontiers so far"), blocks: frontierBlocks(need, asOf, width) },
    {
      title: title("probability that the level is reached"),
      blocks: curveBlocks(need, asOf, width),
    },
  ];
}

function fixedBlocks(need: NeedOutlook, report: TimelineReport): Block[] {
  const rows = need.fixed.flatMap(reachRows);
  return [
    ...(rows.length === 0
      ? []
      : [
          {
            kind: "table" as const,
            head: ["", "gap", "in 3", "6", "9", "12", "18 months", "median", "80 %"],
            rows,
            right: [1, 2, 3, 4, 5, 6, 7],
          },
        ]),
    ...need.fixed.flatMap((one) =>
      one.missing === null ? [] : [text(`${audience(one)}: ${one.missing}.`)],
    ),
    ...whyText(need, report).map(text),
    ...barBlocks(need),
  ];
}

const audience = ({ audience: id, sizeClass, licence }: Reach): string => {
  if (id === "any") return "any open weights";
  const terms = licence === "any" ? "your policy" : `licence ${licence}`;
  return id === "allowed" ? terms : `${terms}, ${sizeName(sizeClass)}`;
};

/** One row per scenario: the base with the model that is nearest, the other one under it. */
function reachRows(reach: Reach): string[][] {
  return reach.forecasts
    .map((line, index) => {
      const name = index === 0 ? audience(reach) : `  ${line.scenario}`;
      if (reach.reached !== null && (reach.gapLogit ?? 1) <= 0)
        return index === 0
          ? [name, gapCell(reach), "", "", "", "", "", "reached", `${reach.reached.on}`]
          : [];
      const { closedBy, medianMonths, interval80 } = line;
      const month = (value: number | null) => (value === null ? "never" : value.toFixed(1));
      return [
        name,
        index === 0 ? gapCell(reach) : "",
        chance(closedBy["3"]),
        chance(closedBy["6"]),
        chance(closedBy["9"]),
        chance(closedBy["12"]),
        chance(closedBy["18"]),
        month(medianMonths),
        `${month(interval80[0])} to ${month(interval80[1])}`,
      ];
    })
    .filter((row) => row.length > 0);
}

function barBlocks({ bar }: NeedOutlook): Block[] {
  const { reach, switchAt, name, quality } = bar;
  if (reach === null || switchAt === null) return [];
  const what = `Your bar (${name}, ${number(quality)} of the reference; ${number(Math.round(switchAt.score * 10) / 10)} on ${switchAt.title})`;
  if (reach.reached !== null)
    return [
      text(
        `${what}: cleared by ${reach.reached.title} since ${reach.reached.on}, by the scores of the day.`,
      ),
    ];
  const [line] = reach.forecasts;
  if (line === undefined) return [text(`${what}: ${reach.missing ?? "unknown"}.`)];
  if (bar.moving)
    return [text(`${what}: not cleared, and it moves on with the frontier; see below.`)];
  return [
    text(
      `${what}: reached within 6 months with ${chance(line.closedBy["6"])}, within 12 with ${chance(line.closedBy["12"])}.`,
    ),
  ];
}

function movingBlocks({ moving, target }: NeedOutlook): Block[] {
  if (moving === null)
    return [
      text(
        "A claim is one day's statement: there is no series to say how the frontier moves against it.",
      ),
    ];
  const rows = moving.gapAfter.map(({ months: after, range: [low, high] }) => {
    const later = moving.ledLater.find((one) => one.months === after);
    return [
      after === 1 ? "in 1 month" : `in ${after} months`,
      later === undefined || moving.gap <= 0 ? "-" : chance(later.share),
      `${side(low)} to ${side(high)}`,
    ];
  });
  return [
    text(movingText(moving)),
    { kind: "table", head: ["", "open leads", "80 % range of the gap"], rows, right: [1] },
    ...(target.kind === "reference"
      ? []
      : [text("The moving frontier is always the best proprietary score of its day.")]),
  ];
}

const side = (gap: number): string =>
  `${Math.round(Math.abs(gap) * 100)} % ${gap < 0 ? "ahead" : "behind"}`;

export function expertBlocksOf(need: NeedOutlook, report: TimelineReport): Block[] {
  const { expert, claims, medianWithoutWindow } = need;
  const base = need.fixed[0]?.forecasts[0]?.medianMonths ?? null;
  const weight =
    medianWithoutWindow === null || base === null || base === 0
      ? []
      : [
          text(
            `The window enters the forecast widened and with a sixth of the weight: the median is ${months(base)} with it and ${months(medianWithoutWindow)} without.`,
          ),
        ];
  return [
    ...expertBlocks(expert),
    ...weight,
    ...(expert === null && claims.length === 0 ? [] : [text(expertRecord(report))]),
    ...claims.map((one) =>
      item(
        one.status,
        `${one.text} (${one.source}, ${one.published})${one.note === null ? "" : ` ${one.note}`}`,
        statusTone[one.status],
      ),
    ),
  ];
}
