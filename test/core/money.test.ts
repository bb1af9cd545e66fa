import { describe, expect, test } from "vitest";
import { count, usd } from "../../src/core/know/money.ts";

describe("amounts and counts for people", () => {
  test.each([
    [0, "$0"],
    [0.004, "$0.004"],
    [9.5, "$9.50"],
    [1618.2, "$1,618"],
    [-12_345, "-$12.3k"],
    [999_499, "$999k"],
    [999_500, "$1M"],
    [1_606_500e6, "$1.61T"],
    [2.5e9, "$2.50B"],
    [1.2e16, "$12,000T"],
    [2.6e33, "$2.6e21T"],
  ])("%f is %s", (amount, text) => {
    expect(usd(amount)).toBe(text);
  });

  test.each([
    [0.5, "0.5"],
    [3600, "3,600"],
    [150_000, "150k"],
    [1_234_567, "1.23M"],
    [5e9, "5B"],
    [1e15, "1,000T"],
    [-20_000, "-20k"],
  ])("%f is %s", (value, text) => {
    expect(count(value)).toBe(text);
  });
});
