import type { PackParameters } from "../../core/know/condition.ts";
import type { Rule } from "../../core/know/pack.ts";
import { isTree, type Tree, treeOf, treesIn, valueAt, withValue } from "../../core/know/tree.ts";
import type { LineColumn, Path, Source } from "../file/source.ts";
import { type FactType, operators, registries } from "./fact-types.ts";
import { parseRules } from "./rules.ts";

/** One small change of a rule file. Tests that cannot tell it from the original do not hold the rule. */
export interface Mutant extends LineColumn {
  readonly file: string;
  /** The rule, or the condition under `define`, that was changed. */
  readonly of: string;
  /** Name of the change within the rule: what `mutants: [{ at }]` of the rule quotes. */
  readonly at: string;
  /** Rules as they are after the change. */
  readonly rules: readonly Rule[];
}

interface RuleChange {
  readonly path: Path;
  readonly says: string;
  readonly value: unknown;
}

interface FactScope {
  readonly fields: ReadonlyMap<string, FactType>;
  readonly parameters: PackParameters;
}

/** Every mutant of a rule file that is a valid rule file itself. */
export function mutantsOf(source: Source, pack: string, parameters: PackParameters): Mutant[] {
  const written = source.value;
  const original = read(source, pack, parameters);
  const of = (parts: readonly Part[]) =>
    parts.flatMap(({ of, path, changes }) =>
      changes.flatMap((change): Mutant[] => {
        const value = withValue(written, change.path, change.value);
        const rules = read({ ...source, value }, pack, parameters);
        const changed = rules.filter((rule, index) => !same(rule, original[index]));
        if (changed.length === 0) return [];
        const place = nameOf(change.path.slice(path.length));
        const at = place === "" ? change.says : `${place}: ${change.says}`;
        return [{ file: source.file, ...source.locate(change.path), of, at, rules: changed }];
      }),
    );
  return of([
    ...definedParts(treeOf(valueAt(written, ["define"])), parameters),
    ...ruleParts(treesIn(written, "rules"), parameters),
  ]);
}

interface Part {
  readonly of: string;
  readonly path: Path;
  readonly changes: readonly RuleChange[];
}

/** A named condition may stand in rules of every kind; the widest registry knows all its facts. */
const definedParts = (define: Tree, parameters: PackParameters): Part[] =>
  Object.entries(define).map(([name, condition]) => {
    const path = ["define", name];
    return {
      of: name,
      path,
      changes: conditionChanges(condition, path, { fields: registries.candidate, parameters }),
    };
  });

const ruleParts = (rules: readonly Tree[], parameters: PackParameters): Part[] =>
  rules.map((rule, index) => {
    const path = ["rules", index];
    const fields = registries[rule.given as Rule["given"]];
    return {
      of: String(rule.id),
      path,
      changes: [
        ...conditionChanges(rule.when, [...path, "when"], { fields, parameters }),
        ...effectChanges(treeOf(rule.effect), [...path, "effect"]),
      ],
    };
  });

/** Rules of a source, or none where the change made it invalid. */
function read(source: Source, pack: string, parameters: PackParameters): readonly Rule[] {
  const rules = parseRules(source, pack, parameters);
  return rules.ok ? rules.value : [];
}

const same = (a: Rule, b: Rule | undefined): boolean =>
  JSON.stringify([a.when, a.effect]) === JSON.stringify([b?.when, b?.effect]);

/** A path as a person reads it. */
const nameOf = (path: Path): string =>
  path
    .filter((key) => key !== "when")
    .map((key) => (typeof key === "number" ? `item ${key + 1}` : key))
    .join(" ");

function effectChanges(effect: Tree, path: Path): RuleChange[] {
  if ("veto" in effect) return [{ path, says: "removes nothing", value: { advise: true } }];
  const { points } = effect;
  if (!isTree(points)) return [];
  const value = Number(points.value);
  return [{ path: [...path, "points", "value"], says: `${value} -> ${-value}`, value: -value }];
}

function conditionChanges(written: unknown, path: Path, scope: FactScope): RuleChange[] {
  if (!isTree(written)) return [];
  const keys = Object.keys(written);
  return [
    ...anyInsteadOfAll(written, path),
    ...keys.flatMap((key): RuleChange[] => {
      const dropped =
        keys.length < 2 ? [] : [{ path, says: `without ${key}`, value: without(written, key) }];
      return [...dropped, ...partChanges(key, written, path, scope)];
    }),
  ];
}

/** A mapping is an AND of its entries. */
function anyInsteadOfAll(written: Tree, path: Path): RuleChange[] {
  const entries = Object.entries(written);
  if (entries.length < 2) return [];
  return [
    {
      path,
      says: "all -> any",
      value: { any: entries.map(([key, value]) => ({ [key]: value })) },
    },
  ];
}

function partChanges(key: string, within: Tree, path: Path, scope: FactScope): RuleChange[] {
  const value = within[key];
  switch (key) {
    case "is":
      return [];
    case "not":
      return [
        { path, says: "not removed", value: { ...without(within, "not"), ...both(within, value) } },
        ...conditionChanges(value, [...path, key], scope),
      ];
    case "all":
    case "any":
      return listChanges(key, within, path, scope);
    default:
      return testChanges(key, within, path, scope);
  }
}

/** The inner condition beside what else the mapping holds; under a key that is free there. */
const both = (within: Tree, inner: unknown): Tree =>
  "all" in within ? { any: [inner] } : { all: [inner] };

