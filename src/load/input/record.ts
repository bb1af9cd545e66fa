import { treeOf } from "../../core/know/tree.ts";
import type { DecisionRecord } from "../../shapes/record.ts";
import { recordBody, recordFile, type WrittenRecord } from "../../shapes/record.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { type Path, parseSource, type Source } from "../file/source.ts";
import { check } from "./check.ts";

export interface LoadedRecord {
  readonly record: DecisionRecord;
  readonly title: string;
  /** False where its status says that it was rejected, or that another one took its place. */
  readonly inForce: boolean;
  /** What its status says has taken its place. */
  readonly successor: string | undefined;
  /** The use case where the record holds it, or the path that it names; undefined where it says nothing. */
  readonly useCase: Source | string | undefined;
  /** Code that it decides for: globs from the root of the repository. */
  readonly affects: readonly string[];
  /** Positions of the record's own fields. */
  readonly source: Source;
}

/** Statuses of MADR that mean: this is history. */
const overStatus = /^(rejected|deprecated|superseded)\b/i;

/** A decision record in Markdown (front matter with `moat:`) or as plain YAML. */
export function parseRecord(file: string, text: string): Loaded<LoadedRecord> {
  return /\.(md|markdown)$/i.test(file) ? markdownRecord(file, text) : yamlRecord(file, text);
}

function yamlRecord(file: string, text: string): Loaded<LoadedRecord> {
  const source = parseSource(file, text);
  if (!source.ok) return source;
  const checked = check(recordFile, source.value);
  if (!checked.ok) return checked;
  const { kind: _kind, status, ...body } = checked.value;
  return finish(body, source.value, status, body.title ?? stem(file));
}

function markdownRecord(file: string, text: string): Loaded<LoadedRecord> {
  const front = frontMatter(text);
  if (front === undefined)
    return failed(trouble(file, "the front matter does not end", "Close it with a line of ---."));
  const whole = parseSource(file, front.yaml);
  if (!whole.ok) return whole;
  const fields = treeOf(whole.value.value);
  if (fields.moat === null || typeof fields.moat !== "object")
    return failed(
      trouble(file, "moat: must be a mapping", "Write at least its useCase and choice."),
    );
  const source = within(whole.value, ["moat"], fields.moat);
  const checked = check(recordBody, source);
  if (!checked.ok) return checked;
  const heading = /^#\s+(.+)$/m.exec(front.rest)?.[1]?.trim();
  const status = typeof fields.status === "string" ? fields.status : undefined;
  const decidedOn = checked.value.decidedOn ?? dayOf(fields.date);
  const affects =
    checked.value.affects.length > 0 ? checked.value.affects : globsOf(fields.affects);
  return finish(
    { ...checked.value, decidedOn, affects },
    source,
    status,
    checked.value.title ?? heading ?? stem(file),
  );
}

/** Other tools for decision records read `affects` beside MADR's own fields. */
const globsOf = (written: unknown): readonly string[] =>
  [written ?? []].flat().filter((one): one is string => typeof one === "string");

function finish(
  { useCase, affects, ...record }: WrittenRecord,
  source: Source,
  status: string | undefined,
  title: string,
): Loaded<LoadedRecord> {
  return loaded({
    record,
    title,
    inForce: status === undefined || !overStatus.test(status),
    successor: /^superseded\s+by:?\s+(.+)$/i.exec(status ?? "")?.[1]?.trim(),
    useCase: useCaseOf(useCase, source),
    affects,
    source,
  });
}

/** A mapping is the use case itself; its kind and name go without saying there. */
function useCaseOf(written: unknown, source: Source): Source | string | undefined {
  if (typeof written === "string") return written;
  if (written === null || written === undefined || typeof written !== "object") return undefined;
  const value = { kind: "moat/use-case@1", name: idOf(source.file), ...written };
  return within(source, ["useCase"], value);
}

/** MADR's own `date` serves where `decidedOn` is left out. */
const dayOf = (date: unknown): string | undefined =>
  typeof date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date))
    ? date
    : undefined;

/** A part of a file as a source of its own; places stay those of the file. */
const within = (source: Source, path: Path, value: unknown): Source => ({
  file: source.file,
  value,
  locate: (inner) => source.locate([...path, ...inner]),
  locateKey: (inner, key) => source.locateKey([...path, ...inner], key),
});

/** The YAML between the first two lines of `---`, with lines counted as in the file; undefined where it does not end. */
function frontMatter(text: string): { yaml: string; rest: string } | undefined {
  const body = text.replace(/^\uFEFF?---[ \t]*\r?\n/, "\n");
  const end = /^---[ \t]*$/m.exec(body);
  return end === null
    ? undefined
    : { yaml: body.slice(0, end.index), rest: body.slice(end.index + end[0].length) };
}

const trouble = (file: string, message: string, help: string): Diagnostic => ({
  code: "input.record",
  severity: "error",
  file,
  line: 1,
  column: 1,
  message,
  help,
});

const stem = (file: string): string =>
  (file.split("/").at(-1) ?? file).replace(/\.(md|markdown|ya?ml|json)$/i, "");

const idOf = (file: string): string =>
  stem(file)
    .toLowerCase()
    .replace(/[^a-z0-9.+-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "") || "record";
