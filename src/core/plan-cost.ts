import type { Arena, Contender } from "./contender.ts";
import type { Configuration } from "./cost/configuration.ts";
import { fixedCost } from "./cost/fixed.ts";
import { type FleetCost, type FleetSize, fleetSize } from "./cost/fleet.ts";
import type { Knowledge } from "./pack.ts";
import type { UseCase } from "./use-case.ts";

/** Standard normals behind throughput and rent; each fleet has its own spread. Undefined: everything as expected. */
export interface Luck {
  readonly throughput: number;
  readonly rent: number;
}

/** What every cost of an arena shares. */
interface Terms {
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
}

const sizeIn = (luck: Luck | undefined, cost: FleetCost): FleetSize =>
  luck === undefined
    ? fleetSize(cost)
    : fleetSize(
        cost,
        Math.exp(cost.lnSd.throughput * luck.throughput),
        Math.exp(cost.lnSd.rent * luck.rent),
      );

/**
 * $ per month of a contender for one need alone. Staff and gateway count where the need pays for all of them: a larger
 * fleet needs more hands.
 */
export function aloneCost(
  contender: Contender,
  { fields, useCase, knowledge }: Arena,
  luck: Luck | undefined,
): number {
  const { candidate, cost, usdOffset } = contender;
  if (cost?.kind !== "fleet") return marginalCost(contender, luck);
  const size = sizeIn(luck, cost);
  const usd = size.usdPerMonth + usdOffset;
  if (candidate.option !== "self-host") return usd;
  if (fields.length > 1) return usd + size.spareUsdPerMonth;
  const replicas = size.peakReplicas + cost.spares;
  const gpus = replicas * cost.configuration.gpusPerReplica;
  const fixed = fixedCost("self-host", replicas, gpus, knowledge.serving, useCase.horizonMonths);
  return usd + (size.spareUsdPerMonth + fixed);
}

/** $ per month that grow with the volume. */
function marginalCost({ cost, usdOffset }: Contender, luck: Luck | undefined): number {
  if (cost === undefined) return usdOffset;
  return (cost.kind === "hosted" ? cost.usdPerMonth : sizeIn(luck, cost).usdPerMonth) + usdOffset;
}

/** Marginal costs, spares once per model and machine, and staff, gateway and building once per option. */
export function planCost(
  picks: readonly { readonly contender: Contender }[],
  { useCase, knowledge }: Terms,
  luck: Luck | undefined,
): number {
  let [total, spares, replicas, gpus] = [0, 0, 0, 0];
  let isOwn = false;
  const seen: string[] = [];
  for (const { contender } of picks) {
    const { candidate, cost, usdOffset } = contender;
    isOwn ||= candidate.option === "self-host" && cost !== undefined;
    if (cost?.kind !== "fleet") {
      total += marginalCost(contender, luck);
      continue;
    }
    const size = sizeIn(luck, cost);
    total += size.usdPerMonth + usdOffset;
    const machine = machineOf(contender);
    if (machine === undefined) continue;
    const first = !seen.includes(machine);
    seen.push(machine);
    if (first && cost.spares > 0) spares += size.spareUsdPerMonth;
    const here = size.peakReplicas + (first ? cost.spares : 0);
    replicas += here;
    gpus += here * cost.configuration.gpusPerReplica;
  }
  if (!isOwn) return total;
  const { serving } = knowledge;
  return total + (spares + fixedCost("self-host", replicas, gpus, serving, useCase.horizonMonths));
}

const machines = new WeakMap<Configuration, string>();

/** Model and machine on which needs can share; undefined elsewhere than on own machines. */
export function machineOf({ candidate, cost }: Contender): string | undefined {
  if (candidate.option !== "self-host" || cost?.kind !== "fleet") return undefined;
  const { configuration } = cost;
  const known = machines.get(configuration);
  if (known !== undefined) return known;
  const { gpu, gpusPerReplica, precision } = configuration;
  const name = `${candidate.model?.id}|${gpu.id}|${gpusPerReplica}|${precision}`;
  machines.set(configuration, name);
  return name;
}
