import type { Condition, Context, Operator, Truth } from "./condition.ts";
import { evaluate, read, resolve } from "./evaluate.ts";

/** One test of a rule with what was found, for people who ask why. */
export interface Tested {
  readonly path: string;
  readonly operator: Operator | "some" | "every" | "none";
  readonly expected: unknown;
  readonly actual: unknown;
  readonly result: Truth;
  /** actual - expected where both are numbers: how far the test is from turning. */
  readonly margin?: number;
}

/** All tests of a condition, in the order in which they are written. Built only for rules that are shown. */
export function trace(condition: Condition, context: Context): Tested[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap((one) => trace(one, context));
    case "not":
      return trace(condition.of, context);
    case "test": {
      const actual = read(context.facts, condition.path);
      const expected = resolve(condition.operand, context);
      const margin =
        typeof actual === "number" && typeof expected === "number" ? actual - expected : undefined;
      return [
        {
          path: condition.path,
          operator: condition.operator,
          expected,
          actual,
          result: evaluate(condition, context),
          ...(margin === undefined ? {} : { margin }),
        },
      ];
    }
    default:
      return [
        {
          path: condition.path,
          operator: condition.kind,
          expected: undefined,
          actual: read(context.facts, condition.path),
          result: evaluate(condition, context),
        },
      ];
  }
}

/** Paths of the facts that kept a rule from being decided. */
export function missing(condition: Condition, context: Context): string[] {
  const lacking = trace(condition, context).filter((one) => one.result === "unknown");
  return [...new Set(lacking.map((one) => one.path))];
}

/** Fills `{dotted.path}` and `{param:name}` of a sentence; the loader has checked that every placeholder exists. */
export function fill(sentence: string, context: Context): string {
  return sentence.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = name.startsWith("param:")
      ? context.parameters[name.slice(6)]
      : read(context.facts, name);
    return show(value);
  });
}

function show(value: unknown): string {
  if (value === undefined) return "unknown";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "number") return amount(value);
  return String(value);
}

/** Two decimals; from a thousand on none, with a comma before every three digits. */
function amount(value: number): string {
  if (Math.abs(value) < 1000) return String(Math.round(value * 100) / 100);
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}
