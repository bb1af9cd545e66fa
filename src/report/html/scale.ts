import type { Axis, Unit } from "../../core/know/chart.ts";
import { percent, roughCount, usd } from "../../core/know/money.ts";
import { dayNumber, dayText } from "../days.ts";

/** Where values lie on an axis, 0 to 1, and which of them are written beside it. */
export interface AxisScale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

export function scaleOf({ unit, log, range }: Axis, values: readonly number[]): AxisScale {
  const known = [...values, ...(range ?? [])];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (log === true) return logScale(least, most);
  if (unit === "day") return { ...linear(least, most), ticks: dayTicks(least, most) };
  const ticks = evenTicks(least, most);
  const [low, high] = range ?? [ticks[0] ?? least, ticks.at(-1) ?? most];
  return { ...linear(low, high), ticks: ticks.filter((one) => one >= low && one <= high) };
}

const linear = (low: number, high: number): Pick<AxisScale, "at"> => ({
  at: (value) => (high === low ? 0.5 : (value - low) / (high - low)),
});

/** Powers of ten; between two of them 2 and 5 as well. */
function logScale(least: number, most: number): AxisScale {
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const { at } = linear(low, high === low ? low + 1 : high);
  const powers = Array.from(
    { length: Math.floor(high) - Math.ceil(low) + 1 },
    (_, index) => 10 ** (Math.ceil(low) + index),
  );
  const from = 10 ** Math.floor(low);
  const between = [1, 2, 5, 10, 20, 50].map((one) => one * from);
  const ticks = powers.length >= 3 ? powers : between.filter((one) => one >= least && one <= most);
  const step = Math.ceil(ticks.length / 6);
  return {
    at: (value) => at(Math.log10(Math.max(value, least))),
    ticks: ticks.filter((_, index) => index % step === 0),
  };
}

const mostTicks = 6;

/** Steps of 1, 2 or 5 of some power of ten, that enclose the values. */
function evenTicks(least: number, most: number): number[] {
  const span = most === least ? Math.abs(most) || 1 : most - least;
  const power = 10 ** Math.floor(Math.log10(span / mostTicks));
  const step =
    [1, 2, 5, 10].map((one) => one * power).find((one) => span / one <= mostTicks) ?? span;
  const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** First days of months, as many months apart as leave room for their names. */
function dayTicks(least: number, most: number): number[] {
  const [from, to] = [dayText(least), dayText(most)];
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const [first, last] = [months(from) + (from.endsWith("-01") ? 0 : 1), months(to)];
  const step = [1, 2, 3, 6, 12, 24, 48].find((one) => (last - first) / one <= mostTicks) ?? 120;
  const start = Math.ceil(first / step) * step;
  const length = Math.max(0, Math.floor((last - start) / step) + 1);
  return Array.from({ length }, (_, index) => {
    const month = start + index * step;
    return dayNumber(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`);
  });
}

/** A value as it stands in a table. */
export const written = ({ unit, sign = "$" }: Axis, value: number): string =>
  units[unit](value).replace("$", sign);

const units: Readonly<Record<Unit, (value: number) => string>> = {
  usd,
  requests: roughCount,
  percent,
  quality: (value) => value.toFixed(2),
  day: dayText,
  score: (value) => String(Math.round(value * 10) / 10),
};

/** The same beside an axis, where room is short. */
export const ticked = (axis: Axis, value: number): string =>
  axis.unit === "day"
    ? dayText(value).slice(0, 7)
    : axis.unit === "quality"
      ? String(Number(value.toFixed(2)))
      : written(axis, value);
