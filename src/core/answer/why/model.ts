import type { AskedModel } from "../../../shapes/candidates.ts";
import type { Listed } from "../../../shapes/route.ts";
import type { WrittenUseCase } from "../../../shapes/use-case.ts";
import { beliefsAt } from "../../believe/models.ts";
import type { Model } from "../../know/knowledge.ts";
import { releasedOn, visible } from "../../know/months.ts";
import { letIn } from "./let-in.ts";
import { byNearness, evidenceOf } from "./listed.ts";
import type { View } from "./view.ts";

/** Models that somebody asks for, in one need: the candidate of each that comes nearest speaks for it. */
export function askedModels(
  models: readonly Model[],
  view: View,
  listed: readonly Listed[],
  written: WrittenUseCase,
): AskedModel[] {
  const need = view.need.state.need.id;
  return models.map((model) => {
    const { id, title } = model;
    const mine = listed.flatMap((one, at) => (one.model === id ? [{ one, at }] : []));
    const [nearest] = mine.sort((a, b) => byNearness(a.one, b.one));
    if (nearest === undefined)
      return {
        model: id,
        title,
        need,
        nearest: null,
        outcome: "no-evidence",
        text: absence(model, view),
        letIn: null,
      };
    const { one, at } = nearest;
    const judged = view.candidates[at];
    return {
      model: id,
      title,
      need,
      nearest: judged === undefined ? one : { ...one, evidence: evidenceOf(judged, view) },
      outcome: one.outcome,
      text: one.text,
      letIn: (judged && letIn(judged, view, written)) ?? null,
    };
  });
}

/** Why a model that is known is no candidate at all. */
function absence(model: Model, { question, need }: View): string {
  const { knowledge, asOf } = question;
  const { profile, belief } = need.state;
  const released = releasedOn(model);
  if (!visible(released, asOf)) return `released on ${released}, after ${asOf}`;
  if (belief === undefined) return `no public board measures ${profile.title}`;
  const scored = beliefsAt(knowledge, asOf).models.find((one) => one.model === model);
  if (scored === undefined)
    return `nobody published a score of it by ${asOf}; what nobody measured is not guessed`;
  const isBelieved = belief.rows.some((one) => one.model === model);
  if (!isBelieved)
    return `scored on ${scored.cells.length} ${scored.cells.length === 1 ? "board" : "boards"}, none of which tells about ${profile.title}`;
  const { reasoning } = need.state.need.workload;
  if (reasoning !== undefined) return `it cannot be told to think as little as ${reasoning}`;
  return "nobody sells it any more, and its weights are not out";
}
