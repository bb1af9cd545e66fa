import type { Gpu, Model } from "../know/knowledge.ts";
import type { Knowledge, Terms } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import type { Limits } from "./capacity.ts";
import { type Rent, rentFor, rentMode } from "./rent.ts";
import type { Request } from "./request-items.ts";
import { type Machine, machinesFor, type Servable, servable } from "./servable.ts";

/** Open weights on one kind of machine, with the load that a replica of it carries, and its rent. */
export interface Configuration extends Servable {
  readonly rent: Rent;
}

/** A machine at its rent. */
interface Rented {
  readonly machine: Machine;
  readonly rent: Rent;
  readonly usdPerHour: number;
}

/** The ways to serve a shape of requests within the limits, cheapest machine first; most are never worked out. */
class Ways {
  readonly machines: readonly Rented[];
  readonly #request: Request;
  readonly #limits: Limits;
  readonly #found: (Configuration | null | undefined)[] = [];

  constructor(machines: readonly Rented[], request: Request, limits: Limits) {
    this.machines = machines;
    this.#request = request;
    this.#limits = limits;
  }

  /** Null where the limits cannot be met. */
  on(place: number): Configuration | null {
    const known = this.#found[place];
    if (known !== undefined) return known;
    const { machine, rent } = this.machines[place] as Rented;
    const served = machine.serving(this.#request, this.#limits);
    const found = served === undefined ? null : { ...served, rent };
    this.#found[place] = found;
    return found;
  }
}

interface Remembered {
  readonly rented: Recent<readonly Rented[]>;
  readonly ways: Recent<Ways>;
}

/** Of models, by the way of renting; and the shapes of requests of a few use cases, some tens of kB each. */
const most = { rented: 300, ways: 1_000 };

const rememberedFor = remembering(
  (_: Knowledge): Remembered => ({ rented: new Recent(most.rented), ways: new Recent(most.ways) }),
  new WeakMap(),
);

/**
 * The ways of a model. They depend on the shape of a request, the limits and the way of renting only, so they are worked
 * out once for each; a stream of ever new shapes must not fill the memory.
 */
export function ways(model: Model, request: Request, terms: Terms): Ways {
  const { useCase, knowledge, asOf } = terms;
  const remembered = rememberedFor(knowledge);
  const limits = limitsOf(useCase, knowledge);
  const renting = `${model.id}|${rentMode(useCase)}|${asOf}|${useCase.policy.ownedGpus.map((one) => one.gpu)}|${useCase.policy.denyGpus}`;
  const key = `${renting}|${request.inputTokens}|${request.outputTokens}|${request.cachedInputShare}|${limits.perTokenMs}|${limits.firstTokenMs}|${limits.contextTokens}|${request.speech?.amount}`;
  const found = remembered.ways.get(key);
  if (found !== undefined) return found;
  const machines = remembered.rented.get(renting) ?? rentedFor(model, terms);
  remembered.rented.set(renting, machines);
  const made = new Ways(machines, request, limits);
  remembered.ways.set(key, made);
  return made;
}

/** The machines of a model that a team can have, cheapest first. */
const rentedFor = (model: Model, terms: Terms): Rented[] =>
  machinesFor(model, terms.knowledge)
    .flatMap((machine) => {
      const rent = rentOn(machine.gpu, terms);
      if (rent === undefined || !rent.available) return [];
      return [{ machine, rent, usdPerHour: machine.gpusPerReplica * rent.usdPerGpuHour }];
    })
    .sort((a, b) => a.usdPerHour - b.usdPerHour);

/** Every machine that a team can have and that serves the model; the limits count unless no machine of anybody meets them. */
export function configurations(
  model: Model,
  request: Request,
  terms: Terms,
): readonly Configuration[] {
  const { useCase, knowledge } = terms;
  return priced(servable(model, request, limitsOf(useCase, knowledge), knowledge), terms);
}

/** The limits that a fleet is sized for: the stated ones, and a usual pace where none is stated. */
export function limitsOf({ latency, workload }: UseCase, { serving }: Knowledge): Limits {
  const perTokenMs = latency.perTokenMs ?? serving.fleet.perTokenMs.value;
  const { contextTokens } = workload;
  return { perTokenMs, firstTokenMs: latency.firstTokenMs, contextTokens };
}

/** Those that a team can have, with their rent; a machine that somebody asks for is shown at a list price too. */
export const priced = (found: readonly Servable[], terms: Terms, wanted = false): Configuration[] =>
  found.flatMap((one) => {
    const rent = rentOn(one.gpu, terms);
    return rent === undefined || !(rent.available || wanted) ? [] : [{ ...one, rent }];
  });

/** Undefined for another machine than a team's own where it uses those, and where none is known. */
function rentOn({ id }: Gpu, { useCase, knowledge, asOf }: Terms): Rent | undefined {
  const { ownedGpus, denyGpus } = useCase.policy;
  if (denyGpus.includes(id)) return undefined;
  if (ownedGpus.length > 0 && !ownedGpus.some((one) => one.gpu === id)) return undefined;
  return rentFor(id, useCase, knowledge, asOf);
}
