import { describe, expect, test } from "vitest";
import { breakEven } from "../../../src/core/cost/break-even.ts";
import { expectedConditions } from "../../../src/core/cost/conditions.ts";
import type { FleetCost } from "../../../src/core/cost/fleet.ts";
import { type OwnPlan, ownBill, utilisation } from "../../../src/core/cost/own-bill.ts";
import { ownedCost, ownedTerms } from "../../../src/core/cost/owned.ts";
import { servedShare, spillAt } from "../../../src/core/cost/spill.ts";
import { prefillSeconds, prepareStep } from "../../../src/core/cost/step.ts";
import { estimate, prepare } from "../../../src/core/cost/throughput.ts";
import { shipped } from "../knowledge.ts";
import { deploy, estimator } from "./calibration.ts";

const { serving } = shipped;

/** A fleet whose replica carries one request per second at full use. */
function fleetOf(meanReplicas: number, peakToMean: number, usdPerReplica = 1000): OwnPlan {
  const workload = { peakToMean, batchShare: 0, growthPerMonth: 0 };
  const fleet = {
    kind: "fleet",
    configuration: { gpusPerReplica: 1, capacity: { requestsPerSecond: 1 }, weightGb: 0 },
    maturity: { factor: 1, lnSd: 0, kind: "dense" },
    load: [(meanReplicas * peakToMean) / serving.fleet.maxLoad.value],
    spares: 1,
    usdPerReplica,
    usdPerMonthFixed: 0,
    egressGb: 0,
    waits: false,
  };
  return {
    kind: "own",
    // Only what a bill reads; the machine itself does not matter here.
    fleet: fleet as unknown as FleetCost,
    workload: workload as OwnPlan["workload"],
    request: { inputTokens: 1000, outputTokens: 300, cachedInputShare: 0, batchShare: 0 },
    volume: [meanReplicas * 730 * 3600],
    horizonMonths: 12,
    serving,
    managed: false,
  };
}

/** Whole replicas, one spare, 0.8 at the peak: what a fleet of a given mean load really uses, in per cent. */
const loads = [0.25, 0.5, 1, 2, 4, 8, 32];
const table = [
  { peak: 1.5, percents: [12, 25, 33, 40, 44, 50, 52], limit: 53 },
  { peak: 2, percents: [12, 17, 25, 33, 36, 38, 40], limit: 40 },
  { peak: 3, percents: [12, 17, 20, 22, 25, 26, 26], limit: 27 },
];

describe("effective utilisation", () => {
  const cells = table.flatMap(({ peak, percents }) =>
    percents.map((percent, index) => ({ peak, load: loads[index] ?? 0, percent })),
  );
  test.each(cells)(
    "a mean load of $load replicas, peak $peak: $percent %",
    ({ peak, load, percent }) => {
      const plan = fleetOf(load, peak);
      const found = 100 * utilisation(plan, expectedConditions(serving, plan.fleet));
      const replicas = Math.max(1, Math.ceil((load * peak) / 0.8 - 1e-9)) + 1;
      expect(found).toBeCloseTo((100 * load) / replicas, 9);
      // The table is written in whole per cents.
      expect(Math.abs(found - percent)).toBeLessThanOrEqual(0.51);
    },
  );

  test.each(table)("the limit of a large fleet at peak $peak is $limit %", ({ peak, limit }) => {
    const plan = fleetOf(1e6, peak);
    const found = utilisation(plan, expectedConditions(serving, plan.fleet));
    expect(Math.round(100 * found)).toBe(limit);
  });
});

describe("DeepSeek's published day (2025-02-27, 226.75 nodes of 8 H800 on average)", () => {
  const day = { input: 608e9, cached: 342e9, output: 168e9, nodes: 226.75 };

  test("its own arithmetic", () => {
    expect(day.nodes * 8 * 24 * 2).toBeCloseTo(87_072, 6);
    const revenue = 342e3 * 0.14 + 266e3 * 0.55 + 168e3 * 2.19;
    expect(Math.abs(revenue / 562_027 - 1)).toBeLessThan(0.002);
  });

  /** An H800 computes like an H100 and talks to its neighbours at 200 GB/s each way. */
  const wide = (gpus: number) => {
    const base = deploy("deepseek-r1", "h100-sxm", gpus, "fp8", { dataParallel: true });
    return { ...base, gpu: { ...base.gpu, link: 200e9 }, engine: "trt" as const };
  };

  test("nodes needed at full use are 0.65 to 0.9 of those used", () => {
    const decode = prepare(wide(32), estimator);
    // Users saw 20 to 22 tokens/s; 4,989 tokens stood in the cache for each one written: input + half of the output.
    const load = { inputTokens: 4400, outputTokens: 1178, cachedInputShare: 1 };
    const rungs = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];
    const fast = rungs
      .map((concurrency) => estimate(decode, { ...load, concurrency }))
      .filter((one) => one.perTokenSeconds <= 1 / 21);
    const perNode = Math.max(...fast.map((one) => one.outputTokensPerSecondPerGpu * 8));
    const step = prepareStep(wide(8), estimator);
    const prompt = 4000;
    const prefillPerNode = prompt / prefillSeconds(step, prompt, 0);
    const nodes =
      day.output / 86_400 / perNode + (day.input - day.cached) / 86_400 / prefillPerNode;
    expect(nodes / day.nodes).toBeGreaterThan(0.65);
    expect(nodes / day.nodes).toBeLessThan(0.9);
  });
});

