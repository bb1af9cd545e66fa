import { relative, resolve } from "node:path";
import { withBaseline } from "../core/check/assess.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../load/file/diagnostic.ts";
import { nameFrom, rootOf } from "../load/file/discover.ts";
import { readText, statOf } from "../load/file/files.ts";
import { knownBy, parseBaseline } from "../load/input/baseline.ts";
import type { Config } from "../load/input/config.ts";
import { type FoundFile, findRecords } from "../load/input/find-records.ts";
import type { Finding } from "../shapes/check.ts";
import type { Baseline } from "../shapes/waivers.ts";
import type { Environment } from "./outcome.ts";

/** The files beside the records: what is waived, and what is known. */
export const usualWaivers = "moat.waivers.yaml";
export const usualBaseline = ".moat-baseline.json";

interface NamedFiles {
  readonly waivers: string | false | undefined;
  readonly baseline: string | false | undefined;
}

/** Flags win over the configuration; what either names is not replaced by the usual file. */
export async function configured<T extends NamedFiles>(
  plan: T,
  config: Config | undefined,
  { cwd }: Environment,
): Promise<T> {
  if (config === undefined) return plan;
  const { configPath } = await import("../load/input/config.ts");
  const written = (key: keyof NamedFiles) => {
    const path = configPath(config, key);
    return path === undefined ? undefined : relative(cwd, path).replaceAll("\\", "/");
  };
  return {
    ...plan,
    waivers: plan.waivers ?? written("waivers"),
    baseline: plan.baseline ?? written("baseline"),
  };
}

/** The baseline of the flag, or the usual one where it is there; undefined: none is used. */
function readBaseline(
  named: string | false | undefined,
  { cwd }: Environment,
): Loaded<Baseline | undefined> {
  if (named === false) return loaded(undefined);
  const file = named ?? usualBaseline;
  const text = readText(resolve(cwd, file), file);
  if (text.ok) return parseBaseline(file, text.value);
  const isMissing = text.diagnostics.some((one) => one.code === "file.enoent");
  return named === undefined && isMissing ? loaded(undefined) : text;
}

/** What a check reads: the files under the paths, with the waivers that hold, named from the root of their repository. */
export function filesToCheck(
  plan: NamedFiles & { readonly paths: readonly string[]; readonly code: string | undefined },
  environment: Environment,
): Loaded<{
  readonly root: string;
  readonly found: readonly FoundFile[];
  readonly files: readonly FoundFile[];
  readonly baseline: Baseline | undefined;
}> {
  const { cwd } = environment;
  const root = rootOf(
    cwd,
    [...plan.paths, ...(plan.code === undefined ? [] : [plan.code])].map((one) =>
      resolve(cwd, one),
    ),
  );
  const found = findRecords(plan.paths, cwd, root);
  if (!found.ok) return found;
  const baseline = readBaseline(plan.baseline, environment);
  if (!baseline.ok) return baseline;
  const files = withWaivers(found.value, plan.waivers, environment, root);
  if (!files.ok) return files;
  return loaded({ root, found: found.value, files: files.value, baseline: baseline.value });
}

/** The waivers file of the flag, or the usual one, beside those that lie under the paths. */
function withWaivers(
  files: readonly FoundFile[],
  named: string | false | undefined,
  { cwd }: Environment,
  root: string,
): Loaded<readonly FoundFile[]> {
  const others = files.filter((one) => one.kind !== "waivers");
  if (named === false) return loaded(others);
  const file = named ?? usualWaivers;
  const path = resolve(cwd, file);
  if (files.some((one) => one.path === path)) return loaded(files);
  const text = readText(path, nameFrom(root, path));
  if (text.ok)
    return loaded([
      ...files,
      { kind: "waivers", file: nameFrom(root, path), path, text: text.value, trouble: [] },
    ]);
  const isMissing = text.diagnostics.some((one) => one.code === "file.enoent");
  return named === undefined && isMissing ? loaded(files) : text;
}

interface KnownFindings {
  readonly baseline: Baseline | undefined;
  readonly looks: (rule: string) => boolean;
}

/** Findings with what a baseline knows of them, also where their file has another name now. */
export function markKnown(
  { baseline, looks }: KnownFindings,
  findings: readonly Finding[],
  textOf: (file: string) => string,
  root: string,
): { findings: readonly Finding[]; gone: readonly string[] } {
  if (baseline === undefined) return { findings, gone: [] };
  // What was not looked for is neither there nor gone.
  const entries = baseline.entries.filter((one) => looks(one.rule));
  const found = knownBy(entries, findings, textOf, isThere(root));
  const matched = new Set(found.values());
  const left = entries.filter((one) => !matched.has(one));
  const known = [...found.keys(), ...left].map((one) => one.fingerprint);
  return withBaseline(findings, new Set(known));
}

/** Entries of a baseline have the paths that reports have: from the root of the repository. */
export const isThere =
  (root: string) =>
  (path: string): boolean =>
    statOf(resolve(root, path)) !== undefined;

export const noRecords = (paths: readonly string[]): Loaded<never> =>
  failed({
    code: "input.none",
    severity: "error",
    file: paths.join(", "),
    message: "no decision record and no use case there",
    help: "Write one:\n moat advise use-case.yaml --record docs/decisions/0001-name.md\nWhere none is fine, say --allow-empty.",
  });

export const brokenUseCase = ([first]: readonly Diagnostic[]): string =>
  `its use case cannot be read: ${first?.file ?? ""}${first?.line === undefined ? "" : `:${first.line}`}: ${first?.message ?? ""}`;
