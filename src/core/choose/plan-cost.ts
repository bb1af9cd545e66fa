import { type FixedConditions, fixedCost } from "../cost/fixed.ts";
import { type FleetCost, type FleetSize, fleetSize, keptFor, machinesUsd } from "../cost/fleet.ts";
import type { Configuration } from "../cost/servable.ts";
import type { Candidate } from "../gate/candidate.ts";
import type { Terms } from "../know/pack.ts";

/** Standard normals behind throughput and rent, of which each fleet has its own spread, and what people cost. */
export interface Luck {
  readonly throughput: number;
  readonly rent: number;
  readonly fixed: FixedConditions | undefined;
}

type Costed = Pick<Candidate, "option" | "kind" | "model" | "cost">;

const sizeIn = (luck: Luck | undefined, cost: FleetCost): FleetSize =>
  luck === undefined
    ? fleetSize(cost)
    : fleetSize(
        cost,
        Math.exp(cost.lnSd.throughput * luck.throughput),
        Math.exp(cost.lnSd.rent * luck.rent),
      );

/** $ per month of a candidate that serves one need and nothing else. */
export const aloneCost = (candidate: Costed, terms: Terms): number => planCost([candidate], terms);

/**
 * $ per month of candidates together. Needs on the same weights and machines share one fleet and its spares; staff, gateway
 * and building come once. What has no cost adds nothing.
 */
export const planCost = (picks: readonly Costed[], terms: Terms): number =>
  planBill(picks, terms)(undefined);

/** The same in every draw, or as expected without luck: which fleets there are does not hang on it. */
export function planBill(
  picks: readonly Costed[],
  { useCase, knowledge }: Terms,
): (luck: Luck | undefined) => number {
  const { serving } = knowledge;
  const { horizonMonths } = useCase;
  const billed = fleetsOf(picks);
  return (luck) => {
    let total = 0;
    let replicas = 0;
    let gpus = 0;
    let isOwn = false;
    for (const { cost, option } of billed) {
      if (cost.kind === "hosted") {
        total += cost.usdPerMonth;
        continue;
      }
      const size = sizeIn(luck, cost);
      total += machinesUsd(cost, size, serving, option !== "self-host");
      if (option !== "self-host") continue;
      isOwn = true;
      replicas += size.peakReplicas + cost.spares;
      gpus += (size.peakReplicas + cost.spares) * cost.configuration.gpusPerReplica;
    }
    if (!isOwn) return total;
    return total + fixedCost({ replicas, gpus, serving, horizonMonths }, luck?.fixed);
  };
}

/** Of that, people, building and gateway of all of the team's own machines, which come once; null where it has none. */
export function planFixedUsd(
  picks: readonly Costed[],
  { useCase, knowledge }: Terms,
): number | null {
  const kept = fleetsOf(picks).flatMap(({ cost, option }) =>
    cost.kind === "fleet" && option === "self-host"
      ? [keptFor(cost, fleetSize(cost), knowledge.serving, useCase.horizonMonths)]
      : [],
  );
  const [first] = kept;
  if (first === undefined) return null;
  const replicas = kept.reduce((sum, one) => sum + one.replicas, 0);
  const gpus = kept.reduce((sum, one) => sum + one.gpus, 0);
  return fixedCost({ ...first, replicas, gpus });
}

type BilledPick = Pick<Costed, "option"> & { readonly cost: NonNullable<Costed["cost"]> };

/** One fleet per set of weights and machine: its load is that of all needs that it serves. */
function fleetsOf(picks: readonly Costed[]): BilledPick[] {
  const found: BilledPick[] = [];
  const fleets = new Map<string, number>();
  for (const pick of picks) {
    const { cost, option } = pick;
    if (cost === undefined) continue;
    const machine = cost.kind === "fleet" ? machineOf(pick, cost.configuration) : "";
    const place = machine === "" ? undefined : fleets.get(machine);
    const held = place === undefined ? undefined : found[place]?.cost;
    if (cost.kind === "fleet" && held?.kind === "fleet" && place !== undefined)
      found[place] = { option, cost: together(held, cost) };
    else {
      if (machine !== "") fleets.set(machine, found.length);
      found.push({ option, cost });
    }
  }
  return found;
}

function together(one: FleetCost, other: FleetCost): FleetCost {
  const months = Math.max(one.load.length, other.load.length);
  const at = ({ load }: FleetCost, month: number) => load[Math.min(month, load.length - 1)] ?? 0;
  return {
    ...one,
    load: Array.from({ length: months }, (_, month) => at(one, month) + at(other, month)),
    usdPerMonthFixed: one.usdPerMonthFixed + other.usdPerMonthFixed,
    egressGb: one.egressGb + other.egressGb,
    waits: one.waits && other.waits,
  };
}

/** Weights that were tuned are others than those that they were tuned from. */
const machineOf = (
  { option, kind, model }: Costed,
  { gpu, gpusPerReplica, precision }: Configuration,
): string => `${option}|${kind}|${model?.id}|${gpu.id}|${gpusPerReplica}|${precision}`;
