import * as z from "zod";
import type { Of } from "./common.ts";

const count = z.number().int();

/** How far off estimates are: shares, 0.1 = 10 %. */
const accuracy = z.object({
  rows: count,
  median: z.number(),
  p90: z.number(),
  within25: z.number(),
  bias: z.number().describe("Geometric mean of estimated over measured."),
});

const group = z.object({
  by: z.enum(["all", "gpu", "family", "class", "model", "engine"]),
  name: z.string(),
  roofline: accuracy,
  corrected: accuracy,
});

const run = z.object({
  line: count,
  model: z.string(),
  precision: z.string(),
  gpu: z.string(),
  gpus: count,
  engine: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  concurrency: z.string(),
  measured: z.number().describe("Output tokens per second and GPU."),
  estimated: z.number().nullable().describe("By the roofline; null where the weights do not fit."),
  corrected: z.number().nullable().describe("With the correction that the tables know."),
  basis: z.string(),
  error: z.number().nullable(),
});

const skipped = z.object({ line: count, name: z.string(), because: z.string() });

/** `moat cost --throughput`: estimates of throughput against measured runs. */
export const throughput = z.object({
  format: z.literal("moat.throughput"),
  formatVersion: z.literal("1.0"),
  accuracy: z.array(group).describe("Over all rows, and over every group of a kind."),
  rows: z.array(run),
  skipped: z.array(skipped).describe("Lines that cannot be estimated."),
});

export type Accuracy = Of<typeof accuracy>;
export type AccuracyRow = Of<typeof group>;
export type SkippedLine = Of<typeof skipped>;
export type ThroughputDocument = Of<typeof throughput>;
