import type { Diagnostic } from "../load/file/diagnostic.ts";
import { diagnosticsText } from "../report/diagnostics.ts";
import { type Style, styleFor } from "../report/style.ts";
import {
  type CommandResult,
  type Environment,
  type Outcome,
  refused,
  type Terminal,
} from "./outcome.ts";

/** Flags that every command has. */
export interface GlobalOptions {
  readonly format?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly asOf?: string | undefined;
  readonly pack?: string | undefined;
  readonly color?: string | boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly strict?: boolean | undefined;
}

/** Colour is decided once per stream: flag, then FORCE_COLOR, NO_COLOR, a dumb terminal, and whether it is one at all. */
export function hasColour(
  stream: Terminal,
  { variables }: Environment,
  flag: string | boolean | undefined,
): boolean {
  if (flag === "always" || flag === "never") return flag === "always";
  if (flag === false) return false;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = variables;
  if (force !== undefined && force !== "") return force !== "0";
  if (no !== undefined && no !== "") return false;
  return stream.isTTY && term !== "dumb";
}

export function styleOf(
  stream: Terminal,
  environment: Environment,
  flag: string | boolean | undefined,
): Style {
  const columns = Number(environment.variables.COLUMNS) || stream.columns || 100;
  return styleFor(hasColour(stream, environment, flag), columns);
}

/** Of a report: a file has no colours, and a width of its own. */
export const printedStyle = (
  toFile: boolean,
  environment: Environment,
  flag: string | boolean | undefined,
): Style =>
  toFile
    ? styleOf({ isTTY: false, columns: 100 }, environment, "never")
    : styleOf(environment.stdout, environment, flag);

export function refuse(
  diagnostics: readonly Diagnostic[],
  environment: Environment,
  options: GlobalOptions,
): Outcome {
  const style = styleOf(environment.stderr, environment, options.color);
  return refused(diagnostics, wantsJson(options), (found) => diagnosticsText(found, style));
}

export const wantsJson = ({ format, json }: GlobalOptions): boolean =>
  json === true || (format ?? []).includes("json");

/** What is wrong refuses the run; what is less is said before the answer, which stands. */
export function outcomeOf(
  result: CommandResult,
  environment: Environment,
  options: GlobalOptions,
): Outcome {
  if (!result.ok) return refuse(result.diagnostics, environment, options);
  const style = styleOf(environment.stderr, environment, options.color);
  const { stderr } = result.value;
  return { ...result.value, stderr: diagnosticsText(result.diagnostics, style) + stderr };
}
