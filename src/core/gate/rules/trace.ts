import type { Condition, Context, Operator, Truth } from "../../know/condition.ts";
import { grouped } from "../../know/money.ts";
import { remembering } from "../../know/remember.ts";
import { evaluate, read, resolve } from "./evaluate.ts";

/** One test of a rule with what was found, for people who ask why. */
export interface Tested {
  readonly path: string;
  readonly operator: Operator;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly result: Truth;
  /** actual - expected where both are numbers: how far the test is from turning. */
  readonly margin?: number;
}

/** A test of a condition with what was found. */
type FactTest = Pick<Tested, "path" | "operator" | "expected" | "actual">;

type Test = Extract<Condition, { kind: "test" }>;

/** All tests of a condition, in the order in which they are written. */
const testsOf = remembering(
  (condition: Condition): readonly Test[] =>
    condition.kind === "test"
      ? [condition]
      : condition.kind === "not"
        ? testsOf(condition.of)
        : condition.of.flatMap(testsOf),
  new WeakMap(),
);

const foundOf = (test: Test, context: Context): FactTest => ({
  path: test.path,
  operator: test.operator,
  expected: resolve(test.operand, context),
  actual: read(context.facts, test.path),
});

/** What each test of a condition found. */
export const findings = (condition: Condition, context: Context): FactTest[] =>
  testsOf(condition).map((test) => foundOf(test, context));

/** The same with how each test ended. Built only for rules that are shown. */
export const trace = (condition: Condition, context: Context): Tested[] =>
  testsOf(condition).map((test) => {
    const found = foundOf(test, context);
    const { expected, actual } = found;
    const areNumbers = typeof actual === "number" && typeof expected === "number";
    return {
      ...found,
      result: evaluate(test, context),
      ...(areNumbers ? { margin: actual - expected } : {}),
    };
  });

/** Paths of the facts that kept a rule from being decided. */
export function missing(condition: Condition, context: Context): string[] {
  const lacking = testsOf(condition).filter((one) => evaluate(one, context) === "unknown");
  return [...new Set(lacking.map((one) => one.path))];
}

/** Texts and the names between them, in turn. */
const partsOf = remembering(
  (sentence: string): readonly string[] => sentence.split(/\{([^}]+)\}/),
  new Map(),
);

/** Fills `{dotted.path}` and `{param:name}` of a sentence; the loader has checked that every placeholder exists. */
export function fill(sentence: string, { facts, parameters }: Context): string {
  const factOf = (name: string) =>
    name.startsWith("param:") ? parameters[name.slice(6)] : read(facts, name);
  return partsOf(sentence)
    .map((part, at) => (at % 2 === 0 ? part : show(factOf(part))))
    .join("");
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
  return grouped(Math.round(value));
}
