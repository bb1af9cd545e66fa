import { ownFleet } from "../cost/fleet.ts";
import { hostedCost } from "../cost/hosted.ts";
import type { Standing } from "../evidence.ts";
import type { Day, Model, Offer } from "../knowledge.ts";
import { visible } from "../months.ts";
import type { Knowledge } from "../pack.ts";
import { believed } from "../quality.ts";
import { remembering } from "../remember.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { type Candidate, dearerEffort, isDownloadable, requestAt, sizeOf } from "./candidate.ts";

/** A model with evidence: once per kind of public offer, and once on own machines where its weights are out. */
export function placingsOf(
  standing: Standing,
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Placing[] {
  const model = knowledge.models[standing.model];
  if (model === undefined) return [];
  const { workload, bar } = state.need;
  const effort = dearerEffort(standing.effort, workload.reasoning);
  const { quality, clearing } = believed(standing, bar, state.threshold, knowledge.pack.evidence);
  const shared = { model, standing, effort, quality, clearing, knowledge, asOf };
  const hosted = offerKinds(model, useCase, asOf).map((offers) => {
    const option = model.weights === "open" ? "hosted-open" : "proprietary-api";
    return new Placing(shared, option, offers[0]?.placement ?? "vendor", offers);
  });
  return isDownloadable(model, asOf)
    ? [...hosted, new Placing(shared, "self-host", "own", [])]
    : hosted;
}

/** Offer and cost of a candidate for a need of a use case. */
type Placed = Pick<Candidate, "offer" | "cost">;

interface Shared extends Pick<Candidate, "effort" | "quality" | "clearing"> {
  readonly model: Model;
  readonly standing: Standing;
  readonly knowledge: Knowledge;
  readonly asOf: Day;
}

/** All that a candidate is before it is asked for its offer and its cost: the same for every load. It keeps no use case. */
export class Placing {
  readonly model: Model;
  readonly standing: Standing;
  readonly effort: Candidate["effort"];
  readonly quality: Candidate["quality"];
  readonly clearing: Candidate["clearing"];
  readonly option: Candidate["option"];
  readonly placement: Candidate["placement"];
  /** Alike but for host and price; none where it runs on own machines. */
  readonly offers: readonly Offer[];
  readonly knowledge: Knowledge;
  readonly asOf: Day;

  constructor(
    shared: Shared,
    option: Candidate["option"],
    placement: Candidate["placement"],
    offers: readonly Offer[],
  ) {
    this.model = shared.model;
    this.standing = shared.standing;
    this.effort = shared.effort;
    this.quality = shared.quality;
    this.clearing = shared.clearing;
    this.option = option;
    this.placement = placement;
    this.offers = offers;
    this.knowledge = shared.knowledge;
    this.asOf = shared.asOf;
  }

  candidate(state: NeedState, useCase: UseCase): Candidate {
    return new ScoredCandidate(this, state, useCase);
  }
}

/** Offer and cost are worked out when they are asked for: most candidates fall to a gate before. */
class ScoredCandidate extends Placing implements Candidate {
  readonly kind = "scored";
  readonly costShare = undefined;
  readonly #state: NeedState;
  readonly #useCase: UseCase;
  #placed: Placed | undefined;

  constructor(placing: Placing, state: NeedState, useCase: UseCase) {
    super(placing, placing.option, placing.placement, placing.offers);
    this.#state = state;
    this.#useCase = useCase;
  }

  get closedShare(): number {
    return this.#state.closedShare(sizeOf(this.model));
  }

  get offer(): Candidate["offer"] {
    // Which of many it is hangs on what they cost.
    return this.offers.length < 2 ? this.offers[0] : this.#where().offer;
  }

  get cost(): Candidate["cost"] {
    return this.#where().cost;
  }

  #where(): Placed {
    const place = this.placement === "own" ? onOwnMachines : cheapest;
    this.#placed ??= place(this, this.#state, this.#useCase);
    return this.#placed;
  }
}

function onOwnMachines(
  { model, effort, knowledge, asOf }: Placing,
  { need, profile, peaks }: NeedState,
  useCase: UseCase,
): Placed {
  const request = requestAt(need.workload, effort, knowledge);
  const isPriced = profile.pricedInTokens;
  const cost = isPriced ? ownFleet(model, request, peaks, useCase, knowledge, asOf) : undefined;
  return { offer: undefined, cost };
}

/** The cheapest of offers that differ in nothing but their price; an unpriced one where none is priced. */
function cheapest(
  { offers, model, effort, knowledge, asOf }: Placing,
  { need, profile, volume }: NeedState,
  useCase: UseCase,
): Placed {
  let best: Placed = { offer: offers[0], cost: undefined };
  if (!profile.pricedInTokens) return best;
  const request = requestAt(need.workload, effort, knowledge);
  const factors = useCase.market.prices?.[model.id];
  let least = Number.POSITIVE_INFINITY;
  for (const offer of offers) {
    const cost = hostedCost(
      offer,
      request,
      volume,
      knowledge.serving,
      asOf,
      factors?.[offer.provider],
    );
    if (cost === undefined || cost.usdPerMonth >= least) continue;
    least = cost.usdPerMonth;
    best = { offer, cost };
  }
  return best;
}

/**
 * Offers by place, assurances, and whether policy rules the provider out: all that gates and values ask of them beside host
 * and price. What is settled about one of a group (settled.ts) holds for the others.
 */
function offerKinds(model: Model, { policy }: UseCase, asOf: Day): readonly (readonly Offer[])[] {
  // Offers carry the day on which they were read, not on which they began; the model's own day decides.
  const out = model.released.api ?? model.released.weights ?? model.published;
  if (!visible(out, asOf)) return [];
  const denied = policy.denyVendors;
  if (denied.length > 0) return grouped(model, (offer) => denied.includes(offer.provider));
  return undenied(model);
}

const undenied = remembering((model: Model) => grouped(model, () => false), new WeakMap());

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
