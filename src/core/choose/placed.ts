import type { Effort } from "../../shapes/common.ts";
import type { Belief } from "../believe/belief.ts";
import { thinkingTokens } from "../believe/thinking.ts";
import { ownFleet } from "../cost/configuration.ts";
import type { FleetCost } from "../cost/fleet.ts";
import { type HostedCost, type HostedWork, hostedCost, hostedUsd } from "../cost/hosted.ts";
import { labelUsd } from "../cost/labels.ts";
import { rentingOf } from "../cost/rent.ts";
import type { Request } from "../cost/request-items.ts";
import { offerFor, speechOf } from "../cost/speech.ts";
import { standIn } from "../cost/stand-in.ts";
import {
  type Candidate,
  isDownloadable,
  type NeedTerms,
  type Place,
  type Priced,
  sizeOf,
} from "../gate/candidate.ts";
import { monthlyUsd } from "../gate/monthly.ts";
import { type Pace, paceOf } from "../gate/speed.ts";
import type { Model, Offer } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import { workOf } from "./work.ts";

/** A place with what is believed of its model, effort by effort: its candidates before any of them is made. */
export interface Placed {
  readonly place: Place;
  readonly beliefs: readonly (Belief | undefined)[];
}

/** Offer and cost are worked out when they are asked for: most candidates fall to a gate before. */
class PlacedCandidate implements Candidate {
  readonly place: Place;
  readonly kind: Place["kind"];
  readonly option: Place["option"];
  readonly model: Model | undefined;
  readonly offers: readonly Offer[];
  readonly placement: Place["placement"];
  readonly assurances: readonly string[];
  readonly lacks: readonly string[];
  readonly belief: Belief | undefined;
  readonly effort: Effort;
  readonly thinking: number;
  readonly request: Request;
  readonly #terms: NeedTerms;
  #priced: Priced | undefined;
  #pace: Pace | undefined;
  #usd: number | null | undefined;

  constructor(place: Place, belief: Belief | undefined, terms: NeedTerms) {
    const { workload, work } = terms.state.need;
    const { kind, model } = place;
    this.place = place;
    this.kind = kind;
    this.option = place.option;
    this.model = model;
    this.offers = place.offers;
    this.placement = place.placement;
    this.assurances = place.assurances;
    this.lacks = place.lacks;
    this.belief = belief;
    // A tuned model answers at once: that is what it was tuned for.
    this.effort = kind === "tuned" ? "none" : (belief?.effort ?? "none");
    this.thinking =
      model === undefined || !terms.state.profile.pricedInTokens
        ? 0
        : thinkingTokens(model, this.effort, work, terms.knowledge);
    this.request = {
      inputTokens: workload.inputTokens,
      outputTokens: workload.outputTokens + this.thinking,
      cachedInputShare: workload.cachedInputShare,
      batchShare: workload.batchShare,
      speech: speechOf(terms.state.profile, workload),
    };
    this.#terms = terms;
  }

  get offer(): Offer | undefined {
    // Which of many it is hangs on what they cost.
    return this.offers.length < 2 ? this.offers[0] : this.#where().offer;
  }

  get cost(): Priced["cost"] {
    return this.#where().cost;
  }

  get boundedBy(): Model | undefined {
    return this.#where().boundedBy;
  }

  get usdPerMonth(): number | undefined {
    if (this.#usd === undefined) {
      const { useCase, knowledge } = this.#terms;
      const { horizonMonths } = useCase;
      const where = this.#where();
      const isBought = where instanceof Bought;
      const usd = isBought ? where.usd : monthlyUsd(this, knowledge.serving, horizonMonths);
      this.#usd = usd ?? null;
    }
    return this.#usd ?? undefined;
  }

  get pace(): Pace | undefined {
    this.#pace ??= this.#timed();
    return this.#pace;
  }

  #timed(): Pace | undefined {
    const { model, request, effort } = this;
    const { state, knowledge } = this.#terms;
    if (model === undefined || !state.profile.pricedInTokens) return undefined;
    // What is had by the token has no fleet, and most of it falls to a gate before it is priced.
    const cost = this.placement === "own" || this.kind === "tuned" ? this.cost : undefined;
    if (cost?.kind === "fleet") {
      const { firstTokenMs, perTokenMs } = cost.configuration.capacity;
      return { firstTokenMs, perTokenMs, measured: true };
    }
    const freshTokens = request.inputTokens * (1 - request.cachedInputShare);
    return paceOf(model, { effort, freshTokens, provider: this.offers[0]?.provider }, knowledge);
  }

  #where(): Priced {
    this.#priced ??= priceOf(this, this.#terms);
    return this.#priced;
  }
}

