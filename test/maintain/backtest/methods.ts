import { type ClosingState, closingForecast } from "../../../src/core/believe/forecast/closing.ts";
import { gammaQ, normalCdf, normalQuantile } from "../../../src/core/know/special.ts";
import type { CapabilityClass } from "../../../src/shapes/common.ts";
import type { ForecastParameters } from "../../../src/shapes/forecast.ts";
import type { Origin } from "./history.ts";

export type Curve = (months: number) => number;

/** What a method may use at an origin: everything here was known on that day. */
export interface Known {
  readonly origin: Origin;
  readonly fit: ForecastParameters;
  /** Share of all earlier origins whose level was reached so many months later. */
  readonly baseRate: Curve;
}

export interface Method {
  readonly name: string;
  readonly kind: "naive" | "part" | "ours";
  readonly curve: (known: Known) => Curve;
}

/** Windows of the seed article in months, by class as we map them; classes that it does not name get their nearest row. */
const windows: Record<CapabilityClass, readonly [number, number]> = {
  "text-reasoning": [6, 12],
  code: [3, 6],
  agentic: [12, 18],
  "computer-use": [12, 18],
  vision: [6, 12],
  media: [6, 12],
  knowledge: [6, 12],
  preference: [6, 12],
};

export const methods: readonly Method[] = [
  { name: "constant 12 months", kind: "naive", curve: () => (t) => (t >= 12 ? 1 : 0) },
  { name: 'always "no"', kind: "naive", curve: () => () => 0 },
  { name: "article windows as 10-90 %", kind: "naive", curve: (known) => article(known, 0) },
  { name: "article windows, log-sd >= 0.8", kind: "naive", curve: (known) => article(known, 0.8) },
  { name: "pooled base rate", kind: "naive", curve: ({ baseRate }) => baseRate },
  { name: "today's lag goes on", kind: "naive", curve: steadyLag },
  { name: "trend goes on", kind: "naive", curve: trend },
  { name: "class lag given age", kind: "part", curve: classLag },
  { name: "gamma pace", kind: "part", curve: pace },
  { name: "linear pool lag + pace", kind: "part", curve: linearPool },
  { name: "moat: logit pool lag + pace", kind: "ours", curve: ours },
  { name: "moat with article window", kind: "ours", curve: oursWithWindow },
];

function article({ origin }: Known, leastSd: number): Curve {
  const [low, high] = windows[origin.class].map(Math.log) as [number, number];
  return logNormal((low + high) / 2, Math.max((high - low) / 2 / normalQuantile(0.9), leastSd));
}

const logNormal =
  (centre: number, sd: number): Curve =>
  (t) =>
    t <= 0 ? 0 : normalCdf((Math.log(t) - centre) / sd);

/** Levels are reached when they are as old as the best open level was today, with the spread of the fit. */
function steadyLag({ origin, fit }: Known): Curve {
  const lag = Math.max(origin.lag ?? 0, 0.5);
  return givenAge(Math.log(lag), fit.lag.sd, origin.age);
}

function trend({ origin, fit }: Known): Curve {
  const slope =
    origin.window >= 3 && origin.progress > 0
      ? origin.progress / origin.window
      : fit.pace.byClass[origin.class];
  return logNormal(Math.log(Math.max(origin.gap / slope, 0.05)), fit.lag.sd);
}

function classLag({ origin, fit }: Known): Curve {
  return givenAge(fit.lag.mu + fit.lag.byClass[origin.class], fit.lag.sd, origin.age);
}

function givenAge(centre: number, sd: number, age: number): Curve {
  const unreached = (at: number) => normalCdf((centre - Math.log(at)) / sd);
  const soFar = Math.max(unreached(Math.max(age, 0.05)), Number.MIN_VALUE);
  return (t) => (t <= 0 ? 0 : Math.max(0, 1 - unreached(age + t) / soFar));
}

function pace({ origin, fit }: Known): Curve {
  const { pace: v } = closingForecast(stateOf(origin), fit);
  return (t) => (t <= 0 ? 0 : gammaQ(fit.pace.k * t, (origin.gap * fit.pace.k) / v));
}

function linearPool(known: Known): Curve {
  const views = [classLag(known), pace(known)];
  return (t) => views.reduce((total, view) => total + view(t) / views.length, 0);
}

function ours({ origin, fit }: Known): Curve {
  return closingForecast(stateOf(origin), fit).probability;
}

function oursWithWindow({ origin, fit }: Known): Curve {
  return closingForecast({ ...stateOf(origin), window: windows[origin.class] }, fit).probability;
}

const stateOf = (origin: Origin): ClosingState => ({
  class: origin.class,
  ageMonths: origin.age,
  gap: origin.gap,
  progress: { delta: origin.progress, months: origin.window },
});
