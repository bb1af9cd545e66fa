import type { Scored } from "./candidates/candidate.ts";
import { scoredCandidates } from "./candidates/scored.ts";
import { type Ground, passes, rulesOf, type Settled, settleFor } from "./judge.ts";
import type { Knowledge } from "./pack.ts";
import { Recent } from "./recent.ts";
import { read } from "./rules/evaluate.ts";
import type { NeedState } from "./situation.ts";

/** The scored candidates of a need, as far as they can be judged whatever the load and the costs are. */
interface SettledNeed {
  readonly all: readonly Settled<Scored>[];
  /** Those that no gate has removed so far. */
  readonly standing: readonly Settled<Scored>[];
  /** Somebody has measured a candidate, whether it stands or not. */
  readonly measured: boolean;
}

/** Enough for the capabilities and policies of a stream of use cases; each entry takes about 50 kB. */
const mostRemembered = 60;

const known = new WeakMap<Knowledge, Recent<SettledNeed>>();

/** Use cases that differ in load, prices, team or budget only share what is settled about a need. */
export function settledFor(state: NeedState, ground: Ground): SettledNeed {
  const { useCase, knowledge, asOf } = ground;
  const remembered = known.get(knowledge) ?? new Recent<SettledNeed>(mostRemembered);
  known.set(knowledge, remembered);
  const key = keyOf(state, ground);
  const found = remembered.get(key);
  if (found !== undefined) return found;
  const all = state.standings
    .flatMap((one) => scoredCandidates(one, state, useCase, knowledge, asOf))
    .map(settleFor(ground));
  const settled = {
    all,
    standing: all.filter(passes),
    measured: all.some(({ candidate }) => candidate.quality.kind !== "unknown"),
  };
  remembered.set(key, settled);
  return settled;
}

/** All that scored candidates are made of but for their costs, and all that the rules ask for that settle them. */
function keyOf({ profile, need }: NeedState, { facts, useCase, knowledge, asOf }: Ground): string {
  const asked = rulesOf(knowledge).settlingPaths.map((path) => read(facts, path) ?? null);
  const { bar, workload } = need;
  const { denyVendors } = useCase.policy;
  return JSON.stringify([profile.id, asOf, bar, workload.reasoning, denyVendors, asked]);
}
