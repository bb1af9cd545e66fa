import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beyond, longRequests } from "../../../src/core/cost/long-requests.ts";
import { ratesAt, requestCost, requestItems } from "../../../src/core/cost/request-items.ts";
import type { Price } from "../../../src/core/know/knowledge.ts";
import { shipped } from "../knowledge.ts";

const price = (of: Partial<Price>): Price => ({
  ...{ input: 0.1, output: 0.5, published: "2026-11-01", source: "made-up" },
  ...of,
});
const request = { inputTokens: 300_000, outputTokens: 1000, cachedInputShare: 0, batchShare: 0 };

describe("above the limit of a tier", () => {
  const tiers = [{ above: 100_000, input: 0.5, output: 1 }];

  test("every rate that the tier does not state moves as its side does", () => {
    const batch = { input: 0.05, output: 0.25 };
    const rates = ratesAt(price({ cacheRead: 0.01, cacheWrite: 0.125, batch, tiers }), 300_000);
    expect(rates.cacheRead).toBeCloseTo(0.05, 12);
    expect(rates.cacheWrite).toBeCloseTo(0.625, 12);
    expect(rates.batch?.input).toBeCloseTo(0.25, 12);
    expect(rates.batch?.output).toBeCloseTo(0.5, 12);
  });

  test("what it states holds", () => {
    const stated = { cacheRead: 0.3, cacheWrite: 0.7, batch: { input: 0.4, output: 0.8 } };
    const whole = [{ ...tiers[0], above: 100_000, input: 0.5, output: 1, ...stated }];
    expect(ratesAt(price({ cacheRead: 0.01, tiers: whole }), 100_001)).toMatchObject(stated);
    expect(ratesAt(price({ cacheRead: 0.01, tiers: whole }), 100_000).cacheRead).toBe(0.01);
  });

  test("a little cache does not take the request out of its tier: ten thousand of 300k tokens at Haiku 5.5's prices", () => {
    const haiku = price({ cacheRead: 0.01, cacheWrite: 0.125, tiers });
    const some = requestItems(haiku, { ...request, cachedInputShare: 0.01 }, 1);
    expect(1e4 * some.input).toBeCloseTo(1856.25, 6);
    expect(1e4 * requestItems(haiku, request, 1).input).toBeCloseTo(1500, 6);
  });
});

const every = Object.values(shipped.models).flatMap((one) => one.offers.flatMap((of) => of.prices));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const requests = fc.record({
  inputTokens: fc.integer({ min: 1, max: 1_000_000 }),
  outputTokens: fc.integer({ min: 0, max: 100_000 }),
  cachedInputShare: share,
  batchShare: share,
});

test("no shipped price is cheaper for a longer request, above a limit or below it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...every),
      requests,
      fc.integer({ min: 0, max: 500_000 }),
      (of, one, more) => {
        const longer = { ...one, inputTokens: one.inputTokens + more };
        expect(requestCost(of, longer, 0.5)).toBeGreaterThanOrEqual(
          requestCost(of, one, 0.5) * (1 - 1e-12),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("work that may wait is never dearer for it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...every), requests, (of, one) => {
      const online = requestCost(of, { ...one, batchShare: 0 }, 0.5);
      expect(requestCost(of, one, 0.5)).toBeLessThanOrEqual(online * (1 + 1e-12));
    }),
    { numRuns: 500 },
  );
});

describe("requests that are longer than the mean", () => {
  test("a lognormal has its mean and its largest where they were put", () => {
    const [mean, largest] = [20_000, 200_000];
    expect(beyond(largest, mean, largest).share).toBeCloseTo(0.001, 9);
    const all = beyond(1, mean, largest);
    expect(all.share).toBeCloseTo(1, 9);
    expect(all.inputTokens).toBeCloseTo(mean, 3);
    expect(beyond(50_000, mean, mean).share).toBe(0);
  });

  test("the share above a limit is billed at that tier, and only the difference is added", () => {
    const tiers = [{ above: 200_000, input: 0.2, output: 0.5 }];
    const mean = { ...request, inputTokens: 100_000, outputTokens: 0 };
    const load = { requests: 1e6, largest: 400_000 };
    const found = longRequests(price({ tiers }), mean, load, 1);
    const expected = beyond(200_000, 100_000, 400_000);
    expect(found?.share).toBe(expected.share);
    expect(found?.usd).toBeCloseTo(1e6 * expected.share * expected.inputTokens * 0.1e-6, 6);
    expect(longRequests(price({ tiers }), mean, { ...load, largest: 190_000 }, 1)).toBeUndefined();
    expect(longRequests(price({ tiers }), request, load, 1)).toBeUndefined();
  });
});
