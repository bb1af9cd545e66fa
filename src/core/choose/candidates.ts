import type { Belief } from "../believe/belief.ts";
import { rankOf } from "../believe/efforts.ts";
import { type Candidate, type NeedTerms, options, type Place } from "../gate/candidate.ts";
import type { Model } from "../knowledge.ts";
import { claimedCandidates } from "./claimed.ts";
import { PlacedCandidate } from "./placed.ts";
import { placeless, placesOf } from "./places.ts";
import { tunedCandidates } from "./tuned.ts";

/**
 * Every candidate of a need, by the place where it is had. An option without any candidate appears once, as `none`, so that
 * a rule can say why.
 */
export function candidatesFor(terms: NeedTerms): Candidate[][] {
  const found = [...scored(terms), ...tunedCandidates(terms), ...claimedCandidates(terms)].filter(
    (some) => some.length > 0,
  );
  const missing = options.filter((option) => !found.some(([one]) => one?.option === option));
  return [...found, ...missing.map((option) => [nobody(option, terms)])];
}

function scored(terms: NeedTerms): Candidate[][] {
  const { state } = terms;
  const most = rankOf(state.need.workload.reasoning ?? "max");
  const byModel = new Map<Model, Belief[]>();
  for (const row of state.belief?.rows ?? []) {
    if (rankOf(row.effort) > most) continue;
    const held = byModel.get(row.model);
    if (held === undefined) byModel.set(row.model, [row]);
    else held.push(row);
  }
  return [...byModel].flatMap(([model, rows]) =>
    placesOf(model, terms).map((place) =>
      rows.map((row) => new PlacedCandidate(place, row, terms)),
    ),
  );
}

const nobody = (option: Place["option"], terms: NeedTerms): Candidate =>
  new PlacedCandidate(placeless("none", option, undefined), undefined, terms);
