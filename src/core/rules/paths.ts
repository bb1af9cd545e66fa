import type { Condition } from "./condition.ts";

/** Every fact that a condition asks for, those it compares with included. */
export function pathsOf(condition: Condition): ReadonlySet<string> {
  switch (condition.kind) {
    case "all":
    case "any":
      return new Set(condition.of.flatMap((one) => [...pathsOf(one)]));
    case "not":
      return pathsOf(condition.of);
    case "test":
      return new Set([
        condition.path,
        ...(condition.operand.kind === "fact" ? [condition.operand.path] : []),
      ]);
    default:
      return new Set([condition.path]);
  }
}
