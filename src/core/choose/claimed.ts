import { type NeedTerms, options } from "../gate/candidate.ts";
import type { Placed } from "./placed.ts";
import { placeless } from "./places.ts";

/** A claim such as "15-25 % behind" stands as one unpriced candidate per side; one of no equivalent leaves the open side empty. */
export function claimedPlaces({ state: { claim } }: NeedTerms): Placed[] {
  if (claim === undefined) return [];
  const isOpen = claim.gap !== undefined && claim.noEquivalent !== true;
  return options
    .filter((option) => option === "proprietary-api" || isOpen)
    .map((option) => ({ place: placeless("claim", option, undefined), beliefs: [undefined] }));
}
