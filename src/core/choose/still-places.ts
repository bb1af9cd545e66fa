import { exposureOf, type NeedTerms, type Place } from "../gate/candidate.ts";
import type { Judge, RuleOutcome } from "../gate/judge.ts";
import { isTimed } from "../gate/speed.ts";
import type { Truth } from "../know/condition.ts";
import { Recent } from "../know/recent.ts";
import { numberOf, remembering } from "../know/remember.ts";
import type { StillPlace } from "./judged-place.ts";
import { candidatesAt, type Placed } from "./placed.ts";

/** Places as gates judge them whatever the load, and those that pass, merged; one that is merged with none is in both. */
interface StillPlaces {
  readonly all: readonly StillPlace[];
  readonly open: readonly StillPlace[];
}

/** What is kept of a list of places. */
interface PlacesKept {
  /** By rule what it says of each of them: what is asked another time, or in another look, mostly changes a few rules alone. */
  readonly truths: Recent<readonly Truth[]>;
  readonly judged: Recent<StillPlaces>;
}

const keptFor = remembering(
  (_: readonly Placed[]): PlacesKept => ({ truths: new Recent(32), judged: new Recent(4) }),
  new WeakMap(),
);

export function stillPlaces(
  placed: readonly Placed[],
  judge: Judge,
  terms: NeedTerms,
): StillPlaces {
  const kept = keptFor(placed);
  const { assurances } = terms.useCase.data;
  const key = `${assurances}|${judge.still.map((rule) => rule.key)}`;
  const known = kept.judged.get(key);
  if (known !== undefined) return known;
  const truths = truthsOf(placed, judge, kept, terms);
  const all = placed.map((one, at): StillPlace => {
    const truthOf = (rule: number) => truths[rule]?.[at] ?? false;
    return { placed: one, still: judge.outcome(one.place, truthOf) };
  });
  const groups = new Map<string, StillPlace[]>();
  for (const one of all.filter(passes)) {
    const likes = likesOf(one.placed.place, one.still, terms);
    const held = groups.get(likes);
    if (held === undefined) groups.set(likes, [one]);
    else held.push(one);
  }
  const made = { all, open: Array.from(groups.values(), together) };
  kept.judged.set(key, made);
  return made;
}

/** By rule what it says of each place. */
function truthsOf(
  placed: readonly Placed[],
  judge: Judge,
  { truths }: PlacesKept,
  terms: NeedTerms,
): (readonly Truth[])[] {
  const known = judge.still.map(({ key }) => truths.get(key));
  const missing = judge.still.filter((_, at) => known[at] === undefined);
  const made = missing.map((): Truth[] => []);
  if (missing.length > 0)
    for (const { place, beliefs } of placed)
      for (const [at, truth] of judge
        .truths(missing, candidatesAt(place, terms)(beliefs[0]))
        .entries())
        made[at]?.push(truth);
  for (const [at, { key }] of missing.entries()) truths.set(key, made[at] ?? []);
  return known.map((one) => one ?? made.shift() ?? []);
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