/**
 * All that is reckoned at a load: what a candidate costs and how fast it is hang on nothing else, so looks at other gates, bars or
 * weights share it.
 */
class Reckoned {
  readonly #terms: NeedTerms;
  readonly #candidates = new Map<Place, PlacedCandidate[]>();
  /** By model and the tokens of an answer: null where no machine serves it. */
  readonly fleets = new Map<Model, Map<number, FleetCost | null>>();

  constructor(terms: NeedTerms) {
    this.#terms = terms;
  }

  candidatesAt(place: Place): (belief: Belief | undefined) => PlacedCandidate {
    const made = this.#candidates.get(place) ?? [];
    this.#candidates.set(place, made);
    return (belief) => {
      const known = made.find((one) => one.belief === belief);
      if (known !== undefined) return known;
      const candidate = new PlacedCandidate(place, belief, this.#terms);
      made.push(candidate);
      return candidate;
    };
  }
}

const loads = remembering((_: UseCase) => new Map<string, Reckoned>(), new WeakMap());

const reckonedAt = remembering((terms: NeedTerms): Reckoned => {
  const kept = loads(terms.within ?? terms.useCase);
  const key = keyOf(terms);
  const known = kept.get(key) ?? new Reckoned(terms);
  kept.set(key, known);
  return known;
}, new WeakMap());

function keyOf({ state, useCase, asOf }: NeedTerms): string {
  const { need, profile } = state;
  const { ownedGpus, denyGpus, maxGpus } = useCase.policy;
  const { horizonMonths, market, team, data } = useCase;
  // The most thinking that may be used is a gate.
  const workload = { ...need.workload, reasoning: undefined };
  return JSON.stringify([
    [profile.id, need.work, need.task, workload, need.latency],
    [asOf, rentingOf(useCase), ownedGpus, denyGpus, maxGpus, team.stack],
    [horizonMonths, market, data.domainData],
  ]);
}

/** The candidates of a place, each by what is believed of its model. */
export const candidatesAt = (place: Place, terms: NeedTerms) =>
  reckonedAt(terms).candidatesAt(place);

const unpriced: Priced = { offer: undefined, cost: undefined, boundedBy: undefined };

function priceOf(one: PlacedCandidate, terms: NeedTerms): Priced {
  const { model, offers } = one;
  if (model === undefined) return { ...unpriced, offer: offers[0] };
  if (one.kind === "tuned") return tuned(model, one, terms);
  if (!terms.state.profile.pricedInTokens)
    return one.placement === "own" ? hearing(model, one, terms) : bySpeech(model, one, terms);
  return one.placement === "own"
    ? onOwnMachines(model, one.request, terms)
    : cheapest(model, one, terms);
}

/** By the minute or the character where somebody sells it so; no larger model's price says anything of another's speech. */
function bySpeech(model: Model, { offers, request }: PlacedCandidate, terms: NeedTerms): Priced {
  const sold = request.speech === undefined ? [] : offers;
  return (
    extreme({ id: model.id, offers: sold }, request, terms, 1) ?? { ...unpriced, offer: offers[0] }
  );
}

/** On own machines where somebody measured how fast; a larger model's speed says nothing of another's. */
function hearing(model: Model, { request }: PlacedCandidate, terms: NeedTerms): Priced {
  if (request.speech === undefined || model.transcribes === undefined) return unpriced;
  return { ...unpriced, cost: fleetFor(model, request, terms) };
}

function onOwnMachines(model: Model, request: Request, terms: NeedTerms): Priced {
  const isKnown = isServable(model);
  const larger = isKnown ? undefined : largerModel(model, terms, isServable);
  if (!isKnown && larger === undefined) return unpriced;
  const served = larger === undefined ? model : standIn(model, larger);
  const cost = fleetFor(served, request, terms);
  return { offer: undefined, cost, boundedBy: isKnown ? undefined : served };
}

export function fleetFor(model: Model, request: Request, terms: NeedTerms): FleetCost | undefined {
  const kept = reckonedAt(terms).fleets;
  const ofModel = kept.get(model) ?? new Map<number, FleetCost | null>();
  const known = ofModel.get(request.outputTokens);
  if (known !== undefined) return known ?? undefined;
  const { state, useCase, knowledge, asOf } = terms;
  const { latency, workload } = state.need;
  const limited = { useCase: { ...useCase, latency, workload }, knowledge, asOf };
  const cost = ownFleet(model, workOf(state, request, knowledge), limited);
  kept.set(model, ofModel.set(request.outputTokens, cost ?? null));
  return cost;
}

function tuned(model: Model, { request, option }: PlacedCandidate, terms: NeedTerms): Priced {
  const fleet = fleetFor(model, request, terms);
  if (fleet === undefined) return unpriced;
  const own = { ...fleet, usdPerMonthFixed: tuningUsdPerMonth(terms) };
  const { dedicatedPremium } = terms.knowledge.serving.fleet;
  const usdPerReplica = fleet.usdPerReplica * dedicatedPremium.value;
  // The host keeps the spare machines of a dedicated deployment, and bills them in its premium.
  const cost = option === "self-host" ? own : { ...own, usdPerReplica, spares: 0 };
  return { ...unpriced, cost };
}

/** Tuning once, spread over the horizon, and again with each refresh of the model; labels where the team has none. */
function tuningUsdPerMonth({ state, useCase, knowledge }: NeedTerms): number {
  const { tuning, staff } = knowledge.serving;
  const { labels } = knowledge.pack.choice.tuned;
  const week = staff.usdPerYear.value / 52;
  const compute = tuning.computeUsd.value;
  const isBought = useCase.data.domainData === "none";
  const bought = isBought ? labels * labelUsd(state, knowledge.serving.labels) : 0;
  const once = (tuning.weeksOnce.value * week + compute + bought) / useCase.horizonMonths;
  const again =
    ((tuning.weeksPerRefresh.value * week + compute) * staff.refreshesPerYear.value) / 12;
  return once + again;
}

/** The cheapest of offers that differ in nothing but their price; of offers without one the dearest of a larger model. */
function cheapest(model: Model, { offers, request }: PlacedCandidate, terms: NeedTerms): Priced {
  const best = extreme({ id: model.id, offers }, request, terms, 1);
  if (best !== undefined) return best;
  const peer = model.weights === "open" ? largerModel(model, terms, isPriced) : undefined;
  const dearest = peer && extreme(peer, request, terms, -1);
  return { offer: offers[0], cost: dearest?.cost, boundedBy: dearest && peer };
}

/** By the token: most are only compared, so all but the bill is worked out when somebody asks for it. */
class Bought implements Priced {
  readonly offer: Offer;
  readonly usd: number;
  readonly boundedBy = undefined;
  readonly #work: HostedWork;
  readonly #factor: number | undefined;
  #cost: HostedCost | undefined;

