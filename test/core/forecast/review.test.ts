import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reviewIn } from "../../../src/core/believe/forecast/review.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const runs = { numRuns: 500, seed: 42 };
const stakes = (lossPerMonth: number) => ({ reviewCost: 1, lossPerMonth });

describe("which ground decides", () => {
  const calm = { medianFlipMonths: 5 };

  test("the cheapest interval: sqrt(2 C / (lambda L))", () => {
    const { months, because } = reviewIn({ ...calm, stakes: { reviewCost: 3, lossPerMonth: 4 } });
    expect(months).toBeCloseTo(Math.sqrt((2 * 3) / ((Math.LN2 / 5) * 4)), 12);
    expect(because).toBe("cost");
  });

  test("without a known loss the 40 % quantile of the time to flip", () => {
    const { months } = reviewIn(calm);
    expect(1 - 0.5 ** (months / 5)).toBeCloseTo(0.4, 12);
    expect(reviewIn({ ...calm, stakes: stakes(0) }).months).toBe(months);
  });

  test("nothing that could flip: the latest day", () => {
    const never = { medianFlipMonths: Number.POSITIVE_INFINITY, stakes: stakes(1e6) };
    expect(reviewIn(never)).toEqual({ months: 6, because: "cost" });
  });

  test("evidence and events that come first, and past events that do not count", () => {
    expect(reviewIn({ ...calm, evidenceExpiryMonths: 2 })).toEqual({
      months: 2,
      because: "evidence",
    });
    const events = [
      { id: "notice", months: 3 },
      { id: "retirement", months: 1.5 },
      { id: "past", months: -1 },
    ];
    expect(reviewIn({ ...calm, evidenceExpiryMonths: 2, events })).toEqual({
      months: 1.5,
      because: "retirement",
    });
    const late = [{ id: "law", months: 9 }];
    expect(reviewIn({ ...calm, events: late }).because).toBe("cost");
  });

  test("expired evidence and an event next week still leave a month", () => {
    expect(reviewIn({ ...calm, evidenceExpiryMonths: -2 })).toEqual({
      months: 1,
      because: "evidence",
    });
    const soon = [{ id: "law", months: 0.2 }];
    expect(reviewIn({ ...calm, events: soon })).toEqual({ months: 1, because: "law" });
  });

  test("on equal days cost comes before evidence, and evidence before an event", () => {
    const { months } = reviewIn(calm);
    const events = [{ id: "law", months }];
    expect(reviewIn({ ...calm, evidenceExpiryMonths: months, events }).because).toBe("cost");
    const two = { evidenceExpiryMonths: 2, events: [{ id: "law", months: 2 }] };
    expect(reviewIn({ ...calm, ...two }).because).toBe("evidence");
  });
});

test("a review lies in 1 to 6 months, earlier for a larger loss and for faster change", () => {
  const months = (medianFlipMonths: number, loss: number, evidenceExpiryMonths: number) =>
    reviewIn({ medianFlipMonths, stakes: stakes(loss), evidenceExpiryMonths }).months;
  fc.assert(
    fc.property(
      ...([number(0.1, 60), number(0.01, 50), number(1, 10), number(-3, 9)] as const),
      (flip, loss, times, expiry) => {
        const usual = months(flip, loss, expiry);
        expect(usual).toBeGreaterThanOrEqual(1);
        expect(usual).toBeLessThanOrEqual(6);
        expect(months(flip, loss * times, expiry)).toBeLessThanOrEqual(usual);
        expect(months(flip * times, loss, expiry)).toBeGreaterThanOrEqual(usual);
        expect(months(flip, loss, expiry - times)).toBeLessThanOrEqual(usual);
      },
    ),
    runs,
  );
});
