import { together } from "../load/file/diagnostic.ts";
import { findingsReporters } from "../report/findings/index.ts";
import { configured, noRecords } from "./check-files.ts";
import { type CheckCommand, codeCheck, planOf } from "./check-plan.ts";
import { checkAll } from "./checking.ts";
import { deliver, ending } from "./deliver.ts";
import { readGround } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";

/** Decision records in, findings out. */
export async function runCheck(
  paths: readonly string[],
  options: CheckCommand,
  environment: Environment,
): Promise<CommandResult> {
  const asked = together(planOf(paths, options), await readGround(options, environment));
  if (!asked.ok) return asked;
  const [plan, ground] = asked.value;
  const settled = await configured(plan, ground.config, environment);
  const code = await codeCheck(settled, ground, environment);
  const checked = await checkAll(settled, ground, environment, code);
  if (!checked.ok) return checked;
  const { report, files } = checked.value;
  if (files === 0 && code === undefined && options.allowEmpty !== true)
    return noRecords(plan.paths);
  const { invalid, failed: isFailed } = report.summary;
  const exitCode = invalid > 0 ? exit.usage : isFailed ? exit.findings : exit.ok;
  return ending(deliver(report, findingsReporters, { options, environment }), exitCode);
}
