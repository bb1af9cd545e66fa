import { closeSync, openSync, writeSync } from "node:fs";
import type { Knowledge } from "../../core/know/pack.ts";
import type { NumberedEntry, ReadLog } from "../../core/timeline/score/score.ts";
import type { LogEntry } from "../../shapes/log.ts";
import { log } from "../../shapes/log.ts";
import type { Unscored } from "../../shapes/timeline-score.ts";
import type { Diagnostic } from "../file/diagnostic.ts";
import { codeOf } from "../file/files.ts";
import { parseJson, sourceOf } from "../file/source-of.ts";
import { check } from "./check.ts";
import { checkUseCase } from "./use-case.ts";

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

/** Every line by itself: one that a crash cut off must not hide the others. */
export function parseLog(text: string, knowledge: Knowledge): ReadLog {
  const entries: NumberedEntry[] = [];
  const unreadable: Unscored[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    if (content.trim() === "") continue;
    const line = index + 1;
    const source = parseJson("", content, line);
    const read = source.ok ? check(log, source.value) : source;
    if (read.ok)
      entries.push({ line, entry: read.value, outdated: outdated(read.value, knowledge) });
    else unreadable.push({ line, need: null, because: reasonOf(source.ok, read.diagnostics) });
  }
  return { entries, unreadable };
}

const reasonOf = (isJson: boolean, [first]: readonly Diagnostic[]): string =>
  isJson
    ? `it is no line of moat advise --log: ${first?.message ?? "unknown form"}`
    : "the line is not JSON; a run may have been cut off";

/** A use case of another day may name what today's pack has not. */
function outdated({ useCase: { written } }: LogEntry, knowledge: Knowledge): string | undefined {
  const source = sourceOf("", { kind: "moat/use-case@1", ...written });
  const checked = written === null ? undefined : checkUseCase(source, knowledge);
  return checked?.ok === false ? checked.diagnostics[0]?.message : undefined;
}
