import type { Day } from "../../shapes/common.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import { boardsAt, standings } from "./evidence.ts";
import { type Closing, closings, gapClaim, type Measured } from "./horizon.ts";

/** With when its gaps close: the same for every use case, so computed once. */
export interface CapabilityState extends Measured {
  readonly closings: readonly Closing[];
}

const statesOf = remembering((_: Knowledge) => new Map<string, CapabilityState>(), new WeakMap());

export function capabilityAt(
  capability: string,
  knowledge: Knowledge,
  asOf: Day,
  scenario: string,
): CapabilityState | undefined {
  const profile = knowledge.profiles[capability];
  if (profile === undefined) return undefined;
  const known = statesOf(knowledge);
  const key = `${capability}|${asOf}|${scenario}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const boards = boardsAt(profile, knowledge, asOf);
  const measured = { profile, boards, standings: standings(boards, knowledge) };
  const kin = boards.length === 0 ? profile.kin : undefined;
  const state: CapabilityState = {
    ...measured,
    closings:
      kin === undefined
        ? closings(measured, { knowledge, asOf }, scenario)
        : (capabilityAt(kin, knowledge, asOf, scenario)?.closings ?? []),
  };
  known.set(key, state);
  return state;
}

/** The capability itself, or its kin where no board of its own measured it. */
export function measuredAt(
  capability: string,
  knowledge: Knowledge,
  asOf: Day,
  scenario: string,
): CapabilityState | undefined {
  const own = capabilityAt(capability, knowledge, asOf, scenario);
  const kin = own?.boards.length === 0 ? own.profile.kin : undefined;
  return kin === undefined ? own : (capabilityAt(kin, knowledge, asOf, scenario) ?? own);
}

/** The gap as a claim states it, in a frozen pack that has claims instead of scores. */
export const claimedGap = (state: CapabilityState, { pack }: Knowledge) =>
  pack.frozen && state.boards.length === 0 ? gapClaim(state.profile) : undefined;
