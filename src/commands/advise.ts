import { resolve } from "node:path";
import { type Diagnostic, failed, type Loaded, loaded } from "../load/diagnostic.ts";
import { readText } from "../load/files.ts";
import { parseSource, type Source } from "../load/source.ts";
import {
  type DecisionFormat,
  decisionFormats,
  decisionReporters,
} from "../report/decision/index.ts";
import { type DecideOptions, decide, drawsOf } from "./decide.ts";
import { deliver } from "./deliver.ts";
import { readGround } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { refuse, styleOf } from "./shell.ts";

export interface AdviseCommand extends DecideOptions {
  /** A file of use cases, one JSON object a line; `-` is standard input. */
  readonly batch?: string | undefined;
  /** `path=from..to:steps`: decide over a grid of one number. */
  readonly sweep?: string | undefined;
  /** A file to write the decision into, for moat check; `force` lets it be one that is there. */
  readonly record?: string | undefined;
  readonly force?: boolean | undefined;
  /** A file to append one line per decision to, for moat timeline --score. */
  readonly log?: string | undefined;
}

/** File or flags in, decision out. */
export async function runAdvise(
  paths: readonly string[],
  options: AdviseCommand,
  environment: Environment,
): Promise<Outcome> {
  if (options.batch !== undefined) {
    const { runBatch } = await import("./batch.ts");
    return runBatch(options.batch, options, environment);
  }
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
  if (options.sweep !== undefined) {
    const { runSweep } = await import("./sweep.ts");
    return runSweep(sources.value, options.sweep, options, ground.value, environment);
  }
  const decided = sources.value.map((source) =>
    decide(source, options, ground.value, draws.value, environment),
  );
  const trouble = decided.flatMap((one) => (one.ok ? [] : one.diagnostics));
  if (trouble.length > 0) return refuse(trouble, environment, options);
  const decisions = decided.flatMap((one) => (one.ok ? [one.value] : []));
  if (options.record !== undefined) {
    const { writeRecord } = await import("./record.ts");
    const failure = await writeRecord(decisions, sources.value, options, ground.value, environment);
    if (failure !== undefined) return refuse([failure], environment, options);
  }
  if (options.log !== undefined) {
    const { writeLog } = await import("./log.ts");
    const failure = await writeLog(
      options.log,
      decisions,
      sources.value,
      options,
      ground.value,
      environment,
    );
    if (failure !== undefined) return refuse([failure], environment, options);
  }
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

/** The use cases that files and flags stand for. */
export async function inputs(
  paths: readonly string[],
  options: Pick<DecideOptions, "fields">,
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
