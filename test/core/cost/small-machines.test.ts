import { expect, test } from "vitest";
import {
  type Deployment,
  estimate,
  type Load,
  prepare,
} from "../../../src/core/cost/throughput.ts";
import type { Architecture } from "../../../src/core/know/knowledge.ts";
import { shipped } from "../knowledge.ts";
import { architectures, estimator, named } from "./calibration.ts";

/** Qwen2.5-0.5B as its config.json has it; input and output share one embedding. */
const halfBillion: Architecture = {
  ...{ layers: 24, hidden: 896, heads: 14, kvHeads: 2, headDim: 64, kvElements: 256 },
  fullLayers: 24,
  parameters: { other: 357_898_112, experts: 0, activeExperts: 0, head: 136_134_656 },
};

const on = (gpu: string, architecture: Architecture): Deployment => ({
  ...{ architecture, gpu: named(shipped.gpus, gpu), gpus: 1, precision: "bf16" },
  ...{ dataParallel: false, engine: "vllm" },
});

function tokensPerSecond(deployment: Deployment, load: Omit<Load, "concurrency">, most: number) {
  const ready = prepare(deployment, estimator);
  const { batchLimit } = estimate(ready, { ...load, concurrency: most });
  const concurrency = Math.min(most, batchLimit);
  return estimate(ready, { ...load, concurrency }).outputTokensPerSecondPerGpu;
}

test.each([
  [1, 168],
  [2, 367],
  [4, 698],
  [8, 1312],
  [16, 2277],
  [32, 3773],
])(
  "an L4 with %i requests at once serves what was measured, within a tenth",
  (inFlight, measured) => {
    const load = { inputTokens: 256, outputTokens: 128 };
    const found = tokensPerSecond(on("l4", halfBillion), load, inFlight);
    expect(Math.abs(Math.log(found / measured))).toBeLessThan(Math.log(1.1));
  },
);

test("a full A10G serves Llama 2 7B as the nightly runs of its maker did: 3.84 prompts a second of 128 tokens out", () => {
  const load = { inputTokens: 256, outputTokens: 128 };
  const found = tokensPerSecond(on("a10g", named(architectures, "llama-2-7b")), load, 1000);
  expect(found / (3.84 * 128)).toBeGreaterThan(0.9);
  expect(found / (3.84 * 128)).toBeLessThan(1.1);
});
