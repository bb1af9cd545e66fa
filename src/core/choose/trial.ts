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

/** Models in a trial: the candidate, a rival, and the best as the measure. */
export const tested = 3;

/** On how many requests a candidate is tried, in tens: the most where it is a try, and the fewer the surer it is to clear the bar. */
export function trialRequests(
  { chance, imputed }: Pick<Row, "chance" | "imputed">,
  state: Pick<NeedState, "belief" | "profile">,
  { knowledge }: Pick<Asking, "knowledge">,
): number {
  const { choice, evidence } = knowledge.pack;
  const { least, most } = choice.trialRequests;
  if (imputed || isKin(state)) return most;
  const doubt = (1 - chance) / (1 - evidence.belief.tryFirstUnder);
  return Math.min(most, Math.max(least, 10 * Math.ceil((most / 10) * doubt)));
}

/** $ a month over the horizon for the trial that a candidate asks for. */
export function trialUsd(row: Row, state: NeedState, asking: Asking): number {
  if (row.candidate.kind === "claim") return 0;
  const once = labelsUsd(trialRequests(row, state, asking), tested, state, asking);
  return once / asking.useCase.horizonMonths;
}
