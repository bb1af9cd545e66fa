import { byKey, keysIn } from "../know/by-key.ts";
import { own } from "../know/own.ts";
import type { Knowledge } from "../know/pack.ts";

/** What `moat check` reports: the table behind the findings, the explain pages and the machine formats. */

export type Severity = "error" | "warning" | "note";

export interface CheckRule {
  /** What the rule looks for, as a heading. */
  readonly title: string;
  /** The severity where nothing softens it; a finding may be milder, never harder. */
  readonly severity: Severity;
  readonly meaning: string;
  readonly remedy: string;
}

export const checkRules = {
  "check.vetoed": {
    title: "The chosen option no longer passes a gate",
    severity: "error",
    meaning:
      "A gate (data boundary, licence, origin, quality bar and so on) removes every candidate of the option, or the model, that the record chose.",
    remedy:
      "Decide again, or change the requirement that the gate guards; a waiver buys time for either.",
  },
  "check.contradicted": {
    title: "The facts speak against the chosen option",
    severity: "error",
    meaning:
      "Over plausible weights and evidence the chosen option wins in fewer than one draw in five.",
    remedy:
      "Decide again. If the team values something that the use case does not say, write it down as weights.",
  },
  "check.drifted": {
    title: "The verdict, or what it stands on, has changed since the decision",
    severity: "error",
    meaning:
      "Asked again today, the same use case gets another answer than on the day of the decision. Where only facts below the verdict moved, this is a note.",
    remedy: "Read which facts moved, decide again, and write a record that supersedes this one.",
  },
  "check.decided-later": {
    title: "Decided after the day that was asked about",
    severity: "note",
    meaning:
      "On the as-of day the record was not in force, and its facts were not all public, so it was not checked.",
    remedy: "Nothing; or ask as of a later day.",
  },
  "check.review-overdue": {
    title: "The review is overdue",
    severity: "warning",
    meaning: "The day until which the decision was to be looked at again has passed.",
    remedy: "Run moat advise on the use case, then renew the record or supersede it.",
  },
  "check.review-due": {
    title: "The review is due soon",
    severity: "note",
    meaning: "The day of the next review is near.",
    remedy: "Plan the review: run moat advise on the use case.",
  },
  "check.stale-evidence": {
    title: "The evidence is old",
    severity: "warning",
    meaning:
      "Nobody has looked at the capability's profile for a while (a note after 90 days, a warning after 180), or facts are older than the age that was asked for.",
    remedy: "Update the pack, or check the facts by hand before relying on the decision.",
  },
  "check.model-deprecated": {
    title: "The chosen model is being retired",
    severity: "error",
    meaning:
      "The maker has announced the day on which the model goes: a note within the horizon, a warning within six months, an error once it is gone.",
    remedy: "Choose a successor and run your own evaluation on it before the day.",
  },
  "check.licence-changed": {
    title: "The licence of the chosen model has changed",
    severity: "warning",
    meaning: "The licence is another one than on the day of the decision.",
    remedy: "Have the new terms read; the weights that you already hold may keep the old ones.",
  },
  "check.price-moved": {
    title: "A price has passed the point at which the verdict turned",
    severity: "warning",
    meaning:
      "On the day of the decision moat computed at which price or rent the verdict would turn. It is there now.",
    remedy: "Run moat advise on the use case: the cheaper option may be another one now.",
  },
  "check.over-budget": {
    title: "The chosen option costs more than the budget allows",
    severity: "error",
    meaning: "The budget is a hard cap, and the full monthly cost is above it.",
    remedy: "Raise the cap, lower the volume, or decide again.",
  },
  "check.undecided-use-case": {
    title: "A use case without a decision",
    severity: "warning",
    meaning: "No decision record refers to this use case.",
    remedy: "Write one: moat advise USE-CASE --record docs/decisions/NAME.md",
  },
  "check.record-without-use-case": {
    title: "A decision without a use case",
    severity: "error",
    meaning: "The record names no use case, or one that is not there, so nothing can be checked.",
    remedy: "Add useCase: a path relative to the record, or the use case itself.",
  },
  "check.unknown-model": {
    title: "A model that the pack does not know",
    severity: "error",
    meaning:
      "The record names a model about which there are no facts, so it cannot be judged; a warning where the model is known, but not for this need.",
    remedy: "Correct the name, or add the model to the pack.",
  },
  "check.unknown-need": {
    title: "A need that the use case does not have",
    severity: "error",
    meaning: "The record says what a need was decided for that its use case does not list.",
    remedy: "Correct the name in the record, or add the need to the use case.",
  },
  "check.unknown-successor": {
    title: "Superseded by a record that is not there",
    severity: "error",
    meaning:
      "The status names a record that does not exist, so nothing has taken the place of this one: it is still in force.",
    remedy: "Correct the name in the status, or write the record that supersedes this one.",
  },
  "check.decided-twice": {
    title: "Two records in force for one use case",
    severity: "error",
    meaning:
      "Another record decides the same use case and is in force as well; a warning where both chose the same.",
    remedy: "Give the older one the status: superseded by, with the name of the newer one.",
  },
  "check.fragile-assumption": {
    title: "One assumption alone could turn the verdict",
    severity: "note",
    meaning: "The use case leaves a field open, and a near value of it gives another verdict.",
    remedy: "Measure the field and write it into the use case.",
  },
  "code.retired-model": {
    title: "A model that is no longer served",
    severity: "error",
    meaning:
      "The code calls a model by an id that its provider has stopped answering to. A note where the id is only offered in a list, or stands in a table.",
    remedy: "Move to the successor, and run your own evaluation on it.",
  },
  "code.retiring-model": {
    title: "A model that will soon no longer be served",
    severity: "warning",
    meaning: "The code calls a model by an id whose last day at its provider is near.",
    remedy: "Run your own evaluation on the successor, and move before that day.",
  },
  "code.outside-boundary": {
    title: "A call that leaves the boundary that was decided",
    severity: "error",
    meaning:
      "The record that covers the code keeps requests on own machines, in one's own cloud or in a region, and the code calls somebody beyond that. A note where only a dependency says so.",
    remedy: "Call what the record decided, or decide again with the boundary that holds now.",
  },
  "code.denied-vendor": {
    title: "A vendor that the decision excludes",
    severity: "error",
    meaning:
      "The use case of the record that covers the code denies the vendor or the origin of what the code calls.",
    remedy: "Call what the record decided, or change the policy and decide again.",
  },
  "code.other-model": {
    title: "Another model than the one that was decided",
    severity: "warning",
    meaning:
      "No route of the record that covers the code, and no fallback of one, names the model.",
    remedy: "Use the recorded model, or decide again and renew the record.",
  },
  "code.undecided": {
    title: "A use of models that nobody decided",
    severity: "error",
    meaning:
      "The code uses models, and no record in force covers it. A note, or an error with --strict.",
    remedy:
      "Write the use case (moat init --from-code drafts it), decide, and let the record say affects: [globs].",
  },
  "code.unknown-deployment": {
    title: "A deployment whose model the code does not say",
    severity: "note",
    meaning:
      "The code names a deployment, which is the customer's own name for something that answers. Which model that is, and when it retires, stands where it was deployed.",
    remedy:
      "Check the model and its version where it is deployed, or deploy it from code that is checked (Terraform, Bicep).",
  },
  "waiver.expired": {
    title: "A waiver has expired",
    severity: "warning",
    meaning: "The last day of the waiver has passed (UTC, inclusive), so what it covered is back.",
    remedy: "Mend the finding, or have the waiver approved again with a new date.",
  },
  "waiver.unused": {
    title: "A waiver that covers nothing",
    severity: "note",
    meaning: "No finding matches the waiver.",
    remedy: "Remove it, or correct its rule and match.",
  },
  "input.invalid": {
    title: "A file that cannot be read",
    severity: "error",
    meaning: "The file is not what it claims to be, so it was not checked. The others were.",
    remedy: "Correct the file at the place named.",
  },
} as const satisfies Record<string, CheckRule>;

export type CheckRuleId = keyof typeof checkRules;

/** Thresholds of the check. A pack overrides each of them with a parameter of the same name. */
export const checkDefaults = {
  /** Share of draws under which the chosen option counts as contradicted. */
  contradictedUnder: 0.2,
  /** Days before the review on which it is announced. */
  reviewDueDays: 14,
  /** Days since a person looked at a profile: a note, then a warning. */
  staleDays: 90,
  hardStaleDays: 180,
  /** Share of an input's plausible range within which an assumption counts as fragile. */
  fragileWithin: 0.1,
  /** Months to an announced retirement that make it a warning. */
  soonRetired: 6,
  /** Days to the last day of an id that code uses, from which it is a warning. */
  retiringDays: 90,
} as const;

export type CheckThresholds = Readonly<Record<keyof typeof checkDefaults, number>>;

/** Parameters of the pack win over the thresholds that are built in. */
export function thresholds({ pack }: Knowledge): CheckThresholds {
  return byKey(keysIn(checkDefaults), (name) => {
    const given = own(pack.parameters, name);
    return typeof given === "number" ? given : checkDefaults[name];
  });
}
