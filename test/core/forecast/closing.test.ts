import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type ClosingState, closingForecast } from "../../../src/core/believe/forecast/closing.ts";
import { logit } from "../../../src/core/know/special.ts";
import { facts, fit, fixture } from "./facts.ts";

const forecastOf = (state: ClosingState) => closingForecast(state, fit);

test("agrees with SciPy on every golden vector to 1e-12", () => {
  const classes = z.enum([
    ...(["text-reasoning", "code", "agentic", "computer-use"] as const),
    ...(["vision", "media", "knowledge", "preference"] as const),
  ]);
  const vectors = z
    .object({
      horizons: z.array(z.number()),
      states: z.array(
        z.tuple(
          [classes, z.number(), z.number(), z.number().nullable(), z.number().nullable()],
          z.number(),
        ),
      ),
    })
    .parse(fixture("vectors.json"));
  expect(vectors.states).toHaveLength(108);

  let worst = 0;
  for (const [name, ageMonths, gap, delta, months, ...expected] of vectors.states) {
    const progress = delta === null || months === null ? undefined : { delta, months };
    const { probability } = forecastOf({ class: name, ageMonths, gap, progress });
    expect(expected).toHaveLength(vectors.horizons.length);
    const errors = vectors.horizons.map((h, i) =>
      Math.abs(probability(h) - (expected[i] ?? Number.NaN)),
    );
    worst = Math.max(worst, ...errors);
  }
  expect(worst).toBeLessThan(1e-12);
});

describe("computer use on 2026-03-16", () => {
  // Single figures of OSWorld-Verified as their makers reported them: GPT-5.4 75.0 (2026-03-05), Kimi K2.5
  // 63.3 (2026-01-27), OpenCUA-32B 34.8 (2025-08-13); the article of 2026-03 saw open models at 0.
  const monthsSince = (day: string) =>
    (Date.parse("2026-03-16") - Date.parse(day)) / 86_400_000 / 30.4375;
  const common = { class: "computer-use", ageMonths: monthsSince("2026-03-05") } as const;
  const observed: ClosingState = {
    ...common,
    gap: logit(0.75) - logit(0.633),
    progress: { delta: logit(0.633) - logit(0.348), months: monthsSince("2025-08-13") },
  };
  const window = [12, 18] as const;
  const article: ClosingState = { ...common, gap: logit(0.75) - logit(0.005), window };
  const contrarian = (probability: number) => ({
    ...article,
    scenario: { probability, speedUp: 2.5 },
  });

  test.each([
    ["observed points", observed, [0.41, 0.79, 0.98], 3.6, [1.2, 7.9]],
    ["and the article's window", { ...observed, window }, [0.29, 0.69, 0.97], 4.4, [1.7, 9.2]],
    ["the article's baseline", article, [0, 0.01, 0.12], 18.0, [11.5, 27.8]],
    ["contrarian at 30 %", contrarian(0.3), [0.01, 0.09, 0.36], 15.1, [6.1, 25.6]],
    ["contrarian for certain", contrarian(1), [0.02, 0.29, 0.93], 7.2, [4.6, 11.1]],
  ] as const)("%s", (_, state, [at3, at6, at12], median, [p10, p90]) => {
    const seen = forecastOf(state);
    expect(Math.abs(seen.probability(3) - at3)).toBeLessThan(0.0075);
    expect(Math.abs(seen.probability(6) - at6)).toBeLessThan(0.0075);
    expect(Math.abs(seen.probability(12) - at12)).toBeLessThan(0.0075);
    expect(Math.abs(seen.median - median)).toBeLessThanOrEqual(0.05);
    expect(Math.abs(seen.interval80[0] - p10)).toBeLessThan(0.075);
    expect(Math.abs(seen.interval80[1] - p90)).toBeLessThan(0.075);
  });

  test("a law that may force an opening in five months moves month six from .79 to .81", () => {
    const forced = { ...observed, forced: [{ months: 5, probability: 0.1 }] };
    expect(forecastOf(forced).probability(6)).toBeCloseTo(0.81, 2);
    expect(forecastOf(forced).probability(4)).toBe(forecastOf(observed).probability(4));
  });
});

