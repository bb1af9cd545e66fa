import { expect, test } from "vitest";
import { fits, weights } from "../../../src/core/cost/footprint.ts";
import { type Deployment, estimate, prepare } from "../../../src/core/cost/throughput.ts";
import type { Gpu, Precision } from "../../../src/core/know/knowledge.ts";
import { shipped } from "../knowledge.ts";
import { estimator, named } from "./calibration.ts";

const model = named(shipped.models, "qwen3.8-flash-next");
const architecture = model.serving?.architecture;
if (!architecture) throw new Error("its architecture is published");
const { lookup, ...proper } = architecture.parameters;
const bare = { ...architecture, parameters: proper };

const on = (gpu: Gpu, of: Deployment["architecture"], precision: Precision): Deployment => ({
  ...{ architecture: of, gpu, gpus: 1, precision, dataParallel: false, engine: "vllm" },
});

test("a table of n-grams takes its room: 8-bit weights come to what the checkpoint holds, 173 GiB", () => {
  const h200 = named(shipped.gpus, "h200-sxm");
  expect(lookup).toBe(51e9);
  const stored = weights(on(h200, architecture, "fp8"), estimator).storedBytes;
  expect(stored / 2 ** 30 / 173).toBeGreaterThan(0.9);
  expect(stored / 2 ** 30 / 173).toBeLessThan(1.1);
  // One GPU held what it holds no more.
  expect(fits(on(h200, bare, "fp8"), estimator)).toBe(true);
  expect(fits(on(h200, architecture, "fp8"), estimator)).toBe(false);
});

test("it leaves less room to the cache, and takes no time", () => {
  const b300 = named(shipped.gpus, "b300");
  const load = { inputTokens: 2000, outputTokens: 500, concurrency: 8 };
  const [with_, without] = [architecture, bare].map((of) =>
    estimate(prepare(on(b300, of, "fp8"), estimator), load),
  );
  expect(with_?.batchLimit).toBeLessThan(without?.batchLimit ?? 0);
  expect(with_?.stepSeconds).toBe(without?.stepSeconds);
});
