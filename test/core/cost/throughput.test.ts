import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weights } from "../../../src/core/cost/footprint.ts";
import {
  type Deployment,
  type Estimate,
  estimate,
  fits,
  type Load,
  prepare,
} from "../../../src/core/cost/throughput.ts";
import { shipped } from "../knowledge.ts";
import { corrections, deploy, estimator, golden } from "./calibration.ts";

const run = (deployment: Deployment, load: Load, constants = estimator): Estimate =>
  estimate(prepare(deployment, constants), load);

/** The reference implementation knows one share of the link for all boards. */
const oneLink = { ...estimator, linkEfficiencyOf: {} };

test("constants of a board name one that is shipped: another would be without effect", () => {
  const boards = Object.keys(shipped.gpus);
  const { byGpu, byEngine } = corrections;
  const corrected = [byGpu, byEngine].flatMap(Object.keys).map((key) => key.split("|")[1]);
  expect(Object.keys(estimator.linkEfficiencyOf).length).toBeGreaterThan(0);
  for (const one of [...Object.keys(estimator.linkEfficiencyOf), ...corrected])
    expect(boards).toContain(one);
});

describe("the reference implementation's answers", () => {
  const cases = golden.map((row) => ({
    ...row,
    title: `${row.model} ${row.precision} on ${row.gpus} ${row.gpu}, ${row.engine}, ${JSON.stringify(row.load)}`,
  }));

  test("all rows are there", () => expect(cases).toHaveLength(114));

  test.each(cases)("$title", ({ expected, ...row }) => {
    const { engine, dataParallel, load } = row;
    const deployment = deploy(row.model, row.gpu, row.gpus, row.precision, {
      engine,
      dataParallel,
    });
    const concurrency = load.concurrency ?? Number.POSITIVE_INFINITY;
    const found = run(deployment, { ...load, concurrency }, oneLink);
    for (const name of Object.keys(expected) as (keyof typeof expected)[]) {
      expect(Math.abs(found[name] / expected[name] - 1), name).toBeLessThan(1e-9);
    }
  });
});

test("a board without NVLink loses what its link is slower, and only where boards talk to each other", () => {
  const load = { inputTokens: 1000, outputTokens: 300, concurrency: 64 };
  const lost = [1, 4, 8].map((gpus) => {
    const deployment = deploy("mixtral-8x7b", "a100-pcie", gpus, gpus === 1 ? "int4" : "bf16");
    const { requestsPerSecond } = run(deployment, load);
    return 1 - requestsPerSecond / run(deployment, load, oneLink).requestsPerSecond;
  });
  expect(lost[0]).toBe(0);
  expect(lost[1]).toBeGreaterThan(0.1);
  expect(lost[2]).toBeGreaterThan(lost[1] ?? 1);
});

describe("memory", () => {
  test("70B at 8 bits runs on one 80 GiB GPU, and not were its memory 80e9 bytes", () => {
    const real = deploy("llama-3.1-70b", "h100-sxm", 1, "fp8");
    expect(weights(real, estimator).storedBytes).toBeCloseTo(68451041280 + 4 * 1050673152, 0);
    expect(fits(real, estimator)).toBe(true);
    expect(fits({ ...real, gpu: { ...real.gpu, memory: 80e9 } }, estimator)).toBe(false);
    expect(fits({ ...real, precision: "bf16" }, estimator)).toBe(false);
  });

  test("attention data parallelism stores the attention weights on every GPU", () => {
    const one = deploy("deepseek-r1", "h200-sxm", 8, "fp8");
    const stored = (dataParallel: boolean) =>
      weights({ ...one, dataParallel }, estimator).storedBytes;
    const other = one.architecture.parameters.other;
    expect(stored(true) - stored(false)).toBeCloseTo((other * 7) / 8, -1);
  });

  test("tensor parallelism copies an MLA cache instead of dividing it", () => {
    const limits = (model: string) =>
      [4, 8].map((gpus) => {
        const written = deploy(model, "h200-sxm", gpus, "fp8");
        // A config.json of an MLA model counts as many KV heads as heads; they share one latent.
        const kvHeads = written.architecture.mla ? 128 : written.architecture.kvHeads;
        const deployment = { ...written, architecture: { ...written.architecture, kvHeads } };
        // Free memory is held equal, so that only the sharding of the cache shows.
        const prepared = prepare(deployment, estimator);
        const memory = { ...prepared.memory, freeBytes: 1e9 };
        const load = { inputTokens: 1000, outputTokens: 1000, concurrency: 1 };
        return estimate({ ...prepared, memory }, load).batchLimit;
      });
    const [mla4, mla8] = limits("deepseek-r1");
    const [gqa4, gqa8] = limits("llama-3.1-405b");
    expect(mla8).toBe(mla4);
    expect(gqa8).toBeCloseTo(2 * (gqa4 ?? 0), 6);
  });

  test("dense 4-bit weights are stored at about 4 bits, not at 16", () => {
    const int4 = deploy("llama-3.1-70b", "h100-sxm", 1, "int4");
    expect(weights(int4, estimator).storedBytes).toBeLessThan(45e9);
  });
});

