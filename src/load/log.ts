import { closeSync, openSync, writeSync } from "node:fs";
import type { LogEntry } from "../core/ledger/entry.ts";
import type { NumberedEntry, Unscored } from "../core/ledger/score.ts";
import { check } from "./check.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { codeOf } from "./files.ts";
import { log } from "./schema/log.ts";
import { parseJson } from "./source.ts";

/** Writes up to this size go to a local file in one piece, so that lines of parallel runs never mix. */
export const longestLine = 4096;

/** The entry as one line, without the use case where that would make it too long; undefined where even that does not help. */
export function lineOf(entry: LogEntry): string | undefined {
  const bare = { ...entry, useCase: { ...entry.useCase, written: null } };
  const anySize = bare.forecasts.filter((one) => one.sizeClass === "any");
  return [entry, bare, { ...bare, forecasts: anySize }]
    .map((one) => `${JSON.stringify(one, rounded)}\n`)
    .find((line) => Buffer.byteLength(line) <= longestLine);
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(6)) : value;

/** Appends lines, each with one write to a file that is open for appending only. */
export function appendLines(
  path: string,
  lines: readonly string[],
  name = path,
): Diagnostic | undefined {
  try {
    const file = openSync(path, "a");
    try {
      for (const line of lines) writeSync(file, line);
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return {
      code: "file.write",
      severity: "error",
      file: name,
      message: `the log cannot be written (${code})`,
      help: "Check that its folder exists and may be written.",
    };
  }
}

export interface ReadLog {
  readonly entries: readonly NumberedEntry[];
  readonly unreadable: readonly Unscored[];
}

/** Every line by itself: one that a crash cut off must not hide the others. */
export function parseLog(text: string): ReadLog {
  const entries: NumberedEntry[] = [];
  const unreadable: Unscored[] = [];
  for (const [index, content] of text.split("\n").entries()) {
    if (content.trim() === "") continue;
    const line = index + 1;
    const read = entryOf(content, line);
    if (typeof read === "string") unreadable.push({ line, need: null, because: read });
    else entries.push({ line, entry: read });
  }
  return { entries, unreadable };
}

function entryOf(content: string, line: number): LogEntry | string {
  const source = parseJson("log", content, line);
  if (!source.ok) return "the line is not JSON; a run may have been cut off";
  const found = check(log, source.value);
  return found.ok
    ? found.value
    : `it is no line of moat advise --log: ${found.diagnostics[0]?.message}`;
}
