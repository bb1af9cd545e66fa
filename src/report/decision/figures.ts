import type { LineChart, RangeChart, RangeRow } from "../../core/know/chart.ts";
import type { CostDocument } from "../../shapes/cost.ts";
import type { Decision } from "../../shapes/decision.ts";
import type { Named, Quantiles, Route } from "../../shapes/route.ts";
import type { TimelineReport } from "../../shapes/timeline.ts";
import { hundred } from "../chance.ts";
import { costChart } from "../cost/figures.ts";
import { closingChartOf } from "../timeline/charts.ts";
import { dollars, named } from "./picks.ts";

/** What the same use case costs and how its gaps close: an answer names one volume and one day, charts show the others. */
export interface Around {
  readonly cost: CostDocument;
  readonly outlook: TimelineReport;
}

const forNeed = (title: string, need: string, { moat }: Decision): string =>
  moat.length > 1 ? `${title}: ${need}` : title;

export const costCharts = (decision: Decision, { cost }: Around): LineChart[] =>
  cost.needs.flatMap(
    (one) => costChart(one, forNeed("Cost against volume", one.need, decision)) ?? [],
  );

export const closingCharts = ({ outlook }: Around): LineChart[] =>
  outlook.needs.flatMap((one) => closingChartOf(one) ?? []);

/** Runners-up of a need that are shown beside the pick. */
const mostRivals = 3;

/** A claim says that something is so, and has no range. */
const measured = (routes: readonly Route[]): Route[] =>
  routes.filter(({ kind }) => kind !== "claim");

/** What each candidate is expected to reach, against the bar: the pick, the picks of other plans, and near misses. */
export const qualityCharts = (decision: Decision): RangeChart[] =>
  measured(decision.plans[0]?.routes ?? []).map((pick) => {
    const { need, bar } = pick;
    const others = decision.plans.slice(1).flatMap(({ routes }) => measured(routes));
    const rivals = others.filter((one) => one.need === need && named(one) !== named(pick));
    const once = [...new Map(rivals.map((one) => [named(one), one])).values()];
    const missed = decision.nearMisses.filter((one) => one.need === need);
    return {
      kind: "ranges",
      title: forNeed("Quality against the bar", need, decision),
      says: "What each is expected to reach, as a share of the best that is on sale: the middle of what is believed, and the range that holds 80 % of it.",
      x: { label: "share of the best on sale", unit: "quality" },
      against: { x: bar.quality, text: `bar: ${bar.name}, ${bar.quality}` },
      rows: [
        row(pick, "first pick"),
        ...once.slice(0, mostRivals).map((one) => row(one, "pick of another plan")),
        ...missed.map((one) => row(one, "near miss")),
      ],
    };
  });

interface Ranged extends Named {
  readonly quality: Quantiles;
  readonly clearsBar: number;
}

function row(one: Ranged | Route, role: string): RangeRow {
  const { quality, clearsBar, usdPerMonth, option } = one;
  const { p10: low, p50: mid, p90: high } = quality;
  const [from, middle, to] = [low, mid, high].map((value) => value.toFixed(2));
  const bill = usdPerMonth === null ? dollars(null) : `${dollars(usdPerMonth)} a month`;
  return {
    name: `${named(one)} (${role})`,
    note: `${middle} (${from}-${to}), clears the bar in ${hundred(clearsBar)}; ${bill}`,
    look: option,
    ...{ low, mid, high },
  };
}
