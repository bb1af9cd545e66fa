import type { Model, Profile } from "../../know/knowledge.ts";
import { inProfile, type LintFinding } from "./finding.ts";

/** Months to a closed gap mean something only with the level that has to be reached. */
export function windowWithoutTarget(
  profile: Profile,
  models: Readonly<Record<string, Model>>,
): LintFinding[] {
  const rule = "lint.window-without-target";
  const { id, claims, closing } = profile;
  const claimed = Object.entries(claims).flatMap(([name, claim]) =>
    claim.months !== undefined && claim.benchmark === undefined && claim.denominator === undefined
      ? [
          inProfile(
            rule,
            id,
            ["claims", name],
            `claim "${name}" gives months and no level to reach`,
          ),
        ]
      : [],
  );
  const target = closing?.window?.target;
  if (target === undefined || Object.hasOwn(models, target)) return claimed;
  const message = `the closing window aims at "${target.slice(0, 40)}", which is no known model`;
  return [...claimed, inProfile(rule, id, ["closing", "window", "target"], message)];
}
