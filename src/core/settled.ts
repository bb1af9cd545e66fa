import { type Placing, placingsOf } from "./candidates/scored.ts";
import { type Ground, passes, rulesOf, type Settled, settleFor } from "./judge.ts";
import type { Knowledge } from "./pack.ts";
import { Recent } from "./recent.ts";
import { remembering } from "./remember.ts";
import { read } from "./rules/evaluate.ts";
import type { NeedState } from "./situation.ts";

/** The scored candidates of a need, as far as they can be judged whatever the load and the costs are. */
interface SettledNeed {
  readonly all: readonly Settled<Placing>[];
  /** Those that no gate has removed so far. */
  readonly standing: readonly Settled<Placing>[];
  /** Somebody has measured a candidate, whether it stands or not. */
  readonly measured: boolean;
}

interface Remembered {
  /** Asked for once. A handful, which the collector takes while they are young: a stream of ever new ones fills no memory. */
  readonly once: Recent<SettledNeed>;
  /** Asked for again. Enough for the capabilities and policies of a stream of use cases; each takes about 140 kB. */
  readonly again: Recent<SettledNeed>;
}

const rememberedFor = remembering(
  (_: Knowledge): Remembered => ({ once: new Recent(4), again: new Recent(100) }),
  new WeakMap(),
);

/** Use cases that differ in load, prices, team or budget only share what is settled about a need. */
export function settledFor(state: NeedState, ground: Ground): SettledNeed {
  const { once, again } = rememberedFor(ground.knowledge);
  const key = keyOf(state, ground);
  const kept = again.get(key);
  if (kept !== undefined) return kept;
  const seen = once.get(key);
  const found = seen ?? settle(state, ground);
  (seen === undefined ? once : again).set(key, found);
  return found;
}

function settle(state: NeedState, ground: Ground): SettledNeed {
  const { useCase, knowledge, asOf } = ground;
  const settleOne = settleFor(ground);
  const all = state.standings
    .flatMap((one) => placingsOf(one, state, useCase, knowledge, asOf))
    .map((one) => settleOne(one.candidate(state, useCase), one));
  return {
    all,
    standing: all.filter(passes),
    measured: all.some((one) => one.of.quality.kind !== "unknown"),
  };
}

/** All that scored candidates are made of but for their costs, and all that the rules ask for that settle them. */
function keyOf({ profile, need }: NeedState, { facts, useCase, knowledge, asOf }: Ground): string {
  const asked = rulesOf(knowledge).settlingPaths.map((path) => read(facts, path) ?? null);
  const { bar, workload } = need;
  const { denyVendors } = useCase.policy;
  return JSON.stringify([profile.id, asOf, bar, workload.reasoning, denyVendors, asked]);
}
