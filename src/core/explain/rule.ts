import type { Knowledge, Rule } from "../know/pack.ts";
import { item, type Page, text } from "../know/page.ts";
import { conditionWords, parametersOf, written } from "./condition.ts";

const given = {
  "use-case": "once per use case",
  need: "once per need",
  candidate: "for each candidate of each need",
} as const;

/** A rule as it runs. `yaml` writes plain data as YAML; the core itself knows no file format. */
export function rulePage(rule: Rule, { pack }: Knowledge, yaml: (value: unknown) => string): Page {
  const named = [...new Set(parametersOf(rule.when))];
  return {
    title: rule.title,
    subtitle: rule.id,
    lead: [rule.rationale],
    sections: [
      {
        title: "When",
        blocks: [
          text(`Asked ${given[rule.given]}: ${conditionWords(rule.when, pack.parameters)}.`),
          text("A fact that is missing makes a test unknown, never silently false."),
          { kind: "code", language: "yaml", text: yaml(written(rule.when)) },
          ...named.map((name) => item(name, `${pack.parameters[name]} (parameter of the pack)`)),
        ],
      },
      { title: "Then", blocks: [text(effectText(rule))] },
      { title: "What it says (facts stand for the names in braces)", blocks: [text(rule.because)] },
      {
        title: "What to do about it",
        blocks: rule.remedy === undefined ? [] : [text(rule.remedy)],
      },
    ],
    foot: [
      `Severity ${rule.severity}; evidence: ${rule.evidence.length === 0 ? "none" : rule.evidence.join(", ")}; written in ${rule.file}.`,
    ],
  };
}

export function effectText({ effect }: Rule): string {
  switch (effect.kind) {
    case "veto":
      return "The candidate is removed. A gate is never traded against value.";
    case "ask":
      return "The candidate stands only where no documented one of its option takes part, and the answer says whom to ask.";
    case "measure":
      return "The candidate stands only where none of its option takes part that need not be measured first, and the answer says what to measure.";
    case "points":
      return `${effect.value > 0 ? "+" : ""}${effect.value} on ${effect.criterion}${effect.option === undefined ? "" : ` of ${effect.option}`}. Gates ignore points; all rules together move a criterion by 0.5 at most.`;
    case "advise":
      return "Advice is printed. It moves no score and removes nothing.";
  }
}
