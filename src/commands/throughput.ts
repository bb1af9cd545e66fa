import { join } from "node:path";
import { accuracyTable, estimateRuns } from "../core/cost/trial-run.ts";
import type { Loaded } from "../load/file/diagnostic.ts";
import { readSource } from "../load/file/files.ts";
import { check } from "../load/input/check.ts";
import {
  type Measurements,
  parseMeasurements,
  type Yardsticks,
} from "../load/input/measurements.ts";
import { throughputReporters } from "../report/cost/throughput.ts";
import { yardsticks } from "../shapes/yardsticks.ts";
import { deliver } from "./deliver.ts";
import { inputName, readInput } from "./input.ts";
import type { Ground } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** Checks the throughput estimate against a CSV of measurements. */
export async function runThroughput(
  path: string,
  options: GlobalOptions,
  ground: Ground,
  environment: Environment,
): Promise<CommandResult> {
  const read = await measurements(path, ground, environment);
  if (!read.ok) return read;
  const { runs, skipped } = read.value;
  const results = estimateRuns(runs, ground.knowledge.serving);
  const report = { file: path, results, skipped, table: accuracyTable(results) };
  return deliver(report, throughputReporters, { options, environment });
}

async function measurements(
  path: string,
  { knowledge }: Ground,
  environment: Environment,
): Promise<Loaded<Measurements>> {
  const text = await readInput(path, environment);
  if (!text.ok) return text;
  const known = readYardsticks(environment);
  return known.ok ? parseMeasurements(inputName(path), text.value, knowledge, known.value) : known;
}

function readYardsticks({ rules }: Environment): Loaded<Yardsticks> {
  const name = "market/yardsticks.yaml";
  const source = readSource(join(rules, name), `rules/${name}`);
  return source.ok ? check(yardsticks, source.value) : source;
}
