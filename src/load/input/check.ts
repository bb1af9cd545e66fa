import type * as z from "zod";
import { safeLine } from "../../core/know/printable.ts";
import { valueAt } from "../../core/know/tree.ts";
import { idPattern } from "../../shapes/common.ts";
import { numberMeant } from "../../shapes/read-number.ts";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  nearest,
  numberHelp,
  suggestion,
} from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";

/** Checks a parsed file against a schema; each issue gets its place, the nearest valid name and a remedy. */
export function check<T>(schema: z.ZodType<T>, source: Source): Loaded<T> {
  // A run checks each form a few times, which does not pay for code that is made for it (3 ms of a moat check). The library's
  // own sentences are for programmers: none is made, so that what has a sentence has one of ours.
  const result = schema.safeParse(source.value, { jitless: true, error: () => "" });
  if (result.success) return loaded(result.data);
  return failed(...result.error.issues.flatMap((issue) => diagnose(issue, schema, source)));
}

/** A source with flags over it; a value that came from a flag has that flag for a place. */
export interface Flagged extends Source {
  readonly flagOf: (path: Path) => string | undefined;
}

/** Where a message about a value points: into the file, or to the flag. */
export function placeOf(
  source: Source | Flagged,
  path: Path,
  inFile = () => source.locate(path),
): Pick<Diagnostic, "file" | "line" | "column"> {
  const flag = "flagOf" in source ? source.flagOf(path) : undefined;
  return flag === undefined ? { file: source.file, ...inFile() } : { file: flag };
}

type Issue = z.core.$ZodIssue;

const pathOf = ({ path }: Issue): Path =>
  path.map((one) => (typeof one === "symbol" ? String(one) : one));

function diagnose(issue: Issue, schema: z.ZodType, source: Source): Diagnostic[] {
  const path = pathOf(issue);
  const code = `input.${issue.code.replaceAll("_", "-")}`;
  const at = (message: string, help: string | undefined, place = placeOf(source, path)) =>
    ({ code, severity: "error", ...place, message, ...(help && { help }) }) satisfies Diagnostic;
  const where = path.length === 0 ? "the file" : path.join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        at(
          `unknown key "${short(key)}"${path.length === 0 ? "" : ` in ${where}`}`,
          keyHelp(key, keysOf(schema, path)),
          placeOf(source, [...path, key], () => source.locateKey(path, key)),
        ),
      );
    case "invalid_value": {
      const given = valueAt(source.value, path);
      const values = issue.values.map(String);
      if (given === undefined)
        return [at(`${where} is missing`, `Write one of ${values.join(", ")}.`)];
      return [
        at(
          `${where} is ${show(given)}, which is not one of its values`,
          suggestion(String(given), values),
        ),
      ];
    }
    case "invalid_type": {
      const given = valueAt(source.value, path);
      if (given === undefined)
        return [at(`${where} is missing`, `Add it: ${article(issue.expected)} is expected.`)];
      return [
        at(
          `${where} must be ${article(issue.expected)}, not ${issue.expected === "int" || numberMeant(given) !== undefined ? show(given) : describe(given)}`,
          numberHelp(given) ?? `Write ${article(issue.expected)} there.`,
        ),
      ];
    }
    case "invalid_union": {
      const meant = meantForm(issue) ?? unknownToAll(issue);
      const within = meant?.map((one) => ({ ...one, path: [...path, ...one.path] }));
      return (
        within?.flatMap((one) => diagnose(one, schema, source)) ?? [
          at(unionMessage(where, issue), unionHelp(valueAt(source.value, path), issue)),
        ]
      );
    }
    case "invalid_key": {
      const key = source.locateKey(path.slice(0, -1), String(path.at(-1)));
      const place = { file: source.file, ...key };
      return [at(`${where}: ${issue.issues[0]?.message || misnamed}`, "Rename it.", place)];
    }
    default:
      return [at(plainMessage(where, issue, valueAt(source.value, path)), helpFor(issue, source))];
  }
}

/** The form that somebody meant: the only one that knows every key that was written. */
function meantForm(issue: Extract<Issue, { code: "invalid_union" }>): readonly Issue[] | undefined {
  const isOther = ({ code, path }: Issue) =>
    path.length === 0 && (code === "unrecognized_keys" || code === "invalid_type");
  const close = issue.errors.filter((branch) => !branch.some(isOther));
  const [only] = close;
  return close.length === 1 && only?.some((one) => one.path.length > 0) ? only : undefined;
}

/** A key that none of the forms knows was misspelt, whatever form was meant. */
function unknownToAll(issue: Extract<Issue, { code: "invalid_union" }>): Issue[] | undefined {
  const unknown = issue.errors.flatMap((branch) =>
    branch.filter((one) => one.code === "unrecognized_keys" && one.path.length === 0),
  );
  const [first] = unknown;
  if (first?.code !== "unrecognized_keys" || unknown.length < 2) return undefined;
  const keys = first.keys.filter((key) =>
    unknown.every((one) => one.code === "unrecognized_keys" && one.keys.includes(key)),
  );
  return keys.length === 0 ? undefined : [{ ...first, keys }];
}

function unionMessage(where: string, issue: Extract<Issue, { code: "invalid_union" }>): string {
  const forms = issue.errors.flatMap((branch) => branch.slice(0, 1).map(branchForm));
  return `${where} fits none of its forms: ${[...new Set(forms)].join("; or ")}`;
}

