import { scoreLog } from "../core/timeline/score/score.ts";
import { parseLog } from "../load/input/log.ts";
import { scoreFormats, scoreReporters } from "../report/timeline/score.ts";
import { deliver } from "./deliver.ts";
import { readInput } from "./input.ts";
import { readGround } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { type GlobalOptions, printedStyle, refuse } from "./shell.ts";

/** How past advice did, by what the pack knows at the as-of day. */
export async function runScore(
  path: string,
  options: GlobalOptions,
  environment: Environment,
): Promise<Outcome> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return refuse(ground.diagnostics, environment, options);
  const text = await readInput(path, environment);
  if (!text.ok) return refuse(text.diagnostics, environment, options);
  const log = parseLog(text.value, ground.value.knowledge);
  const report = scoreLog(log, ground.value, environment.version);
  return deliver(options, scoreFormats, environment, (format, toFile) =>
    scoreReporters[format](report, printedStyle(toFile, environment, options.color)),
  );
}
