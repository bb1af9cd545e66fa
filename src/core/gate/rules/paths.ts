import type { Condition } from "../../know/condition.ts";

/** Every fact that a condition asks for, each once; those it compares with included. */
export const pathsOf = (condition: Condition): string[] => [...new Set(asked(condition))];

function asked(condition: Condition): string[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(asked);
    case "not":
      return asked(condition.of);
    case "test":
      return condition.operand.kind === "fact"
        ? [condition.path, condition.operand.path]
        : [condition.path];
  }
}
