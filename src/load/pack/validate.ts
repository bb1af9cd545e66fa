import { dirname, resolve } from "node:path";
import type { Knowledge } from "../../core/know/pack.ts";
import { valueAt } from "../../core/know/tree.ts";
import { lintPack } from "../../core/profile/lint/all.ts";
import { censusOf } from "../../core/profile/lint/census.ts";
import { type LintFinding, lintRules } from "../../core/profile/lint/finding.ts";
import { singleBoardPicks } from "../../core/profile/lint/single-board.ts";
import type { Day } from "../../shapes/common.ts";
import type { Validation, ValidationFinding } from "../../shapes/validate.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import { readSource } from "../file/files.ts";
import type { Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import { checkUseCase } from "../input/use-case.ts";
import { type ExpectedFile, matches, readExpected, unused } from "../lint/expected.ts";
import { locate } from "../lint/locate.ts";
import { strayFolders } from "../lint/stray.ts";
import { inputSchemas } from "../schema/all.ts";
import { type Home, readLayers, shownName } from "./layers.ts";
import { type LoadedPack, readPack } from "./pack.ts";
import { packAbove } from "./packs.ts";

/** Loads a pack and everything that it extends, and lints the evidence. */
export function validatePack(
  folder: string,
  home: Home,
  asOf: Day,
  { strict = false }: { readonly strict?: boolean } = {},
): Validation {
  const read = readPack(folder, home.root, { cwd: home.cwd });
  if (!read.ok) return { packs: [], files: [], found: read.diagnostics };
  const { knowledge } = read.value;
  const { pack } = knowledge;
  const day = pack.frozen ? (pack.asOf ?? asOf) : asOf;
  const trouble: Diagnostic[] = [];
  const expected = expectedOf(folder, home, trouble);
  trouble.push(...strayFolders(folder, shownName(resolve(folder), home)));
  // Decisions take their time, so that picks are looked at where somebody wants everything.
  const picks = strict && !pack.frozen ? singleBoardPicks(knowledge, day) : undefined;
  const found = [...lintPack(knowledge, day), ...(picks?.findings ?? [])];
  return {
    packs: [
      {
        id: pack.id,
        version: pack.version,
        sha256: pack.sha256,
        asOf: day,
        census: censusOf(knowledge),
        ...(picks === undefined
          ? {}
          : { picks: { answers: picks.answers, singleBoard: picks.singleBoard } }),
      },
    ],
    files: [],
    found: [
      ...read.diagnostics,
      ...trouble,
      ...found.map((one) => asFound(one, read.value, expected)),
      // A pack may mend what the one below it owns up to; there the fault stands on.
      ...expected
        .filter((one) => resolve(one.folder) === resolve(folder))
        .flatMap((one) => unused(one, found)),
    ],
  };
}

function expectedOf(folder: string, home: Home, trouble: Diagnostic[]): ExpectedFile[] {
  const layers = readLayers(resolve(folder), home);
  return (layers.ok ? layers.value : []).flatMap((one) =>
    readExpected(one.folder, one.shown, trouble),
  );
}

function asFound(
  finding: LintFinding,
  { files }: LoadedPack,
  expected: readonly ExpectedFile[],
): ValidationFinding {
  const { severity, remedy } = lintRules[finding.rule];
  const owned = expected.flatMap((one) => one.expected).find((one) => matches(one, finding));
  return {
    code: finding.rule,
    severity: owned === undefined ? severity : "note",
    ...locate(finding.subject, files),
    message: finding.message,
    ...(owned === undefined ? { help: remedy } : { expected: owned.because }),
  };
}

/** A file, and what messages call it. */
export interface ShownFile {
  readonly path: string;
  readonly shown: string;
}

/** Checks one file: with its pack where it lies in one, else against the schema that its `kind` names. */
export async function validateFile(
  { path, shown }: ShownFile,
  home: Home,
  asOf: Day,
  knowledge: () => Promise<Knowledge | undefined>,
): Promise<Validation> {
  // It lies in the pack's folder, or one or two below.
  const folder = packAbove(dirname(path), 2);
  if (folder !== undefined) {
    const whole = validatePack(folder, home, asOf);
    const name = shownName(path, home);
    const own = whole.found.filter((one) => one.file === name);
    // What keeps the pack from loading keeps this file from being checked.
    const found = own.length > 0 || whole.packs.length > 0 ? own : whole.found;
    return {
      packs: [],
      files: [shown],
      found: [...found, ...(await ownSchema(path, name, knowledge, found))],
    };
  }
  return { packs: [], files: [shown], found: await ownSchema(path, shown, knowledge, []) };
}

async function ownSchema(
  path: string,
  shown: string,
  knowledge: () => Promise<Knowledge | undefined>,
  known: readonly ValidationFinding[],
): Promise<readonly Diagnostic[]> {
  const source = readSource(path, shown);
  if (!source.ok) return known.length > 0 ? [] : source.diagnostics;
  const kind = String(valueAt(source.value.value, ["kind"]) ?? "");
  const name = /^moat\/(.+)@1$/.exec(kind)?.[1] ?? "";
  if (name === "use-case") return checkNamed(source.value, await knowledge());
  if (!Object.hasOwn(inputSchemas, name)) return [unknownKind(source.value, kind)];
  const schema = inputSchemas[name as keyof typeof inputSchemas];
  const checked = check<unknown>(schema, source.value);
  return checked.ok || known.length > 0 ? [] : checked.diagnostics;
}

function checkNamed(source: Source, knowledge: Knowledge | undefined): readonly Diagnostic[] {
  const checked = knowledge === undefined ? undefined : checkUseCase(source, knowledge);
  return checked?.diagnostics ?? [];
}

function unknownKind(source: Source, kind: string): Diagnostic {
  const known = Object.keys(inputSchemas).map((one) => `moat/${one}@1`);
  return {
    code: "input.kind",
    severity: "error",
    file: source.file,
    ...source.locate(["kind"]),
    message:
      kind === "" ? "the file does not say what it is" : `there is no kind "${kind.slice(0, 40)}"`,
    help:
      kind === ""
        ? "Begin it with kind: and a name of moat schema, such as moat/use-case@1."
        : suggest(kind, known),
  };
}
