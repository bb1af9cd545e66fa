import { safeDocument } from "../core/know/printable.ts";
import type { Diagnostic, Loaded } from "../load/file/diagnostic.ts";
import type { ErrorDocument } from "../shapes/trouble.ts";

/** What a run of the command line comes to. Only bin.ts turns it into effects. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: ExitCode;
}

/** What a command comes to, with what there is to say about its input; or what is wrong with that. */
export type CommandResult = Loaded<Outcome>;

/** 0 fine, 1 findings, 2 wrong input or flags, 3 a bug, 130 somebody left. Never a count. */
export const exit = { ok: 0, findings: 1, usage: 2, failure: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Everything that a command may know of the world. */
export interface Environment {
  /** The only clock: today, or SOURCE_DATE_EPOCH, as YYYY-MM-DD in UTC. */
  readonly today: string;
  readonly cwd: string;
  /** Folder of the shipped rules. */
  readonly rules: string;
  /** Folder of the packs that the build compiled; absent where the program runs from its sources. */
  readonly compiled?: string;
  readonly version: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** All of standard input; undefined, and read no further, where it is longer than so many bytes. */
  readonly stdin: (limit: number) => Promise<string | undefined>;
  /** Standard input as it comes. */
  readonly chunks: () => AsyncIterable<string>;
  /**
   * Writes to standard output at once, for results that come one by one; waits until it has been taken, and says
   * false where nobody reads it any more.
   */
  readonly write: (text: string) => Promise<boolean>;
  /** Other threads of this process; absent where the program runs from its sources, and in a thread itself. */
  readonly threads?: Threads | undefined;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Somebody who can be asked: standard input and standard error are terminals. Absent where nobody can. */
  readonly asker?: Asker | undefined;
  /** Somebody who sits at the terminal of standard error, for what is told while a command runs; absent where nobody does. */
  readonly watcher?: Watcher | undefined;
}

export interface Threads {
  /** As many as are of use on this machine. */
  readonly most: number;
  /** Starts one that does work of a kind (work.ts). */
  readonly start: (given: object) => Thread;
}

export interface Thread {
  /** Questions and answers are copied; answers come in the order of the questions. Fails as the work does. */
  readonly ask: <Answer>(question: unknown) => Promise<Answer>;
  readonly end: () => void;
}

export interface Asker {
  readonly input: NodeJS.ReadStream;
  /** Questions are drawn on standard error: standard output is for the answer. */
  readonly output: NodeJS.WriteStream;
}

export interface Watcher {
  /** Milliseconds from any moment on. */
  readonly now: () => number;
  readonly write: (text: string) => void;
}

export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** No text from a file leaves raw, whichever report let it through. */
export const netted = (outcome: Outcome): Outcome => ({
  ...outcome,
  stdout: safeDocument(outcome.stdout),
  stderr: safeDocument(outcome.stderr),
});

export const printed = (stdout: string, stderr = ""): Outcome => ({
  stdout,
  stderr,
  exitCode: exit.ok,
});

/** Wrong input: messages on stderr, nothing on stdout but, for a script, one error document. */
export function refused(
  diagnostics: readonly Diagnostic[],
  json: boolean,
  format: (found: readonly Diagnostic[]) => string,
): Outcome {
  const document: ErrorDocument = {
    format: "moat.error",
    formatVersion: "1.0",
    errors: diagnostics,
  };
  return {
    stdout: json ? `${JSON.stringify(document, null, 2)}\n` : "",
    stderr: format(diagnostics),
    exitCode: exit.usage,
  };
}

export function bug(error: unknown): Outcome {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const stderr = `moat: this is a bug, please report it with the command that you ran\n${text}\n`;
  return { stdout: "", stderr, exitCode: exit.failure };
}
