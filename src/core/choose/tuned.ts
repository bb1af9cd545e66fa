import type { Belief } from "../believe/belief.ts";
import { rankOf } from "../believe/efforts.ts";
import { isDownloadable, type NeedTerms, type Priced, sizeOf } from "../gate/candidate.ts";
import type { Model } from "../know/knowledge.ts";
import { fleetFor, type Placed, type PlacedCandidate } from "./placed.ts";
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
      price: tunedPrice,
    })),
  );
}

export function tunedPrice({ model, request, option }: PlacedCandidate, terms: NeedTerms): Priced {
  const { knowledge } = terms;
  const nothing = { offer: undefined, cost: undefined, boundedBy: undefined };
  if (model === undefined) return nothing;
  const fleet = fleetFor(model, request, terms);
  if (fleet === undefined) return nothing;
  const own = { ...fleet, usdPerMonthFixed: tuningUsdPerMonth(terms) };
  const usdPerReplica = fleet.usdPerReplica * knowledge.serving.fleet.dedicatedPremium.value;
  // The host keeps the spare machines of a dedicated deployment, and bills them in its premium.
  const cost = option === "self-host" ? own : { ...own, usdPerReplica, spares: 0 };
  return { ...nothing, cost };
}

/** Tuning once, spread over the horizon, and again with each refresh of the model; labels where the team has none. */
function tuningUsdPerMonth({ useCase, knowledge }: NeedTerms): number {
  const { tuning, staff } = knowledge.serving;
  const { labels, usdPerLabel } = knowledge.pack.choice.tuned;
  const week = staff.usdPerYear.value / 52;
  const compute = tuning.computeUsd.value;
  const bought = useCase.data.domainData === "none" ? labels * usdPerLabel : 0;
  const once = (tuning.weeksOnce.value * week + compute + bought) / useCase.horizonMonths;
  const again =
    ((tuning.weeksPerRefresh.value * week + compute) * staff.refreshesPerYear.value) / 12;
  return once + again;
}
