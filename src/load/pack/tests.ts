import type { Knowledge, Rule } from "../../core/know/pack.ts";
import { treeOf, valueAt, withValue } from "../../core/know/tree.ts";
import type { Expectation, TestSetting } from "../../core/pack-test/trial.ts";
import { test as schema, type WrittenTest } from "../../shapes/test.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../file/diagnostic.ts";
import type { Path, Source, SourcePath } from "../file/source.ts";
import { check, short } from "../input/check.ts";
import { checkUseCase } from "../input/use-case.ts";
import { knownNames } from "../input/use-case-names.ts";
import { type FactType, registries } from "./fact-types.ts";

export interface TestCase {
  readonly name: string;
  readonly source: Source;
  /** Where the case stands in its file. */
  readonly path: Path;
  readonly setting: TestSetting;
  readonly expect: Expectation;
}

type WrittenCase = WrittenTest["cases"][number];

/** A file of tests, with every rule, fact and use case that it names checked against the pack. */
export function parseTests(source: Source, knowledge: Knowledge): Loaded<TestCase[]> {
  const written = check(schema, source);
  if (!written.ok) return written;
  const { pack } = knowledge;
  const asOf = written.value.asOf ?? pack.asOf;
  if (asOf === undefined || (pack.frozen && asOf !== pack.asOf)) {
    const help = pack.frozen
      ? `Leave asOf out, or write ${pack.asOf}.`
      : "Add it: asOf: YYYY-MM-DD.";
    return failed(problem(source, ["asOf"], "a test answers as of a day of the pack", help));
  }
  const found: Diagnostic[] = [];
  const cases = written.value.cases.flatMap((one, index): TestCase[] => {
    const path = ["cases", index];
    const at = { source, path };
    const useCase = checkUseCase(caseSource(source, one, index), knowledge);
    found.push(
      ...(useCase.ok ? [] : useCase.diagnostics),
      ...unknownFacts(one, at, knowledge),
      ...unknownSetting(one, at, knowledge),
      ...(useCase.ok ? unknownNeeds(one, useCase.value.useCase, at, knowledge) : []),
    );
    const expect = expectationOf(one, at, knowledge, found);
    if (!useCase.ok) return [];
    const setting: TestSetting = {
      useCase: useCase.value.useCase,
      asOf,
      need: one.need,
      candidate: one.candidate,
      facts: one.facts,
    };
    return [{ name: one.name, source, path, setting, expect }];
  });
  return found.length > 0 ? failed(...found) : loaded(cases);
}

/**
 * The use case of a case with its patch, as if it were a file: trouble is placed where it was written. Null takes a field away.
 */
function caseSource(source: Source, { patch }: WrittenCase, index: number): Source {
  const own = valueAt(source.value, ["cases", index, "useCase"]);
  const under: Path = own === undefined ? ["base"] : ["cases", index, "useCase"];
  const value = Object.entries(patch).reduce<unknown>(
    (held, [path, one]) => withValue(held, path.split("."), one ?? undefined),
    { kind: "moat/use-case@1", name: "case", ...treeOf(valueAt(source.value, under)) },
  );
  const placeOf = (path: Path): Path => {
    const dotted = path.join(".");
    const key = Object.keys(patch).find((one) => `${dotted}.`.startsWith(`${one}.`));
    return key === undefined ? [...under, ...path] : ["cases", index, "patch", key];
  };
  return {
    ...source,
    value,
    locate: (path) => source.locate(placeOf(path)),
    locateKey: (path, key) =>
      Object.hasOwn(patch, [...path, key].join("."))
        ? source.locateKey(["cases", index, "patch"], [...path, key].join("."))
        : source.locateKey([...under, ...path], key),
  };
}

/** A candidate that nothing is would leave every expectation untried. */
function unknownSetting(
  { candidate, expect }: WrittenCase,
  { source, path }: SourcePath,
  knowledge: Knowledge,
): Diagnostic[] {
  const named: [Path, string | undefined, readonly string[] | undefined][] = [
    [["candidate", "model"], candidate?.model, knownNames("candidate.model.id", knowledge)],
    [["candidate", "provider"], candidate?.provider, knownNames("candidate.provider", knowledge)],
    ...expect.missing.map((one, index): [Path, string, readonly string[]] => [
      ["expect", "missing", index],
      one,
      [...registries.candidate.keys()],
    ]),
  ];
  return named.flatMap(([at, name, known = []]) =>
    name === undefined || known.includes(name)
      ? []
      : [noSuch(name, known, [...path, ...at], source)],
  );
}

