import { dirname, relative, resolve } from "node:path";
import { recordable } from "../core/check/basis.ts";
import { type Diagnostic, type Loaded, loaded } from "../load/file/diagnostic.ts";
import { makeFolder, writeNew, writeWhole } from "../load/file/files.ts";
import type { Source } from "../load/file/source.ts";
import { recordText } from "../report/record/index.ts";
import type { Decision } from "../shapes/decision.ts";
import { type CommandContext, flag, misused } from "./knowledge.ts";
import { useCaseOf } from "./use-cases.ts";

export interface RecordOptions {
  readonly record?: string | undefined;
  readonly force?: boolean | undefined;
  readonly fields: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

const titles = {
  "self-host": "Self-host open weights",
  "hosted-open": "Use open weights hosted by somebody else",
  "proprietary-api": "Buy a proprietary API",
  hybrid: "Split the work between options",
} as const;

/** Writes a decision down for moat check, whole or not at all, and never over another file unless told to. */
export async function writeRecord(
  decisions: readonly Decision[],
  sources: readonly Source[],
  context: CommandContext<RecordOptions>,
): Promise<Diagnostic | undefined> {
  const { options, environment } = context;
  const { record: file } = options;
  if (file === undefined) return undefined;
  const [decision, second] = decisions;
  const [source] = sources;
  if (decision === undefined || source === undefined || second !== undefined)
    return flag("--record", "a record holds one decision", "Give one use case.");
  const text = textFor(file, decision, source, context);
  if (!text.ok) return text.diagnostics[0];
  const path = resolve(environment.cwd, file);
  const trouble = makeFolder(dirname(path), dirname(file));
  if (trouble !== undefined) return trouble;
  return options.force === true
    ? writeWhole(path, text.value, file)
    : writeNew(path, text.value, file);
}

function textFor(
  file: string,
  decision: Decision,
  source: Source,
  context: CommandContext<RecordOptions>,
): Loaded<string> {
  const { options, ground } = context;
  const { knowledge } = ground;
  const format = formatOf(file);
  if (format === undefined)
    return misused("--record", `"${file}" is no .md and no .yaml`, "Name it 0001-name.md.");
  const { choice } = decision.verdict;
  if (choice === "none")
    return misused(
      "--record",
      "there is no recommendation to write down",
      "Write the record by hand: useCase and choice are enough.",
    );
  const useCase = useCaseOf(source, options, knowledge);
  if (!useCase.ok) return useCase;
  const title = `${titles[choice]}: ${decision.useCase.title}`;
  const written = referTo(file, source, context) ?? useCase.value.useCase;
  const facts = recordable(decision, useCase.value.useCase, knowledge);
  return loaded(recordText({ ...facts, title, useCase: written, owners: [] }, format));
}

const formatOf = (file: string): "markdown" | "yaml" | undefined =>
  /\.(md|markdown)$/i.test(file) ? "markdown" : /\.ya?ml$/i.test(file) ? "yaml" : undefined;

/** A use case that lies in a file is named; one that flags made or changed goes into the record. */
function referTo(
  file: string,
  source: Source,
  { options: { fields }, environment: { cwd } }: CommandContext<RecordOptions>,
): string | undefined {
  const isFile = source.file !== "flags" && source.file !== "standard input";
  if (!isFile || Object.values(fields).some((one) => one !== undefined)) return undefined;
  const from = dirname(resolve(cwd, file));
  return relative(from, resolve(cwd, source.file)).replaceAll("\\", "/");
}
