import type { Candidate } from "../candidates/candidate.ts";
import { isDownloadable, options, requestAt } from "../candidates/candidate.ts";
import { expectedScene } from "../contest.ts";
import type { Judged } from "../judge.ts";
import type { Day, Model, Option } from "../knowledge.ts";
import { outcomeOf } from "../outcome.ts";
import type { Knowledge } from "../pack.ts";
import { type Answer, answer, type Question, whateverTheBar } from "../question.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import type { BillPlan } from "./bill.ts";
import { type FleetCost, ownFleet } from "./fleet.ts";
import { weights } from "./footprint.ts";
import { type HostedCost, hostedCost, type Request } from "./hosted.ts";
import { hostedPlan } from "./hosted-bill.ts";
import { deploymentOf } from "./servable.ts";

/** One way to serve a need, with the candidate that stands for it. */
export interface Arm {
  readonly option: Option;
  /** Undefined where no candidate has a price. */
  readonly candidate: Priced | undefined;
  /** `gated`: a gate removes it; its cost is shown all the same. `named`: the user asked for this model. */
  readonly standing: "stands" | "below-bar" | "gated" | "named" | "none";
  /** Rules that remove it. */
  readonly because: readonly string[];
}

/** A candidate that has a model and a price. */
export interface Priced {
  readonly option: Option;
  readonly kind: Candidate["kind"];
  readonly model: Model;
  readonly offer: Candidate["offer"];
  readonly effort: Candidate["effort"];
  readonly cost: HostedCost | FleetCost;
}

/** The best candidate of each option for one need, as the decision has it; models that are named come first. */
export function armsFor(index: number, question: Question, models: readonly Model[]): Arm[] {
  const found = answer(question);
  return options.map(
    (option) =>
      namedArm(option, index, question, models) ?? bestArm(option, index, question, found),
  );
}

function bestArm(option: Option, index: number, question: Question, found: Answer): Arm {
  const at = options.indexOf(option);
  const pick = (plan: Answer["plan"]) => priced(plan?.picks[index]?.contender.candidate);
  const best = pick(found.outcome.single[at]);
  if (best !== undefined)
    return {
      option,
      candidate: best,
      standing: found.status === "below-bar" ? "below-bar" : "stands",
      because: [],
    };
  const arena = whateverTheBar(question);
  const scene = expectedScene(arena, question.useCase.weights);
  const butForBar = pick(outcomeOf(arena, scene).single[at]);
  if (butForBar !== undefined)
    return { option, candidate: butForBar, standing: "below-bar", because: [] };
  return gatedArm(option, question.needs[index]?.judged ?? []);
}

/** Nothing stands: the candidate that the fewest gates remove, so that the price of the gate can be seen. */
function gatedArm(option: Option, judged: readonly Judged[]): Arm {
  const ranked = judged
    .filter((one) => one.candidate.option === option && one.candidate.model !== undefined)
    .sort((a, b) => a.vetoes.length - b.vetoes.length || chance(b) - chance(a) || byId(a, b));
  for (const one of ranked) {
    const candidate = priced(one.candidate);
    if (candidate === undefined) continue;
    const because = [...one.vetoes, ...one.barVetoes].map((rule) => rule.id);
    return { option, candidate, standing: "gated", because };
  }
  return { option, candidate: undefined, standing: "none", because: [] };
}

const chance = ({ candidate }: Judged): number => candidate.clearing.probability;
const byId = (a: Judged, b: Judged): number =>
  (a.candidate.model?.id ?? "") < (b.candidate.model?.id ?? "") ? -1 : 1;

function priced(candidate: Candidate | undefined): Priced | undefined {
  if (candidate?.model === undefined || candidate.cost === undefined) return undefined;
  const { option, kind, model, offer, effort, cost } = candidate;
  return { option, kind, model, offer, effort, cost };
}

const fits = (option: Option, model: Model, asOf: Day): boolean =>
  option === "proprietary-api"
    ? model.weights === "closed"
    : option === "hosted-open"
      ? model.weights === "open"
      : isDownloadable(model, asOf);

/** A model that the user named, whether anybody measured it for this need or not. */
function namedArm(
  option: Option,
  index: number,
  { needs, useCase, knowledge, asOf }: Question,
  models: readonly Model[],
): Arm | undefined {
  const model = models.find((one) => fits(option, one, asOf));
  const need = needs[index];
  if (model === undefined || need === undefined) return undefined;
  const judged = need.judged.find(
    ({ candidate }) =>
      candidate.option === option &&
      candidate.model?.id === model.id &&
      candidate.kind === "scored",
  );
  const because =
    judged === undefined ? [] : [...judged.vetoes, ...judged.barVetoes].map((rule) => rule.id);
  const effort = judged?.candidate.effort ?? need.state.need.workload.reasoning;
  const known = priced(judged?.candidate);
  const candidate = known ?? asNamed(option, model, effort, need.state, useCase, knowledge, asOf);
  return { option, candidate, standing: "named", because };
}

function asNamed(
  option: Option,
  model: Model,
  effort: Candidate["effort"],
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Priced | undefined {
  const request = requestAt(state.need.workload, effort, knowledge);
  const shared = { option, kind: "scored", model, effort } as const;
  if (option === "self-host") {
    const cost = ownFleet(model, request, state.peaks, useCase, knowledge, asOf);
    return cost === undefined ? undefined : { ...shared, offer: undefined, cost };
  }
  let best: Priced | undefined;
  for (const offer of model.offers.filter((one) => one.kind !== "router")) {
    const cost = hostedCost(offer, request, state.volume, knowledge.serving, asOf);
    if (cost === undefined) continue;
    if (best?.cost.kind === "hosted" && best.cost.usdPerMonth <= cost.usdPerMonth) continue;
    best = { ...shared, offer, cost };
  }
  return best;
}

/** What the candidate is asked for: tuned ones and reasoning ones differ in their output. */
export const requestFor = ({ effort }: Priced, state: NeedState, knowledge: Knowledge): Request =>
  requestAt(state.need.workload, effort, knowledge);

/** The candidate as something that can be billed under any conditions. */
export function planFor(
  candidate: Priced,
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): BillPlan | undefined {
  const request = requestFor(candidate, state, knowledge);
  const { serving } = knowledge;
  const { cost, offer, model } = candidate;
  if (cost.kind === "fleet")
    return {
      kind: "own",
      fleet: cost,
      workload: state.need.workload,
      request,
      volume: state.volume,
      horizonMonths: useCase.horizonMonths,
      serving,
      weightGb: weightGb(model, cost, knowledge),
      managed: candidate.option !== "self-host",
    };
  const factor = useCase.market.prices?.[model.id]?.[offer?.provider ?? ""];
  return offer === undefined
    ? undefined
    : hostedPlan(offer, request, state.volume, serving, asOf, factor);
}

function weightGb(model: Model, { configuration }: FleetCost, { serving }: Knowledge): number {
  const deployment = deploymentOf(model, configuration);
  if (deployment === undefined) return 0;
  return (weights(deployment, serving.estimator).storedBytes * configuration.gpusPerReplica) / 1e9;
}
