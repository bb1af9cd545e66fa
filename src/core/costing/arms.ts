import type { Option } from "../../shapes/common.ts";
import { answerable, type Chosen } from "../choose/choose.ts";
import type { AskedNeed, Question } from "../choose/question.ts";
import { type Table, tableOfAll } from "../choose/table.ts";
import { NeedValues } from "../choose/value.ts";
import type { BillPlan } from "../cost/bill.ts";
import { hostedPlan } from "../cost/hosted-bill.ts";
import { offerFor } from "../cost/speech.ts";
import { type Candidate, optionIndex } from "../gate/candidate.ts";
import type { NeedState } from "../gate/need.ts";
import type { Model } from "../know/knowledge.ts";
import { options } from "../know/lists.ts";
import type { Terms } from "../know/pack.ts";

/** One way to serve a need, with the candidate that stands for it. */
export interface Arm {
  readonly option: Option;
  /** Undefined where no candidate has a price. */
  readonly candidate: PricedArm | undefined;
  /** `gated`: a gate removes it; its cost is shown all the same. `named`: the user asked for this model. */
  readonly standing: "stands" | "below-bar" | "gated" | "named" | "none";
  /** Rules that remove it. */
  readonly because: readonly string[];
}

/** A model that the user named, in one of the ways that it can be had. */
export interface NamedArm extends Arm {
  readonly model: Model;
}

/** A candidate that has a model and a price. */
export interface PricedArm
  extends Pick<Candidate, "option" | "kind" | "offer" | "effort" | "thinking" | "request"> {
  readonly model: Model;
  /** Whose price or machine it is: a larger model where its own is not known. */
  readonly served: Model;
  readonly cost: NonNullable<Candidate["cost"]>;
}

/** The candidate of each option for one need, as the decision has it; a model that is named takes its place. */
export function armsFor(
  need: AskedNeed,
  question: Question,
  chosen: Chosen,
  named: readonly NamedArm[],
): Arm[] {
  const at = answerable(question).indexOf(need);
  return options.map((option, index): Arm => {
    const asked = named.find((one) => one.option === option);
    if (asked !== undefined) return asked;
    const alone = chosen.ranked.find(({ plan }) => plan.set === 1 << index)?.plan;
    const candidate = priced(alone?.picks[at]?.row.candidate);
    if (candidate !== undefined) return { option, candidate, ...standingOf(need.table) };
    return bestArm(option, need, chosen, () => true);
  });
}

const standingOf = ({ status }: Table): Pick<Arm, "standing" | "because"> => ({
  standing: status === "below-bar" ? "below-bar" : "stands",
  because: [],
});

/** What would be chosen if the gates of those that the fewest remove were open, so that the price of a gate can be seen. */
export function bestArm(
  option: Option,
  { judged, terms, table: asked }: AskedNeed,
  { field }: Chosen,
  admits: (candidate: Candidate) => boolean,
): Arm {
  const known = judged.filter(
    ({ candidate }) =>
      candidate.option === option && admits(candidate) && priced(candidate) !== undefined,
  );
  const fewest = Math.min(...known.map(({ vetoes }) => vetoes.length));
  const nearest = known.filter(({ vetoes }) => vetoes.length === fewest);
  const table = tableOfAll(nearest, terms);
  const { rates } = field.values[field.tables.indexOf(asked)] ?? field;
  const best = new NeedValues(table, rates).best(optionIndex(option))?.row.candidate;
  const candidate = priced(best);
  if (candidate === undefined) return { option, candidate, standing: "none", because: [] };
  if (fewest === 0) return { option, candidate, ...standingOf(table) };
  const gates = nearest.find((one) => one.candidate === best)?.vetoes ?? [];
  return { option, candidate, standing: "gated", because: gates.map(({ id }) => id) };
}

export function priced(candidate: Candidate | undefined): PricedArm | undefined {
  if (candidate?.model === undefined || candidate.cost === undefined) return undefined;
  const { option, kind, model, offer, effort, thinking, request, cost } = candidate;
  const served = candidate.boundedBy ?? model;
  return { option, kind, model, offer, effort, thinking, request, cost, served };
}

/** The candidate as something that can be billed under any conditions. */
export function planFor(
  { cost, offer, served, request, option }: PricedArm,
  { need, volume }: NeedState,
  { knowledge, useCase, asOf }: Terms,
): BillPlan | undefined {
  const { serving } = knowledge;
  if (cost.kind === "fleet")
    return {
      kind: "own",
      fleet: cost,
      workload: need.workload,
      request,
      volume,
      horizonMonths: useCase.horizonMonths,
      serving,
      managed: option !== "self-host",
    };
  // Of a bound it is the larger model's offer that is billed.
  const billed = [offer, ...served.offers]
    .flatMap((one) => (one === undefined ? [] : offerFor(one, request)))
    .find((one) => one.prices.includes(cost.price));
  if (billed === undefined) return undefined;
  const factor = useCase.market.prices?.[served.id]?.[billed.provider];
  return hostedPlan(billed, { request, volume, serving, asOf }, factor);
}
