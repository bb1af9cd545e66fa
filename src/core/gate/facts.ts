import type { Day } from "../../shapes/common.ts";
import type { Answer, Provider } from "../../shapes/providers.ts";
import { ofAnySize } from "../believe/horizon.ts";
import { allowedGpus, type FleetCost, fleetSize, gpuLimit, gpusOf } from "../cost/fleet.ts";
import { machinesOf, ofOwnServing, rentMode } from "../cost/rent.ts";
import { type Facts, pending } from "../know/condition.ts";
import type { Model, Offer } from "../know/knowledge.ts";
import { monthsBetween } from "../know/months.ts";
import { answersIn, placesOf } from "../know/providers.ts";
import type { UseCase } from "../know/use-case.ts";
import type { Candidate, NeedTerms } from "./candidate.ts";
import type { NeedState } from "./need.ts";
import type { Pace } from "./speed.ts";

/** What rules may ask about a use case. The loader's schema of facts (shapes/facts.ts) mirrors these three. */
export function useCaseFacts(useCase: UseCase): Facts {
  const { workload, latency, data, evaluation, team, policy, budget } = useCase;
  const { horizonMonths, preset, scenario, needs } = useCase;
  return {
    ...{ workload, latency, data, evaluation, team, budget, horizonMonths, preset, scenario },
    policy: {
      ...policy,
      jurisdictions: policy.jurisdictions.length === 0 ? undefined : policy.jurisdictions,
    },
    needs: needs.length,
  };
}

/** Facts on top of others: looked up through, never copied, since hundreds of candidates share them. */
export const extend = (base: Facts, more: Facts): Facts => Object.assign(Object.create(base), more);

export function needFacts(state: NeedState, base: Facts): Facts {
  const { need, profile, threshold, belief } = state;
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
    turn: profile.turn,
    boards: state.boards.length,
    kin: belief !== undefined && belief.capability !== profile.id ? belief.capability : undefined,
    share: need.share,
    task: need.task,
    workload: need.workload,
    latency: need.latency,
    bar: { name: need.bar.name, share: threshold.share, moving: need.bar.moving },
    scenarios: profile.scenarios.length,
    closingMedianMonths: finite(closing?.forecast.median ?? Number.POSITIVE_INFINITY),
  };
  return extend(base, { need: facts });
}

/**
 * What rules may ask about a candidate. Every entry is worked out when a rule asks for it: most candidates fall to their
 * first gates, and sizing a fleet is the dearest step of a decision.
 */
export class CandidateFacts {
  readonly #candidate: Candidate;
  readonly #terms: NeedTerms;
  #latency: Pace | undefined;

  constructor(candidate: Candidate, terms: NeedTerms) {
    this.#candidate = candidate;
    this.#terms = terms;
  }

  get option() {
    return this.#candidate.option;
  }

  /** `imputed`: from scores on other boards alone. */
  get evidence() {
    const { kind, belief } = this.#candidate;
    return kind === "scored" && belief?.imputed === true ? "imputed" : kind;
  }

  get hosted() {
    return this.#candidate.placement !== "own";
  }

  /** Own machines that stand at somebody else's. */
  get rented() {
    return this.#candidate.placement === "own" && rentMode(this.#terms.useCase) !== "owned";
  }

  get placement() {
    return this.#candidate.placement;
  }

  get provider() {
    return this.#first?.provider;
  }

  /** Whose cloud it is, where it is served inside a customer's account. */
  get cloud() {
    return this.#candidate.placement === "in-tenant" ? this.#provider?.company : undefined;
  }

  /** Who can be asked about where it runs. */
  get whom() {
    if (this.rented) return renters;
    return this.#provider?.title ?? this.provider;
  }

  /** What whoever serves it documents; nothing for machines inside the own boundary, which are the team's to certify. */
  get assurances() {
    return this.#answered("yes", "by-agreement");
  }

  /** What it says that it does not give. */
  get lacks() {
    return this.#answered("no");
  }

  get documented() {
    const documented = this.assurances;
    return documented && documented.length > 0;
  }