test("Cline's bill (2026-06): four replicas at the trough and the rest to an API, within 1 %", () => {
  const seconds = 730 * 3600;
  const tokens = 583e9;
  const replica = 26_600;
  const found = spillAt(4, {
    meanLoad: tokens / seconds / replica,
    peakToMean: 327 / 222,
    batchShare: 0,
    usdPerReplica: 17_520,
    hostedUsd: (tokens / 1e6) * 0.317,
    fixedUsd: () => 0,
    mostReplicas: 100,
  });
  expect(Math.abs(found.usd / 166_131 - 1)).toBeLessThan(0.01);
  expect(Math.abs(((tokens / 1e6) * 0.317) / 184_811 - 1)).toBeLessThan(0.01);
  expect(1 - found.usd / ((tokens / 1e6) * 0.317)).toBeCloseTo(0.1, 2);
});

test("a fleet below its peak serves what public traces say (ServeGen)", () => {
  const share = (capacity: number) => servedShare(capacity, 2.1);
  const measured = [
    { capacity: 0.75, volume: [0.68, 0.74], use: [0.91, 0.98] },
    { capacity: 1, volume: [0.8, 0.91], use: [0.8, 0.91] },
    { capacity: 1.5, volume: [0.92, 1], use: [0.62, 0.67] },
  ] as const;
  for (const { capacity, volume, use } of measured) {
    expect(share(capacity)).toBeGreaterThan(volume[0]);
    expect(share(capacity)).toBeLessThan(volume[1]);
    expect(share(capacity) / capacity).toBeGreaterThan(use[0]);
    expect(share(capacity) / capacity).toBeLessThan(use[1]);
  }
});

test("an H100 of one's own costs 2.07 $ an hour, as gpu-offers.yaml says", () => {
  const found = ownedCost(ownedTerms(serving.owned), serving.fleet.hoursPerMonth.value);
  expect(Math.round(found.writtenOff)).toBe(744);
  expect(Math.round(found.interest)).toBe(201);
  expect(Math.round(found.support)).toBe(175);
  expect(Math.round(found.power)).toBe(158);
  expect(found.usdPerGpuHour).toBeCloseTo(2.07, 2);
});

test.each([
  ["h100-sxm", 30_000],
  ["a100-sxm", 15_000],
  ["a100-pcie", 15_000],
  ["l40s", 8_500],
])("a %s of one's own at %d $ costs what its offer says", (gpu, boardUsd) => {
  const terms = ownedTerms(serving.owned);
  const perWatt = terms.kilowatts / 700;
  const watts = shipped.gpus[gpu]?.watts ?? Number.NaN;
  const board = { ...terms, capexUsd: 1.25 * boardUsd, kilowatts: perWatt * watts };
  const offer = shipped.gpuOffers.find((one) => one.gpu === gpu && one.mode === "owned");
  const { usdPerGpuHour } = ownedCost(board, serving.fleet.hoursPerMonth.value);
  expect(offer?.usdPerGpuHour).toBe(Math.round(usdPerGpuHour * 100) / 100);
});

describe("the article's 86 % savings (Mistral Small 4 on two H100 at 3.64 $)", () => {
  const replica = prepare(deploy("mistral-small-4", "h100-sxm", 2, "fp8"), estimator);
  const found = estimate(replica, { inputTokens: 3000, outputTokens: 1000, concurrency: 178 });
  // Three tokens read for each one written, all month, without a pause.
  const capacity = found.requestsPerSecond * 4000 * 730 * 3600;
  const rent = 2 * 3.64 * 730;
  const blended = (input: number, output: number) => (3 * input + output) / 4;

  const answer = (perMillion: number, fixed: number, spares: number) => {
    const replicasAt = (volume: number) => Math.max(1, Math.ceil(volume / capacity - 1e-9));
    return breakEven({
      own: (volume) => (replicasAt(volume) + spares) * rent + fixed,
      hosted: (volume) => (volume / 1e6) * perMillion,
      steps: Array.from({ length: 200 }, (_, index) => (index + 1) * capacity),
      replicasAt,
      current: 0,
      fleetAt: () => "2 x h100-sxm, fp8",
      // The claim is about one machine.
      isAllowed: (volume) => replicasAt(volume) <= 1,
    });
  };
  const halfAnEngineer = 0.5 * (320_000 / 12) + 1500;

  test("at full use it serves 43.6 G tokens a month at $0.12 per million", () => {
    expect(capacity / 1e9).toBeCloseTo(43.6, 0);
    expect((rent / capacity) * 1e6).toBeCloseTo(0.122, 2);
  });

  test("against its own API it is infeasible: no single machine gets there", () => {
    const own = answer(blended(0.15, 0.6), halfAnEngineer, 1);
    expect(own.kind).toBe("infeasible");
    expect(own.kind === "infeasible" && own.needsReplicas).toBeGreaterThan(1);
  });

  test("against a small proprietary API it is infeasible too", () => {
    expect(answer(blended(0.1, 0.5), halfAnEngineer, 1).kind).toBe("infeasible");
  });

  test("against a large proprietary API it pays above 4.5 G tokens, and 86 % takes a machine that is three quarters full", () => {
    const large = blended(2.5, 15);
    const found = answer(large, halfAnEngineer, 1);
    expect(found.kind).toBe("at");
    expect(found.kind === "at" && found.volume / 1e9).toBeCloseTo(4.53, 1);
    const volumeFor86 = ((2 * rent + halfAnEngineer) / (0.14 * large)) * 1e6;
    expect(volumeFor86 / capacity).toBeGreaterThan(0.7);
    expect(volumeFor86 / capacity).toBeLessThan(0.8);
  });
});

test("the dollars of a bill are those of its lines", () => {
  const plan = fleetOf(3, 2.1);
  const bill = ownBill(plan, expectedConditions(serving, plan.fleet));
  const lines = Object.values(bill.items).reduce((sum, one) => sum + one, 0);
  expect(bill.usd).toBeCloseTo(lines, 9);
});
