import type { Engine, ServingFacts } from "../../shapes/serving.ts";
import type { Accuracy, AccuracyRow } from "../../shapes/throughput.ts";
import type { Architecture, Gpu, Precision } from "../know/knowledge.ts";
import { ready } from "./capacity.ts";
import type { Load } from "./deployment.ts";
import { median } from "./rent.ts";
import { estimate } from "./throughput.ts";

/** One published or own run of a benchmark. */
export interface MeasuredRun {
  readonly line: number;
  readonly model: string;
  readonly architecture: Architecture;
  readonly precision: Precision;
  readonly gpu: Gpu;
  readonly gpus: number;
  readonly dataParallel: boolean;
  readonly engine: Engine;
  readonly load: Load;
  /** Output tokens per second and GPU. */
  readonly measured: number;
}

export interface RunResult {
  readonly run: MeasuredRun;
  /** By the roofline alone, and with the correction that the tables know; null where the weights do not fit. */
  readonly estimated: number | null;
  readonly corrected: number | null;
  readonly basis: string;
}

/** The estimate of each run, as the search for a fleet would make it. */
export function estimateRuns(runs: readonly MeasuredRun[], serving: ServingFacts): RunResult[] {
  return runs.map((run): RunResult => {
    const { model, architecture, precision, gpu, gpus, dataParallel, engine } = run;
    const deployment = { model, architecture, precision, gpu, gpus, dataParallel, engine };
    const replica = ready(deployment, serving);
    if (replica === null) return { run, estimated: null, corrected: null, basis: "does not fit" };
    const { factor, basis } = replica.correction;
    const raw = estimate(replica.prepared, run.load).outputTokensPerSecondPerGpu;
    return { run, estimated: raw, corrected: raw * factor, basis };
  });
}

export function accuracy(
  pairs: readonly { estimated: number; measured: number }[],
): Accuracy | undefined {
  if (pairs.length === 0) return undefined;
  const errors = pairs
    .map((one) => Math.abs(one.estimated / one.measured - 1))
    .sort((a, b) => a - b);
  const logs = pairs.map((one) => Math.log(one.estimated / one.measured));
  return {
    rows: pairs.length,
    median: median(errors),
    p90: errors[Math.min(errors.length - 1, Math.floor(0.9 * errors.length))] ?? 0,
    within25: errors.filter((one) => one < 0.25).length / errors.length,
    bias: Math.exp(logs.reduce((sum, one) => sum + one, 0) / logs.length),
  };
}

export function accuracyTable(results: readonly RunResult[]): AccuracyRow[] {
  const groups = new Map<string, { by: AccuracyRow["by"]; name: string; of: RunResult[] }>();
  const add = (by: AccuracyRow["by"], name: string, one: RunResult) => {
    const key = `${order.indexOf(by)} ${name}`;
    const group = groups.get(key) ?? { by, name, of: [] };
    group.of.push(one);
    groups.set(key, group);
  };
  for (const one of results) {
    const { gpu, architecture, model, engine } = one.run;
    add("all", "all", one);
    add("family", gpu.family, one);
    add("gpu", gpu.id, one);
    add("class", architecture.experts === undefined ? "dense" : "experts", one);
    add("engine", engine, one);
    add("model", model, one);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { by, name, of }]) => {
      const roofline = accuracy(pairsOf(of, "estimated"));
      const corrected = accuracy(pairsOf(of, "corrected"));
      return roofline === undefined || corrected === undefined
        ? []
        : [{ by, name, roofline, corrected }];
    });
}

const order: readonly AccuracyRow["by"][] = ["all", "family", "gpu", "class", "engine", "model"];

const pairsOf = (results: readonly RunResult[], which: "estimated" | "corrected") =>
  results.flatMap((one) => {
    const estimated = one[which];
    return estimated === null ? [] : [{ estimated, measured: one.run.measured }];
  });
