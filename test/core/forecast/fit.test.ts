import { describe, expect, test } from "vitest";
import { fitAt } from "../../../src/core/believe/forecast/fit.ts";
import { forecast } from "../../../src/shapes/forecast.ts";
import { facts, fit, written } from "./facts.ts";

describe("the fit that a run sees", () => {
  const later = { ...fit, published: "2026-10-01" };
  const two = { ...facts, fits: [later, fit] };

  test.each([
    ["2026-07-10", "2026-07-10", false],
    ["2026-09-30", "2026-07-10", false],
    ["2026-10-01", "2026-10-01", false],
    ["2026-03-16", "2026-07-10", true],
  ])("as of %s: the fit of %s, backcast %s", (asOf, published, backcast) => {
    const visible = fitAt(two, asOf);
    expect([visible?.fit.published, visible?.backcast]).toEqual([published, backcast]);
  });

  test("no fit at all is not an error here", () => {
    expect(fitAt({ ...facts, fits: [] }, "2026-11-23")).toBeUndefined();
  });
});

describe("the written form", () => {
  const pathsOf = (change: object) =>
    forecast.safeParse({ ...Object(written), ...change }).error?.issues.map(({ path }) => path);
  const withLag = (byClass: object) => ({ fits: [{ ...fit, lag: { ...fit.lag, byClass } }] });

  test("is refused without a class, or with one that does not exist", () => {
    const { code: _, ...missing } = fit.lag.byClass;
    expect(pathsOf(withLag(missing))).toEqual([["fits", 0, "lag", "byClass", "code"]]);
    expect(pathsOf(withLag({ ...fit.lag.byClass, domain: 0 }))).toEqual([
      ["fits", 0, "lag", "byClass"],
    ]);
  });

  test("is refused without a fit, or where some size of model is in no class", () => {
    expect(pathsOf({ fits: [] })).toEqual([["fits"]]);
    const limited = facts.sizeClasses.filter(({ maxBillions }) => maxBillions !== undefined);
    expect(pathsOf({ sizeClasses: limited })).toEqual([["sizeClasses"]]);
  });
});
