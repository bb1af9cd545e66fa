import { type CheckRuleId, checkDefaults, checkRules } from "../check/rules.ts";
import { keysIn } from "../know/by-key.ts";
import type { Knowledge } from "../know/pack.ts";
import { item, type Page, text } from "../know/page.ts";

export const checkIds = keysIn(checkRules);

/** Thresholds that a finding of the rule hangs on, by the name of the parameter that overrides each. */
const thresholdsOf: Partial<Record<CheckRuleId, readonly (keyof typeof checkDefaults)[]>> = {
  "check.contradicted": ["contradictedUnder"],
  "check.review-due": ["reviewDueDays"],
  "check.stale-evidence": ["staleDays", "hardStaleDays"],
  "check.model-deprecated": ["soonRetired"],
  "code.retiring-model": ["retiringDays"],
  "check.fragile-assumption": ["fragileWithin"],
};

/** A rule of moat check: what a finding means, and what to do about it. */
export function checkPage(id: CheckRuleId, { pack }: Knowledge): Page {
  const { title, severity, meaning, remedy } = checkRules[id];
  const limits = (thresholdsOf[id] ?? []).map((name) =>
    item(
      name,
      `${pack.parameters[name] ?? checkDefaults[name]} (a parameter of the pack overrides it)`,
    ),
  );
  return {
    title,
    subtitle: id,
    lead: [meaning],
    sections: [
      { title: "What to do about it", blocks: [text(remedy)] },
      { title: "Thresholds", blocks: limits },
    ],
    foot: [
      `Severity ${severity} at most; found by moat check. moat.waivers.yaml waives it for a reason and a time.`,
    ],
  };
}
