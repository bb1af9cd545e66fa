import { optionsOf } from "../choose/choice.ts";
import type { Plan } from "../choose/plans.ts";

export const planName = (plan: Pick<Plan, "set">): string => optionsOf(plan).join("+");

/** The models of a plan and who serves them. */
export const placesIn = ({ picks }: Plan): string[] => [
  ...new Set(
    picks.map(({ row: { candidate } }) =>
      [candidate.model?.id, candidate.offer?.provider].filter(Boolean).join(" at "),
    ),
  ),
];
