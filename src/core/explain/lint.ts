import { keysIn } from "../know/by-key.ts";
import { item, type Page } from "../know/page.ts";
import { type LintRule, lintRules } from "../profile/lint/finding.ts";

const severities = {
  warning: "a finding: moat validate exits 1",
  note: "a note: it counts with --strict only",
};

/** What a lint of the evidence looks for, and what to do about a finding. */
export function lintPage(id: LintRule): Page {
  const { title, why, remedy, severity } = lintRules[id];
  return {
    title,
    subtitle: id,
    lead: [why],
    sections: [
      {
        title: "In full",
        blocks: [
          item("what to do", remedy),
          item("severity", severities[severity]),
          item("on purpose", "list it in the findings.yaml of the pack, with the reason"),
        ],
      },
    ],
    foot: [],
  };
}

export const lintIds = keysIn(lintRules);
