import { resolve } from "node:path";
import { type Diagnostic, failed, loaded, suggest, trouble } from "../load/file/diagnostic.ts";
import { writeWhole } from "../load/file/files.ts";
import type { ReportSettings } from "../report/page.ts";
import type { CommandContext } from "./knowledge.ts";
import { type CommandResult, type ExitCode, printed } from "./outcome.ts";
import { type GlobalOptions, printedStyle } from "./shell.ts";

/** By format, how a value is told. */
export type Reporters<Value, More = object> = Readonly<
  Record<string, (value: Value, settings: ReportSettings & More) => string>
>;

type Delivery = Pick<CommandContext, "options" | "environment">;

/**
 * A value in every format that is asked for: at most one goes to stdout, the others to the files they name. `more` is what its
 * reports want to know beside the usual.
 */
export function deliver<Value>(
  value: Value,
  reporters: Reporters<Value>,
  asked: Delivery,
): CommandResult;
export function deliver<Value, More extends object>(
  value: Value,
  reporters: Reporters<Value, More>,
  asked: Delivery,
  more: More,
): CommandResult;
export function deliver<Value>(
  value: Value,
  reporters: Reporters<Value>,
  { options, environment }: Delivery,
  more = {},
): CommandResult {
  const targets = formatsOf(options).map((one) => {
    const [name = "", ...path] = one.split("=");
    return { name, file: path.length === 0 ? undefined : path.join("=") };
  });
  const wrong = [
    ...targets.flatMap(({ name }) => unknownFormat(name, Object.keys(reporters))),
    ...tooMany(targets),
    ...targets.flatMap(needsFile),
  ];
  if (wrong.length > 0) return failed(...wrong);
  let stdout = "";
  for (const { name, file } of targets) {
    const style = printedStyle(file !== undefined, environment, options.color);
    const text = reporters[name]?.(value, { style, verbose: options.verbose === true, ...more });
    if (text === undefined) continue;
    const failure =
      file === undefined ? undefined : writeWhole(resolve(environment.cwd, file), text, file);
    if (failure !== undefined) return failed(failure);
    if (file === undefined) stdout = text;
  }
  return loaded(printed(stdout));
}

/** The same with an exit code that says what was found. */
export const ending = (delivered: CommandResult, exitCode: ExitCode): CommandResult =>
  delivered.ok ? loaded({ ...delivered.value, exitCode }) : delivered;

interface OutputTarget {
  readonly name: string;
  readonly file: string | undefined;
}

/** `--json` is `-f json`, however often it is said. */
function formatsOf({ format = [], json }: GlobalOptions): readonly string[] {
  const asked = [...new Set([...(json === true ? ["json"] : []), ...format])];
  return asked.length === 0 ? ["text"] : asked;
}

function unknownFormat(name: string, known: readonly string[]): Diagnostic[] {
  if (known.includes(name)) return [];
  return [wrongFormat(`there is no format "${name.slice(0, 40)}" here`, suggest(name, known))];
}

/** A page for a browser: in a terminal or a pipe it is of no use to anybody who did not mean a file. */
function needsFile({ name, file }: OutputTarget): Diagnostic[] {
  if (name !== "html" || (file !== undefined && file !== "")) return [];
  return [wrongFormat("html goes to a file", "Name it: -f html=decision.html")];
}

function tooMany(targets: readonly OutputTarget[]): Diagnostic[] {
  if (targets.filter((one) => one.file === undefined).length <= 1) return [];
  const help = "Give the others a file: -f markdown=decision.md";
  return [wrongFormat("only one format can go to standard output", help)];
}

const wrongFormat = (message: string, help: string): Diagnostic =>
  trouble("flag.format", "--format", message, help);
