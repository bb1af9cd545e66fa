import type { Rule } from "../know/pack.ts";
import { type Expectation, failuresOf, type Trial } from "./trial.ts";

export interface TriedCase {
  readonly expect: Expectation;
  readonly trial: Trial;
}

/**
 * Whether a test notices that these rules were changed. Only what a case says of the changed rules counts: a verdict
 * seldom turns on one condition, and would say nothing about the others.
 */
export function isNoticed(
  changed: readonly Rule[],
  cases: readonly TriedCase[],
  rules: ReadonlyMap<string, Rule>,
): boolean {
  const mutated = new Map([...rules, ...changed.map((one) => [one.id, one] as const)]);
  return cases.some(({ expect, trial }) => {
    const about = narrowed(expect, changed);
    return about !== undefined && failuresOf(about, trial, mutated).length > 0;
  });
}

/** The part of an expectation that is about some rules; undefined where there is none. */
function narrowed(expect: Expectation, changed: readonly Rule[]): Expectation | undefined {
  const changedIds = changed.map((one) => one.id);
  const about = (named: readonly string[]) => named.filter((id) => changedIds.includes(id));
  const criteria: readonly string[] = changed.flatMap(({ effect }) =>
    effect.kind === "points" ? [effect.criterion] : [],
  );
  const byOption = (named: Expectation["vetoed"]) =>
    Object.fromEntries(
      Object.entries(named)
        .map(([option, ids]) => [option, about(ids)] as const)
        .filter(([, ids]) => ids.length > 0),
    );
  const points = Object.fromEntries(
    Object.entries(expect.points).filter(([criterion]) => criteria.includes(criterion)),
  );
  const narrow = {
    fires: about(expect.fires),
    quiet: about(expect.quiet),
    unknown: about(expect.unknown),
    vetoed: byOption(expect.vetoed),
    asks: byOption(expect.asks),
    points,
  };
  if (Object.values(narrow).every((one) => Object.keys(one).length === 0)) return undefined;
  return { ...narrow, missing: [], verdict: [], status: undefined, route: {} };
}

/** Rules that no case expects to fire, or none to stay quiet. */
export function uncovered(
  rules: readonly Rule[],
  cases: readonly Pick<TriedCase, "expect">[],
): { readonly rule: Rule; readonly lacks: readonly ("fires" | "quiet")[] }[] {
  const named = (key: "fires" | "quiet") => new Set(cases.flatMap(({ expect }) => expect[key]));
  const sets = { fires: named("fires"), quiet: named("quiet") };
  return rules.flatMap((rule) => {
    const lacks = (["fires", "quiet"] as const).filter((key) => !sets[key].has(rule.id));
    return lacks.length === 0 ? [] : [{ rule, lacks }];
  });
}
