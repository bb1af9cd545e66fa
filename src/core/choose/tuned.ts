import type { Belief } from "../believe/belief.ts";
import { rankOf } from "../believe/efforts.ts";
import { isDownloadable, type NeedTerms, sizeOf } from "../gate/candidate.ts";
import type { Model } from "../know/knowledge.ts";
import type { Placed } from "./placed.ts";
import { placeless } from "./places.ts";

/**
 * A bounded task and people who can fine-tune: small open text models then also stand as tuned to the task, on own GPUs or as
 * a dedicated deployment, never at the shared price per token.
 */
export function tunedPlaces(terms: NeedTerms): Placed[] {
  const { state, useCase, knowledge, asOf } = terms;
  if (state.need.task !== "bounded" || !useCase.team.fineTuning) return [];
  const { maxBillions } = knowledge.pack.choice.tuned;
  const isBase = (model: Model) =>
    isDownloadable(model, asOf) &&
    sizeOf(model) <= maxBillions &&
    ["text", ...state.profile.modalities].every((one) => model.modalities.includes(one as "text"));
  const bases = new Map<Model, Belief>();
  for (const row of state.belief?.from === "lines" ? state.belief.rows : []) {
    const held = bases.get(row.model);
    if (isBase(row.model) && (held === undefined || rankOf(row.effort) < rankOf(held.effort)))
      bases.set(row.model, row);
  }
  return [...bases].flatMap(([model, row]) =>
    (["self-host", "hosted-open"] as const).map((option) => ({
      place: placeless("tuned", option, model),
      beliefs: [row],
    })),
  );
}
