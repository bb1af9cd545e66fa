import type { Candidate, NeedTerms, Place } from "../gate/candidate.ts";
import { PlacedCandidate } from "./placed.ts";

/** A claim such as "15-25 % behind" stands as one unpriced candidate per side; one of no equivalent leaves the open side empty. */
export function claimedCandidates(terms: NeedTerms): Candidate[][] {
  const { claim } = terms.state;
  if (claim === undefined) return [];
  const sides: Place[] = [{ ...side, option: "proprietary-api", placement: "vendor" }];
  if (claim.gap !== undefined && claim.noEquivalent !== true)
    sides.push(
      { ...side, option: "self-host", placement: "own" },
      { ...side, option: "hosted-open", placement: "vendor" },
    );
  return sides.map((place) => [new PlacedCandidate(place, undefined, terms)]);
}

const side = { kind: "claim", model: undefined, offers: [] } as const;
