import { expect, test } from "vitest";
import { hostedCost, type Volume } from "../../../src/core/cost/hosted.ts";
import { hostedPlan } from "../../../src/core/cost/hosted-bill.ts";
import type { Offer } from "../../../src/core/know/knowledge.ts";
import type { Day } from "../../../src/shapes/common.ts";
import { shipped } from "../knowledge.ts";

// What an offer costs is remembered for a day and a horizon: neither another day nor a longer one may shine through.

const price = (from: Day, input: number, published: Day) => ({
  ...{ from, input, output: 0, published },
  source: "made-up",
});

const offer = (): Offer => ({
  ...{ provider: "host", kind: "host", placement: "vendor", assurances: [], free: false },
  prices: [
    price("2026-01-01", 1, "2026-01-01"),
    price("2026-06-01", 2, "2026-06-01"),
    price("2027-06-01", 8, "2026-06-01"),
  ],
  published: "2026-01-01",
  source: "made-up",
});

const request = { inputTokens: 1e6, outputTokens: 0, cachedInputShare: 0, batchShare: 0 };
const { serving } = shipped;
const months = (count: number) => Array<number>(count).fill(100);
const work = (volume: Volume, asOf: Day = "2026-11-23") => ({ request, volume, serving, asOf });

test("a horizon costs the same after a longer one was asked for", () => {
  const asked = offer();
  const plan = () => hostedPlan(asked, work(months(3)));
  const cost = () => hostedCost(asked, work(months(3)));
  const [planned, costs] = [plan(), cost()];
  hostedPlan(asked, work(months(36)));
  expect(plan()).toEqual(planned);
  expect(cost()).toEqual(costs);
  expect(planned?.mean.input).toBe(200);
});

test("each day sees its own prices, whichever was asked about before", () => {
  const asked = offer();
  const on = (day: Day) => hostedCost(asked, work(months(1), day))?.usdPerRequest;
  const [early, late] = [on("2026-03-01"), on("2026-11-23")];
  expect([on("2026-03-01"), on("2026-11-23")]).toEqual([early, late]);
  expect((late ?? 0) / (early ?? 1)).toBe(2);
});
