import { resolve } from "node:path";
import { safeDocument } from "../core/know/printable.ts";
import { type Diagnostic, failed, loaded, together } from "../load/file/diagnostic.ts";
import { statOf } from "../load/file/files.ts";
import { linesOf, readLines } from "../load/file/lines.ts";
import { parseJson } from "../load/file/source-of.ts";
import { toJson } from "../report/json.ts";
import { type DecideOptions, decide } from "./decide.ts";
import { inputName } from "./input.ts";
import { type CommandContext, readGround } from "./knowledge.ts";
import { type CommandResult, type Environment, exit } from "./outcome.ts";
import { answersTo, jobsOf } from "./pool.ts";
import { progressOf } from "./progress.ts";
import { drawsOf } from "./use-cases.ts";

export interface BatchOptions extends DecideOptions {
  readonly jobs?: string | undefined;
}

/** A line that is not empty, and where it stood. */
export interface BatchLine {
  readonly text: string;
  readonly number: number;
}

export interface BatchAnswer {
  readonly text: string;
  readonly isDecided: boolean;
  /** Bytes of the line. */
  readonly read: number;
}

/** What a thread needs to answer lines. */
export interface BatchGiven {
  readonly options: DecideOptions;
  readonly draws: number | undefined;
  readonly file: string;
}

/**
 * Use cases in, one a line, and decisions out in the same order, one a line. Little is kept: lines are read no further ahead
 * than threads have work, and as fast as the reader of the output takes the answers. A bad line gives an error record, the
 * rest goes on, and the run ends with exit code 2.
 */
export async function runBatch(
  path: string,
  options: BatchOptions,
  environment: Environment,
): Promise<CommandResult> {
  const asked = together(drawsOf(options.draws), jobsOf(options.jobs));
  if (!asked.ok) return asked;
  const [draws, jobs] = asked.value;
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const given: BatchGiven = { options, draws, file: inputName(path) };
  const place = resolve(environment.cwd, path);
  const answers = answersTo(
    numbered(path === "-" ? linesOf(environment.chunks()) : readLines(place)),
    {
      here: answerOf(given, { options, ground: ground.value, environment }),
      ...{ given, jobs },
      startup: draws === 0 && options.flips === false ? startup.plain : startup.full,
    },
    environment,
  );
  const size = path === "-" ? undefined : statOf(place)?.size;
  return written(answers, { path, size, options, environment });
}

/** Decisions that cost about as much as to start a thread, with draws or flips and without. */
const startup = { full: 8, plain: 40 };

/** Answers go out as they come, until nobody reads them any more. */
async function written(
  answers: AsyncIterable<BatchAnswer>,
  run: Pick<CommandContext<DecideOptions>, "options" | "environment"> & {
    readonly path: string;
    readonly size: number | undefined;
  },
): Promise<CommandResult> {
  const { path, size, options, environment } = run;
  const progress = progressOf(
    // Where the decisions themselves go by on the terminal, they tell enough.
    { what: "use cases", quiet: options.quiet === true || environment.stdout.isTTY },
    environment,
  );
  const seen = { count: 0, bad: 0, read: 0 };
  try {
    for await (const { text, isDecided, read } of answers) {
      seen.count++;
      seen.read += read;
      if (!isDecided) seen.bad++;
      if (!(await environment.write(text))) return loaded({ ...silent, exitCode: endOf(seen) });
      progress.step(size && Math.min(1, seen.read / size));
    }
  } catch (error) {
    return failed(unreadable(path, error));
  } finally {
    progress.end();
  }
  const { count, bad } = seen;
  const stderr =
    options.quiet === true ? "" : `${count} use cases, ${count - bad} decided, ${bad} refused\n`;
  return loaded({ stdout: "", stderr, exitCode: endOf(seen) });
}

const silent = { stdout: "", stderr: "" };

const endOf = ({ bad }: { readonly bad: number }) => (bad > 0 ? exit.usage : exit.ok);

/** Empty lines count, and are left out. */
async function* numbered(
  groups: AsyncIterable<readonly string[]>,
): AsyncIterable<readonly BatchLine[]> {
  let before = 0;
  for await (const lines of groups) {
    const start = before + 1;
    before += lines.length;
    yield lines
      .map((text, at) => ({ text, number: start + at }))
      .filter(({ text }) => text.trim() !== "");
  }
}

/** One line of the answer for one of the input. */
export const answerOf =
  ({ file, draws }: BatchGiven, context: CommandContext<DecideOptions>) =>
  ({ text, number }: BatchLine): BatchAnswer => {
    const source = parseJson(file, text, number);
    const decision = source.ok ? decide(source.value, draws, context) : source;
    return {
      text: safeDocument(
        decision.ok ? toJson(decision.value, 0) : errorLine(decision.diagnostics, number),
      ),
      isDecided: decision.ok,
      read: Buffer.byteLength(text) + 1,
    };
  };

const errorLine = (errors: readonly Diagnostic[], line: number): string =>
  toJson({ format: "moat.error", formatVersion: "1.0", line, errors }, 0);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
};

function unreadable(path: string, error: unknown): Diagnostic {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  // A bug in deciding is no trouble with the file: it has to be seen.
  if (code === undefined) throw error;
  const message = reasons[code] ?? `the file cannot be read (${code})`;
  const help = "Check the path and its permissions.";
  return { code: `file.${code.toLowerCase()}`, severity: "error", file: path, message, help };
}