  constructor(offer: Offer, usd: number, work: HostedWork, factor: number | undefined) {
    this.offer = offer;
    this.usd = usd;
    this.#work = work;
    this.#factor = factor;
  }

  get cost(): HostedCost | undefined {
    const offer = offerFor(this.offer, this.#work.request);
    this.#cost ??= hostedCost(offer, this.#work, this.#factor, this.usd);
    return this.#cost;
  }
}

/** The cheapest of the offers of a model, or with a sign of -1 the dearest; of equals the first. */
function extreme(
  { id, offers }: Pick<Model, "id" | "offers">,
  request: Request,
  { state, useCase, knowledge, asOf }: NeedTerms,
  sign: 1 | -1,
): Priced | undefined {
  const factors = useCase.market.prices?.[id];
  const work = { request, volume: state.volume, serving: knowledge.serving, asOf };
  let offer: Offer | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of offers) {
    if (one.kind === "router") continue;
    const usd = hostedUsd(offerFor(one, request), work, factors?.[one.provider]);
    if (usd === undefined || sign * usd >= least) continue;
    offer = one;
    least = sign * usd;
  }
  if (offer === undefined) return undefined;
  return new Bought(offer, sign * least, work, factors?.[offer.provider]);
}

/** What is not known of a model costs no more than it does of the smallest known one that is larger. */
function largerModel(
  model: Model,
  { knowledge, asOf }: NeedTerms,
  isKnown: (model: Model) => boolean,
): Model | undefined {
  const held = larger(knowledge);
  const key = `${model.id}|${asOf}|${isKnown.name}`;
  const known = held.get(key);
  if (known !== undefined) return known.model;
  const size = sizeOf(model);
  const active = model.parameters?.active ?? 0;
  const found = Object.values(knowledge.models)
    .filter(
      (one) =>
        isDownloadable(one, asOf) &&
        sizeOf(one) >= size &&
        (one.parameters?.active ?? 0) >= active &&
        isKnown(one),
    )
    .sort((a, b) => sizeOf(a) - sizeOf(b) || (a.id < b.id ? -1 : 1))[0];
  held.set(key, { model: found });
  return found;
}

const larger = remembering(
  (_: Knowledge) => new Recent<{ readonly model: Model | undefined }>(500),
  new WeakMap(),
);

const isServable = ({ serving }: Model): boolean =>
  serving?.architecture !== undefined && serving.architecture !== null;

const isPriced = ({ offers }: Model): boolean =>
  offers.some((one) => one.kind !== "router" && one.prices.length > 0);
