import type { NeedTerms } from "../gate/candidate.ts";
import { options } from "../know/lists.ts";
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
