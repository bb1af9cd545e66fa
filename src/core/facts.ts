import type { Candidate } from "./candidates/candidate.ts";
import { allowedGpus, type FleetCost, fleetSize, gpuLimit, gpusOf } from "./cost/fleet.ts";
import { monthlyCost } from "./cost/monthly.ts";
import { ofAnySize } from "./horizon.ts";
import type { Day, Model } from "./knowledge.ts";
import { monthsBetween } from "./months.ts";
import type { Knowledge } from "./pack.ts";
import { type Facts, pending } from "./rules/condition.ts";
import type { NeedState } from "./situation.ts";
import type { UseCase } from "./use-case.ts";

/** What rules may ask about a use case. The loader's schema of facts (load/schema/facts.ts) mirrors these three. */
export function useCaseFacts(useCase: UseCase): Facts {
  const {
    workload,
    latency,
    data,
    evaluation,
    team,
    policy,
    budget,
    horizonMonths,
    preset,
    scenario,
  } = useCase;
  const needs = useCase.needs.length;
  return {
    workload,
    latency,
    data,
    evaluation,
    team,
    policy,
    budget,
    horizonMonths,
    preset,
    scenario,
    needs,
  };
}

/** Facts on top of others: looked up through, never copied, since hundreds of candidates share them. */
export const extend = (base: Facts, more: Facts): Facts => Object.assign(Object.create(base), more);

export function needFacts(state: NeedState, base: Facts): Facts {
  const { need, profile } = state;
  const closing = ofAnySize(state.closings);
  const facts = {
    id: need.id,
    capability: profile.id,
    title: profile.title,
    class: profile.class,
    dataSource: profile.dataSource.kind,
    integration: profile.integration.kind,
    modalities: profile.modalities,
    pricedInTokens: profile.pricedInTokens,
    boards: state.boards.length,
    proxy: profile.proxy?.capability,
    share: need.share,
    task: need.task,
    workload: need.workload,
    bar: { name: need.bar.name, share: state.threshold.share, moving: need.bar.moving },
    scenarios: profile.scenarios.length,
    closingMedianMonths: finite(closing?.forecast.median ?? Number.POSITIVE_INFINITY),
  };
  return extend(base, { need: facts });
}

export const candidateFacts = (
  candidate: Candidate,
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Facts => extend(base, { candidate: new CandidateFacts(candidate, useCase, knowledge, asOf) });

/**
 * What rules may ask about a candidate. Every entry is worked out when a rule asks for it: most candidates fall to their
 * first gates, and sizing a fleet is the dearest step of a decision.
 */
class CandidateFacts {
  readonly #candidate: Candidate;
  readonly #useCase: UseCase;
  readonly #knowledge: Knowledge;
  readonly #asOf: Day;

  constructor(candidate: Candidate, useCase: UseCase, knowledge: Knowledge, asOf: Day) {
    this.#candidate = candidate;
    this.#useCase = useCase;
    this.#knowledge = knowledge;
    this.#asOf = asOf;
  }

  get option() {
    return this.#candidate.option;
  }

  /** `unknown` evidence passes no bar and fails none: the gate stays open, and the answer says so. */
  get evidence() {
    const { kind, quality, standing } = this.#candidate;
    if (kind !== "scored") return kind;
    return quality.kind === "unknown" ? "unknown" : (standing?.kind ?? "none");
  }

  get hosted() {
    return this.#candidate.placement !== "own";
  }

  get placement() {
    return this.#candidate.placement;
  }

  get provider() {
    return this.#candidate.offer?.provider;
  }

  /** Own machines need none, so nothing is said about them there. */
  get assurances() {
    const { offer, placement } = this.#candidate;
    return offer?.assurances ?? (placement === "own" ? undefined : []);
  }

  get effort() {
    return this.#candidate.effort;
  }

  get model() {
    const { model } = this.#candidate;
    return model === undefined ? undefined : modelFacts(model, this.#asOf);
  }

  get quality() {
    return this.#candidate.kind === "none" ? undefined : this.#candidate.clearing;
  }

  get latency() {
    return latencyFacts(this.#candidate);
  }

  get usdPerMonth() {
    return monthlyCost(this.#candidate, this.#useCase, this.#knowledge)?.total;
  }

  get priced() {
    return this.#candidate.cost !== undefined;
  }

  get gpus() {
    const fleet = this.#fleet;
    return fleet && gpusOf(fleet);
  }

  get gpuLimit() {
    const { policy } = this.#useCase;
    if (!hasGpuLimit(policy)) return undefined;
    const fleet = this.#fleet;
    if (fleet !== undefined) return finite(gpuLimit(fleet, this.#useCase));
    return this.#candidate.placement === "own" ? allowedGpus(policy) : undefined;
  }

  get replicas() {
    const fleet = this.#fleet;
    return fleet && fleetSize(fleet).peakReplicas;
  }

  get #fleet(): FleetCost | undefined {
    const { cost } = this.#candidate;
    return cost?.kind === "fleet" ? cost : undefined;
  }
}

const pendingFacts = Object.fromEntries(
  Object.keys(Object.getOwnPropertyDescriptors(CandidateFacts.prototype)).map((name) => [
    name,
    pending,
  ]),
);

const pendingWithoutLimit: Facts = { ...pendingFacts, gpuLimit: undefined };

/** Facts of a candidate of which only the model, if that, is known yet. */
export const pendingCandidate = ({ policy }: UseCase, model: unknown = pending): Facts =>
  extend(hasGpuLimit(policy) ? pendingFacts : pendingWithoutLimit, { model });

const hasGpuLimit = ({ maxGpus, ownedGpus }: UseCase["policy"]): boolean =>
  maxGpus !== undefined || ownedGpus.length > 0;

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const modelFactsKnown = new WeakMap<Model, { asOf: Day; facts: Facts }>();

/** The same for every use case at a day. */
export function modelFacts(model: Model, asOf: Day): Facts {
  const known = modelFactsKnown.get(model);
  if (known?.asOf === asOf) return known.facts;
  const hosts = new Set(
    model.offers.filter((one) => one.kind !== "router").map((one) => one.provider),
  );
  const facts = {
    id: model.id,
    title: model.title,
    vendor: model.vendor,
    origin: model.origin,
    weights: model.weights,
    status: model.status,
    licence: model.licence.class,
    licenceName: model.licence.name,
    intendedUse: model.intendedUse,
    context: model.context,
    modalities: model.modalities,
    billions: model.parameters?.total,
    hosts: hosts.size,
    monthsToRetirement:
      model.retires === undefined ? undefined : monthsBetween(asOf, model.retires),
  };
  modelFactsKnown.set(model, { asOf, facts });
  return facts;
}

/** First visible token: reasoning runs before it, so its tokens are waited for. */
function latencyFacts({ cost, offer }: Candidate) {
  if (cost?.kind === "fleet") {
    const { firstTokenMs, perTokenMs } = cost.configuration.capacity;
    return { firstTokenMs, perTokenMs };
  }
  return offer?.latency === undefined
    ? undefined
    : { firstTokenMs: offer.latency.firstTokenMs, perTokenMs: offer.latency.perTokenMs };
}
