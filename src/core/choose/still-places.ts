import { exposureOf, type NeedTerms } from "../gate/candidate.ts";
import type { Judge } from "../gate/judge.ts";
import { isTimed } from "../gate/speed.ts";
import { Recent } from "../know/recent.ts";
import { remembering } from "../know/remember.ts";
import type { StillPlace } from "./judged-place.ts";
import { type Placed, PlacedCandidate } from "./placed.ts";

/** Places as gates judge them whatever the load, and those that pass, merged; one that is merged with none is in both. */
interface StillPlaces {
  readonly all: readonly StillPlace[];
  readonly open: readonly StillPlace[];
}

const kept = remembering((_: readonly Placed[]) => new Recent<StillPlaces>(4), new WeakMap());

/** The same places under the same conditions are judged once: most questions differ in loads, prices and weights alone. */
export function stillPlaces(
  placed: readonly Placed[],
  judge: Judge,
  terms: NeedTerms,
): StillPlaces {
  const memory = kept(placed);
  const known = memory.get(judge.key);
  if (known !== undefined) return known;
  const all = placed.map((one): StillPlace => {
    const { place, beliefs } = one;
    const any = new PlacedCandidate(place, beliefs[0], terms);
    return { placed: one, still: judge.still(any) };
  });
  const made = { all, open: merged(all.filter(passes), terms) };
  memory.set(judge.key, made);
  return made;
}

export const passes = ({ placed, still }: StillPlace): boolean =>
  still.vetoes.length === 0 && placed.place.kind !== "none";

/** Places of one model that differ in nothing but host and price count once: an offer does not win by being one of many. */
function merged(places: readonly StillPlace[], terms: NeedTerms): StillPlace[] {
  const groups = new Map<string, StillPlace[]>();
  for (const one of places) {
    const { placed, still } = one;
    const { kind, option, model, placement, offers } = placed.place;
    // Who has to be asked is asked by name, and what a host times itself is its own.
    const isOwn = still.asks.length > 0 || isTimed(model, offers[0]?.provider, terms.knowledge);
    const host = isOwn ? offers[0]?.provider : "";
    const fired = still.fired.map((rule) => rule.id);
    const key = `${kind}|${option}|${model?.id}|${placement}|${exposureOf(placed.place, terms)}|${fired}|${host}`;
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [one]);
    else held.push(one);
  }
  return [...groups.values()].map(together);
}

/** Several that differ in nothing but host and price, as one. */
function together(group: readonly StillPlace[]): StillPlace {
  const [first] = group as [StillPlace];
  if (group.length === 1) return first;
  const { placed, still } = first;
  const offers = group.flatMap((one) => one.placed.place.offers);
  return { placed: { ...placed, place: { ...placed.place, offers } }, still };
}
