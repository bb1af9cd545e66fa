import { resolve } from "node:path";
import { safeDocument } from "../core/know/printable.ts";
import { type Diagnostic, failed, loaded } from "../load/file/diagnostic.ts";
import { statOf } from "../load/file/files.ts";
import { linesOf, readLines } from "../load/file/lines.ts";
import { parseJson } from "../load/file/source.ts";
import { toJson } from "../report/json.ts";
import { type DecideOptions, decide } from "./decide.ts";
import { readGround } from "./knowledge.ts";
import { type CommandResult, type Environment, exit } from "./outcome.ts";
import { progressOf } from "./progress.ts";
import { drawsOf } from "./use-cases.ts";

/**
 * Use cases in, one a line, and decisions out in the same order, one a line. Nothing is kept: a line is decided and
 * written before the next is read, as fast as the reader of the output takes it. A bad line gives an error record, the
 * rest goes on, and the run ends with exit code 2.
 */
export async function runBatch(
  path: string,
  options: DecideOptions,
  environment: Environment,
): Promise<CommandResult> {
  const draws = drawsOf(options.draws);
  if (!draws.ok) return draws;
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const context = { options, ground: ground.value, environment };
  const lines =
    path === "-" ? linesOf(environment.chunks()) : readLines(resolve(environment.cwd, path));
  const progress = progressOf(
    // Where the decisions themselves go by on the terminal, they tell enough.
    { what: "use cases", quiet: options.quiet === true || environment.stdout.isTTY },
    environment,
  );
  const size = path === "-" ? undefined : statOf(resolve(environment.cwd, path))?.size;
  let read = 0;
  let count = 0;
  let bad = 0;
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      read += Buffer.byteLength(line) + 1;
      if (line.trim() === "") continue;
      count++;
      const source = parseJson(path === "-" ? "standard input" : path, line, number);
      const decision = source.ok ? decide(source.value, draws.value, context) : source;
      if (!decision.ok) bad++;
      await environment.write(
        safeDocument(
          decision.ok ? toJson(decision.value, 0) : errorLine(decision.diagnostics, number),
        ),
      );
      progress.step(size && Math.min(1, read / size));
    }
  } catch (error) {
    return failed(unreadable(path, error));
  } finally {
    progress.end();
  }
  const stderr =
    options.quiet === true ? "" : `${count} use cases, ${count - bad} decided, ${bad} refused\n`;
  return loaded({ stdout: "", stderr, exitCode: bad > 0 ? exit.usage : exit.ok });
}

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
