import { labelUsd } from "../cost/labels.ts";
import { isKin } from "../gate/kin.ts";
import type { NeedState } from "../gate/need.ts";
import type { Rates } from "./rates.ts";
import type { Row } from "./table.ts";

type Asking = Pick<Rates, "useCase" | "knowledge">;

/**
 * $ once for judging so many requests. The right answer of bounded work is written once, and counted by a program; others are read,
 * each model's. Who has a golden set has them labelled.
 */
export function labelsUsd(
  requests: number,
  models: number,
  state: NeedState,
  { useCase, knowledge }: Asking,
): number {
  if (useCase.evaluation === "golden-set") return 0;
  const answers = state.need.task === "bounded" ? 1 : models;
  return requests * labelUsd(state, knowledge.serving.labels, answers);
}

/** The candidate, its second try, and the best as the measure. */
const tested = 3;

/**
 * $ a month over the horizon for the trial that a candidate asks for: whole where it is a try, and the less the surer it is to clear
 * the bar, since the fewer would make one.
 */
export function trialUsd(
  { candidate, chance, imputed }: Row,
  state: NeedState,
  asking: Asking,
): number {
  if (candidate.kind === "claim") return 0;
  const { choice, evidence } = asking.knowledge.pack;
  const doubt =
    imputed || isKin(state) ? 1 : Math.min(1, (1 - chance) / (1 - evidence.belief.tryFirstUnder));
  const once = labelsUsd(choice.trialRequests, tested, state, asking);
  return (doubt * once) / asking.useCase.horizonMonths;
}
