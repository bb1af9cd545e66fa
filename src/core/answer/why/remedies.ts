import type { Judged } from "../../gate/judge.ts";
import { read } from "../../gate/rules/evaluate.ts";
import { findings } from "../../gate/rules/trace.ts";
import type { Condition } from "../../know/condition.ts";
import type { Rule } from "../../know/pack.ts";
import { listedValues } from "../../what-if/levers.ts";

/** A value of an input of the use case that may turn a gate: nothing is certain before it was decided again. */
export interface Proposal {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/**
 * What of the use case a gate asks for, at other values, the least change first: listed inputs by the steps between them, lists
 * without one of their entries, numbers at what the candidate has.
 */
export function proposalsFor(rule: Rule, { context }: Judged, need: number): Proposal[] {
  const found = findings(rule.when, context);
  const paths = new Set([...found.map(({ path }) => path), ...comparedWith(rule.when)]);
  return [...paths].flatMap((path) => {
    const from = read(context.facts, path);
    const at = pathOf(path, need);
    if (at === undefined || from === undefined) return [];
    return valuesFor(path, from, found, rule).map((to) => ({ path: at, from, to }));
  });
}

/** Where a fact of the use case is written; undefined where it is none. */
function pathOf(path: string, need: number): string | undefined {
  if (path === "candidate.gpuLimit") return "policy.maxGpus";
  if (/^(data|policy|budget|evaluation|team)\b/.test(path)) return path;
  return /^need\.(workload|latency)\.\w+$/.test(path)
    ? `needs.${need}.${path.slice("need.".length)}`
    : undefined;
}

function valuesFor(
  path: string,
  from: unknown,
  found: ReturnType<typeof findings>,
  rule: Rule,
): unknown[] {
  if (Array.isArray(from)) return shorter(from);
  if (typeof from === "boolean") return [!from];
  if (typeof from === "number") return numbersFor(path, from, found, rule.when);
  const values = listedValues(path);
  const steps = (one: unknown) =>
    Math.abs(values.indexOf(String(one)) - values.indexOf(String(from)));
  return values.filter((one) => one !== from).sort((a, b) => steps(a) - steps(b));
}

/** Without one entry, then without any. */
const shorter = (list: readonly unknown[]): unknown[] => [
  ...(list.length > 1 ? list.map((_, at) => list.toSpliced(at, 1)) : []),
  [],
];

/** What the candidate has, where it is compared with the input; rounded to the side on which it passes. */
function numbersFor(
  path: string,
  from: number,
  found: ReturnType<typeof findings>,
  when: Condition,
): number[] {
  const times = timesOf(when, path);
  return found.flatMap(({ actual, expected }) => {
    if (typeof actual !== "number" || typeof expected !== "number") return [];
    if (Math.abs(expected - from * times) > 1e-9 * Math.abs(expected)) return [];
    const needed = actual / times;
    const digit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, needed))) - 1);
    return [needed > from ? Math.ceil(needed / digit) * digit : Math.floor(needed / digit) * digit];
  });
}

function comparedWith(when: Condition): string[] {
  if (when.kind === "all" || when.kind === "any") return when.of.flatMap(comparedWith);
  if (when.kind === "not") return comparedWith(when.of);
  return when.kind === "test" && when.operand.kind === "fact" ? [when.operand.path] : [];
}

/** By how much a limit is multiplied before something is compared with it. */
function timesOf(when: Condition, path: string): number {
  if (when.kind === "all" || when.kind === "any")
    return when.of.map((one) => timesOf(one, path)).find((one) => one !== 1) ?? 1;
  if (when.kind === "not") return timesOf(when.of, path);
  return when.kind === "test" && when.operand.kind === "fact" && when.operand.path === path
    ? when.operand.times
    : 1;
}
