import type { Drift } from "../../shapes/cost.ts";
import type { Warning } from "../../shapes/document.ts";
import { type BillPlan, usdOf } from "../cost/bill.ts";
import { expectedConditions } from "../cost/conditions.ts";
import type { Fleets } from "../cost/envelope.ts";
import type { FleetCost } from "../cost/fleet.ts";
import { splits } from "../cost/footprint.ts";
import type { OwnPlan } from "../cost/own-bill.ts";
import { type Measurement, onMeasured, rescale } from "../cost/own-measurement.ts";
import type { Uncertainty } from "../cost/risk.ts";
import { replicaSizes } from "../cost/servable.ts";
import type { NeedTerms } from "../gate/candidate.ts";
import { count } from "../know/money.ts";
import type { Terms } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";
import { type Arm, type PricedArm, planFor } from "./arms.ts";
import { fleetsFor, front, nameOf, type WantedMachine } from "./fleets.ts";

export interface CostSettings {
  readonly models: readonly string[];
  readonly machine?: WantedMachine | undefined;
  readonly measured?: Measurement | undefined;
  readonly drift: Partial<Drift>;
  /** Per year; undefined: nothing is discounted. */
  readonly discountRate?: number | undefined;
  readonly draws: number;
}

/** An arm as it is billed; `others` are the fleets that could have been chosen instead. */
export interface Billed extends Arm {
  readonly plan: BillPlan | undefined;
  readonly others: readonly FleetCost[];
  /** Own fleets that could be cheaper at another volume; empty where the machine is measured. */
  readonly alternatives: readonly OwnPlan[];
}

/** Everything that the parts of a need's report share. */
export interface Setting extends NeedTerms, Uncertainty {
  readonly discountRate: number | undefined;
}

export const ownArm = (arms: readonly Billed[]): Billed | undefined =>
  arms.find((one) => one.option === "self-host" && one.plan?.kind === "own");

export const fleetsOf = ({ plan, alternatives }: Billed): Fleets | undefined =>
  plan?.kind === "own" ? { plan, alternatives } : undefined;

const alone = { others: [], alternatives: [] } as const;

/** An arm with its bill: the machine that was asked for, or the decision's own; rescaled where the user measured it. */
export function billed(
  arm: Arm,
  terms: NeedTerms,
  settings: CostSettings,
  notes: Warning[],
): Billed {
  const { state, useCase, knowledge } = terms;
  const { candidate } = arm;
  if (candidate === undefined) return { ...arm, plan: undefined, ...alone };
  const plan = (one: PricedArm) => planFor(one, state, terms);
  if (arm.option !== "self-host" || candidate.cost.kind !== "fleet")
    return { ...arm, plan: plan(candidate), ...alone };
  const own = candidate.cost;
  const tuned = (one: FleetCost) => ({ ...one, usdPerMonthFixed: own.usdPerMonthFixed });
  const fleets = (machine?: WantedMachine) =>
    fleetsFor(candidate.served, candidate.request, terms, machine).map(tuned);
  const usdFor = (cost: FleetCost) => {
    const found = plan({ ...candidate, cost });
    return found === undefined
      ? Number.POSITIVE_INFINITY
      : usdOf(found, expectedConditions(knowledge.serving, cost));
  };
  const asked = settings.machine === undefined ? [own] : fleets(settings.machine);
  const chosen = cheapest(asked, usdFor);
  if (chosen === undefined) {
    notes.push(unfit(candidate, settings.machine, useCase));
    return { ...arm, candidate: undefined, standing: "none", plan: undefined, ...alone };
  }
  const others = fleets();
  const rivals = settings.machine === undefined ? front(others, useCase) : asked;
  const planOn = (fleet: FleetCost): readonly OwnPlan[] => {
    const found = plan({ ...candidate, cost: fleet });
    return found?.kind === "own" && nameOf(fleet) !== nameOf(chosen) ? [found] : [];
  };
  const { measured } = settings;
  const found = measured && asMeasured(candidate, chosen, measured, terms);
  if (found !== undefined) notes.push(found.note);
  const cost = found?.fleet ?? chosen;
  return {
    ...arm,
    candidate: { ...candidate, cost },
    plan: plan({ ...candidate, cost }),
    others,
    // A measurement says nothing about machines that it was not made on.
    alternatives: measured === undefined ? rivals.flatMap(planOn) : [],
  };
}

function cheapest(
  fleets: readonly FleetCost[],
  usdFor: (fleet: FleetCost) => number,
): FleetCost | undefined {
  let best: { fleet: FleetCost; usd: number } | undefined;
  for (const fleet of fleets) {
    const usd = usdFor(fleet);
    if (best === undefined || usd < best.usd) best = { fleet, usd };
  }
  return best?.fleet;
}

/** Why a model does not stand on a machine: another size, or nothing that is asked for. */
function unfit(
  { served: { id, serving } }: PricedArm,
  machine: WantedMachine | undefined,
  { workload, policy }: UseCase,
): Warning {
  const architecture = serving?.architecture;
  const gpus = machine?.gpus;
  const reason =
    machine !== undefined && policy.denyGpus.includes(machine.gpu)
      ? "your policy rules it out"
      : architecture && gpus !== undefined && !splits(architecture, gpus)
        ? `its ${architecture.heads} heads cannot be divided over ${gpus} GPUs, but over ${replicaSizes.filter((one) => splits(architecture, one)).join(", ")}`
        : `beside its weights a request of ${count(workload.contextTokens)} tokens does not fit, or no rent of it is known`;
  return {
    code: "cost.machine-unfit",
    text: `${id} does not stand on ${machine?.gpu ?? "any machine"}: ${reason}; self-hosting is left out.`,
  };
}

function asMeasured(
  candidate: PricedArm,
  fleet: FleetCost,
  measured: Measurement,
  terms: Terms,
): { fleet: FleetCost; note: Warning } {
  const found = rescale(candidate, fleet.configuration, measured, terms);
  if (found === undefined || found.capacity === null) {
    const text =
      "At the measured speed no load stays within the latency limits; the estimate is shown instead.";
    return { fleet, note: { code: "cost.measured-unfit", text } };
  }
  const { estimated, factor } = found;
  const text = `Measured ${Math.round(measured.tokensPerSecond)} output tokens/s on ${nameOf(fleet)} against an estimate of ${Math.round(estimated)}: rescaled by ${factor.toFixed(2)}.`;
  return { fleet: onMeasured(fleet, found.capacity), note: { code: "cost.measured", text } };
}
