import type { Condition, Operand, Operator, PackParameters } from "../know/condition.ts";
import { isTree, type Tree } from "../know/tree.ts";

/** A condition in words, and as a rule file would write it: both are made from the condition that the engine runs. */

const words: Readonly<Record<Operator, string>> = {
  eq: "is",
  ne: "is not",
  lt: "is under",
  lte: "is at most",
  gt: "is over",
  gte: "is at least",
  between: "is between",
  in: "is one of",
  contains: "contains",
  containsAny: "contains any of",
  containsAll: "contains all of",
  exists: "is known",
};

/** One sentence; parts in brackets belong together. */
export function conditionWords(
  condition: Condition,
  parameters: PackParameters,
  inner = false,
): string {
  switch (condition.kind) {
    case "all":
    case "any": {
      const joint = condition.kind === "all" ? " and " : " or ";
      const parts = condition.of.map((one) => conditionWords(one, parameters, true));
      const joined = parts.join(joint);
      return inner && parts.length > 1 ? `(${joined})` : joined;
    }
    case "not": {
      const denied = conditionWords(condition.of, parameters, true);
      return `not ${denied.startsWith("(") ? denied : `(${denied})`}`;
    }
    case "test":
      return testWords(condition, parameters);
  }
}

function testWords(
  { path, operator, operand }: Extract<Condition, { kind: "test" }>,
  parameters: PackParameters,
): string {
  if (operator === "exists")
    return operand.kind === "literal" && operand.value === false
      ? `${path} is not known`
      : `${path} is known`;
  return `${path} ${words[operator]} ${operandWords(operand, parameters)}`;
}

function operandWords(operand: Operand, parameters: PackParameters): string {
  switch (operand.kind) {
    case "parameter":
      return `${operand.name} (${parameters[operand.name] ?? "unknown"})`;
    case "fact":
      return operand.times === 1 ? operand.path : `${operand.times} times ${operand.path}`;
    case "literal":
      return Array.isArray(operand.value) ? operand.value.join(", ") : String(operand.value);
  }
}

/** The condition as plain data in the form that rule files are written in; named parts are written out. */
export function written(condition: Condition): Tree {
  switch (condition.kind) {
    case "all":
      return together(condition.of.map(written));
    case "any":
      return { any: condition.of.map(written) };
    case "not":
      return { not: written(condition.of) };
    case "test":
      return { [condition.path]: writtenTest(condition) };
  }
}

function writtenTest({ operator, operand }: Extract<Condition, { kind: "test" }>): unknown {
  const value = writtenOperand(operand);
  return operator === "eq" && operand.kind === "literal" ? value : { [operator]: value };
}

function writtenOperand(operand: Operand): unknown {
  if (operand.kind === "literal") return operand.value;
  if (operand.kind === "parameter") return { param: operand.name };
  return operand.times === 1 ? { ref: operand.path } : { ref: operand.path, times: operand.times };
}

/** Parts that share no key are written as one mapping; two tests of one fact share its entry. */
function together(parts: readonly Tree[]): Tree {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      const there = merged[key];
      if (there === undefined) merged[key] = value;
      else if (isTree(there) && isTree(value)) merged[key] = { ...there, ...value };
      else return { all: parts };
    }
  }
  return merged;
}

/** Names of the parameters that a condition asks for. */
export function parametersOf(condition: Condition): string[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(parametersOf);
    case "test":
      return condition.operand.kind === "parameter" ? [condition.operand.name] : [];
    case "not":
      return parametersOf(condition.of);
  }
}
