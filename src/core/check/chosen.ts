import type { Choice } from "../../shapes/common.ts";
import { choiceOf } from "../choose/choice.ts";
import type { Chosen } from "../choose/choose.ts";
import type { Plan } from "../choose/plans.ts";

/** What an answer says of a choice that need not be its own. */
interface WithChosen {
  readonly chosen: Chosen;
}

/** The best plan of a choice; undefined where the choice does not stand. */
export const planFor = (choice: Choice, { chosen }: WithChosen): Plan | undefined =>
  chosen.ranked.find(({ plan }) => choiceOf(plan) === choice)?.plan;

/** It is the answer, or as good as that. */
export const isEven = (choice: Choice, { chosen }: WithChosen): boolean =>
  chosen.choice === choice || chosen.even.some(({ plan }) => choiceOf(plan) === choice);

/** Share of the draws that plans of a choice win; null without draws. */
export const winShare = (choice: Choice, { chosen }: WithChosen): number | null =>
  chosen.draws === undefined
    ? null
    : chosen.ranked.reduce(
        (sum, { plan, wins }) => sum + (choiceOf(plan) === choice ? (wins ?? 0) : 0),
        0,
      );
