import type { LineChart, Point, Series } from "../../core/know/chart.ts";
import { type Child, type Html, h } from "./markup.ts";
import { type AxisScale, scaleOf, ticked } from "./scale.ts";
import { spread } from "./spread.ts";

// Heights are pixels and widths are shares, so a drawing fits every page while its text keeps its size.

const height = 240;
/** Least distance of two labels, and where they may stand. */
const labelGap = 16;
const markGap = 16;

interface Frame {
  readonly x: AxisScale;
  readonly y: AxisScale;
  /** Where the last value of a series that holds ends. */
  readonly until: number;
}

export function linesSvg(chart: LineChart): Html {
  const points = chart.series.flatMap((one) => one.points);
  const xs = [...points, ...chart.marks].map((one) => one.x);
  const ys = points.flatMap(({ y, band }) => [y, ...(band ?? [])]);
  const frame = { x: scaleOf(chart.x, xs), y: scaleOf(chart.y, ys), until: Math.max(...xs) };
  const drawn = chart.series.filter((one) => one.points.length > 0);
  return h(
    "svg",
    {
      class: "lines",
      width: "100%",
      height: above(chart) + height + 40,
      role: "img",
      "aria-label": `${chart.title}. ${chart.says}`,
    },
    h(
      "svg",
      { y: above(chart), width: "100%", height, class: "open" },
      grid(chart, frame),
      marks(chart, frame),
      h(
        "svg",
        {
          width: "100%",
          height: "100%",
          viewBox: `0 0 1000 ${height}`,
          preserveAspectRatio: "none",
          class: "open",
        },
        drawn.map((one) => band(one, frame)),
        drawn.map((one) => line(one, frame)),
      ),
      labels(drawn, frame),
    ),
  );
}

/** Room for the name of the upright axis and the words of the marks. */
const above = ({ marks: all }: LineChart): number => 18 + markGap * (all.length + 1);

const down = (y: AxisScale, value: number): number =>
  Math.round(10 * height * (1 - y.at(value))) / 10;
const across = (x: AxisScale, value: number): number => Math.round(1000 * x.at(value)) / 10;

function grid(chart: LineChart, frame: Frame): Child[] {
  const { x, y } = chart;
  const rows = frame.y.ticks.map((value): Child => {
    const at = down(frame.y, value);
    return [
      h("line", { class: "grid", x1: 0, x2: "100%", y1: at, y2: at }),
      h("text", { class: "axis", x: 0, dx: -8, y: at + 4, "text-anchor": "end" }, ticked(y, value)),
    ];
  });
  const columns = frame.x.ticks.map((value, index) => {
    const place = { x: `${across(frame.x, value)}%`, y: height + 18, "text-anchor": "middle" };
    return h(
      "text",
      { class: index % 2 === 0 ? "axis" : "axis alternate", ...place },
      ticked(x, value),
    );
  });
  const name = { class: "axis", x: "50%", y: height + 36, "text-anchor": "middle" };
  const upright = { class: "axis", x: 0, dx: -56, y: -13 - markGap * chart.marks.length };
  return [rows, columns, h("text", name, x.label), h("text", upright, y.label)];
}

/** Each with its words on a line of their own, so that they never meet. */
const marks = ({ marks: all }: LineChart, { x }: Frame): Child[] =>
  all.map((one, index) => {
    const at = across(x, one.x);
    const top = -8 - markGap * (all.length - 1 - index);
    const anchor = at < 25 ? "start" : at > 75 ? "end" : "middle";
    return [
      h("line", { class: "mark", x1: `${at}%`, x2: `${at}%`, y1: top + 3, y2: height }),
      h("text", { class: "word", x: `${at}%`, y: top, "text-anchor": anchor }, one.text),
    ];
  });

function line(series: Series, frame: Frame): Html {
  const points = held(series, frame).map(({ x, y }) => pair(frame, x, y));
  return h("polyline", { class: `line ${series.look}`, points: points.join(" ") });
}

function band(series: Series, frame: Frame): Child {
  const points = held(series, frame).filter((one) => one.band !== undefined);
  if (points.length === 0) return null;
  const side = (end: 0 | 1) =>
    points.map(({ x, y, band: ends }) => pair(frame, x, ends?.[end] ?? y));
  const around = [...side(0), ...side(1).reverse()].join(" ");
  return h("polygon", { class: `band ${series.look}`, points: around });
}

const pair = ({ x, y }: Frame, atX: number, atY: number): string =>
  `${10 * across(x, atX)},${down(y, atY)}`;

/** A value that holds until the next one is a step. */
function held({ points, held: isHeld }: Series, { until }: Frame): readonly Point[] {
  if (isHeld !== true) return points;
  return points.flatMap((one, index) => [one, { ...one, x: points[index + 1]?.x ?? until }]);
}

/** At the end of each line; where lines end close together, moved apart. */
function labels(series: readonly Series[], { y }: Frame): Child[] {
  const ends = series.map(({ points }) => down(y, points.at(-1)?.y ?? 0));
  const places = spread(ends, labelGap, [0, height]);
  return series.map(({ name, look }, index) =>
    h("text", { class: `end ${look}`, x: "100%", dx: 8, y: (places[index] ?? 0) + 4 }, name),
  );
}

/** What the lines are, where there is no room at their ends. */
export const legend = ({ series }: LineChart): Html =>
  h(
    "ul",
    { class: "legend" },
    series.map(({ name, look }) =>
      h(
        "li",
        {},
        h(
          "svg",
          { width: 28, height: 10, "aria-hidden": "true" },
          h("line", { class: `line ${look}`, x1: 0, x2: 28, y1: 5, y2: 5 }),
        ),
        ` ${name}`,
      ),
    ),
  );