function branchForm(issue: Issue): string {
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_type") return article(issue.expected);
  return limit(issue) ?? (issue.message || "another form");
}

function unionHelp(given: unknown, issue: Extract<Issue, { code: "invalid_union" }>): string {
  const values = issue.errors.flat().flatMap((one) => {
    return one.code === "invalid_value" && one.path.length === 0 ? one.values.map(String) : [];
  });
  const isSlip = typeof given === "string" && nearest(given, values) !== undefined;
  return isSlip ? suggestion(given, values) : "Write one of the accepted forms.";
}

/** A sentence that was written for the field says more than any made here. */
function plainMessage(where: string, issue: Issue, given: unknown): string {
  if (issue.message !== "") return `${where}: ${issue.message}`;
  if (meantNumber(issue) !== undefined) return `${where} cannot be read as written: ${show(given)}`;
  const wanted = limit(issue);
  if (wanted === undefined) return `${where} is not written as it must be`;
  // A text where a limit is one of numbers was read as one: 130%.
  const isNumber = typeof given === "number" || ("origin" in issue && issue.origin === "number");
  return isNumber ? `${where} must be ${wanted}, not ${given}` : `${where} must have ${wanted}`;
}

/** "at least 1", "at most 80 characters". */
function limit(issue: Issue): string | undefined {
  if (issue.code !== "too_small" && issue.code !== "too_big") return undefined;
  const isSmall = issue.code === "too_small";
  const open = isSmall ? "above" : "below";
  const closed = isSmall ? "at least" : "at most";
  const end = isSmall ? issue.minimum : issue.maximum;
  const nouns: Record<string, string> = { string: " characters", array: " items", map: " entries" };
  return `${issue.inclusive === false ? open : closed} ${end}${nouns[issue.origin] ?? ""}`;
}

const misnamed = "this is no name of an entry";

/** What to write instead, where that can be known; a limit has been said. */
function helpFor(issue: Issue, source: Source): string | undefined {
  if (limit(issue) !== undefined && issue.message === "") return undefined;
  const meant = meantNumber(issue);
  if (meant !== undefined) return meant;
  const given = valueAt(source.value, pathOf(issue));
  return (isId(issue) && idHelp(given)) || undefined;
}

/** What to write instead of a number that is not clear (shapes/number.ts). */
function meantNumber(issue: Issue): string | undefined {
  const help: unknown = issue.code === "custom" ? issue.params?.help : undefined;
  return typeof help === "string" ? help : undefined;
}

const isId = (issue: Issue): boolean =>
  issue.code === "invalid_format" && "pattern" in issue && issue.pattern === String(idPattern);

/** The id that was meant by "Invoice_triage". */
function idHelp(given: unknown): string | undefined {
  const meant = String(given)
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9.+-]+/g, "-")
    .replace(/^[-.+]+|-+$/g, "");
  return meant === "" ? undefined : `Did you mean "${short(meant)}"?`;
}

function keyHelp(key: string, known: readonly string[]): string {
  const close = nearest(key, known);
  const list = known.length === 0 ? "Remove it." : `Known keys: ${known.join(", ")}.`;
  return close === undefined ? list : `Did you mean "${close}"? ${list}`;
}

/** Keys that the schema knows at a path; through optional, default and list layers. */
function keysOf(schema: z.ZodType, path: Path): string[] {
  let current: z.core.$ZodType | undefined = schema;
  for (const key of path) current = step(unwrap(current), key);
  const last = unwrap(current);
  const forms = last === undefined ? [] : (definition(last).options ?? [last]);
  return [...new Set(forms.flatMap((one) => Object.keys(definition(one).shape ?? {})))];
}

interface Wrapped {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

/** zod keeps the parts of a schema in `def`, whose type depends on the kind of schema. */
const definition = (schema: z.core.$ZodType): Wrapped => schema._zod.def as unknown as Wrapped;

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let current = schema;
  while (current !== undefined) {
    const { innerType, in: input, out } = definition(current);
    // What reads a text before it is checked has no form of its own.
    const before = input !== undefined && definition(input).type === "transform" ? out : input;
    const inner: z.core.$ZodType | undefined = innerType ?? before;
    if (inner === undefined) return current;
    current = inner;
  }
  return undefined;
}

function step(
  schema: z.core.$ZodType | undefined,
  key: string | number,
): z.core.$ZodType | undefined {
  if (schema === undefined) return undefined;
  const def = definition(schema);
  const within = def.options?.map((one) => step(one, key)).find((one) => one !== undefined);
  return within ?? def.shape?.[String(key)] ?? def.element ?? def.valueType;
}

/** A value as it may be repeated in a message: short, and never a whole structure. */
function show(value: unknown): string {
  if (typeof value === "string") return `"${short(value)}"`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : describe(value);
}

export const short = (text: string): string =>
  safeLine(text.length > 40 ? `${text.slice(0, 37)}...` : text);

function describe(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "number" && !Number.isFinite(value))
    return Number.isNaN(value) ? "the value .nan" : "an infinite one";
  return article(typeof value);
}

const words: Record<string, string> = {
  object: "a mapping",
  array: "a list",
  string: "a text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  record: "a mapping",
};
const article = (expected: string): string => words[expected] ?? `a ${expected}`;
