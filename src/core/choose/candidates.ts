import type { Belief } from "../believe/belief.ts";
import { rankOf } from "../believe/efforts.ts";
import type { NeedTerms } from "../gate/candidate.ts";
import type { Model } from "../know/knowledge.ts";
import { options } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { numberOf, remembering } from "../know/remember.ts";
import { claimedPlaces } from "./claimed.ts";
import type { Placed } from "./placed.ts";
import { placeless, placesOf } from "./places.ts";
import { tunedPlaces } from "./tuned.ts";

/**
 * Every candidate of a need, by the place where it is had. An option without any candidate appears once, as `none`, so that
 * a rule can say why.
 */
export function candidatesFor(terms: NeedTerms): readonly Placed[] {
  const memory = kept(terms.knowledge);
  const key = keyOf(terms);
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = makeCandidates(terms);
  memory.set(key, made);
  return made;
}

/** Who they are hangs neither on loads nor on prices, so use cases share them. */
const kept = remembering((_: Knowledge) => new Recent<readonly Placed[]>(12), new WeakMap());

function keyOf({ state, useCase, asOf }: NeedTerms): string {
  const { task, workload } = state.need;
  const believed = state.belief && numberOf(state.belief);
  return [
    asOf,
    state.profile.id,
    believed,
    workload.reasoning,
    task,
    useCase.team.fineTuning,
    useCase.policy.denyVendors,
  ].join("|");
}

function makeCandidates(terms: NeedTerms): readonly Placed[] {
  const found = [...scored(terms), ...tunedPlaces(terms), ...claimedPlaces(terms)];
  const missing = options.filter((option) => !found.some(({ place }) => place.option === option));
  return [
    ...found,
    ...missing.map((option) => ({
      place: placeless("none", option, undefined),
      beliefs: [undefined],
    })),
  ];
}

function scored(terms: NeedTerms): Placed[] {
  const { state } = terms;
  const most = rankOf(state.need.workload.reasoning ?? "max");
  const byModel = new Map<Model, Belief[]>();
  for (const row of state.belief?.rows ?? []) {
    if (rankOf(row.effort) > most) continue;
    const held = byModel.get(row.model);
    if (held === undefined) byModel.set(row.model, [row]);
    else held.push(row);
  }
  return [...byModel].flatMap(([model, beliefs]) =>
    placesOf(model, terms).map((place) => ({ place, beliefs })),
  );
}
