import type { LineChart } from "../../core/know/chart.ts";
import type { Block } from "../../core/know/page.ts";
import type { ScoreView } from "../../shapes/profile-view.ts";
import type { NeedOutlook, Reach } from "../../shapes/timeline.ts";
import { chance } from "../chance.ts";
import { type ChartSeries, chart } from "../chart.ts";
import { dayNumber } from "../days.ts";
import { number, unitName } from "../profile/words.ts";

const height = 14;

/** Both frontiers on the board with most open records: a step is a record, and it holds until the next. */
export function frontierBlocks({ history }: NeedOutlook, until: string, width: number): Block[] {
  if (history === null) return [];
  const { board, unit, open, proprietary } = history;
  const points = (all: readonly ScoreView[]) =>
    all.map((one) => ({ day: one.date, value: one.score }));
  const drawn = charactersOf(
    [
      { label: "proprietary", mark: "P", line: "-", points: points(proprietary) },
      { label: "open weights", mark: "o", line: ".", points: points(open) },
    ],
    { width, until, value: number },
  );
  const series = (all: readonly ScoreView[]) => ({
    held: true as const,
    points: all.map((one) => ({ x: dayNumber(one.date), y: one.score })),
  });
  return [
    { kind: "text", text: `${board}, ${unitName(unit)}` },
    {
      kind: "chart",
      drawn,
      chart: {
        kind: "lines",
        title: `Best scores so far: ${board}`,
        says: `${[leaderText("Proprietary", proprietary), leaderText("open weights", open)].filter((one) => one !== "").join("; ")}. A step is a record, and it holds until the next.`,
        x: { label: "published", unit: "day" },
        y: { label: unitName(unit), unit: "score" },
        series: [
          { name: "Proprietary", look: "proprietary-api", ...series(proprietary) },
          { name: "Open weights", look: "hosted-open", ...series(open) },
        ],
        marks: [{ x: dayNumber(until), text: "today" }],
      },
    },
  ];
}

function leaderText(side: string, all: readonly ScoreView[]): string {
  const best = all.at(-1);
  return best === undefined ? "" : `${side}: ${best.title} ${number(best.score)}, ${best.date}`;
}

const charactersOf = (
  series: readonly ChartSeries[],
  { width, ...rest }: { width: number; until: string; value: (value: number) => string },
): string => chart(series, { width: Math.min(width, 100) - 2, height, ...rest });

interface ForecastCurve {
  readonly name: string;
  readonly mark: string;
  readonly look: "hosted-open" | "self-host";
  readonly base: Reach["forecasts"][number];
}

/** The base forecast month by month, for any open weights and for those that the team could run. */
function curvesOf({ fixed }: NeedOutlook): ForecastCurve[] {
  const found = [
    { reach: fixed[0], name: "Any open", mark: "o", look: "hosted-open" as const },
    {
      reach: fixed.length > 1 ? fixed.at(-1) : undefined,
      name: "Those you could run",
      mark: "x",
      look: "self-host" as const,
    },
  ];
  return found.flatMap(({ reach, ...look }) => {
    const [base] = reach?.forecasts ?? [];
    // A level that is reached has no curve to draw.
    return base === undefined || base.medianMonths === 0 ? [] : [{ ...look, base }];
  });
}

export function curveBlocks(need: NeedOutlook, asOf: string, width: number): Block[] {
  const curves = curvesOf(need);
  if (curves.length === 0) return [];
  const until = need.fixed[0]?.forecasts[0]?.curve.at(-1)?.day ?? asOf;
  const series = curves.map(({ name, mark, base }) => ({
    label: name.toLowerCase(),
    ...{ mark, line: mark },
    points: base.curve.map(({ day, share }) => ({ day, value: Math.round(share * 100) })),
  }));
  const drawn = charactersOf(series, {
    ...{ width, until },
    value: (share) => `${Math.round(share)} %`,
  });
  return [{ kind: "chart", drawn, chart: closingChart(need, curves) }];
}

/** Undefined where the level is reached or nothing is forecast. */
export function closingChartOf(need: NeedOutlook): LineChart | undefined {
  const curves = curvesOf(need);
  return curves.length === 0 ? undefined : closingChart(need, curves);
}

const closingChart = (need: NeedOutlook, curves: readonly ForecastCurve[]): LineChart => ({
  kind: "lines",
  title: `When the gap closes: ${need.title}`,
  says: `Probability that open weights have reached ${need.target.text}. ${curves.map(({ name, base }) => `${name}: ${chance(base.closedBy["6"])} within 6 months, ${chance(base.closedBy["12"])} within 12`).join("; ")}.`,
  x: { label: "reached by", unit: "day" },
  y: { label: "probability", unit: "percent", range: [0, 1] },
  series: curves.map(({ name, look, base }) => ({
    ...{ name, look },
    points: base.curve.map(({ day, share }) => ({ x: dayNumber(day), y: share })),
  })),
  marks: [],
});
