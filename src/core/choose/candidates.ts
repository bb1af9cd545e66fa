import type { Belief } from "../believe/belief.ts";
import { rankOf } from "../believe/efforts.ts";
import { releasedOn } from "../believe/models.ts";
import {
  type Candidate,
  isDownloadable,
  type NeedTerms,
  options,
  type Place,
} from "../gate/candidate.ts";
import { answersOf } from "../gate/facts.ts";
import type { Day, Model, Offer } from "../knowledge.ts";
import { visible } from "../months.ts";
import type { Knowledge } from "../pack.ts";
import { remembering } from "../remember.ts";
import { claimedCandidates } from "./claimed.ts";
import { PlacedCandidate } from "./placed.ts";
import { tunedCandidates } from "./tuned.ts";

/**
 * Every candidate of a need, by the place where it is had. An option without any candidate appears once, as `none`, so that
 * a rule can say why.
 */
export function candidatesFor(terms: NeedTerms): Candidate[][] {
  const found = [...scored(terms), ...tunedCandidates(terms), ...claimedCandidates(terms)].filter(
    (some) => some.length > 0,
  );
  const missing = options.filter((option) => !found.some(([one]) => one?.option === option));
  return [...found, ...missing.map((option) => [nobody(option, terms)])];
}

function scored(terms: NeedTerms): Candidate[][] {
  const { state } = terms;
  const most = rankOf(state.need.workload.reasoning ?? "max");
  const byModel = new Map<Model, Belief[]>();
  for (const row of state.belief?.rows ?? []) {
    if (rankOf(row.effort) > most) continue;
    const held = byModel.get(row.model);
    if (held === undefined) byModel.set(row.model, [row]);
    else held.push(row);
  }
  return [...byModel].flatMap(([model, rows]) =>
    placesOf(model, terms).map((place) =>
      rows.map((row) => new PlacedCandidate(place, row, terms)),
    ),
  );
}

function placesOf(model: Model, { useCase, knowledge, asOf }: NeedTerms): Place[] {
  const option = model.weights === "open" ? "hosted-open" : "proprietary-api";
  // Offers carry the day on which they were read, not on which they began; the model's own day decides.
  const isOut = visible(releasedOn(model), asOf);
  const hosted = isOut ? offerGroups(model, useCase.policy.denyVendors, knowledge, asOf) : [];
  const own = { kind: "scored", option: "self-host", model, offers: [], placement: "own" } as const;
  return [
    ...hosted.map((offers): Place => {
      const placement = offers[0]?.placement ?? "vendor";
      return { kind: "scored", option, model, offers, placement };
    }),
    ...(isDownloadable(model, asOf) ? [own] : []),
  ];
}

/** Offers that differ in nothing that a gate asks but host and price, without those that a host has ended. */
function offerGroups(
  model: Model,
  denied: readonly string[],
  knowledge: Knowledge,
  asOf: Day,
): readonly (readonly Offer[])[] {
  const isServed = ({ retires }: Offer) => retires === undefined || retires > asOf;
  return groupsIn(knowledge)(model)
    .flatMap((offers) => {
      const isDenied = ({ provider }: Offer) => denied.includes(provider);
      const served = offers.filter(isServed);
      return [served.filter(isDenied), served.filter((one) => !isDenied(one))];
    })
    .filter((some) => some.length > 0);
}

const groupsIn = remembering(
  (knowledge: Knowledge) => remembering((model: Model) => grouped(model, knowledge), new WeakMap()),
  new WeakMap(),
);

function grouped(model: Model, { providers, speeds }: Knowledge): Offer[][] {
  const groups = new Map<string, Offer[]>();
  for (const offer of model.offers) {
    // Routers resell what others serve.
    if (offer.kind === "router") continue;
    const provider = providers[offer.provider];
    const terms = Object.entries(provider?.terms ?? {}).map(
      ([name, one]) => `${name} ${one?.answer}`,
    );
    const isTimed = speeds.some((one) => one.model === model.id && one.provider === offer.provider);
    const key = [
      offer.placement,
      [...answersOf(offer, provider, ["yes", "by-agreement"])].sort(),
      [...answersOf(offer, provider, ["no"])].sort(),
      terms.sort(),
      provider?.home,
      isTimed ? offer.provider : "",
    ].join("|");
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  return [...groups.values()];
}

const nobody = (option: Place["option"], terms: NeedTerms): Candidate =>
  new PlacedCandidate(
    {
      kind: "none",
      option,
      model: undefined,
      offers: [],
      placement: option === "self-host" ? "own" : "vendor",
    },
    undefined,
    terms,
  );
