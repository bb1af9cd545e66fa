import {
  type Condition,
  type Context,
  type Facts,
  type Operand,
  type Operator,
  pending,
  type Truth,
} from "../../know/condition.ts";
import { remembering } from "../../know/remember.ts";

/** Paths are few and read millions of times, so each is split once. */
const keysOf = remembering((path: string): readonly string[] => path.split("."), new Map());

/** The value at a dotted path; undefined where any part is missing or null. */
export const read = (facts: unknown, path: string): unknown => readKeys(facts, keysOf(path));

function readKeys(facts: unknown, keys: readonly string[]): unknown {
  let value = facts;
  for (let i = 0; i < keys.length; i++) {
    if (value === pending) return pending;
    if (value === undefined || value === null || typeof value !== "object") return undefined;
    value = (value as Facts)[keys[i] as string];
  }
  return value ?? undefined;
}

export function resolve(operand: Operand, context: Context): unknown {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "parameter":
      return context.parameters[operand.name];
    case "fact": {
      const value = read(context.facts, operand.path);
      return typeof value === "number" ? value * operand.times : value;
    }
  }
}

type List = readonly unknown[];

const compare: Record<Exclude<Operator, "exists">, (actual: never, expected: never) => boolean> = {
  eq: (actual: unknown, expected: unknown) => actual === expected,
  ne: (actual: unknown, expected: unknown) => actual !== expected,
  lt: (actual: number, expected: number) => actual < expected,
  lte: (actual: number, expected: number) => actual <= expected,
  gt: (actual: number, expected: number) => actual > expected,
  gte: (actual: number, expected: number) => actual >= expected,
  // By index: taking a pair apart costs more than the comparison.
  between: (actual: number, range: readonly [number, number]) =>
    actual >= range[0] && actual <= range[1],
  in: (actual: unknown, expected: List) => expected.includes(actual),
  contains: (actual: List, expected: unknown) => actual.includes(expected),
  containsAny: (actual: List, expected: List) => expected.some((one) => actual.includes(one)),
  containsAll: (actual: List, expected: List) => expected.every((one) => actual.includes(one)),
};

export type Decide = (context: Context) => Truth;

const compiled = remembering(compile, new WeakMap<Condition, Decide>());

/** The truth of a condition. Each condition is turned into a function once; who asks very often keeps it. */
export const evaluate = (condition: Condition, context: Context): Truth =>
  compiled(condition)(context);

/**
 * What is left to ask of a condition once all but the pending facts are known: what is decided now stays so, whatever those
 * turn out to be (Kleene).
 */
export function leftOf(condition: Condition, context: Context): Condition | boolean {
  const { kind } = condition;
  if (kind === "all" || kind === "any") {
    const decisive = kind === "any";
    const parts = condition.of.map((one) => leftOf(one, context));
    if (parts.includes(decisive)) return decisive;
    const of = parts.filter((one) => typeof one !== "boolean");
    const [first, ...more] = of;
    if (first === undefined) return !decisive;
    return more.length === 0 ? first : { kind, of };
  }
  const truth = evaluate(condition, context);
  return truth === "unknown" ? condition : truth;
}

/** A condition as a function, with its paths split. */
export function compile(condition: Condition): Decide {
  switch (condition.kind) {
    case "test":
      return compileTest(condition);
    case "all":
      return fold(condition.of.map(compiled), false);
    case "any":
      return fold(condition.of.map(compiled), true);
    case "not": {
      const inner = compiled(condition.of);
      return (context) => negate(inner(context));
    }
  }
}

function compileTest({ path, operator, operand }: Extract<Condition, { kind: "test" }>): Decide {
  const keys = keysOf(path);
  if (operator === "exists") {
    return (context) => {
      const actual = readKeys(context.facts, keys);
      return actual === pending ? "unknown" : (actual !== undefined) === resolve(operand, context);
    };
  }
  // Both sides are present and of the right kind: the loader checked them against the schema of facts.
  const holds = compare[operator] as (actual: unknown, expected: unknown) => boolean;
  return (context) => {
    const actual = readKeys(context.facts, keys);
    const expected = resolve(operand, context);
    return isKnown(actual) && isKnown(expected)
      ? holds(actual, expected)
      : decidedByNothing(operator, actual, expected);
  };
}

const isKnown = (value: unknown): boolean => value !== undefined && value !== pending;

/** An empty list holds nothing and asks for nothing, whatever the other side turns out to be. */
function decidedByNothing(operator: Operator, actual: unknown, expected: unknown): Truth {
  if (operator === "containsAll") return isEmpty(expected) || "unknown";
  const isList = operator === "contains" || operator === "containsAny";
  const holdsNone = isList && isEmpty(actual);
  const asksNone = (operator === "in" || operator === "containsAny") && isEmpty(expected);
  return holdsNone || asksNone ? false : "unknown";
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/**
 * `all` stops at the first false, `any` at the first true; one unknown among the rest leaves the whole unknown. Booleans are
 * told apart first: comparing one of three values with a variable is slow in this, the innermost loop.
 */
const fold =
  (parts: readonly Decide[], decisive: boolean): Decide =>
  (context) => {
    let result: Truth = !decisive;
    for (const part of parts) {
      const one = part(context);
      if (one !== true && one !== false) result = "unknown";
      else if (one === decisive) return decisive;
    }
    return result;
  };

const negate = (truth: Truth): Truth => (truth === "unknown" ? "unknown" : !truth);
