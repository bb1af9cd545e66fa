import { resolve } from "node:path";
import { logEntry } from "../core/timeline/score/entry.ts";
import { type Diagnostic, trouble } from "../load/file/diagnostic.ts";
import type { Source } from "../load/file/source.ts";
import { appendLines, lineOf, longestLine } from "../load/input/log.ts";
import type { Decision } from "../shapes/decision.ts";
import type { DecideOptions } from "./decide.ts";
import type { CommandContext } from "./knowledge.ts";
import { useCaseOf } from "./use-cases.ts";

/** Appends one line per decision to a log that `moat timeline --score` reads. */
export async function writeLog(
  file: string,
  decisions: readonly Decision[],
  sources: readonly Source[],
  { options, ground, environment }: CommandContext<Pick<DecideOptions, "fields">>,
): Promise<Diagnostic | undefined> {
  const { knowledge } = ground;
  const lines: string[] = [];
  for (const [index, decision] of decisions.entries()) {
    const source = sources[index];
    const useCase = source && useCaseOf(source, options, knowledge);
    if (!useCase?.ok) continue;
    const line = lineOf(logEntry(decision, useCase.value.useCase, knowledge));
    if (line === undefined) return tooLong(file, decision);
    lines.push(line);
  }
  return appendLines(resolve(environment.cwd, file), lines, file);
}

const tooLong = (file: string, { useCase }: Decision): Diagnostic =>
  trouble(
    "log.too-long",
    file,
    `the forecasts of ${useCase.name.slice(0, 60)} do not fit in a line of ${longestLine} bytes`,
    "Split the use case: a line is written in one piece, so that parallel runs cannot mix.",
  );
