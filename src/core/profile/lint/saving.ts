import type { Claim, Profile } from "../../know/knowledge.ts";
import { inProfile, type LintFinding } from "./finding.ts";

const saving = /\bsav(?:e|es|ed|ing|ings)\b|\bcheaper\b|\bof the (?:cost|price)\b/i;
const figure = /\d+(?:\.\d+)?\s?%/;

/** Says that something costs less by a figure. */
export const speaksOfSaving = ({ text, costShare }: Claim): boolean =>
  costShare !== undefined || (saving.test(text) && figure.test(text));

/** A saving is a ratio, and a ratio has a denominator. */
export const savingWithoutDenominator = ({ id, claims }: Profile): LintFinding[] =>
  Object.entries(claims).flatMap(([name, claim]) =>
    speaksOfSaving(claim) && claim.denominator === undefined
      ? [
          inProfile(
            "lint.saving-without-denominator",
            id,
            ["claims", name],
            `claim "${name}" states a saving and not what it is measured against`,
          ),
        ]
      : [],
  );
