import type { RangeChart, RangeRow } from "../../core/know/chart.ts";
import { type Html, h } from "./markup.ts";
import { type AxisScale, scaleOf, ticked } from "./scale.ts";

const strip = 22;

/** One row each: its words in full, and under them its range; all of them on one axis. */
export function rangeList(chart: RangeChart): Html {
  const { rows, against, x } = chart;
  const scale = scaleOf(x, [...rows.flatMap(({ low, mid, high }) => [low, mid, high]), against.x]);
  return h(
    "div",
    { class: "ranges" },
    h("p", { class: "against" }, `┆ ${against.text}`),
    h(
      "ul",
      {},
      rows.map((row) =>
        h(
          "li",
          {},
          h("p", {}, h("strong", {}, row.name), " ", h("span", { class: "note" }, row.note)),
          stripSvg(row, against.x, scale),
        ),
      ),
    ),
    axisSvg(chart, scale),
  );
}

const across = (scale: AxisScale, value: number): string =>
  `${Math.round(1000 * Math.min(1, Math.max(0, scale.at(value)))) / 10}%`;

function stripSvg({ low, mid, high, look }: RangeRow, against: number, scale: AxisScale): Html {
  const bar = across(scale, against);
  const middle = strip / 2;
  return h(
    "svg",
    { class: "open", width: "100%", height: strip, "aria-hidden": "true" },
    h("line", { class: "grid", x1: 0, x2: "100%", y1: middle, y2: middle }),
    h("line", {
      class: `range ${look}`,
      ...{ x1: across(scale, low), x2: across(scale, high), y1: middle, y2: middle },
    }),
    h("line", { class: "mark", x1: bar, x2: bar, y1: 0, y2: strip }),
    h("circle", { class: `dot ${look}`, cx: across(scale, mid), cy: middle, r: 6 }),
  );
}

const axisSvg = ({ x }: RangeChart, scale: AxisScale): Html =>
  h(
    "svg",
    { class: "open", width: "100%", height: 40, "aria-hidden": "true" },
    scale.ticks.map((value, index) =>
      h(
        "text",
        {
          class: index % 2 === 0 ? "axis" : "axis alternate",
          ...{ x: across(scale, value), y: 14, "text-anchor": "middle" },
        },
        ticked(x, value),
      ),
    ),
    h("text", { class: "axis", x: "50%", y: 32, "text-anchor": "middle" }, x.label),
  );
