import { ownFleet } from "../cost/fleet.ts";
import { type HostedCost, hostedCost } from "../cost/hosted.ts";
import type { Standing } from "../evidence.ts";
import type { Day, Model, Offer } from "../knowledge.ts";
import { visible } from "../months.ts";
import type { Knowledge } from "../pack.ts";
import { believed } from "../quality.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { type Candidate, dearerEffort, isDownloadable, requestAt, sizeOf } from "./candidate.ts";

/** A model with evidence: once per kind of public offer, and once on own machines where its weights are out. */
export function scoredCandidates(
  standing: Standing,
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  only?: ReadonlySet<number>,
): Candidate[] {
  const model = knowledge.models[standing.model];
  if (model === undefined) return [];
  const { workload, bar } = state.need;
  const effort = dearerEffort(standing.effort, workload.reasoning);
  const request = requestAt(workload, effort, knowledge);
  const { quality, clearing } = believed(standing, bar, state.threshold, knowledge.pack.evidence);
  const closedShare = state.closedShare(sizeOf(model));
  const shared = { model, standing, effort, quality, clearing, closedShare };
  const factorOf = factors(model, useCase);
  const price = (offer: Offer) =>
    state.profile.pricedInTokens
      ? hostedCost(offer, request, state.volume, knowledge.serving, asOf, factorOf(offer))
      : undefined;
  const option = model.weights === "open" ? "hosted-open" : "proprietary-api";
  const hosted = offerKinds(model, useCase, asOf).flatMap((offers, index): Candidate[] => {
    const way = index + 1;
    if (only?.has(way) === false) return [];
    const placement = offers[0]?.placement ?? "vendor";
    const place = () => cheapest(offers, price);
    return [new ScoredCandidate(option, placement, shared, way, place)];
  });
  if (!isDownloadable(model, asOf) || only?.has(ownWay) === false) return hosted;
  const fleet = (): Placed => ({
    offer: undefined,
    cost: state.profile.pricedInTokens
      ? ownFleet(model, request, state.peaks, useCase, knowledge, asOf)
      : undefined,
  });
  return [...hosted, new ScoredCandidate("self-host", "own", shared, ownWay, fleet)];
}

const unchanged = () => 1;

/** What a what-if does to the price of each offer of a model: nothing, almost always. */
function factors(model: Model, { market: { prices } }: UseCase): (offer: Offer) => number {
  for (const _ in prices) return ({ provider }) => prices[`${model.id}@${provider}`] ?? 1;
  return unchanged;
}

/** Own machines; the kinds of offers count from 1. */
const ownWay = 0;

type Shared = Pick<
  Candidate,
  "model" | "standing" | "effort" | "quality" | "clearing" | "closedShare"
>;
type Placed = Pick<Candidate, "offer" | "cost">;

/** Offer and cost are worked out when they are asked for: most candidates fall to a gate before. */
class ScoredCandidate implements Candidate {
  readonly kind = "scored";
  readonly costShare = undefined;
  readonly option: Candidate["option"];
  readonly placement: Candidate["placement"];
  readonly model: Candidate["model"];
  readonly standing: Candidate["standing"];
  readonly effort: Candidate["effort"];
  readonly quality: Candidate["quality"];
  readonly clearing: Candidate["clearing"];
  readonly closedShare: number;
  readonly way: number;
  readonly #place: () => Placed;
  #placed: Placed | undefined;

  constructor(
    option: Candidate["option"],
    placement: Candidate["placement"],
    shared: Shared,
    way: number,
    place: () => Placed,
  ) {
    this.option = option;
    this.placement = placement;
    this.model = shared.model;
    this.standing = shared.standing;
    this.effort = shared.effort;
    this.quality = shared.quality;
    this.clearing = shared.clearing;
    this.closedShare = shared.closedShare;
    this.way = way;
    this.#place = place;
  }

  get offer(): Candidate["offer"] {
    return this.#where().offer;
  }

  get cost(): Candidate["cost"] {
    return this.#where().cost;
  }

  #where(): Placed {
    this.#placed ??= this.#place();
    return this.#placed;
  }
}

/** The cheapest of offers that differ in nothing but their price; an unpriced one where none is priced. */
function cheapest(
  offers: readonly Offer[],
  price: (offer: Offer) => HostedCost | undefined,
): Placed {
  let best: { offer: Offer | undefined; cost: HostedCost | undefined } = {
    offer: offers[0],
    cost: undefined,
  };
  for (const offer of offers) {
    const cost = price(offer);
    if (cost === undefined) continue;
    if (best.cost === undefined || cost.usdPerMonth < best.cost.usdPerMonth) best = { offer, cost };
  }
  return best;
}

const kinds = new WeakMap<Model, readonly (readonly Offer[])[]>();

/** Offers by place, assurances, and whether policy rules the provider out: all that gates and values ask of them. */
function offerKinds(model: Model, { policy }: UseCase, asOf: Day): readonly (readonly Offer[])[] {
  // Offers carry the day on which they were read, not on which they began; the model's own day decides.
  const out = model.released.api ?? model.released.weights ?? model.published;
  if (!visible(out, asOf)) return [];
  const denied = policy.denyVendors;
  if (denied.length > 0) return grouped(model, (offer) => denied.includes(offer.provider));
  const known = kinds.get(model) ?? grouped(model, () => false);
  kinds.set(model, known);
  return known;
}

function grouped(model: Model, isDenied: (offer: Offer) => boolean): Offer[][] {
  const groups = new Map<string, Offer[]>();
  for (const offer of model.offers) {
    // Routers resell what others serve.
    if (offer.kind === "router") continue;
    const key = `${offer.placement} ${offer.assurances} ${offer.latency?.firstTokenMs} ${isDenied(offer)}`;
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  return [...groups.values()];
}