describe("prefix cache", () => {
  const deployment = deploy("llama-3.1-8b", "h100-sxm", 1, "fp8");
  const load = { inputTokens: 8000, outputTokens: 500, concurrency: 8 };

  test("it shortens the prefill and leaves the batch limit alone", () => {
    const cold = run(deployment, load);
    const warm = run(deployment, { ...load, cachedInputShare: 0.75 });
    expect(warm.batchLimit).toBe(cold.batchLimit);
    expect(warm.prefillSeconds).toBeLessThan(cold.prefillSeconds / 2);
    expect(warm.firstTokenSeconds).toBeLessThan(cold.firstTokenSeconds);
  });

  test("a prompt in two parts costs as much as in one: new tokens still attend to the cached ones", () => {
    const whole = run(deployment, load).prefillSeconds;
    const first = run(deployment, { ...load, inputTokens: 6000 }).prefillSeconds;
    const rest = run(deployment, { ...load, cachedInputShare: 0.75 }).prefillSeconds;
    expect(first + rest).toBeCloseTo(whole, 12);
  });
});

test("time to first token follows its published formula", () => {
  const found = run(deploy("llama-3.1-8b", "h100-sxm", 1, "fp8"), {
    inputTokens: 1000,
    outputTokens: 200,
    concurrency: 16,
  });
  const { prefillSeconds, stepSeconds } = found;
  const expected = 0.009 + prefillSeconds * (1.33 + 0.114 * 16) + 10.3 * stepSeconds;
  expect(found.firstTokenSeconds).toBeCloseTo(expected, 12);
});

test("requests without output are prefill only", () => {
  const found = run(deploy("llama-3.1-8b", "h100-sxm", 1, "bf16"), {
    inputTokens: 512,
    outputTokens: 0,
    concurrency: 8,
  });
  expect(found.outputTokensPerSecondPerGpu).toBe(0);
  expect(found.requestsPerSecond).toBeCloseTo(1 / found.prefillSeconds, 6);
  expect(Number.isFinite(found.perTokenSeconds)).toBe(true);
});

describe("what must hold for every deployment and load", () => {
  const deployments = fc.constantFrom(...golden).map((row) =>
    deploy(row.model, row.gpu, row.gpus, row.precision, {
      engine: row.engine,
      dataParallel: row.dataParallel,
    }),
  );
  const loads = fc.record({
    inputTokens: fc.integer({ min: 16, max: 60000 }),
    outputTokens: fc.integer({ min: 1, max: 8000 }),
    concurrency: fc.integer({ min: 1, max: 1024 }),
    cachedInputShare: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const more = fc.double({ min: 1, max: 4, noNaN: true });

  const never = (check: (...args: [Deployment, Load, number]) => [before: number, after: number]) =>
    fc.assert(
      fc.property(deployments, loads, more, (deployment, load, factor) => {
        const [before, after] = check(deployment, load, factor);
        expect(after).toBeGreaterThanOrEqual(before * (1 - 1e-9));
      }),
      { numRuns: 500 },
    );
  const rate = (deployment: Deployment, load: Load) => run(deployment, load).requestsPerSecond;

  test("more requests in flight never serve fewer", () =>
    never((deployment, load, factor) => [
      rate(deployment, load),
      rate(deployment, { ...load, concurrency: Math.round(load.concurrency * factor) }),
    ]));

  test("faster memory never serves fewer", () =>
    never((deployment, load, factor) => {
      const gpu = { ...deployment.gpu, bandwidth: deployment.gpu.bandwidth * factor };
      return [rate(deployment, load), rate({ ...deployment, gpu }, load)];
    }));

  test("faster arithmetic never serves fewer", () =>
    never((deployment, load, factor) => {
      const { bf16, fp8, fp4 } = deployment.gpu.flops;
      const flops = { bf16: bf16 * factor, fp8: fp8 * factor, fp4: fp4 * factor };
      return [
        rate(deployment, load),
        rate({ ...deployment, gpu: { ...deployment.gpu, flops } }, load),
      ];
    }));

  test("longer answers never serve more requests", () =>
    never((deployment, load, factor) => [
      rate(deployment, { ...load, outputTokens: Math.ceil(load.outputTokens * factor) }),
      rate(deployment, load),
    ]));

  test("a better prefix cache never serves fewer", () =>
    never((deployment, load, factor) => {
      const { cachedInputShare = 0 } = load;
      return [
        rate(deployment, load),
        rate(deployment, { ...load, cachedInputShare: 1 - (1 - cachedInputShare) / factor }),
      ];
    }));

  test("Little's law: requests in flight are those that are served times their stay", () =>
    fc.assert(
      fc.property(deployments, loads, (deployment, load) => {
        const found = run(deployment, load);
        const batch = Math.min(load.concurrency, found.batchLimit);
        const stay = found.prefillSeconds + load.outputTokens * found.perTokenSeconds;
        expect(stay).toBeGreaterThanOrEqual((batch / found.requestsPerSecond) * (1 - 1e-9));
      }),
    ));
});

test("the overlap of prefill and decode never beats doing only the longer of them", () => {
  for (const row of golden.filter(({ load }) => !load.static)) {
    const load = { ...row.load, concurrency: row.load.concurrency ?? 64, requests: undefined };
    const found = run(deploy(row.model, row.gpu, row.gpus, row.precision), load);
    expect(found.requestsPerSecond).toBeLessThanOrEqual(1 / found.prefillSeconds);
  }
});
