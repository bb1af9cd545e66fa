import {
  type FindingsFormat,
  findingsFormats,
  findingsReporters,
} from "../report/findings/index.ts";
import { configured, noRecords } from "./check-files.ts";
import { type CheckCommand, codeCheck, planOf } from "./check-plan.ts";
import { checkAll } from "./checking.ts";
import { deliver } from "./deliver.ts";
import { readGround } from "./knowledge.ts";
import { type Environment, exit, type Outcome } from "./outcome.ts";
import { printedStyle, refuse } from "./shell.ts";

/** Decision records in, findings out. */
export async function runCheck(
  paths: readonly string[],
  options: CheckCommand,
  environment: Environment,
): Promise<Outcome> {
  const plan = planOf(paths, options);
  const ground = await readGround(options, environment);
  if (!plan.ok || !ground.ok)
    return refuse(
      [...(plan.ok ? [] : plan.diagnostics), ...(ground.ok ? [] : ground.diagnostics)],
      environment,
      options,
    );
  const settled = await configured(plan.value, ground.value.config, environment);
  const code = await codeCheck(settled, ground.value, environment);
  const checked = checkAll(settled, ground.value, environment, code);
  if (!checked.ok) return refuse(checked.diagnostics, environment, options);
  const { report, files } = checked.value;
  if (files === 0 && code === undefined && options.allowEmpty !== true)
    return refuse(noRecords(plan.value.paths).diagnostics, environment, options);
  const outcome = await deliver(
    options,
    findingsFormats,
    environment,
    (format: FindingsFormat, toFile) =>
      findingsReporters[format](report, {
        style: printedStyle(toFile, environment, options.color),
        verbose: options.verbose === true,
      }),
  );
  if (outcome.exitCode !== exit.ok) return outcome;
  const { invalid, failed: isFailed } = report.summary;
  return { ...outcome, exitCode: invalid > 0 ? exit.usage : isFailed ? exit.findings : exit.ok };
}
