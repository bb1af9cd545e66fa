import type { Day, Option } from "../../shapes/common.ts";
import { isDownloadable, type NeedTerms, type Place } from "../gate/candidate.ts";
import { answersOf } from "../gate/facts.ts";
import { isTimed } from "../gate/speed.ts";
import type { Model, Offer } from "../know/knowledge.ts";
import { releasedOn, visible } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { remembering } from "../know/remember.ts";

/** A place without offers: own machines, a dedicated deployment, a side that is only claimed. */
export const placeless = (
  kind: Place["kind"],
  option: Option,
  model: Model | undefined,
): Place => ({
  kind,
  option,
  model,
  offers: [],
  placement: option === "self-host" ? "own" : "vendor",
  assurances: [],
  lacks: [],
});

const kept = remembering(
  (_: Knowledge) => new Recent<Map<Model, readonly Place[]>>(4),
  new WeakMap(),
);

/** Every way to have a model: once per kind of public offer, and once on own machines where its weights are out. */
export function placesOf(model: Model, { useCase, knowledge, asOf }: NeedTerms): readonly Place[] {
  const { denyVendors } = useCase.policy;
  const key = `${asOf}|${denyVendors}`;
  const known = kept(knowledge).get(key) ?? new Map<Model, readonly Place[]>();
  const found = known.get(model);
  if (found !== undefined) return found;
  const made = makePlaces(model, denyVendors, knowledge, asOf);
  known.set(model, made);
  kept(knowledge).set(key, known);
  return made;
}

function makePlaces(
  model: Model,
  denied: readonly string[],
  knowledge: Knowledge,
  asOf: Day,
): readonly Place[] {
  const option = model.weights === "open" ? "hosted-open" : "proprietary-api";
  // Offers carry the day on which they were read, not on which they began; the model's own day decides.
  const hosted = visible(releasedOn(model), asOf) ? grouped(model, denied, knowledge, asOf) : [];
  return [
    ...hosted.map((offers): Place => {
      const [first] = offers;
      const provider = knowledge.providers[first?.provider ?? ""];
      return {
        kind: "scored",
        option,
        model,
        offers,
        placement: first?.placement ?? "vendor",
        assurances: answersOf(first, provider, ["yes", "by-agreement"]),
        lacks: answersOf(first, provider, ["no"]),
      };
    }),
    ...(isDownloadable(model, asOf) ? [placeless("scored", "self-host", model)] : []),
  ];
}

/** Offers that differ in nothing that a gate asks but host and price, without those that a host has ended. */
function grouped(
  model: Model,
  denied: readonly string[],
  knowledge: Knowledge,
  asOf: Day,
): Offer[][] {
  const groups = new Map<string, Offer[]>();
  for (const offer of model.offers.toSorted(byHost)) {
    // Routers resell what others serve.
    if (offer.kind === "router" || (offer.retires !== undefined && offer.retires <= asOf)) continue;
    const provider = knowledge.providers[offer.provider];
    const terms = Object.entries(provider?.terms ?? {}).map(
      ([name, one]) => `${name} ${one?.answer}`,
    );
    const key = [
      offer.placement,
      [...answersOf(offer, provider, ["yes", "by-agreement"])].sort(),
      [...answersOf(offer, provider, ["no"])].sort(),
      terms.sort(),
      provider?.home,
      isTimed(model, offer.provider, knowledge) ? offer.provider : "",
      denied.includes(offer.provider),
    ].join("|");
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  return [...groups.values()];
}

/** What ties is settled alike in any order of files. */
const byHost = (a: Offer, b: Offer): number =>
  a.provider < b.provider ? -1 : Number(a.provider > b.provider);