  get terms() {
    const terms = this.#provider?.terms;
    return {
      personalData: terms?.personalData?.answer,
      healthData: terms?.healthData?.answer,
      training: terms?.training?.answer,
    };
  }

  /** Country of the company that serves, and the unions that it belongs to. */
  get jurisdictions() {
    return placesOf(this.#provider?.home);
  }

  get effort() {
    return this.#candidate.effort;
  }

  get model() {
    const { model } = this.#candidate;
    return model === undefined ? undefined : modelFacts(model, this.#terms.asOf);
  }

  get latency() {
    this.#latency ??= visiblePace(this.#candidate, this.#terms);
    return this.#latency;
  }

  get usdPerMonth() {
    return this.#candidate.usdPerMonth;
  }

  get priced() {
    return this.#candidate.usdPerMonth !== undefined;
  }

  get gpus() {
    const fleet = this.#fleet;
    return fleet && gpusOf(fleet);
  }

  get gpuLimit() {
    const { useCase } = this.#terms;
    if (!hasGpuLimit(useCase.policy)) return undefined;
    const fleet = this.#fleet;
    if (fleet !== undefined) return finite(gpuLimit(fleet, useCase));
    return this.#candidate.placement === "own" ? allowedGpus(useCase.policy) : undefined;
  }

  get replicas() {
    const fleet = this.#fleet;
    return fleet && fleetSize(fleet).peakReplicas;
  }

  get #fleet(): FleetCost | undefined {
    const { cost } = this.#candidate;
    return cost?.kind === "fleet" ? cost : undefined;
  }

  /** Offers of a place differ in host and price alone, so the first speaks for all. */
  get #first(): Offer | undefined {
    return this.#candidate.place.offers[0];
  }

  get #provider(): Provider | undefined {
    return this.#terms.knowledge.providers[this.#first?.provider ?? ""];
  }

  #answered(...wanted: Answer[]): readonly string[] | undefined {
    const { providers } = this.#terms.knowledge;
    const { place } = this.#candidate;
    if (this.hosted) return wanted.includes("yes") ? place.assurances : place.lacks;
    if (!this.rented) return undefined;
    // Of the places that rent out such machines the team takes one that documents what it needs.
    const rents = this.#fleet?.configuration.rent.offers ?? [];
    const answers = rents.flatMap((one) => answersIn(machinesOf(providers[one.provider]), wanted));
    return [...new Set(wanted.includes("yes") ? [...ofOwnServing, ...answers] : answers)];
  }
}

/** Who is asked about machines that nobody has rented yet. */
export const renters = "whoever rents out the machines";

/** An offer's own words come before those of its provider. */
export function answersOf(
  offer: Offer | undefined,
  provider: Provider | undefined,
  wanted: readonly Answer[],
): readonly string[] {
  const own = offer?.assurances ?? [];
  const stated = answersIn(provider?.assurances ?? {}, wanted).filter((one) => !own.includes(one));
  return wanted.includes("yes") ? [...own, ...stated] : stated;
}

const pendingFacts = Object.fromEntries(
  Object.keys(Object.getOwnPropertyDescriptors(CandidateFacts.prototype)).map((name) => [
    name,
    pending,
  ]),
);

/** Facts of a candidate of which nothing is known yet. */
export const pendingCandidate = ({ policy }: UseCase): Facts =>
  hasGpuLimit(policy) ? pendingFacts : { ...pendingFacts, gpuLimit: undefined };

const hasGpuLimit = ({ maxGpus, ownedGpus }: UseCase["policy"]): boolean =>
  maxGpus !== undefined || ownedGpus.length > 0;

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const modelFactsKnown = new WeakMap<Model, { asOf: Day; facts: Facts }>();

/** The same for every use case at a day. */
function modelFacts(model: Model, asOf: Day): Facts {
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

/** ms to the first visible token, thinking included, and per token: the same rule for hosts and own machines. */
export function visiblePace({ pace, thinking }: Candidate, { state }: NeedTerms): Pace | undefined {
  if (pace === undefined || thinking === 0 || state.need.latency.anyToken) return pace;
  return { ...pace, firstTokenMs: pace.firstTokenMs + thinking * pace.perTokenMs };
}
