import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/core/gate/rules/evaluate.ts";
import { pathsOf } from "../../../src/core/gate/rules/paths.ts";
import { missing, trace } from "../../../src/core/gate/rules/trace.ts";
import {
  type Condition,
  type Context,
  type Facts,
  type Operand,
  pending,
  type Scalar,
  type Truth,
} from "../../../src/core/know/condition.ts";

/**
 * A second evaluation, written apart from the first: each condition becomes a closure over numbers, 1 for true, 0 for
 * false and 1/2 for unknown, in which "all" is the minimum, "any" the maximum and "not" the complement (Kleene 1952).
 */
type Degree = (facts: Facts, parameters: Facts) => number;

function closure(condition: Condition): Degree {
  switch (condition.kind) {
    case "all": {
      const parts = condition.of.map(closure);
      return (...given) => Math.min(1, ...parts.map((one) => one(...given)));
    }
    case "any": {
      const parts = condition.of.map(closure);
      return (...given) => Math.max(0, ...parts.map((one) => one(...given)));
    }
    case "not": {
      const inner = closure(condition.of);
      return (...given) => 1 - inner(...given);
    }
    case "test":
      return single(condition);
  }
}

function at(facts: unknown, path: string): unknown {
  const [head = "", ...tail] = path.split(".");
  if (typeof facts !== "object" || facts === null) return null;
  const value = (facts as Facts)[head] ?? null;
  return tail.length === 0 ? value : at(value, tail.join("."));
}

function single({ path, operator, operand }: Extract<Condition, { kind: "test" }>): Degree {
  return (facts, parameters) => {
    const left = at(facts, path);
    const right = rightSide(operand, facts, parameters);
    if (operator === "exists") return Number((left !== null) === right);
    const sized = [left, right].map((side) => (Array.isArray(side) ? side.length : 1));
    if (left === null || right === null) {
      // Nothing is in an empty list, and an empty list is within any other.
      if (operator === "containsAll") return right !== null && sized[1] === 0 ? 1 : 0.5;
      if (operator === "in") return sized[1] === 0 ? 0 : 0.5;
      if (operator === "contains") return sized[0] === 0 ? 0 : 0.5;
      return operator === "containsAny" && sized.includes(0) ? 0 : 0.5;
    }
    return Number(holds(operator, left, right));
  };
}

function rightSide(operand: Operand, facts: Facts, parameters: Facts): unknown {
  if (operand.kind === "literal") return operand.value;
  if (operand.kind === "parameter") return parameters[operand.name] ?? null;
  const value = at(facts, operand.path);
  return typeof value === "number" ? value * operand.times : value;
}

function holds(operator: string, left: unknown, right: unknown): boolean {
  const [l, r] = [left as number, right as number];
  const set = (value: unknown) => new Set(value as Scalar[]);
  if (operator === "eq") return Object.is(left, right) || left === right;
  if (operator === "ne") return !holds("eq", left, right);
  if (operator === "lt") return r - l > 0;
  if (operator === "gte") return !(r - l > 0);
  if (operator === "gt") return l - r > 0;
  if (operator === "lte") return !(l - r > 0);
  if (operator === "in") return set(right).has(left as Scalar);
  if (operator === "contains") return set(left).has(right as Scalar);
  if (operator === "between") {
    const [low = 0, high = 0] = right as number[];
    return !(l < low || l > high);
  }
  const wanted = [...set(right)];
  const there = wanted.filter((one) => set(left).has(one));
  return operator === "containsAny" ? there.length > 0 : there.length === wanted.length;
}

const asTruth = (degree: number): Truth => (degree === 0.5 ? "unknown" : degree === 1);

// Small domains, so that equal values, empty lists and missing facts come often.
const number = fc.integer({ min: -2, max: 3 });
const word = fc.constantFrom("a", "b", "c");
const words = fc.uniqueArray(word, { maxLength: 3 });

const facts = fc.record(
  {
    n: number,
    m: number,
    s: word,
    t: fc.option(word),
    b: fc.boolean(),
    list: words,
    other: words,
    deep: fc.record({ n: number, list: words }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
const parameters = fc.record({ p: number, q: word });

const numbers = fc.constantFrom("n", "m", "deep.n");
const texts = fc.constantFrom("s", "t");
const lists = fc.constantFrom("list", "other", "deep.list");

const literal = (value: fc.Arbitrary<Scalar | readonly Scalar[]>): fc.Arbitrary<Operand> =>
  value.map((one) => ({ kind: "literal", value: one }));
const fact = (
  path: fc.Arbitrary<string>,
  times: fc.Arbitrary<number> = fc.constant(1),
): fc.Arbitrary<Operand> => fc.record({ kind: fc.constant("fact" as const), path, times });
const parameter = (name: string): fc.Arbitrary<Operand> => fc.constant({ kind: "parameter", name });

const test = (
  path: fc.Arbitrary<string>,
  operator: fc.Arbitrary<Extract<Condition, { kind: "test" }>["operator"]>,
  operand: fc.Arbitrary<Operand>,
): fc.Arbitrary<Condition> =>
  fc.record({ kind: fc.constant("test" as const), path, operator, operand });

const range = fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const any = fc.oneof(numbers, texts, lists, fc.constantFrom("b", "deep"));

const tests = fc.oneof(
  test(
    numbers,
    fc.constantFrom("eq", "ne", "lt", "lte", "gt", "gte"),
    fc.oneof(literal(number), parameter("p"), fact(numbers, fc.constantFrom(1, 2, 0.5))),
  ),
  test(numbers, fc.constant("between"), literal(range)),
  test(numbers, fc.constant("in"), literal(fc.array(number, { maxLength: 3 }))),
  test(texts, fc.constantFrom("eq", "ne"), fc.oneof(literal(word), parameter("q"), fact(texts))),
  test(texts, fc.constant("in"), fc.oneof(literal(words), fact(lists))),
  test(fc.constant("b"), fc.constantFrom("eq", "ne"), literal(fc.boolean())),
  test(lists, fc.constant("contains"), fc.oneof(literal(word), parameter("q"), fact(texts))),
  test(lists, fc.constantFrom("containsAny", "containsAll"), fc.oneof(literal(words), fact(lists))),
  test(any, fc.constant("exists"), literal(fc.boolean())),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    { weight: 4, arbitrary: tests },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("all" as const, "any" as const),
        of: fc.array(tie("condition"), { maxLength: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("not" as const), of: tie("condition") }),
    },
  ),
}));

