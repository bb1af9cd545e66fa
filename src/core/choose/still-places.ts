import { exposureOf, type NeedTerms, type Place } from "../gate/candidate.ts";
import type { Judge, RuleOutcome } from "../gate/judge.ts";
import { isTimed } from "../gate/speed.ts";
import { numberOf, remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import type { StillPlace } from "./judged-place.ts";
import { candidateOf, type Placed } from "./placed.ts";

/** Places as gates judge them whatever the load, and those that pass, merged; one that is merged with none is in both. */
interface StillPlaces {
  readonly all: readonly StillPlace[];
  readonly open: readonly StillPlace[];
}

/** What gates say of a place under some conditions, and the name of those that they tell apart by host and price alone. */
interface Stood {
  /** Of the evidence for it, all that may differ under the same conditions. */
  readonly imputed: boolean;
  readonly still: RuleOutcome;
  /** Empty where they take it away. */
  readonly likes: string;
}

/** The same places under the same conditions are judged once in a decision: most of its looks differ in loads, prices and weights. */
const stoodUnder = remembering((_: UseCase) => new Map<string, Map<Place, Stood>>(), new WeakMap());

export function stillPlaces(
  placed: readonly Placed[],
  judge: Judge,
  terms: NeedTerms,
): StillPlaces {
  const memory = stoodUnder(terms.within ?? terms.useCase);
  const stood = memory.get(judge.key) ?? new Map<Place, Stood>();
  memory.set(judge.key, stood);
  const groups = new Map<string, StillPlace[]>();
  const all = placed.map((one): StillPlace => {
    const { place, beliefs } = one;
    const imputed = beliefs[0]?.imputed === true;
    let known = stood.get(place);
    if (known?.imputed !== imputed) {
      const still = judge.still(candidateOf(place, beliefs[0], terms));
      const likes = still.vetoes.length > 0 ? "" : likesOf(place, still, terms);
      known = { imputed, still, likes };
      stood.set(place, known);
    }
    const { still, likes } = known;
    const found = { placed: one, still };
    if (!passes(found)) return found;
    const held = groups.get(likes);
    if (held === undefined) groups.set(likes, [found]);
    else held.push(found);
    return found;
  });
  return { all, open: Array.from(groups.values(), together) };
}

export const passes = ({ placed, still }: StillPlace): boolean =>
  still.vetoes.length === 0 && placed.place.kind !== "none";

/** Places of one model that differ in nothing but host and price count once: an offer does not win by being one of many. */
function likesOf(place: Place, { asks, fired }: RuleOutcome, terms: NeedTerms): string {
  const { kind, option, model, placement, offers } = place;
  // Who has to be asked is asked by name, and what a host times itself is its own.
  const isOwn = asks.length > 0 || isTimed(model, offers[0]?.provider, terms.knowledge);
  const host = isOwn ? offers[0]?.provider : "";
  const ids = fired.map((rule) => rule.id);
  return `${kind}|${option}|${model?.id}|${placement}|${exposureOf(place, terms)}|${ids}|${host}`;
}

/** Several that differ in nothing but host and price, as one. */
function together(group: readonly StillPlace[]): StillPlace {
  const [first] = group as [StillPlace];
  if (group.length === 1) return first;
  const { placed, still } = first;
  return { placed: { ...placed, place: joined(group.map((one) => one.placed.place)) }, still };
}

/** The same places are joined under one set of gates as under another, and are one place at any load. */
function joined(places: readonly Place[]): Place {
  const [first] = places as readonly [Place];
  const known = joinedTo(first);
  const key = places.map(numberOf).join();
  const found = known.get(key) ?? { ...first, offers: places.flatMap(({ offers }) => offers) };
  known.set(key, found);
  return found;
}

const joinedTo = remembering((_: Place) => new Map<string, Place>(), new WeakMap());
