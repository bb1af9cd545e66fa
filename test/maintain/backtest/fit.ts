import { normalCdf } from "../../../src/core/know/special.ts";
import { type CapabilityClass, capabilityClass } from "../../../src/shapes/common.ts";
import type { ForecastParameters } from "../../../src/shapes/forecast.ts";
import { type History, startOf, type Target } from "./history.ts";

const classNames: readonly CapabilityClass[] = capabilityClass.options;

/** Spread of the classes around their mean, in ln(months): what a class is drawn towards while it has few targets. */
const classSd = 0.4;
/** Before any data: a lag of a year, give or take a factor of e; it weighs as much as one target. */
const prior = { mu: Math.log(12), sd: 0.7 };
/** Months that the mean of all classes counts for in the pace of one, and the pace before any data. */
const paceMonths = 12;
const priorPace = 0.1;

/** Parameters of the forecast from what was known at a month start, and from nothing later. */
export function fitAtOrigin(history: History, month: number): ForecastParameters {
  return {
    lag: lagFit(knownTargets(history.targets, startOf(month))),
    pace: paceFit(history, month),
    window: { weight: 0.38, minimumLogSd: 0.8 },
  };
}

/** Targets that had appeared, with outcomes later than the day taken away again. */
function knownTargets(targets: readonly Target[], now: number): Target[] {
  return targets
    .filter((one) => one.start < now)
    .map((one) => {
      const known = now - one.start;
      return one.reached && one.months <= known
        ? one
        : { ...one, reached: false, months: Math.min(one.months, known) };
    });
}

interface Moments {
  readonly mean: number;
  readonly square: number;
}

/** Log-normal lag with censored targets, by expectation and maximisation; classes shrink to their mean. */
function lagFit(targets: readonly Target[]): ForecastParameters["lag"] {
  let { mu, sd } = prior;
  let byClass = constant(0);
  for (let round = 0; round < 60; round += 1) {
    const filled = targets.map((one) => ({
      class: one.class,
      ...moments(one, mu + byClass[one.class], sd),
    }));
    const residuals = filled.map((one) => one.mean - byClass[one.class]);
    mu = (sum(residuals) + prior.mu) / (filled.length + 1);
    byClass = mapClasses((name) => {
      const own = filled.filter((one) => one.class === name);
      return sum(own.map((one) => one.mean - mu)) / (own.length + (sd / classSd) ** 2);
    });
    const squares = filled.map((one) => {
      const centre = mu + byClass[one.class];
      return one.square - 2 * centre * one.mean + centre ** 2;
    });
    sd = Math.sqrt((sum(squares) + prior.sd ** 2) / (filled.length + 1));
  }
  return { mu, sd, byClass };
}

/** ln(months) and its square as expected of a target: known where reached, above the censoring where not. */
function moments({ months, reached }: Target, centre: number, sd: number): Moments {
  const at = Math.log(Math.max(months, 0.05));
  if (reached) return { mean: at, square: at ** 2 };
  const z = (at - centre) / sd;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const hazard = density / Math.max(normalCdf(-z), 1e-12);
  const mean = centre + sd * hazard;
  return { mean, square: centre ** 2 + 2 * centre * sd * hazard + sd ** 2 * (1 + z * hazard) };
}

/** Rise of the open records over the months watched, per class, drawn towards the mean of all. */
function paceFit({ origins }: History, month: number): ForecastParameters["pace"] {
  const seen = origins.filter((one) => one.month === month && one.window >= 3);
  const rise = (all: typeof seen) => sum(all.map((one) => one.progress));
  const watched = (all: typeof seen) => sum(all.map((one) => one.window));
  const v0 = (rise(seen) + priorPace * paceMonths) / (watched(seen) + paceMonths);
  const byClass = mapClasses((name) => {
    const own = seen.filter((one) => one.class === name);
    return (rise(own) + v0 * paceMonths) / (watched(own) + paceMonths);
  });
  return { k: 0.5, n0: 12, v0, byClass };
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const constant = (value: number) => mapClasses(() => value);
const mapClasses = (make: (name: CapabilityClass) => number): Record<CapabilityClass, number> =>
  Object.fromEntries(classNames.map((name) => [name, make(name)])) as Record<
    CapabilityClass,
    number
  >;
