import { isAbsolute } from "node:path";
import type { Severity } from "../core/check/rules.ts";
import { type Loaded, loaded, suggest, together } from "../load/file/diagnostic.ts";
import type { CheckCode, CheckPlan } from "./checking.ts";
import { type Ground, misused } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import { jobsOf } from "./pool.ts";
import type { GlobalOptions } from "./shell.ts";

export interface CheckCommand extends GlobalOptions {
  readonly failOn?: string | undefined;
  readonly maxWarnings?: string | undefined;
  readonly maxAge?: string | undefined;
  readonly draws?: string | undefined;
  readonly flips?: boolean | undefined;
  readonly waivers?: string | boolean | undefined;
  readonly baseline?: string | boolean | undefined;
  readonly jobs?: string | undefined;
  readonly allowEmpty?: boolean | undefined;
  /** A folder; true: the current one. */
  readonly code?: string | boolean | undefined;
}

const levels = ["error", "warning", "note", "never"] as const;

/** The reader of code, where code is to be looked at: other checks start without it. */
export async function codeCheck(
  plan: CheckPlan,
  ground: Ground,
  environment: Environment,
): Promise<CheckCode | undefined> {
  if (plan.code === undefined) return undefined;
  const { checkCodeIn } = await import("./check-code.ts");
  return checkCodeIn(plan, ground, environment);
}

/** The flags of a check, understood, or what is wrong with them. */
export function planOf(paths: readonly string[], options: CheckCommand): Loaded<CheckPlan> {
  const code = options.code === true ? "." : options.code === false ? undefined : options.code;
  const asked = together(
    levelOf(options),
    wholeNumber("--max-warnings", options.maxWarnings, 1e9),
    wholeNumber("--draws", options.draws, 100_000),
    ageOf(options.maxAge),
    jobsOf(options.jobs),
  );
  if (!asked.ok) return asked;
  const [failOn, maxWarnings, draws, maxAgeDays, jobs] = asked.value;
  return loaded({
    paths: paths.length > 0 ? paths : [recordsFor(code)],
    ...{ code, failOn, maxWarnings, draws, maxAgeDays, jobs },
    strict: options.strict === true,
    flips: options.flips === true,
    waivers: fileOf(options.waivers),
    baseline: fileOf(options.baseline),
    quiet: options.quiet === true,
    ground: { pack: options.pack, asOf: options.asOf },
  });
}

/** Records are looked for where the user stands, or in the folder of code that lies elsewhere. */
const recordsFor = (code: string | undefined): string =>
  code !== undefined && (isAbsolute(code) || code.startsWith("..")) ? code : ".";

/** Commander gives true for a flag that was left out beside its `--no-` twin. */
const fileOf = (value: string | boolean | undefined): string | false | undefined =>
  value === true ? undefined : value;

function levelOf({ failOn, strict }: CheckCommand): Loaded<Severity | "never"> {
  if (failOn === undefined) return loaded(strict === true ? "warning" : "error");
  const level = levels.find((one) => one === failOn);
  return level === undefined
    ? misused("--fail-on", `"${failOn.slice(0, 40)}" is no severity`, suggest(failOn, levels))
    : loaded(level);
}

function wholeNumber(
  name: string,
  text: string | undefined,
  most: number,
): Loaded<number | undefined> {
  if (text === undefined) return loaded(undefined);
  return /^\d+$/.test(text) && Number(text) <= most
    ? loaded(Number(text))
    : misused(
        name,
        `"${text.slice(0, 40)}" is not a whole number up to ${most}`,
        "Write digits, for example 10.",
      );
}

function ageOf(text: string | undefined): Loaded<number | undefined> {
  if (text === undefined) return loaded(undefined);
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  return days === undefined || Number(days) === 0
    ? misused(
        "--max-age",
        `"${text.slice(0, 40)}" is no number of days`,
        "Write, for example, 90d.",
      )
    : loaded(Number(days));
}
