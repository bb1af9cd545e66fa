import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  erfc,
  gammaQ,
  logGamma,
  logit,
  normalCdf,
  normalQuantile,
  sigmoid,
} from "../../../src/core/know/special.ts";

// Expected values: mpmath 1.3 at 30 digits, 2026-11-24.
const near = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected));

describe("known values", () => {
  test.each([
    [-1, 1.8427007929497148],
    [0, 1],
    [0.25, 0.7236736098317631],
    [1, 0.15729920705028513],
    [1.5, 0.033894853524689274],
    [2.5, 0.0004069520174449589],
    [5, 1.537459794428035e-12],
    [10, 2.088487583762545e-45],
  ])("erfc(%d)", (x, expected) => near(erfc(x), expected));

  test.each([
    [-8, 6.220960574271784e-16],
    [-3, 0.0013498980316300946],
    [-1.96, 0.024997895148220435],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [2, 0.9772498680518208],
  ])("normalCdf(%d)", (z, expected) => near(normalCdf(z), expected));

  test.each([
    [1e-100, -21.273453560965326],
    [1e-20, -9.262340089798407],
    [1e-10, -6.361340902404057],
    [1e-4, -3.7190164854556804],
    [0.025, -1.9599639845400543],
    [0.1, -1.2815515655446004],
    [0.3, -0.5244005127080408],
    [0.425, -0.18911842627279252],
    [0.5, 0],
    [0.9, 1.2815515655446006],
    [0.975, 1.9599639845400538],
  ])("normalQuantile(%d)", (p, expected) => near(normalQuantile(p), expected));

  test.each([
    [0.001, 6.907178885383853],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.12078223763524522],
    [2, 0],
    [3.7, 1.428072326665388],
    [10, 12.801827480081469],
    [100, 359.1342053695754],
    [300, 1409.2020674704117],
  ])("logGamma(%d)", (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(5e-15 * Math.max(1, Math.abs(expected)));
  });

  test.each([
    [0.0005, 0.2, 0.0006112996861209156],
    [0.5, 0.1, 0.654720846018577],
    [0.5, 2, 0.04550026389635842],
    [1, 1, 0.36787944117144233],
    [1.5, 0.7, 0.7055347312040912],
    [3, 2.5, 0.5438131158833295],
    [3, 10, 0.002769395715511576],
    [12, 8.5, 0.84866204541808],
    [12, 30, 6.387702539927337e-5],
    [300, 280, 0.8773927173288568],
    [300, 350, 0.002895772531822272],
  ])("gammaQ(%d, %d)", (a, x, expected) => {
    expect(Math.abs(gammaQ(a, x) - expected)).toBeLessThan(1e-13);
  });

  test("ends of the ranges", () => {
    expect(gammaQ(2, 0)).toBe(1);
    expect(gammaQ(2, Number.POSITIVE_INFINITY)).toBe(0);
    expect(gammaQ(0, 1)).toBe(0);
    expect(erfc(Number.POSITIVE_INFINITY)).toBe(0);
    expect(erfc(Number.NEGATIVE_INFINITY)).toBe(2);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoid(1000)).toBe(1);
  });
});

describe("inverses", () => {
  const runs = { numRuns: 5000, seed: 1 };

  test("normalCdf undoes normalQuantile from 1e-10 to 1 - 1e-10", () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (tenths) => {
        // Half of the cases lie in the tails, evenly in powers of ten.
        const tail = 10 ** -Math.abs(tenths);
        const p = Math.min(1 - 1e-10, Math.max(1e-10, tenths < 0 ? tail : 1 - tail));
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-15);
      }),
      runs,
    );
  });

  test("sigmoid undoes logit", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(Math.abs(sigmoid(logit(p)) - p)).toBeLessThan(1e-15);
      }),
      runs,
    );
  });

  test("gammaQ falls in x and rises in a, across the change of method at x = a + 1", () => {
    const size = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(size, size, fc.double({ min: 0, max: 2, noNaN: true }), (a, x, more) => {
        expect(gammaQ(a, x + more)).toBeLessThanOrEqual(gammaQ(a, x) + 1e-12);
        expect(gammaQ(a + more, x)).toBeGreaterThanOrEqual(gammaQ(a, x) - 1e-12);
      }),
      runs,
    );
  });
});
