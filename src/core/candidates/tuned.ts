import { type FleetCost, ownFleet } from "../cost/fleet.ts";
import type { Day, Model } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import { clearingOf } from "../quality.ts";
import type { NeedState } from "../situation.ts";
import type { UseCase } from "../use-case.ts";
import { type Candidate, isDownloadable, requestAt, sizeOf } from "./candidate.ts";

/**
 * A bounded task, data of its own, a golden set and people who can fine-tune: small open models then also stand as
 * tuned to the task, on own GPUs or as a dedicated deployment, never at the shared price per token.
 */
export function tunedCandidates(
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Candidate[] {
  if (!isTunable(state, useCase)) return [];
  const { workload } = state.need;
  const request = requestAt(workload, workload.reasoning, knowledge);
  return tunable(knowledge, asOf).flatMap((model) => {
    const fleet = ownFleet(model, request, state.peaks, useCase, knowledge, asOf);
    return fleet === undefined ? [] : bothPlaces(model, fleet, state, useCase, knowledge);
  });
}

function isTunable(state: NeedState, { data, evaluation, team }: UseCase): boolean {
  return (
    state.need.task === "bounded" &&
    data.domainData !== "none" &&
    evaluation === "golden-set" &&
    team.fineTuning
  );
}

function tunable(knowledge: Knowledge, asOf: Day): Model[] {
  const limit = knowledge.pack.evidence.tunedMaxBillions;
  const found = Object.values(knowledge.models).filter(
    (model) => isDownloadable(model, asOf) && sizeOf(model) <= limit,
  );
  // Models of one size tie exactly, and a tie goes to the first: never by the order of the files.
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function bothPlaces(
  model: Model,
  fleet: FleetCost,
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
): Candidate[] {
  const [low, high] = knowledge.pack.evidence.tunedQuality;
  const shared = {
    kind: "tuned",
    model,
    standing: undefined,
    offer: undefined,
    effort: state.need.workload.reasoning,
    ...clearingOf({ kind: "tuned", low, high }, state.threshold, knowledge.pack.evidence.anchor),
    closedShare: state.closedShare(sizeOf(model)),
    costShare: undefined,
  } as const;
  const usdPerMonthFixed = tuningUsdPerMonth(useCase.horizonMonths, knowledge);
  const usdPerReplica = fleet.usdPerReplica * knowledge.serving.fleet.dedicatedPremium.value;
  return [
    { ...shared, option: "self-host", placement: "own", cost: { ...fleet, usdPerMonthFixed } },
    // The host keeps the spare machines of a dedicated deployment, and bills them in its premium.
    {
      ...shared,
      option: "hosted-open",
      placement: "vendor",
      cost: { ...fleet, usdPerMonthFixed, usdPerReplica, spares: 0 },
    },
  ];
}

/** Tuning once, spread over the horizon, and again with each refresh of the model. */
function tuningUsdPerMonth(
  horizonMonths: number,
  { serving: { tuning, staff } }: Knowledge,
): number {
  const week = staff.usdPerYear.value / 52;
  const compute = tuning.computeUsd.value;
  const once = (tuning.weeksOnce.value * week + compute) / horizonMonths;
  const again =
    ((tuning.weeksPerRefresh.value * week + compute) * staff.refreshesPerYear.value) / 12;
  return once + again;
}
