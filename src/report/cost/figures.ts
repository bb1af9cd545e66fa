import type { LineChart, RangeChart } from "../../core/know/chart.ts";
import { count, roughCount } from "../../core/know/money.ts";
import { small } from "../../core/know/printable.ts";
import type { Option } from "../../shapes/common.ts";
import type { Comparison, NeedCost } from "../../shapes/cost.ts";
import { type Currency, moneyIn, signOf } from "./money.ts";
import { amount, valueText } from "./words.ts";

export const optionNames: Readonly<Record<Option, string>> = {
  "self-host": "Self-host",
  "hosted-open": "Hosted open weights",
  "proprietary-api": "Proprietary API",
};

/** Within a sentence. */
export const optionWords = (option: Option): string => small(optionNames[option]);

/** The bill of each option over the volume, with its 80 % band; undefined where nothing has a price. */
export function costChart(
  need: NeedCost,
  title: string,
  currency?: Currency,
): LineChart | undefined {
  const [money, sign, { perUsd }] = [
    moneyIn(currency),
    signOf(currency),
    currency ?? { perUsd: 1 },
  ];
  const { curve, arms, against, requestsPerMonth } = need;
  const series = arms.flatMap(({ option }) => {
    const points = curve.flatMap(({ requestsPerMonth: x, usd, band }) => {
      const y = usd[option];
      const [low, high] = band[option] ?? [];
      const ends =
        low === undefined || high === undefined
          ? undefined
          : ([low * perUsd, high * perUsd] as const);
      return y === null || y <= 0 ? [] : [{ x, y: y * perUsd, band: ends }];
    });
    return points.length === 0 ? [] : [{ name: optionNames[option], look: option, points }];
  });
  if (series.length === 0) return undefined;
  const evens = against.flatMap(breakEvens).filter(({ volume }) => isWithin(volume, curve));
  const turns = evens.map(
    ({ model, volume }) => ` Self-hosting breaks even with ${model} at ${roughCount(volume)}.`,
  );
  const bills = arms.flatMap(({ option, usdPerMonth }) =>
    usdPerMonth === null ? [] : [`${optionWords(option)} ${amount(usdPerMonth, money)}`],
  );
  return {
    kind: "lines",
    title,
    says: `${sign.trim()} a month at ${count(requestsPerMonth)} requests: ${bills.join(", ")}. Bands hold 80 % of the draws; own machines are chosen anew at each volume.${turns.join("")}`,
    x: { label: "requests a month", unit: "requests", log: true },
    y: { label: `${sign.trim()} a month`, unit: "usd", sign, log: true },
    series,
    marks: [
      { x: requestsPerMonth, text: `${count(requestsPerMonth)} asked` },
      ...evens.map(({ volume: x }) => ({ x, text: `${roughCount(x)} breaks even` })),
    ],
  };
}

const isWithin = (volume: number, curve: NeedCost["curve"]): boolean =>
  volume > (curve[0]?.requestsPerMonth ?? 0) && volume < (curve.at(-1)?.requestsPerMonth ?? 0);

/** Where own machines become cheaper than this API, and stay so. */
function breakEvens({ model, breakEven }: Comparison): { model: string; volume: number }[] {
  const { withStaff: found } = breakEven;
  if (found.kind === "at") return [{ model, volume: found.volume }];
  return found.kind === "band" && found.after === "own" ? [{ model, volume: found.to }] : [];
}

/** Bars of a tornado at most: what moves the comparison least moves it by nothing. */
const mostBars = 8;

/** What each figure does to the difference over its range, largest first. */
export function tornadoChart(
  { tornado, gapUsdPerMonth, model }: Comparison,
  currency: Currency | undefined,
): RangeChart {
  const [money, sign, { perUsd }] = [
    moneyIn(currency),
    signOf(currency),
    currency ?? { perUsd: 1 },
  ];
  return {
    kind: "ranges",
    title: "What moves the difference",
    says: `Self-hosting less ${model}, ${sign.trim()} a month, as each figure goes through its range and the others stay.`,
    x: { label: `${sign.trim()} a month: right of 0 self-hosting costs more`, unit: "usd", sign },
    against: { x: 0, text: "0: both cost the same" },
    rows: tornado.slice(0, mostBars).map(({ label, low, high, unit, gapAtLow, gapAtHigh }) => ({
      name: label,
      note: `${valueText(low, unit, money)} to ${valueText(high, unit, money)}: ${money(gapAtLow)} to ${money(gapAtHigh)}`,
      look: "self-host",
      low: Math.min(gapAtLow, gapAtHigh) * perUsd,
      mid: gapUsdPerMonth * perUsd,
      high: Math.max(gapAtLow, gapAtHigh) * perUsd,
    })),
  };
}