describe("the parts", () => {
  const state: ClosingState = { class: "code", ageMonths: 2, gap: 0.8 };

  test("a closed gap is closed from today on, even where it might never have closed", () => {
    for (const gap of [0, -0.4]) {
      const seen = forecastOf({ ...state, gap, never: 0.6 });
      expect([seen.probability(0), seen.probability(12), seen.closedShare(12)]).toEqual([1, 1, 1]);
      expect([seen.median, ...seen.interval80]).toEqual([0, 0, 0]);
    }
  });

  test("the pace is the class's, until three months of progress move it", () => {
    const ofClass = fit.pace.byClass.code;
    expect(forecastOf(state).pace).toBe(ofClass);
    expect(forecastOf({ ...state, progress: { delta: 9, months: 2.9 } }).pace).toBe(ofClass);
    const half = forecastOf({ ...state, progress: { delta: 3, months: 12 } }).pace;
    expect(half).toBeCloseTo((3 / 12 + ofClass) / 2, 14);
    const fallen = forecastOf({ ...state, progress: { delta: -3, months: 12 } }).pace;
    expect(fallen).toBeCloseTo(ofClass / 2, 14);
  });

  test("a probability of never caps the curve, and the median is then honest: none", () => {
    const seen = forecastOf({ ...state, never: 0.6 });
    expect(seen.probability(300)).toBeCloseTo(0.4, 4);
    expect(seen.median).toBe(Number.POSITIVE_INFINITY);
    expect(seen.interval80[0]).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test("a slower size class lags by its factor and keeps its pace", () => {
    const slow = forecastOf({ ...state, lagFactor: 8.5 / 4.8 });
    expect(slow.pace).toBe(forecastOf(state).pace);
    expect(slow.median).toBeGreaterThan(forecastOf(state).median);
    expect(slow.median).toBeLessThan((forecastOf(state).median * 8.5) / 4.8);
    const shifted = { ...fit, lag: { ...fit.lag, mu: fit.lag.mu + Math.log(8.5 / 4.8) } };
    expect(slow.probability(6)).toBeCloseTo(closingForecast(state, shifted).probability(6), 14);
  });

  test("a scenario is a mixture, certain or not", () => {
    const p = (scenario?: ClosingState["scenario"]) =>
      forecastOf({ ...state, scenario }).probability(4);
    const certain = p({ probability: 1, speedUp: 2 });
    expect(certain).toBe(forecastOf(state).probability(8));
    expect(p({ probability: 0.3, speedUp: 2 })).toBeCloseTo(0.7 * p() + 0.3 * certain, 14);
  });

  test("a window is never narrower than its floor, and one that has passed says now", () => {
    const median = (window: readonly [number, number]) => forecastOf({ ...state, window }).median;
    expect(median([14, 15.4])).toBeCloseTo(median([14.2, 14 * (15.4 / 14.2)]), 9);
    expect(median([-3, -1])).toBeLessThan(forecastOf(state).median);
    const passed = forecastOf({ ...state, window: [-3, 0] });
    expect(Number.isFinite(passed.probability(1))).toBe(true);
  });

  test("quantile and probability are inverse", () => {
    const seen = forecastOf({
      ...state,
      window: [6, 12],
      forced: [{ months: 5, probability: 0.1 }],
    });
    for (const p of [0.05, 0.25, 0.5, 0.75, 0.95]) {
      expect(seen.probability(seen.quantile(p))).toBeGreaterThanOrEqual(p);
      expect(seen.probability(seen.quantile(p) - 1e-6)).toBeLessThan(p);
    }
    expect(seen.quantile(1)).toBe(Number.POSITIVE_INFINITY);
  });

  test("the closed share is the mean of the curve over the horizon", () => {
    const seen = forecastOf(state);
    const fine = 20_000;
    const sum = Array.from({ length: fine }, (_, i) => seen.probability((24 * (i + 0.5)) / fine));
    expect(seen.closedShare(24)).toBeCloseTo(sum.reduce((a, b) => a + b) / fine, 3);
    expect(seen.closedShare(0)).toBe(0);
  });

  test("a very old gap stays a distribution and does not fail", () => {
    const seen = forecastOf({ ...state, ageMonths: 1e4 });
    expect(seen.probability(0.001)).toBeLessThan(0.01);
    expect(seen.probability(24)).toBeGreaterThan(0.3);
  });
});

test("the medians written beside the classes follow from the constants", () => {
  const medians = Object.entries(fit.lag.byClass).map(([name, offset]) => [
    name,
    Number(Math.exp(fit.lag.mu + offset).toFixed(1)),
  ]);
  expect(Object.fromEntries(medians)).toEqual({
    "text-reasoning": 5.0,
    code: 5.6,
    agentic: 5.2,
    "computer-use": 3.7,
    vision: 6.0,
    media: 8.5,
    knowledge: 10.5,
    preference: 4.7,
  });
  expect(facts.sizeClasses.find(({ id }) => id === "up-to-130b")?.lagFactor).toBe(8.5 / 4.8);
});
