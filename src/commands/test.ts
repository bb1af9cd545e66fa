import { join, resolve } from "node:path";
import type { Knowledge, Rule } from "../core/know/pack.ts";
import { treesIn } from "../core/know/tree.ts";
import { isNoticed, type TriedCase, uncovered } from "../core/pack-test/mutation.ts";
import { poseSetting } from "../core/pack-test/posed.ts";
import { failuresOf, type Posed, trialOf } from "../core/pack-test/trial.ts";
import { type Loaded, loaded, together } from "../load/file/diagnostic.ts";
import { readSource } from "../load/file/files.ts";
import { justifications } from "../load/input/justifications.ts";
import { registries } from "../load/pack/fact-types.ts";
import { shownName } from "../load/pack/layers.ts";
import { mutantsOf } from "../load/pack/mutants.ts";
import { type LoadedPack, readPack } from "../load/pack/pack.ts";
import { packNames } from "../load/pack/packs.ts";
import { type TestGroup, testGroup } from "../load/pack/test-files.ts";
import { parseTests, type TestCase } from "../load/pack/tests.ts";
import { testReporters } from "../report/tests/index.ts";
import type { CaseResult, MutationResult, PackResult, TestResult } from "../shapes/test-result.ts";
import { deliver, ending } from "./deliver.ts";
import { packAsked } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";
import { type Progress, progressOf } from "./progress.ts";
import { readSurroundings } from "./settings.ts";
import type { GlobalOptions } from "./shell.ts";

export interface TestCommand extends GlobalOptions {
  readonly coverage?: boolean | undefined;
  readonly mutate?: boolean | undefined;
}

/** Tests of packs in, what they found out. */
export async function runTest(
  paths: readonly string[],
  options: TestCommand,
  environment: Environment,
): Promise<CommandResult> {
  const groups = await groupsOf(paths, options, environment);
  if (!groups.ok) return groups;
  const packs = together(...groups.value.map((one) => testPack(one, options, environment)));
  if (!packs.ok) return packs;
  const ok = packs.value.every(isGood);
  const result: TestResult = { format: "moat.test", formatVersion: "1.0", ok, packs: packs.value };
  const delivered = deliver(result, testReporters, { options, environment });
  return ending(delivered, ok ? exit.ok : exit.findings);
}

const isGood = ({ cases, untested, mutation }: PackResult): boolean =>
  cases.every((one) => one.ok) &&
  (untested ?? []).length === 0 &&
  (mutation === null || mutation.survivors.length + mutation.stale.length === 0);

async function groupsOf(
  paths: readonly string[],
  options: GlobalOptions,
  environment: Environment,
): Promise<Loaded<TestGroup[]>> {
  const named = await foldersOf(paths, options, environment);
  const { rules: root, cwd } = environment;
  const nameOf = (path: string) =>
    paths.find((one) => resolve(cwd, one) === path) ?? shownName(path, { root, cwd });
  const found = together(
    ...named.map((one) => (one.ok ? testGroup(one.value, nameOf(one.value)) : one)),
  );
  if (!found.ok) return found;
  const merged = new Map<string, TestGroup>();
  for (const { pack: folder, files } of found.value) {
    merged.set(folder, { pack: folder, files: [...(merged.get(folder)?.files ?? []), ...files] });
  }
  return loaded([...merged.values()]);
}

/** Ids of shipped packs, folders and files of tests; nothing at all stands for the pack that is worked with here. */
async function foldersOf(
  paths: readonly string[],
  options: GlobalOptions,
  environment: Environment,
): Promise<Loaded<string>[]> {
  const { rules, cwd } = environment;
  if (paths.length > 0) {
    const shipped = packNames(rules);
    return paths.map((one) => loaded(shipped.includes(one) ? join(rules, one) : resolve(cwd, one)));
  }
  const around = await readSurroundings(environment);
  return [around.ok ? packAsked(options, around.value, environment) : around];
}