function listChanges(key: "all" | "any", within: Tree, path: Path, scope: FactScope): RuleChange[] {
  const here = [...path, key];
  const list = within[key] as readonly unknown[];
  const other = key === "all" ? "any" : "all";
  const swapped =
    list.length < 2 || other in within
      ? []
      : [{ path, says: `${key} -> ${other}`, value: { ...without(within, key), [other]: list } }];
  return [
    ...swapped,
    ...list.flatMap((one, index): RuleChange[] => [
      ...(list.length < 2
        ? []
        : [{ path: here, says: `without item ${index + 1}`, value: list.toSpliced(index, 1) }]),
      ...conditionChanges(one, [...here, index], scope),
    ]),
  ];
}

function testChanges(field: string, within: Tree, path: Path, scope: FactScope): RuleChange[] {
  const here = [...path, field];
  const fact = scope.fields.get(field);
  const tests = within[field];
  if (fact === undefined) return [];
  if (!isTree(tests))
    return oneTest(fact, { operator: "eq", operand: tests, rest: {} }, here, scope);
  const names = Object.keys(tests);
  const alone = names.map((operator) => ({ [field]: { [operator]: tests[operator] } }));
  const either =
    names.length < 2
      ? []
      : [
          {
            path,
            says: `${field} all -> any`,
            value: { ...without(within, field), ...both(within, { any: alone }) },
          },
        ];
  return [
    ...either,
    ...names.flatMap((operator) => {
      const rest = without(tests, operator);
      const dropped =
        names.length < 2 ? [] : [{ path: here, says: `without ${operator}`, value: rest }];
      return [
        ...dropped,
        ...oneTest(fact, { operator, operand: tests[operator], rest }, here, scope),
      ];
    }),
  ];
}

const otherOperators: Readonly<Record<string, readonly string[]>> = {
  eq: ["ne"],
  ne: ["eq"],
  lt: ["lte", "gte"],
  lte: ["lt", "gt"],
  gt: ["gte", "lt"],
  gte: ["gt", "lt"],
  containsAll: ["containsAny"],
  containsAny: ["containsAll"],
};

interface MutatedTest {
  readonly operator: string;
  readonly operand: unknown;
  /** The other tests of the same fact. */
  readonly rest: Tree;
}

/** Changes of one test. */
function oneTest(
  fact: FactType,
  { operator, operand, rest }: MutatedTest,
  here: Path,
  scope: FactScope,
): RuleChange[] {
  const replace = (says: string, name: string, value: unknown): RuleChange => ({
    path: here,
    says,
    value: { ...rest, [name]: value },
  });
  const known: readonly string[] = operators[fact.type];
  const swapped = (otherOperators[operator] ?? [])
    .filter((name) => known.includes(name))
    .map((name) => replace(`${operator} -> ${name}`, name, operand));
  const moved = operandChanges(fact, operator, operand, scope).map(({ says, value }) =>
    replace(`${operator} ${says}`, operator, value),
  );
  const there = operator.startsWith("contains")
    ? [replace(`${operator} -> exists`, "exists", true)]
    : [];
  return [...swapped, ...there, ...moved];
}

type Moved = Pick<RuleChange, "says" | "value">;

function operandChanges(
  fact: FactType,
  operator: string,
  operand: unknown,
  scope: FactScope,
): Moved[] {
  if (isTree(operand)) return referenceChanges(operand, scope);
  if (Array.isArray(operand)) return listOperandChanges(fact, operator, operand);
  if (typeof operand === "boolean") return [{ says: `${operand} -> ${!operand}`, value: !operand }];
  if (typeof operand === "number") return steps(operand);
  const other = nextValue(fact, [operand]);
  return other === undefined ? [] : [{ says: `${operand} -> ${other}`, value: other }];
}

/** A parameter is moved at this one place, a factor by the last digit that somebody wrote. */
function referenceChanges(operand: Tree, { parameters }: FactScope): Moved[] {
  const value = parameters[String(operand.param)];
  if (typeof value === "number")
    return steps(value).map((one) => ({ ...one, says: `${operand.param} ${one.says}` }));
  if (typeof operand.times !== "number") return [];
  return steps(operand.times).map(({ says, value: times }) => ({
    says: `times ${says}`,
    value: { ...operand, times },
  }));
}

function listOperandChanges(fact: FactType, operator: string, list: readonly unknown[]): Moved[] {
  if (operator === "between")
    return [0, 1].flatMap((end) =>
      steps(Number(list[end])).map(({ says, value }) => ({ says, value: list.with(end, value) })),
    );
  const fewer = list.map((one, index) => ({
    says: `without ${one}`,
    value: list.toSpliced(index, 1),
  }));
  const more = (fact.values ?? [])
    .filter((one) => !list.includes(one))
    .map((one) => ({ says: `with ${one}`, value: [...list, one] }));
  return [...(list.length < 2 ? [] : fewer), ...more];
}

/** One unit of the last digit, up and down. */
function steps(value: number): Moved[] {
  const digits = String(value).split(".")[1]?.length ?? 0;
  return [1, -1].map((sign) => {
    const moved = Number((value + sign * 10 ** -digits).toFixed(digits));
    return { says: `${value} -> ${moved}`, value: moved };
  });
}

const nextValue = (fact: FactType, taken: readonly unknown[]): string | undefined =>
  fact.values?.find((one) => !taken.includes(one));

const without = (tree: Tree, key: string): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key));