/** Needs go by their capability, the second of a kind by filing#2. */
function unknownNeeds(
  { need, expect }: WrittenCase,
  { needs }: WrittenUseCase,
  { source, path }: SourcePath,
  { capabilityIds }: Knowledge,
): Diagnostic[] {
  const known = needs.map((one) => capabilityIds[one.capability] ?? one.capability);
  const isKnown = (name: string) => known.includes(name.replace(/#\d+$/, ""));
  return [
    ...(need === undefined || isKnown(need)
      ? []
      : [noSuch(need, known, [...path, "need"], source)]),
    ...Object.keys(expect.route)
      .filter((one) => !isKnown(one))
      .map((one) => noSuch(one, known, [...path, "expect", "route", one], source)),
  ];
}

const noSuch = (name: string, known: readonly string[], at: Path, source: Source): Diagnostic =>
  problem(source, at, `there is no "${short(name)}" here`, suggest(name, known));

function unknownFacts(
  { facts }: WrittenCase,
  { source, path }: SourcePath,
  knowledge: Knowledge,
): Diagnostic[] {
  return Object.entries(facts).flatMap(([name, value]): Diagnostic[] => {
    const fact = registries.candidate.get(name);
    const place = source.locateKey([...path, "facts"], name);
    if (fact === undefined)
      return [
        {
          ...problem(
            source,
            path,
            `there is no fact named "${name}"`,
            suggest(name, registries.candidate.keys()),
          ),
          ...place,
        },
      ];
    const known = fact.values ?? knownNames(name, knowledge);
    const wrong =
      value === null
        ? undefined
        : [value].flat().find((one) => !fits(one, { ...fact, values: known }));
    if (wrong === undefined) return [];
    const help = known === undefined ? `Write a ${fact.type}.` : suggest(String(wrong), known);
    return [{ ...problem(source, path, `that is not a value of ${name}`, help), ...place }];
  });
}

function fits(
  value: unknown,
  fact: { readonly type: FactType["type"]; readonly values: readonly string[] | undefined },
): boolean {
  if (fact.values !== undefined) return fact.values.includes(String(value));
  return fact.type === "list" || typeof value === fact.type;
}

function expectationOf(
  { expect }: WrittenCase,
  { source, path }: SourcePath,
  knowledge: Knowledge,
  found: Diagnostic[],
): Expectation {
  const ids = (names: readonly string[], ...keys: string[]) =>
    names.flatMap((name, index) => {
      const rule = ruleNamed(name, knowledge);
      if (rule !== undefined) return [rule.id];
      const short = (id: string) => (name.includes("/") ? id : id.replace(/^.*\//, ""));
      const known = knowledge.rules.map((one) => short(one.id));
      const where = [...path, "expect", ...keys, index];
      found.push(problem(source, where, `there is no rule "${name}"`, suggest(name, known)));
      return [];
    });
  const byOption = (key: "vetoed" | "asks") =>
    Object.fromEntries(
      Object.entries(expect[key]).map(([option, names]) => [option, ids(names, key, option)]),
    );
  return {
    ...expect,
    fires: ids(expect.fires, "fires"),
    quiet: ids(expect.quiet, "quiet"),
    unknown: ids(expect.unknown, "unknown"),
    vetoed: byOption("vetoed"),
    asks: byOption("asks"),
    verdict: expect.verdict === undefined ? [] : [expect.verdict].flat(),
    status: expect.status,
  };
}

/** A rule by its id; the name of the pack may be left out. */
const ruleNamed = (name: string, { rules }: Knowledge): Rule | undefined =>
  rules.find((one) => one.id === name || one.id.endsWith(`/${name}`));

const problem = (source: Source, path: Path, message: string, help: string): Diagnostic => ({
  code: "test.reference",
  severity: "error",
  file: source.file,
  ...source.locate(path),
  message,
  help,
});
