import type { Claim } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import { clearingOf } from "../quality.ts";
import { claimedGap, type NeedState } from "../situation.ts";
import { blank, type Candidate } from "./candidate.ts";

/** A claim such as "15-25 % behind at 15-20 % of the cost" stands as one unpriced candidate per side. */
const yardstick = { kind: "measured", behind: 0, sd: 0, borrowed: false } as const;

export function claimedCandidates(state: NeedState, knowledge: Knowledge): Candidate[] {
  const claim = claimedGap(state, knowledge);
  const { anchor } = knowledge.pack.evidence;
  if (claim === undefined) return [];
  const ratio = Object.values(state.profile.claims).find(
    (one) => one.costShare !== undefined,
  )?.costShare;
  const proprietary: Candidate = {
    ...blank,
    kind: "claim",
    option: "proprietary-api",
    ...clearingOf(yardstick, state.threshold, anchor),
    // The claim compares with a bill that it does not state: the bill that hurts is the one worth comparing with.
    costShare: ratio === undefined ? undefined : 1,
  };
  return [proprietary, ...openSide(claim, ratio, state, anchor)];
}

function openSide(
  claim: Claim,
  ratio: Claim["costShare"],
  state: NeedState,
  anchor: number,
): Candidate[] {
  if (claim.gap === undefined || claim.noEquivalent === true) return [];
  const [low, high] = claim.gap;
  const open = {
    ...blank,
    kind: "claim",
    ...clearingOf({ kind: "claimed", low: 1 - high, high: 1 - low }, state.threshold, anchor),
    closedShare: state.closedShare(Number.POSITIVE_INFINITY),
    costShare: ratio === undefined ? undefined : (ratio[0] + ratio[1]) / 2,
  } as const;
  return [
    { ...open, option: "self-host", placement: "own" },
    { ...open, option: "hosted-open", placement: "vendor" },
  ];
}
