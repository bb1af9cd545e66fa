import { resolve } from "node:path";
import { advise } from "../core/advise.ts";
import type { Decision } from "../core/decision.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../load/diagnostic.ts";
import { readText } from "../load/files.ts";
import { parseSource, type Source } from "../load/source.ts";
import { checkUseCase } from "../load/use-case.ts";
import {
  type DecisionFormat,
  decisionFormats,
  decisionReporters,
} from "../report/decision/index.ts";
import { deliver } from "./deliver.ts";
import { withFlags } from "./flags.ts";
import { flag, type Ground, readGround } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { type GlobalOptions, refuse, styleOf } from "./shell.ts";

export interface AdviseCommand extends GlobalOptions {
  readonly draws?: string | undefined;
  readonly flips?: boolean | undefined;
  /** Flags that stand for fields of the use case, by flag name. */
  readonly fields: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

const defaultDraws = 2000;
const mostDraws = 100_000;

/** File or flags in, decision out. */
export async function runAdvise(
  paths: readonly string[],
  options: AdviseCommand,
  environment: Environment,
): Promise<Outcome> {
  const draws = drawsOf(options.draws);
  const ground = await readGround(options, environment);
  if (!draws.ok || !ground.ok)
    return refuse(
      [...(draws.ok ? [] : draws.diagnostics), ...(ground.ok ? [] : ground.diagnostics)],
      environment,
      options,
    );
  const sources = await inputs(paths, options, environment);
  if (!sources.ok) return refuse(sources.diagnostics, environment, options);
  const decided = sources.value.map((source) =>
    decide(source, options, ground.value, draws.value, environment),
  );
  const trouble = decided.flatMap((one) => (one.ok ? [] : one.diagnostics));
  if (trouble.length > 0) return refuse(trouble, environment, options);
  const decisions = decided.flatMap((one) => (one.ok ? [one.value] : []));
  return deliver(options, decisionFormats, environment, (format: DecisionFormat, toFile) =>
    decisionReporters[format](decisions, {
      style: styleOf(
        toFile ? { isTTY: false, columns: 100 } : environment.stdout,
        environment,
        toFile ? "never" : options.color,
      ),
      verbose: options.verbose === true,
    }),
  );
}

function decide(
  source: Source,
  options: AdviseCommand,
  ground: Ground,
  draws: number,
  environment: Environment,
): Loaded<Decision> {
  const merged = withFlags(source, options.fields);
  if (!merged.ok) return merged;
  const useCase = checkUseCase(merged.value, ground.knowledge);
  if (!useCase.ok) return useCase;
  const settings = {
    draws,
    flips: options.flips !== false,
    version: environment.version,
    sha256: useCase.value.sha256,
  };
  return loaded(advise(useCase.value.useCase, ground.knowledge, ground.asOf, settings));
}

function drawsOf(text: string | undefined): Loaded<number> {
  if (text === undefined) return loaded(defaultDraws);
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= mostDraws) return loaded(value);
  return failed(
    flag(
      "--draws",
      `"${text.slice(0, 40)}" is not a number of draws`,
      `Give a whole number from 0 to ${mostDraws}; 0 leaves the confidence out.`,
    ),
  );
}

async function inputs(
  paths: readonly string[],
  options: AdviseCommand,
  environment: Environment,
): Promise<Loaded<Source[]>> {
  if (paths.length === 0) {
    const given = Object.values(options.fields).some((value) => value !== undefined);
    return given ? loaded([emptyUseCase]) : failed(howToStart);
  }
  const read = await Promise.all(paths.map((path) => readInput(path, environment)));
  const trouble = read.flatMap((one) => (one.ok ? [] : one.diagnostics));
  return trouble.length > 0
    ? failed(...trouble)
    : loaded(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

async function readInput(path: string, environment: Environment): Promise<Loaded<Source>> {
  if (path === "-") return parseSource("standard input", await environment.stdin());
  const text = await readText(resolve(environment.cwd, path), path);
  return text.ok ? parseSource(path, text.value) : text;
}

const emptyUseCase: Source = {
  file: "flags",
  value: { kind: "moat/use-case@1", name: "from-flags" },
  locate: () => ({ line: 1, column: 1 }),
  locateKey: () => ({ line: 1, column: 1 }),
};

const howToStart: Diagnostic = {
  code: "input.none",
  severity: "error",
  file: "moat advise",
  message: "no use case given",
  help: 'Write one with "moat init", then run: moat advise use-case.yaml\n Or with flags: moat advise --capability structured-extraction --requests 200000',
};
