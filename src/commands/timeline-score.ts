import { scoreLog } from "../core/timeline/score/score.ts";
import { parseLog } from "../load/input/log.ts";
import { scoreReporters } from "../report/timeline/score.ts";
import { deliver } from "./deliver.ts";
import { readInput } from "./input.ts";
import { readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** How past advice did, by what the pack knows at the as-of day. */
export async function runScore(
  path: string,
  options: GlobalOptions,
  environment: Environment,
): Promise<CommandResult> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const text = await readInput(path, environment);
  if (!text.ok) return text;
  const log = parseLog(text.value, ground.value.knowledge);
  const report = scoreLog(log, ground.value, environment.version);
  return deliver(report, scoreReporters, { options, environment });
}
