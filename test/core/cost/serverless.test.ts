import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workersUp } from "../../../src/core/cost/serverless.ts";
import { costOf } from "../../../src/core/costing/costing.ts";
import { asOf, number, shipped } from "../knowledge.ts";

const settings = { drift: {}, draws: 0, version: "0", sha256: "0" };
const machine = { gpu: "h100-sxm", gpus: 1 } as const;

const armAt = (requestsPerMonth: number) =>
  costOf(
    {
      name: "chat",
      needs: [{ capability: "chat-assistant" }],
      workload: { requestsPerMonth },
      policy: { rentTerm: "on-demand" },
    },
    shipped,
    asOf,
    { ...settings, models: ["gpt-oss-20b"], machine },
  ).needs[0]?.arms.find((one) => one.option === "self-host");

const fleetAt = (requests: number) => armAt(requests)?.fleet;

const wayAt = (requests: number) =>
  fleetAt(requests)?.ways.find(({ kind }) => kind === "serverless");

describe("workers by the second", () => {
  test("by hand: one request in 1,000 s of 10 s, kept for 30 s, 90 s to start", () => {
    const workers = { serviceSeconds: 10, idleSeconds: 30, coldSeconds: 90 };
    const up = workersUp({ rate: 0.001, load: 0.0005, ...workers });
    // Up while any came in the last 40 s, and as long again as it takes to start nearly each time.
    expect(up).toBeCloseTo(1 - Math.exp(-0.04) + 0.001 * Math.exp(-0.04) * 90, 12);
    expect(up).toBeCloseTo(0.1257, 4);
  });

  test("are never fewer than the load, one at most below it, and none without requests", () => {
    const seconds = number(0, 600);
    const workers = fc.record({
      ...{ rate: number(1e-9, 100), load: number(0, 50) },
      ...{ serviceSeconds: seconds, idleSeconds: seconds, coldSeconds: seconds },
    });
    fc.assert(
      fc.property(workers, number(1, 10), (one, more) => {
        const up = workersUp(one);
        expect(up).toBeGreaterThanOrEqual(one.load);
        expect(up).toBeLessThanOrEqual(Math.max(1, one.load + 0.5) + 1e-12);
        const busier = workersUp({ ...one, rate: one.rate * more, load: one.load * more });
        expect(busier).toBeGreaterThanOrEqual(up - 1e-9);
      }),
    );
    const still = { serviceSeconds: 5, idleSeconds: 30, coldSeconds: 90 };
    expect(workersUp({ rate: 0, load: 0, ...still })).toBe(0);
  });
});

describe("the serverless way of moat cost", () => {
  test("is cheaper than machines that stand by where little is asked, at the quoted price of a GPU", () => {
    const fleet = fleetAt(5_000);
    const way = wayAt(5_000);
    expect(fleet?.gpu).toBe("h100-sxm");
    expect(way?.note).toContain("$3.95 per GPU-hour");
    expect(way?.replicas).toBeLessThan(0.5);
    const rented = (fleet?.replicas ?? 0) + (fleet?.spares ?? 0);
    expect(rented).toBe(2);
    expect(way?.usdPerMonth).toBeLessThan(armAt(5_000)?.usdPerMonth?.expected ?? 0);
    expect(wayAt(5_000_000)?.replicas).toBeGreaterThanOrEqual(1);
  });

  test("never falls with the volume", () => {
    const bills = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8].map((one) => wayAt(one)?.usdPerMonth ?? 0);
    expect(bills.every((one) => one > 0)).toBe(true);
    expect(bills.toSorted((a, b) => a - b)).toEqual(bills);
  });
});
