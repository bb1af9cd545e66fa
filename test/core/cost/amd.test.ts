import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withTuned } from "../../../src/core/cost/capacity.ts";
import { type Deployment, estimate, prepare } from "../../../src/core/cost/throughput.ts";
import type { Precision } from "../../../src/core/know/knowledge.ts";
import { shipped } from "../knowledge.ts";
import { deploy, estimator, named } from "./calibration.ts";

interface Row {
  readonly what: "H200 over MI300X" | "MI300X over H200" | "tokens/s per GPU";
  readonly value: number;
  readonly model: string;
  readonly precision: Precision;
  readonly gpu?: string;
  readonly tokensPerSecondPerUser?: number;
  readonly load: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly concurrency?: number;
  };
  readonly said: string;
}

const path = new URL("../../../fixtures/throughput/amd-independent.json", import.meta.url);
const rows: readonly Row[] = JSON.parse(readFileSync(path, "utf8"));

const at = (deployment: Deployment, load: Row["load"], concurrency: number) =>
  estimate(prepare(deployment, withTuned(estimator, deployment)), { ...load, concurrency });

/** As many requests at once as still leave each user this speed. */
function atSpeed(deployment: Deployment, load: Row["load"], perUser: number) {
  let [low, high] = [1, 2048];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (1 / at(deployment, load, middle).perTokenSeconds > perUser) low = middle;
    else high = middle;
  }
  return at(deployment, load, low).outputTokensPerSecondPerGpu;
}

function estimateOf({ what, model, precision, gpu, tokensPerSecondPerUser = 0, load }: Row) {
  const on = (id: string): Deployment => ({
    ...deploy(model, "mi300x", 1, precision),
    gpu: named(shipped.gpus, id),
  });
  if (what === "tokens/s per GPU") return atSpeed(on(gpu ?? ""), load, tokensPerSecondPerUser);
  const [amd, nvidia] = ["mi300x", "h200-sxm"].map(
    (id) => at(on(id), load, load.concurrency ?? 1).outputTokensPerSecondPerGpu,
  ) as [number, number];
  return what === "H200 over MI300X" ? nvidia / amd : amd / nvidia;
}

const off = rows.map((row) => Math.abs(Math.log(estimateOf(row) / row.value)));
const sorted = off.toSorted((a, b) => a - b);

test("AMD machines are estimated within 25 % of what independent people measured, at the median", () => {
  expect(rows.length).toBe(10);
  const median = ((sorted[4] ?? 9) + (sorted[5] ?? 9)) / 2;
  expect(Math.exp(median) - 1).toBeLessThan(0.25);
});

test("the interval that is printed for the family holds 80 % of them", () => {
  const held = off.filter((one) => one <= (estimator.tuned.cdna?.lnError80 ?? 0));
  expect(held.length / off.length).toBeGreaterThanOrEqual(0.8);
});