const pairs = 10_000;

describe("the matcher", () => {
  it(`agrees with a second evaluation on ${pairs} rules and facts`, () => {
    const seen = { true: 0, false: 0, unknown: 0 };
    const kinds = new Set<string>();
    fc.assert(
      fc.property(condition, facts, parameters, (rule, known, values) => {
        const context: Context = { facts: known, parameters: values };
        const expected = asTruth(closure(rule)(known, values));
        const truth = evaluate(rule, context);
        seen[String(truth) as keyof typeof seen]++;
        for (const { operator } of trace(rule, context)) kinds.add(operator);
        expect(truth).toBe(expected);
      }),
      { numRuns: pairs, seed: 20261123 },
    );
    console.log(`matcher: ${pairs} pairs, ${JSON.stringify(seen)}, ${kinds.size} operators`);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(pairs / 10);
    expect([...kinds].sort()).toEqual([
      "between",
      "contains",
      "containsAll",
      "containsAny",
      "eq",
      "exists",
      "gt",
      "gte",
      "in",
      "lt",
      "lte",
      "ne",
    ]);
  });

  it("never changes its mind when a missing fact becomes known", () => {
    fc.assert(
      fc.property(condition, facts, facts, parameters, (rule, known, more, values) => {
        fc.pre(!JSON.stringify(rule).includes('"exists"'));
        const before = evaluate(rule, { facts: known, parameters: values });
        fc.pre(before !== "unknown");
        const filled = { ...more, ...known, deep: { ...more.deep, ...known.deep } };
        expect(evaluate(rule, { facts: filled, parameters: values })).toBe(before);
      }),
      { numRuns: 3000, seed: 20261123 },
    );
  });

  it("tells nothing while facts are pending that it takes back when they are known, or missing", () => {
    const names = ["n", "m", "s", "t", "b", "list", "other", "deep"];
    let told = 0;
    fc.assert(
      fc.property(condition, facts, fc.subarray(names), parameters, (rule, known, late, values) => {
        const waiting = { ...known, ...Object.fromEntries(late.map((name) => [name, pending])) };
        const before = evaluate(rule, { facts: waiting, parameters: values });
        if (before === "unknown") return;
        told++;
        expect(evaluate(rule, { facts: known, parameters: values })).toBe(before);
      }),
      { numRuns: 5000, seed: 20261123 },
    );
    expect(told).toBeGreaterThan(1000);
  });

  it("is unknown only where it can name a missing fact", () => {
    fc.assert(
      fc.property(condition, facts, parameters, (rule, known, values) => {
        const context: Context = { facts: known, parameters: values };
        fc.pre(evaluate(rule, context) === "unknown");
        const lacking = missing(rule, context);
        expect(lacking.length).toBeGreaterThan(0);
        const asked = pathsOf(rule);
        for (const path of lacking) expect(asked).toContain(path);
      }),
      { numRuns: 3000, seed: 20261123 },
    );
  });

  it("follows Kleene's tables", () => {
    const truths: readonly Truth[] = [true, false, "unknown"];
    const is = (path: string): Condition => ({
      kind: "test",
      path,
      operator: "eq",
      operand: { kind: "literal", value: true },
    });
    const context = (a: Truth, b: Truth): Context => ({
      facts: { ...(a === "unknown" ? {} : { a }), ...(b === "unknown" ? {} : { b }) },
      parameters: {},
    });
    const table = truths.flatMap((a) =>
      truths.map((b) => {
        const given = context(a, b);
        const all = evaluate({ kind: "all", of: [is("a"), is("b")] }, given);
        const or = evaluate({ kind: "any", of: [is("a"), is("b")] }, given);
        const not = evaluate({ kind: "not", of: is("a") }, given);
        return [a, b, all, or, not].join(" ");
      }),
    );
    expect(table).toEqual([
      "true true true true false",
      "true false false true false",
      "true unknown unknown true false",
      "false true false true true",
      "false false false false true",
      "false unknown false unknown true",
      "unknown true unknown true unknown",
      "unknown false false unknown unknown",
      "unknown unknown unknown unknown unknown",
    ]);
  });
});
