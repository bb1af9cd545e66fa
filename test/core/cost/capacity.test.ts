import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CapacityOptions,
  capacity as capacityOf,
  type Limits,
  ready,
  type Shape,
} from "../../../src/core/cost/capacity.ts";
import { correctionFor } from "../../../src/core/cost/corrections.ts";
import { type Deployment, estimate, prepare } from "../../../src/core/cost/throughput.ts";
import { corrections, deploy, estimator, golden } from "./calibration.ts";

const capacity = (
  deployment: Deployment,
  shape: Shape,
  limits: Limits,
  options: CapacityOptions = {},
) => {
  const replica = ready(deployment, { estimator, corrections }, options);
  return replica && capacityOf(replica, shape, limits);
};

const chat = { inputTokens: 3000, outputTokens: 1000 };

describe("capacity", () => {
  test("Mistral Small 4 on two H100: 4,150 output tokens/s within 50 ms per token", () => {
    const replica = deploy("mistral-small-4", "h100-sxm", 2, "fp8");
    const found = capacity(replica, chat, { perTokenMs: 50 });
    const outputTokensPerSecond = 2 * (found?.outputTokensPerSecondPerGpu ?? 0);
    expect(Math.abs(outputTokensPerSecond / 4150 - 1)).toBeLessThan(0.005);
    // The batch limit is 178.5, between two rungs of the ladder.
    expect(found?.concurrency).toBe(178);
    expect(found).toMatchObject({ basis: "estimated", correction: 1, lnError80: 0.3 });
  });

  test("a correction multiplies throughput and divides by as much the time per token", () => {
    const replica = deploy("glm-5", "b200", 8, "fp8", { engine: "sglang" });
    const found = capacity(replica, chat, { perTokenMs: 50 });
    expect(found).toMatchObject({ basis: "measured", correction: 0.725, lnError80: 0.2 });
    const raw = estimate(prepare(replica, estimator), {
      ...chat,
      concurrency: found?.concurrency ?? 0,
    });
    expect(found?.requestsPerSecond).toBeCloseTo(raw.requestsPerSecond * 0.725, 9);
    expect(found?.perTokenMs).toBeCloseTo((raw.perTokenSeconds * 1000) / 0.725, 9);
    expect(found?.perTokenMs).toBeLessThanOrEqual(50);
  });

  test("nothing is served where the weights do not fit", () => {
    const replica = deploy("llama-3.1-70b", "h100-sxm", 1, "bf16");
    expect(capacity(replica, chat, {})).toBeNull();
  });

  test("nothing is served where the weights fit and one request does not", () => {
    const replica = deploy("llama-3.1-70b", "h100-sxm", 1, "fp8");
    const long = { inputTokens: 100000, outputTokens: 1000 };
    expect(capacity(replica, chat, {})).not.toBeNull();
    expect(capacity(replica, long, {})).toBeNull();
  });

  test("nothing is served within a limit below a single request's step", () => {
    const replica = deploy("llama-3.1-405b", "h200-sxm", 8, "fp8");
    expect(capacity(replica, chat, { perTokenMs: 5 })).toBeNull();
  });

  test("a first-token limit binds only below the low end of the coarse interval", () => {
    const replica = deploy("llama-3.1-8b", "h100-sxm", 1, "fp8");
    const free = capacity(replica, chat, {});
    const estimated = free?.firstTokenMs ?? 0;
    const justMet = { firstTokenMs: estimated / 1.4 };
    const broken = { firstTokenMs: estimated / 1.42 };
    expect(capacity(replica, chat, justMet)).toEqual(free);
    expect(capacity(replica, chat, broken)?.concurrency).toBeLessThan(free?.concurrency ?? 0);
  });

  test("AMD uses the tuned constants unless asked not to, and then no correction", () => {
    const replica = deploy("llama-3.1-405b", "mi300x", 8, "fp8");
    const tuned = capacity(replica, chat, {});
    const old = capacity(replica, chat, {}, { tuned: false });
    expect(tuned).toMatchObject({ basis: "estimated", correction: 1, lnError80: 0.5 });
    expect(old).toMatchObject({ basis: "measured", correction: 0.951, lnError80: 0.2 });
    expect(tuned?.requestsPerSecond).toBeGreaterThan(1.2 * (old?.requestsPerSecond ?? 0));
  });

  test("a tighter limit on the time per token never raises capacity", () => {
    const limit = fc.double({ min: 2, max: 200, noNaN: true });
    const shape = fc.record({
      inputTokens: fc.integer({ min: 16, max: 30000 }),
      outputTokens: fc.integer({ min: 1, max: 4000 }),
      cachedInputShare: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...golden), shape, limit, limit, (row, request, one, two) => {
        const { engine, dataParallel } = row;
        const replica = deploy(row.model, row.gpu, row.gpus, row.precision, {
          engine,
          dataParallel,
        });
        const served = (perTokenMs: number) =>
          capacity(replica, request, { perTokenMs })?.requestsPerSecond ?? 0;
        expect(served(Math.min(one, two))).toBeLessThanOrEqual(served(Math.max(one, two)));
      }),
      { numRuns: 300 },
    );
  });
});

describe("corrections", () => {
  const look = (...args: Parameters<typeof deploy>) =>
    correctionFor(deploy(...args), corrections, estimator.lnError80);

  test.each([
    ["measured with this engine", look("kimi-k2.5", "b200", 8, "fp4"), "measured", 1.036, 0.2],
    [
      "measured with another engine",
      look("deepseek-r1", "h200-sxm", 8, "fp8"),
      "calibrated",
      0.915,
      0.2,
    ],
    [
      "a known model on a GPU it was not measured on",
      look("kimi-k2.5", "gb200", 8, "fp4"),
      "estimated",
      1,
      0.28,
    ],
    ["an unknown model", look("qwen3-8b", "h100-sxm", 1, "bf16"), "estimated", 1, 0.3],
  ])("%s", (_, found, basis, factor, lnError80) => {
    expect(found).toEqual({ basis, factor, lnError80 });
  });

  test("a GPU family without any measurement has the widest interval", () => {
    const nothing = { ...corrections, byFamily: {} };
    const found = correctionFor(
      deploy("kimi-k2.5", "gb200", 8, "fp4"),
      nothing,
      estimator.lnError80,
    );
    expect(found.lnError80).toBe(0.6);
  });

  test("factors of corrupt rows are ignored, and so is the broader factor made of the same rows", () => {
    const trt = { engine: "trt" } as const;
    expect(corrections.byEngine["qwen3-32b|b200|fp4|trt"]).toBeGreaterThan(2);
    expect(look("qwen3-32b", "b200", 1, "fp4", trt)).toMatchObject({
      factor: 1,
      basis: "estimated",
    });
    expect(corrections.byEngine["qwen3-32b|gb200|bf16|trt"]).toBeLessThan(0.5);
    expect(look("qwen3-32b", "gb200", 1, "bf16", trt)).toMatchObject({
      factor: 1,
      basis: "estimated",
    });
  });

  test("a model named like a property of every object is unknown", () => {
    const found = look("qwen3-8b", "h100-sxm", 1, "bf16", { model: "constructor" });
    expect(found).toEqual({ basis: "estimated", factor: 1, lnError80: 0.3 });
  });

  test("every factor by engine has its broader factor, which decides whether it applies", () => {
    for (const key of Object.keys(corrections.byEngine)) {
      expect(corrections.byGpu).toHaveProperty([key.split("|").slice(0, 3).join("|")]);
    }
  });
});
