import type {
  Condition,
  Operand,
  Operator,
  PackParameters,
  Scalar,
} from "../../core/know/condition.ts";
import { isTree } from "../../core/know/tree.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { LineColumn, Path, Source } from "../file/source.ts";
import { short } from "../input/check.ts";
import { type FactType, operators } from "./fact-types.ts";

export interface Scope {
  readonly source: Source;
  readonly fields: ReadonlyMap<string, FactType>;
  readonly parameters: PackParameters;
  readonly define: Readonly<Record<string, unknown>>;
  /** Collects trouble; a condition with trouble is never evaluated. */
  readonly report: (diagnostic: Diagnostic) => void;
  readonly depth?: number;
}

const never: Condition = { kind: "any", of: [] };

/** A condition as written, checked and turned into data that the core evaluates. */
export function parseCondition(written: unknown, path: Path, scope: Scope): Condition {
  if (written === null || typeof written !== "object" || Array.isArray(written)) {
    return complain(
      scope,
      path,
      "a condition must be a mapping of facts to tests",
      "Write, for example: team.mlEngineers: { gte: 1 }",
    );
  }
  const parts = Object.entries(written).map(([key, value]) => parsePart(key, value, path, scope));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "all", of: parts };
}

function parsePart(key: string, value: unknown, path: Path, scope: Scope): Condition {
  const here = [...path, key];
  switch (key) {
    case "all":
    case "any":
      if (!Array.isArray(value) || value.length === 0)
        return complain(
          scope,
          here,
          `"${key}" needs a list with at least one condition`,
          "Write its conditions as list items.",
        );
      return {
        kind: key,
        of: value.map((one, index) => parseCondition(one, [...here, index], scope)),
      };
    case "not":
      return { kind: "not", of: parseCondition(value, here, scope) };
    case "is":
      return named(value, here, scope);
    default:
      return parseTests(key, value, here, scope);
  }
}

function named(value: unknown, here: Path, scope: Scope): Condition {
  const name = String(value);
  const depth = (scope.depth ?? 0) + 1;
  if (!Object.hasOwn(scope.define, name))
    return complain(
      scope,
      here,
      `there is no condition named "${short(name)}" under define`,
      suggest(name, Object.keys(scope.define)),
    );
  if (depth > 10)
    return complain(scope, here, `"${short(name)}" is defined by itself`, "Break the circle.");
  return parseCondition(scope.define[name], ["define", name], { ...scope, depth });
}

function parseTests(field: string, value: unknown, here: Path, scope: Scope): Condition {
  const fact = scope.fields.get(field);
  if (fact === undefined) {
    return complainAt(
      scope,
      scope.source.locateKey(here.slice(0, -1), field),
      `there is no fact named "${short(field)}"`,
      suggest(field, scope.fields.keys()),
    );
  }
  const isMapping = isTree(value);
  const tests = Object.entries(isMapping ? value : { eq: value });
  if (tests.length === 0)
    return complain(
      scope,
      here,
      `${field} is tested for nothing`,
      "Write an operator and a value.",
    );
  checkRange(field, tests, here, scope);
  const parsed = tests.map(([operator, operand]) =>
    parseTest({ field, fact, operator }, operand, isMapping ? [...here, operator] : here, scope),
  );
  const [only] = parsed;
  return parsed.length === 1 && only !== undefined ? only : { kind: "all", of: parsed };
}

/** `gt: 10` with `lt: 5` can never hold. */
function checkRange(
  field: string,
  tests: readonly [string, unknown][],
  here: Path,
  scope: Scope,
): void {
  const bound = (names: readonly string[]) =>
    tests.find(([operator, value]) => names.includes(operator) && typeof value === "number")?.[1] as
      | number
      | undefined;
  const low = bound(["gt", "gte"]);
  const high = bound(["lt", "lte"]);
  if (low !== undefined && high !== undefined && low > high)
    complain(
      scope,
      here,
      `${field} can not be above ${low} and below ${high}`,
      "Turn the bounds round.",
    );
}

/** What a value is compared with, and how. */
interface WrittenComparison<Name extends string = string> {
  readonly field: string;
  readonly fact: FactType;
  readonly operator: Name;
}

function parseTest(
  { field, fact, operator }: WrittenComparison,
  value: unknown,
  here: Path,
  scope: Scope,
): Condition {
  const known: readonly string[] = operators[fact.type];
  if (!known.includes(operator)) {
    return complain(
      scope,
      here,
      `"${short(operator)}" does not apply to ${field}, which is a ${fact.type}`,
      suggest(operator, known),
    );
  }
  const comparison = { field, fact, operator: operator as Operator };
  const operand = parseOperand(comparison, value, here, scope);
  return operand === undefined
    ? never
    : { kind: "test", path: field, operator: comparison.operator, operand };
}

