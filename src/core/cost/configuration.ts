import type { Day, Gpu, Model } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import { Recent } from "../recent.ts";
import type { UseCase } from "../use-case.ts";
import type { Limits } from "./capacity.ts";
import type { Request } from "./hosted.ts";
import { type Rent, rentFor, rentMode } from "./rent.ts";
import { type Machine, machinesFor, type Servable, servable } from "./servable.ts";

/** Open weights on one kind of machine, with the load that a replica of it carries, and its rent. */
export interface Configuration extends Servable {
  readonly rent: Rent;
}

/** Enough for some thirty shapes of requests at once; each entry takes about 2 kB. */
const mostRemembered = 3_000;

/** A machine at its rent; what it carries is worked out when it is first asked for, and most never are. */
export class Way {
  readonly machine: Machine;
  readonly rent: Rent;
  readonly usdPerHour: number;
  readonly #request: Request;
  readonly #limits: Limits;
  #configuration: Configuration | null | undefined;

  constructor(machine: Machine, rent: Rent, request: Request, limits: Limits) {
    this.machine = machine;
    this.rent = rent;
    this.usdPerHour = machine.gpusPerReplica * rent.usdPerGpuHour;
    this.#request = request;
    this.#limits = limits;
  }

  /** Null where the limits cannot be met. */
  get configuration(): Configuration | null {
    if (this.#configuration === undefined) {
      const found = this.machine.serving(this.#request, this.#limits);
      this.#configuration = found === undefined ? null : { ...found, rent: this.rent };
    }
    return this.#configuration;
  }
}

const known = new WeakMap<Knowledge, Recent<readonly Way[]>>();

/**
 * The machines of a model that a team can have, cheapest first. They depend on the shape of a request, the limits and the
 * way of renting only, so they are looked up once for each; a stream of ever new shapes must not fill the memory.
 */
export function ways(
  model: Model,
  request: Request,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): readonly Way[] {
  const limits = limitsOf(useCase, knowledge);
  const owned = useCase.policy.ownedGpus.map((one) => one.gpu);
  const key = `${model.id}|${request.inputTokens}|${request.outputTokens}|${request.cachedInputShare}|${limits.perTokenMs}|${limits.firstTokenMs}|${rentMode(useCase)}|${asOf}|${owned}`;
  const remembered = known.get(knowledge) ?? new Recent<readonly Way[]>(mostRemembered);
  known.set(knowledge, remembered);
  const found = remembered.get(key);
  if (found !== undefined) return found;
  const list = machinesFor(model, knowledge)
    .flatMap((machine) => {
      const rent = rentOn(machine.gpu, useCase, knowledge, asOf);
      return rent === undefined ? [] : [new Way(machine, rent, request, limits)];
    })
    .sort((a, b) => a.usdPerHour - b.usdPerHour);
  remembered.set(key, list);
  return list;
}

/** Every machine that a team can have and that serves the model; the limits count unless no machine of anybody meets them. */
export function configurations(
  model: Model,
  request: Request,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): readonly Configuration[] {
  const found = servable(model, request, limitsOf(useCase, knowledge), knowledge);
  return priced(found, useCase, knowledge, asOf);
}

/** The limits that a fleet is sized for: the stated ones, and a usual pace where none is stated. */
export function limitsOf({ latency }: UseCase, { serving }: Knowledge): Limits {
  const perTokenMs = latency.perTokenMs ?? serving.fleet.perTokenMs.value;
  return { perTokenMs, firstTokenMs: latency.firstTokenMs };
}

/** Those that a team can have, with their rent. */
export const priced = (
  found: readonly Servable[],
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Configuration[] =>
  found.flatMap((one) => {
    const rent = rentOn(one.gpu, useCase, knowledge, asOf);
    return rent === undefined ? [] : [{ ...one, rent }];
  });

/** Undefined for another machine than a team's own where it uses those, and where none is known. */
function rentOn({ id }: Gpu, useCase: UseCase, knowledge: Knowledge, asOf: Day): Rent | undefined {
  const { ownedGpus } = useCase.policy;
  if (ownedGpus.length > 0 && !ownedGpus.some((one) => one.gpu === id)) return undefined;
  return rentFor(id, useCase, knowledge, asOf);
}
