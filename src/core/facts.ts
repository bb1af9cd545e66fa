import type { Candidate } from "./candidates/candidate.ts";
import { fleetSize, gpuLimit, gpusOf } from "./cost/fleet.ts";
import { monthlyCost } from "./cost/monthly.ts";
import type { Day, Model } from "./knowledge.ts";
import { monthsBetween } from "./months.ts";
import type { Knowledge } from "./pack.ts";
import { probabilityOver, qualityAt } from "./quality.ts";
import type { Facts } from "./rules/condition.ts";
import type { NeedState } from "./situation.ts";
import type { UseCase } from "./use-case.ts";

/** What rules may ask about a use case. The loader's schema of facts (load/schema/facts.ts) mirrors these three. */
export function useCaseFacts(useCase: UseCase): Facts {
  const {
    workload,
    latency,
    data,
    evaluation,
    team,
    policy,
    budget,
    horizonMonths,
    preset,
    scenario,
  } = useCase;
  const needs = useCase.needs.length;
  return {
    workload,
    latency,
    data,
    evaluation,
    team,
    policy,
    budget,
    horizonMonths,
    preset,
    scenario,
    needs,
  };
}

export function needFacts(state: NeedState, base: Facts): Facts {
  const { need, profile } = state;
  const any = state.closings.find((one) => one.sizeClass.maxBillions === undefined);
  const facts = {
    id: need.id,
    capability: profile.id,
    title: profile.title,
    class: profile.class,
    dataSource: profile.dataSource.kind,
    integration: profile.integration.kind,
    modalities: profile.modalities,
    pricedInTokens: profile.pricedInTokens,
    boards: state.boards.length,
    proxy: profile.proxy?.capability,
    share: need.share,
    task: need.task,
    workload: need.workload,
    bar: { name: need.bar.name, share: state.threshold.share, moving: need.bar.moving },
    scenarios: profile.scenarios.length,
    closingMedianMonths:
      any === undefined || !Number.isFinite(any.forecast.median) ? undefined : any.forecast.median,
  };
  return { ...base, need: facts };
}

export function candidateFacts(
  candidate: Candidate,
  base: Facts,
  useCase: UseCase,
  knowledge: Knowledge,
  state: NeedState,
  asOf: Day,
): Facts {
  const { anchor } = knowledge.pack.evidence;
  const { cost, offer, quality } = candidate;
  const known = candidate.kind !== "none";
  return {
    ...base,
    candidate: {
      option: candidate.option,
      evidence: evidenceKind(candidate),
      hosted: candidate.placement !== "own",
      placement: candidate.placement,
      provider: offer?.provider,
      assurances: offer?.assurances ?? (candidate.placement === "own" ? undefined : []),
      effort: candidate.effort,
      model: candidate.model === undefined ? undefined : modelFacts(candidate.model, asOf),
      quality: known
        ? {
            probability: probabilityOver(quality, state.threshold),
            median: qualityAt(quality, 0, anchor),
          }
        : undefined,
      latency: latencyFacts(candidate),
      usdPerMonth: monthlyCost(candidate, useCase, knowledge)?.total,
      priced: cost !== undefined,
      gpus: cost?.kind === "fleet" ? gpusOf(cost) : undefined,
      gpuLimit: cost?.kind === "fleet" ? finite(gpuLimit(cost, useCase)) : undefined,
      replicas: cost?.kind === "fleet" ? fleetSize(cost).peakReplicas : undefined,
    },
  };
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** `unknown` evidence passes no bar and fails none: the gate stays open, and the answer says so. */
function evidenceKind({ kind, standing, quality }: Candidate): string {
  if (kind !== "scored") return kind;
  return quality.kind === "unknown" ? "unknown" : (standing?.kind ?? "none");
}

function modelFacts(model: Model, asOf: Day) {
  const hosts = new Set(
    model.offers.filter((one) => one.kind !== "router").map((one) => one.provider),
  );
  return {
    id: model.id,
    title: model.title,
    vendor: model.vendor,
    origin: model.origin,
    weights: model.weights,
    status: model.status,
    licence: model.licence.class,
    licenceName: model.licence.name,
    intendedUse: model.intendedUse,
    context: model.context,
    modalities: model.modalities,
    billions: model.parameters?.total,
    hosts: hosts.size,
    monthsToRetirement:
      model.retires === undefined ? undefined : monthsBetween(asOf, model.retires),
  };
}

/** First visible token: reasoning runs before it, so its tokens are waited for. */
function latencyFacts({ cost, offer }: Candidate) {
  if (cost?.kind === "fleet") {
    const { firstTokenMs, perTokenMs } = cost.configuration.capacity;
    return { firstTokenMs, perTokenMs };
  }
  return offer?.latency === undefined
    ? undefined
    : { firstTokenMs: offer.latency.firstTokenMs, perTokenMs: offer.latency.perTokenMs };
}
