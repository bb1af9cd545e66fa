import type { Condition, Context, Facts, Operand, Operator, Truth } from "./condition.ts";

const keysOfPath = new Map<string, readonly string[]>();

/** Paths are few and read millions of times, so each is split once. */
function keysOf(path: string): readonly string[] {
  const known = keysOfPath.get(path);
  if (known !== undefined) return known;
  const keys = path.split(".");
  keysOfPath.set(path, keys);
  return keys;
}

/** The value at a dotted path; undefined where any part is missing or null. */
export function read(facts: unknown, path: string): unknown {
  let value = facts;
  for (const key of keysOf(path)) {
    if (value === undefined || value === null || typeof value !== "object") return undefined;
    value = (value as Facts)[key];
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

/** Both sides are present and of the right kind: the loader checked them against the schema of facts. */
const compare: Record<
  Exclude<Operator, "exists">,
  (actual: unknown, expected: unknown) => boolean
> = {
  eq: (actual, expected) => actual === expected,
  ne: (actual, expected) => actual !== expected,
  lt: (actual, expected) => (actual as number) < (expected as number),
  lte: (actual, expected) => (actual as number) <= (expected as number),
  gt: (actual, expected) => (actual as number) > (expected as number),
  gte: (actual, expected) => (actual as number) >= (expected as number),
  between: (actual, expected) => {
    const [low, high] = expected as readonly [number, number];
    return (actual as number) >= low && (actual as number) <= high;
  },
  in: (actual, expected) => (expected as List).includes(actual),
  contains: (actual, expected) => (actual as List).includes(expected),
  containsAny: (actual, expected) =>
    (expected as List).some((one) => (actual as List).includes(one)),
  containsAll: (actual, expected) =>
    (expected as List).every((one) => (actual as List).includes(one)),
};

function test(actual: unknown, operator: Operator, expected: unknown): Truth {
  if (operator === "exists") return (actual !== undefined) === expected;
  if (actual === undefined || expected === undefined) return "unknown";
  return compare[operator](actual, expected);
}

export function evaluate(condition: Condition, context: Context): Truth {
  switch (condition.kind) {
    case "test":
      return test(
        read(context.facts, condition.path),
        condition.operator,
        resolve(condition.operand, context),
      );
    case "all":
      return fold(condition.of, (one) => evaluate(one, context), false);
    case "any":
      return fold(condition.of, (one) => evaluate(one, context), true);
    case "not":
      return negate(evaluate(condition.of, context));
    default:
      return quantify(condition, context);
  }
}

/** `all` stops at the first false, `any` at the first true; one unknown among the rest leaves the whole unknown. */
function fold<T>(items: readonly T[], truth: (item: T) => Truth, decisive: boolean): Truth {
  let result: Truth = !decisive;
  for (const item of items) {
    const one = truth(item);
    if (one === decisive) return decisive;
    if (one === "unknown") result = "unknown";
  }
  return result;
}

const negate = (truth: Truth): Truth => (truth === "unknown" ? "unknown" : !truth);

function quantify(
  condition: Extract<Condition, { path: string; of: Condition }>,
  context: Context,
): Truth {
  const items = read(context.facts, condition.path);
  if (!Array.isArray(items)) return "unknown";
  const each = (item: Facts) => evaluate(condition.of, { ...context, facts: item });
  if (condition.kind === "every") return fold(items as Facts[], each, false);
  const some = fold(items as Facts[], each, true);
  return condition.kind === "some" ? some : negate(some);
}
