import { type Diagnostic, failed, loaded, together } from "../load/file/diagnostic.ts";
import type { Source } from "../load/file/source.ts";
import { decisionReporters } from "../report/decision/index.ts";
import type { Decision } from "../shapes/decision.ts";
import { aroundOf } from "./around.ts";
import { decide } from "./decide.ts";
import { deliver } from "./deliver.ts";
import type { AskOptions } from "./dialogue.ts";
import { type CommandContext, flag, readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import { outcomeOf } from "./shell.ts";
import { drawsOf, readUseCases } from "./use-cases.ts";

export interface AdviseCommand extends AskOptions {
  /** The record may be written over one that is there. */
  readonly force?: boolean | undefined;
  /** Threads of a batch. */
  readonly jobs?: string | undefined;
}

/** File or flags in, decision out. */
export async function runAdvise(
  paths: readonly string[],
  options: AdviseCommand,
  environment: Environment,
): Promise<CommandResult> {
  const trouble = clashOf(paths, options);
  if (trouble !== undefined) return failed(trouble);
  if (paths.length === 0 || options.ask === true) {
    const { askingFor } = await import("./dialogue.ts");
    const asking = askingFor(paths, options, environment);
    if (typeof asking !== "string") return failed(asking);
    if (asking === "yes") return runAsked(options, environment);
  }
  if (options.batch !== undefined) {
    const { runBatch } = await import("./batch.ts");
    return runBatch(options.batch, options, environment);
  }
  const asked = together(drawsOf(options.draws), await readGround(options, environment));
  if (!asked.ok) return asked;
  const [draws, ground] = asked.value;
  const sources = await readUseCases(paths, options, environment);
  if (!sources.ok) return sources;
  const context = { options, ground, environment };
  if (options.sweep !== undefined) {
    const { runSweep } = await import("./sweep.ts");
    return runSweep(sources.value, options.sweep, context);
  }
  const decided = together(...sources.value.map((source) => decide(source, draws, context)));
  if (!decided.ok) return decided;
  const failure = await writeDown(decided.value, sources.value, context);
  if (failure !== undefined) return failed(failure);
  const around = () => aroundOf(sources.value, options, ground, environment);
  const delivered = deliver(decided.value, decisionReporters, context, { around });
  return delivered.ok ? loaded(delivered.value, decided.diagnostics) : delivered;
}

/** Questions first; then what the flags that they stand for would give. */
async function runAsked(options: AdviseCommand, environment: Environment): Promise<CommandResult> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const { askUseCase } = await import("./dialogue.ts");
  const said = await askUseCase(options, ground.value.knowledge, environment);
  if ("exitCode" in said) return loaded(said);
  if ("code" in said) return failed(said);
  const { fields, note } = said;
  const answered = { ...options, fields, ask: false, input: false };
  const outcome = outcomeOf(await runAdvise([], answered, environment), environment, options);
  return loaded({ ...outcome, stderr: note + outcome.stderr });
}

/** The record and the line of the log, where they are asked for. */
async function writeDown(
  decisions: readonly Decision[],
  sources: readonly Source[],
  context: CommandContext<AdviseCommand>,
): Promise<Diagnostic | undefined> {
  const { options } = context;
  if (options.record !== undefined) {
    const { writeRecord } = await import("./record.ts");
    const failure = await writeRecord(decisions, sources, context);
    if (failure !== undefined) return failure;
  }
  if (options.log === undefined) return undefined;
  const { writeLog } = await import("./log.ts");
  return writeLog(options.log, decisions, sources, context);
}

/** Flags that would be left aside in silence: somebody who gives them expects what they say. */
function clashOf(paths: readonly string[], options: AdviseCommand): Diagnostic | undefined {
  const { batch, jobs, sweep, record, log, force, format = [] } = options;
  const aside = [
    ...(record === undefined ? [] : ["--record"]),
    ...(log === undefined ? [] : ["--log"]),
  ];
  const [first] = aside;
  if (batch !== undefined) {
    const text = format.find((one) => one !== "json" && one !== "ndjson");
    if (paths.length > 0)
      return clash(
        "--batch",
        `${paths.join(", ")} beside it would not be read`,
        "Give one of both.",
      );
    if (sweep !== undefined) return clash("--batch", "it does not go with --sweep", oneRun);
    if (text !== undefined)
      return clash(
        "--format",
        `--batch writes ndjson, not ${text}`,
        "Leave it out, or redirect the output.",
      );
  }
  if (batch === undefined && jobs !== undefined)
    return clash("--jobs", "only --batch is split", "Leave it out.");
  if (first !== undefined && (batch ?? sweep) !== undefined)
    return clash(
      first,
      `it does not go with ${batch === undefined ? "--sweep" : "--batch"}`,
      oneRun,
    );
  const isListed = (batch ?? options.json ?? false) !== false || format.some(isJson);
  if (options.candidates === true && !isListed)
    return clash("--candidates", "only JSON lists them", "Add --json, or ask moat why.");
  if (force === true && record === undefined)
    return clash(
      "--force",
      "there is no --record that it could be for",
      "Name the record to write over.",
    );
  return undefined;
}

const isJson = (format: string): boolean => /^(nd)?json(=|$)/.test(format);

const oneRun = "Run moat advise twice, once with each.";

const clash = (name: string, message: string, help: string): Diagnostic => ({
  ...flag(name, message, help),
  code: "flag.clash",
});
