import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Deployment, Load } from "../../../src/core/cost/throughput.ts";
import type { Architecture, Gpu, Precision } from "../../../src/core/know/knowledge.ts";
import { correctionsSchema, type Engine, estimatorSchema } from "../../../src/shapes/serving.ts";

const root = new URL("../../../", import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), "utf8");
const fixture = (name: string) => JSON.parse(text(`fixtures/throughput/${name}.json`));

interface GoldenRow {
  readonly model: string;
  readonly gpu: string;
  readonly gpus: number;
  readonly precision: Precision;
  readonly engine: Engine;
  readonly dataParallel: boolean;
  /** Null concurrency: as many as fit; JSON has no Infinity. */
  readonly load: Omit<Load, "concurrency"> & { readonly concurrency: number | null };
  readonly expected: Readonly<
    Record<
      | "outputTokensPerSecondPerGpu"
      | "batchLimit"
      | "prefillSeconds"
      | "stepSeconds"
      | "perTokenSeconds",
      number
    >
  >;
}

const serving = parse(text("rules/market/serving.yaml"));
/** The constants that are shipped are the ones under test. */
export const estimator = estimatorSchema.parse(serving.estimator);
export const corrections = correctionsSchema.parse(serving.corrections);

export const architectures: Record<string, Architecture> = fixture("architectures");
export const gpus: Record<string, Gpu> = fixture("gpus");
export const golden: GoldenRow[] = fixture("golden");

export function named<Value>(record: Record<string, Value>, name: string): Value {
  const value = record[name];
  if (value === undefined) throw new Error(`the fixtures hold no ${name}`);
  return value;
}

export function deploy(
  model: string,
  gpu: string,
  count: number,
  precision: Precision,
  more: Partial<Deployment> = {},
): Deployment {
  return {
    model,
    architecture: named(architectures, model),
    gpu: named(gpus, gpu),
    gpus: count,
    precision,
    dataParallel: false,
    engine: "vllm",
    ...more,
  };
}