export function testPack(
  { pack: folder, files }: TestGroup,
  options: TestCommand,
  environment: Environment,
): Loaded<PackResult> {
  const pack = readPack(folder, environment.rules, { cwd: environment.cwd });
  if (!pack.ok) return pack;
  const { knowledge } = pack.value;
  const read = files.map(({ path, name }) => readSource(path, name));
  const parsed = together(...read.map((one) => (one.ok ? parseTests(one.value, knowledge) : one)));
  if (!parsed.ok) return parsed;
  const cases = parsed.value.flat();
  const tried = tryAll(cases, knowledge);
  const rules = new Map(knowledge.rules.map((one) => [one.id, one]));
  const own = knowledge.rules.filter((one) => isOwn(one, pack.value));
  return loaded({
    pack: knowledge.pack.id,
    version: knowledge.pack.version,
    rules: own.length,
    cases: cases.map((one, index) => caseResult(one, tried[index], rules)),
    untested: options.coverage === true ? untestedRules(own, tried, pack.value) : null,
    mutation:
      options.mutate === true
        ? mutate(tried, rules, pack.value, (total) =>
            progressOf({ what: "mutants", total, quiet: options.quiet }, environment),
          )
        : null,
  });
}

/** Rules that a pack takes over from another one are tested there. */
const isOwn = ({ file }: Rule, pack: LoadedPack): boolean => file.startsWith(`${placeOf(pack)}/`);

/** Folder of the pack itself, as its files are called; what it extends is listed before it. */
function placeOf({ files }: LoadedPack): string {
  const main = files.findLast((one) => one.file.endsWith("pack.yaml"));
  return main?.file.replace(/\/?pack\.yaml$/, "") ?? "";
}

/** Many cases differ in their facts only: a use case is set against the market once. */
function tryAll(cases: readonly TestCase[], knowledge: Knowledge): TriedCase[] {
  const posed = new Map<string, Posed>();
  const paths = [...registries.candidate.keys()];
  return cases.map(({ setting, expect }) => {
    const key = JSON.stringify([setting.useCase, setting.asOf]);
    const known = posed.get(key) ?? poseSetting(setting, knowledge);
    posed.set(key, known);
    return { expect, trial: trialOf(setting, known, paths) };
  });
}

function caseResult(
  { name, source, path }: TestCase,
  tried: TriedCase | undefined,
  rules: ReadonlyMap<string, Rule>,
): CaseResult {
  const failures = tried === undefined ? [] : failuresOf(tried.expect, tried.trial, rules);
  return {
    name,
    file: source.file,
    ...source.locate(path),
    ok: failures.length === 0,
    failures: failures.map((one) => ({
      file: source.file,
      ...source.locate([...path, "expect", ...one.path]),
      message: one.message,
      conditions: one.found.map((test) => ({
        path: test.path,
        operator: test.operator,
        expected: test.expected ?? null,
        actual: test.actual ?? null,
        result: test.result,
      })),
    })),
  };
}

function untestedRules(
  own: readonly Rule[],
  tried: readonly TriedCase[],
  { files }: LoadedPack,
): NonNullable<PackResult["untested"]> {
  return uncovered(own, tried).map(({ rule, lacks }) => {
    const source = files.find((one) => one.file === rule.file);
    const list = treesIn(source?.value, "rules");
    const index = list.findIndex((one) => rule.id.endsWith(`/${one.id}`));
    const place = source?.locate(["rules", index]) ?? { line: 1, column: 1 };
    return { rule: rule.id, lacks, file: rule.file, ...place };
  });
}

function mutate(
  tried: readonly TriedCase[],
  rules: ReadonlyMap<string, Rule>,
  pack: LoadedPack,
  progressThrough: (total: number) => Progress,
): MutationResult {
  const { parameters } = pack.knowledge.pack;
  const place = placeOf(pack);
  const files = pack.files.filter((one) => one.file.startsWith(`${place}/rules/`));
  const mutants = files.flatMap((file) => mutantsOf(file, pack.knowledge.pack.id, parameters));
  const progress = progressThrough(mutants.length);
  const survivors = mutants.filter((one) => {
    progress.step();
    return !isNoticed(one.rules, tried, rules);
  });
  progress.end();
  const justified = files.flatMap(justifications);
  const isJustified = (of: string, at: string) =>
    justified.some((one) => one.rule === of && one.at === at);
  const open = survivors.filter((one) => !isJustified(one.of, one.at));
  const stale = justified.filter(
    ({ rule, at }) => !survivors.some((one) => one.of === rule && one.at === at),
  );
  const counted = mutants.length - (survivors.length - open.length);
  return {
    mutants: mutants.length,
    killed: mutants.length - survivors.length,
    justified: survivors.length - open.length,
    score: counted === 0 ? 1 : (counted - open.length) / counted,
    survivors: open.map(({ file, line, column, of, at }) => ({
      file,
      line,
      column,
      rule: of,
      mutant: at,
    })),
    stale: stale.map(({ rule, at, ...where }) => ({ ...where, rule, mutant: at })),
  };
}
