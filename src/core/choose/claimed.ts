import { type Candidate, type NeedTerms, options } from "../gate/candidate.ts";
import { PlacedCandidate } from "./placed.ts";
import { placeless } from "./places.ts";

/** A claim such as "15-25 % behind" stands as one unpriced candidate per side; one of no equivalent leaves the open side empty. */
export function claimedCandidates(terms: NeedTerms): Candidate[][] {
  const { claim } = terms.state;
  if (claim === undefined) return [];
  const isOpen = claim.gap !== undefined && claim.noEquivalent !== true;
  const sides = options.filter((option) => option === "proprietary-api" || isOpen);
  return sides.map((option) => [
    new PlacedCandidate(placeless("claim", option, undefined), undefined, terms),
  ]);
}
