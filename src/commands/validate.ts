import { join, resolve } from "node:path";
import type { Knowledge } from "../core/know/pack.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../load/file/diagnostic.ts";
import { isFile, isFolder } from "../load/file/files.ts";
import { packNames } from "../load/pack/packs.ts";
import { validateFile, validatePack } from "../load/pack/validate.ts";
import { toJson } from "../report/json.ts";
import { validateText } from "../report/validate/text.ts";
import type { Validation, ValidationDocument, ValidationFinding } from "../shapes/validate.ts";
import { deliver, ending, type Reporters } from "./deliver.ts";
import { askedDay, flag, readGround } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";
import { readSurroundings, variableDay } from "./settings.ts";
import type { GlobalOptions } from "./shell.ts";

/** Packs and files in, what is wrong with them out. Findings of a pack are findings (1), not wrong input (2). */
export async function runValidate(
  paths: readonly string[],
  options: GlobalOptions,
  environment: Environment,
): Promise<CommandResult> {
  // A broken moat.config.yaml may be the very file to look at: it is a finding, and its day is left aside.
  const around = await readSurroundings(environment);
  const asked = askedDay(
    options,
    around.ok ? around.value.asOf : variableDay(environment.variables),
  );
  if (!asked.ok) return asked;
  const day = asked.value?.day ?? environment.today;
  const targets = targetsOf(paths, environment);
  if (!targets.ok) return targets;
  const home = { root: environment.rules, cwd: environment.cwd };
  const knowledge = once(() => knowledgeOf(options, environment));
  const results = await Promise.all(
    targets.value.map(({ shown, path, folder }) =>
      folder
        ? validatePack(path, home, day, { strict: options.strict === true })
        : validateFile({ path, shown }, home, day, knowledge),
    ),
  );
  const result = together(results);
  const reporters: Reporters<Validation> = {
    text: (found, { style, verbose }) => validateText(found, style, verbose),
    json: (found) => toJson(documentOf(found, environment.version)),
  };
  const isFound = result.found.some((one) => counts(one, options.strict === true));
  const delivered = deliver(result, reporters, { options, environment });
  return ending(delivered, isFound ? exit.findings : exit.ok);
}

/** A fault that the pack explains does not count; a note counts only where everything should. */
const counts = ({ severity, expected }: ValidationFinding, strict: boolean): boolean =>
  expected === undefined && (severity !== "note" || strict);

interface ValidatedPath {
  readonly shown: string;
  readonly path: string;
  readonly folder: boolean;
}

/** Ids of shipped packs, folders with a pack.yaml, and files; nothing at all stands for the shipped packs. */
function targetsOf(paths: readonly string[], { cwd, rules }: Environment): Loaded<ValidatedPath[]> {
  const shipped = packNames(rules);
  const given = paths.length === 0 ? shipped : paths;
  const targets = given.map((shown): ValidatedPath | Diagnostic => {
    const path = shipped.includes(shown) ? join(rules, shown) : resolve(cwd, shown);
    if (isFile(path)) return { shown, path, folder: false };
    if (isFile(join(path, "pack.yaml"))) return { shown, path, folder: true };
    const there = isFolder(path);
    return {
      ...flag(
        shown.slice(0, 200),
        there ? "this folder holds no pack.yaml" : "there is no such file or folder",
        "Name a pack by its id or folder, or one of our YAML files.",
      ),
      code: there ? "file.no-pack" : "file.enoent",
    };
  });
  const trouble = targets.filter((one): one is Diagnostic => "code" in one);
  return trouble.length > 0
    ? failed(...trouble)
    : loaded(targets.filter((one): one is ValidatedPath => "path" in one));
}

/** A use case is checked against the names of a pack, which is read only when one comes up. */
async function knowledgeOf(
  options: GlobalOptions,
  environment: Environment,
): Promise<Knowledge | undefined> {
  const ground = await readGround(options, environment);
  return ground.ok ? ground.value.knowledge : undefined;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Packs share the market, so what is wrong there is said once. */
function together(results: readonly Validation[]): Validation {
  const seen = new Set<string>();
  const found = results
    .flatMap((one) => one.found)
    .filter((one) => {
      const key = [one.code, one.file, one.line, one.column, one.message].join("\n");
      return !seen.has(key) && seen.add(key);
    });
  const rank = { error: 0, warning: 1, note: 2 };
  return {
    packs: results.flatMap((one) => one.packs),
    files: results.flatMap((one) => one.files),
    found: found.toSorted((a, b) => rank[a.severity] - rank[b.severity] || order(a, b)),
  };
}

const order = (a: ValidationFinding, b: ValidationFinding): number =>
  a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1;

function documentOf({ packs, files, found }: Validation, version: string): ValidationDocument {
  const count = (severity: ValidationFinding["severity"]) =>
    found.filter((one) => one.severity === severity && one.expected === undefined).length;
  return {
    format: "moat.validate",
    formatVersion: "1.0",
    tool: { name: "moat", version },
    packs,
    files,
    summary: {
      errors: count("error"),
      warnings: count("warning"),
      notes: count("note"),
      expected: found.filter((one) => one.expected !== undefined).length,
    },
    findings: found.map(
      ({
        code,
        severity,
        file,
        line = null,
        column = null,
        message,
        help = null,
        expected = null,
      }) => ({ rule: code, severity, file, line, column, message, help, expected }),
    ),
  };
}
