import type { Axis, Chart, LineChart, RangeChart, Series } from "../../core/know/chart.ts";
import { legend, linesSvg } from "./lines.ts";
import { type Html, h } from "./markup.ts";
import { rangeList } from "./ranges.ts";
import { written } from "./scale.ts";
import { tableHtml } from "./table.ts";

/** A drawing with its name, what it says, and its figures as a table. */
export function chartHtml(chart: Chart): Html {
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("strong", {}, chart.title), h("span", {}, chart.says)),
    chart.kind === "lines"
      ? [h("div", { class: "frame" }, linesSvg(chart)), legend(chart)]
      : rangeList(chart),
    h(
      "details",
      { class: "figures more" },
      h("summary", {}, "The figures as a table"),
      chart.kind === "lines" ? linesTable(chart) : rangesTable(chart),
    ),
  );
}

/** Rows of a table at most, so that it can be read; the ends of the lines are always among them. */
const mostRows = 16;

function linesTable({ title, x, y, series }: LineChart): Html {
  const places = series.map(({ points }) => points.map((one) => one.x));
  const [first = []] = places;
  const shared = places.every((one) => one.join() === first.join());
  return shared ? wide(series, { title, x, y }) : long(series, { title, x, y });
}

type Axes = Pick<LineChart, "title" | "x" | "y">;

/** One row for each place that all series share. */
function wide(series: readonly Series[], { title, x, y }: Axes): Html {
  const points = series[0]?.points ?? [];
  const step = Math.ceil(points.length / mostRows);
  const rows = points.flatMap((one, at) => {
    if (at % step !== 0 && at !== points.length - 1) return [];
    const cells = series.map(({ points: own }) => valueText(own[at], y));
    return [[written(x, one.x), ...cells]];
  });
  return tableHtml({
    label: title,
    head: [x.label, ...series.map(({ name }) => name)],
    rows,
    right: series.map((_, at) => at + 1),
  });
}

/** Each series by itself. */
const long = (series: readonly Series[], { title, x, y }: Axes): Html =>
  tableHtml({
    label: title,
    head: ["", x.label, y.label],
    rows: series.flatMap(({ name, points }) =>
      points.map((one) => [name, written(x, one.x), valueText(one, y)]),
    ),
    right: [2],
  });

function valueText(point: Series["points"][number] | undefined, axis: Axis): string {
  if (point === undefined) return "";
  const write = (value: number) => written(axis, value);
  const { y, band } = point;
  const ends = band?.map(write);
  return ends === undefined || ends[0] === ends[1] ? write(y) : `${write(y)} (${ends.join("-")})`;
}

const rangesTable = ({ title, x, rows }: RangeChart): Html =>
  tableHtml({
    label: title,
    head: ["", "low", "middle", "high", ""],
    rows: rows.map(({ name, note, low, mid, high }) => [
      name,
      ...[low, mid, high].map((one) => written(x, one)),
      note,
    ]),
    right: [1, 2, 3],
  });