function parseOperand(
  comparison: WrittenComparison<Operator>,
  value: unknown,
  here: Path,
  scope: Scope,
): Operand | undefined {
  const { fact, operator } = comparison;
  if (isTree(value)) return parseReference(comparison, value, here, scope);
  const wantsList =
    operator === "in" ||
    operator === "between" ||
    operator === "containsAny" ||
    operator === "containsAll";
  if (
    wantsList !== Array.isArray(value) ||
    (operator === "between" && (value as unknown[]).length !== 2)
  ) {
    const expected = operator === "between" ? "two numbers" : wantsList ? "a list" : "one value";
    return trouble(scope, here, `"${operator}" takes ${expected}`, `Write ${expected} there.`);
  }
  const values = Array.isArray(value) ? value : [value];
  const wrong = values.find((one) => !fits(one, fact, operator));
  if (wrong !== undefined) return wrongValue(comparison, wrong, here, scope);
  return { kind: "literal", value: value as Scalar | readonly Scalar[] };
}

function fits(value: unknown, fact: FactType, operator: Operator): boolean {
  if (operator === "exists") return typeof value === "boolean";
  if (fact.values !== undefined) return typeof value === "string" && fact.values.includes(value);
  if (fact.type === "list") return typeof value === "string" || typeof value === "number";
  return typeof value === fact.type;
}

function wrongValue(
  { field, fact }: WrittenComparison,
  value: unknown,
  here: Path,
  scope: Scope,
): undefined {
  const shown = typeof value === "object" ? "a structure" : `"${short(String(value))}"`;
  if (fact.values !== undefined)
    return trouble(
      scope,
      here,
      `${shown} is not a value of ${field}`,
      suggest(String(value), fact.values),
    );
  return trouble(
    scope,
    here,
    `${field} is a ${fact.type}, but it is compared with ${shown}, a ${typeof value}`,
    `Write a ${fact.type}.`,
  );
}

function parseReference(
  { field, fact, operator }: WrittenComparison<Operator>,
  value: Record<string, unknown>,
  here: Path,
  scope: Scope,
): Operand | undefined {
  const keys = Object.keys(value);
  if (typeof value.param === "string" && keys.length === 1) {
    const name = value.param;
    const known = Object.hasOwn(scope.parameters, name) ? scope.parameters[name] : undefined;
    if (known === undefined)
      return trouble(
        scope,
        here,
        `there is no parameter named "${short(name)}"`,
        suggest(name, Object.keys(scope.parameters)),
      );
    return fits(known, fact, operator)
      ? { kind: "parameter", name }
      : trouble(
          scope,
          here,
          `parameter ${name} is not a value of ${field}`,
          `Use a parameter that is a ${fact.type}.`,
        );
  }
  if (typeof value.ref === "string" && keys.every((key) => key === "ref" || key === "times")) {
    const target = scope.fields.get(value.ref);
    if (target === undefined)
      return trouble(
        scope,
        here,
        `there is no fact named "${short(value.ref)}"`,
        suggest(value.ref, scope.fields.keys()),
      );
    const times = factorOf(value.times, here, scope);
    if (!comparable(fact, target, operator))
      return trouble(
        scope,
        here,
        `${field} and ${value.ref} cannot be compared with "${operator}"`,
        "Compare facts of one type.",
      );
    return { kind: "fact", path: value.ref, times };
  }
  return trouble(
    scope,
    here,
    `the right side of "${operator}" is not understood`,
    "Write a value, { param: name } or { ref: fact, times: a parameter }.",
  );
}

/** A factor is a number, or the name of a parameter. */
function factorOf(written: unknown, here: Path, scope: Scope): number {
  if (written === undefined || typeof written === "number") return written ?? 1;
  const known = typeof written === "string" ? scope.parameters[written] : undefined;
  if (typeof known === "number") return known;
  complain(
    scope,
    here,
    `there is no numeric parameter named "${short(String(written))}"`,
    suggest(String(written), Object.keys(scope.parameters)),
  );
  return 1;
}

function comparable(fact: FactType, target: FactType, operator: Operator): boolean {
  if (operator === "in") return target.type === "list";
  if (operator === "containsAny" || operator === "containsAll") return target.type === "list";
  return operator === "contains" ? target.type !== "list" : fact.type === target.type;
}

const complain = (scope: Scope, path: Path, message: string, help: string): Condition =>
  complainAt(scope, scope.source.locate(path), message, help);

function complainAt(scope: Scope, place: LineColumn, message: string, help: string): Condition {
  scope.report({
    code: "rule.condition",
    severity: "error",
    file: scope.source.file,
    ...place,
    message,
    help,
  });
  return never;
}

function trouble(scope: Scope, path: Path, message: string, help: string): undefined {
  complain(scope, path, message, help);
  return undefined;
}
