import type { Origin } from "./history.ts";
import type { Curve } from "./methods.ts";
import { survival } from "./survival.ts";

/** One forecast beside what came of it. */
export interface Forecast {
  readonly origin: Origin;
  readonly curve: Curve;
}

export interface Scores {
  /** Mean squared error of the probability at 3, 6, 9 and 12 months. */
  readonly brier: readonly number[];
  /** Continuous ranked probability score up to 18 months, in months. */
  readonly crps: number;
  readonly coverage: Coverage;
}

export interface Coverage {
  /** Share of outcomes within the 80 % interval, before it, and after it. */
  readonly held: number;
  readonly below: number;
  readonly above: number;
}

export const horizons = [3, 6, 9, 12] as const;
const crpsMonths = 18;
const step = 0.25;

export function scoresOf(forecasts: readonly Forecast[]): Scores {
  return {
    brier: horizons.map((horizon) => brierAt(forecasts, horizon)),
    crps: weightedMean(forecasts, crps),
    coverage: coverageOf(forecasts),
  };
}

/** Only origins that were watched for the whole horizon count: an early end would favour the quick. */
export function brierAt(forecasts: readonly Forecast[], horizon: number): number {
  return weightedMean(
    forecasts.filter(({ origin }) => origin.followUp >= horizon),
    ({ origin, curve }) => (curve(horizon) - (reachedBy(origin, horizon) ? 1 : 0)) ** 2,
  );
}

export const reachedBy = ({ reached, months }: Origin, horizon: number): boolean =>
  reached && months <= horizon;

function crps({ origin, curve }: Forecast): number {
  const until = Math.min(crpsMonths, origin.followUp);
  let total = 0;
  for (let t = step / 2; t < until; t += step)
    total += step * (curve(t) - (reachedBy(origin, t) ? 1 : 0)) ** 2;
  return total;
}

/**
 * Where the outcome fell on the forecast's own scale. A level that is still unreached is beyond the probability that
 * the forecast had given by then, which Kaplan-Meier takes as such.
 */
export function coverageOf(forecasts: readonly Forecast[]): Coverage {
  const weights = spellWeights(forecasts);
  const beyond = survival(
    forecasts.map(({ origin, curve }, index) => ({
      value: curve(origin.months),
      seen: origin.reached,
      weight: weights[index] ?? 0,
    })),
  );
  const [low, high] = [beyond(0.1 - 1e-9), beyond(0.9)];
  return { held: low - high, below: 1 - low, above: high };
}

/** Every spell weighs 1 however many origins it spans. */
function spellWeights(forecasts: readonly Forecast[]): number[] {
  const counts = new Map<string, number>();
  for (const { origin } of forecasts) counts.set(origin.spell, (counts.get(origin.spell) ?? 0) + 1);
  return forecasts.map(({ origin }) => 1 / (counts.get(origin.spell) ?? 1));
}

export function weightedMean(
  forecasts: readonly Forecast[],
  value: (one: Forecast) => number,
): number {
  const weights = spellWeights(forecasts);
  const total = weights.reduce((sum, one) => sum + one, 0);
  return forecasts.reduce((sum, one, index) => sum + (weights[index] ?? 0) * value(one), 0) / total;
}
