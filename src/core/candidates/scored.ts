import { ownFleet } from "../cost/fleet.ts";
import { hostedCost, volumeOver } from "../cost/hosted.ts";
import type { Standing } from "../evidence.ts";
import type { Day, Model, Offer } from "../knowledge.ts";
import { visible } from "../months.ts";
import type { Knowledge } from "../pack.ts";
import { belief } from "../quality.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { type Candidate, dearerEffort, isDownloadable, requestAt, sizeOf } from "./candidate.ts";

/** A model with evidence: once per public offer, and once on own machines where its weights are out. */
export function scoredCandidates(
  standing: Standing,
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Candidate[] {
  const model = knowledge.models[standing.model];
  if (model === undefined) return [];
  const { workload, bar } = state.need;
  const effort = dearerEffort(standing.effort, workload.reasoning);
  const request = requestAt(workload, effort, knowledge);
  const volume = volumeOver(
    workload.requestsPerMonth,
    workload.growthPerMonth,
    useCase.horizonMonths,
  );
  const { pricedInTokens } = state.profile;
  const shared = {
    kind: "scored",
    model,
    standing,
    effort,
    quality: belief(standing, bar, knowledge.pack.evidence),
    closedShare: state.closedShare(sizeOf(model)),
    costShare: undefined,
  } as const;
  const hosted = offersAt(model, asOf).map((offer): Candidate => {
    const option = model.weights === "open" ? "hosted-open" : "proprietary-api";
    const cost = pricedInTokens
      ? hostedCost(offer, request, volume, knowledge.serving, asOf)
      : undefined;
    return { ...shared, option, offer, placement: offer.placement, cost };
  });
  if (!isDownloadable(model, asOf)) return hosted;
  const cost = pricedInTokens
    ? ownFleet(model, request, workload, useCase, knowledge, asOf)
    : undefined;
  return [...hosted, { ...shared, option: "self-host", offer: undefined, placement: "own", cost }];
}

/** Offers of models that were out; the offer's own date is when it was read, not when it began. Routers resell others. */
function offersAt(model: Model, asOf: Day): readonly Offer[] {
  const out = model.released.api ?? model.released.weights ?? model.published;
  return visible(out, asOf) ? model.offers.filter((offer) => offer.kind !== "router") : [];
}
