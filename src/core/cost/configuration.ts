import type { Gpu, Model } from "../know/knowledge.ts";
import type { Knowledge, Terms } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { numberOf, remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import type { Limits } from "./capacity.ts";
import { fixedCost } from "./fixed.ts";
import {
  carries,
  type FleetCost,
  type FleetWork,
  fleetCost,
  fleetOn,
  fleetSize,
  gpuLimit,
  gpusOf,
  rentFactorOf,
  replicasFor,
} from "./fleet.ts";
import { type Maturities, maturitiesOf } from "./maturity.ts";
import { type Rent, rentFor, rentingOf } from "./rent.ts";
import type { Request } from "./request-items.ts";
import {
  type Configuration,
  type Machine,
  machinesFor,
  type Servable,
  servable,
} from "./servable.ts";

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
  #unlimited: Ways | null | undefined;

  constructor(machines: readonly Rented[], request: Request, limits: Limits) {
    this.machines = machines;
    this.#request = request;
    this.#limits = limits;
  }

  /** The same machines whatever the limits, as long as the largest request fits; undefined where one of anybody's meets them. */
  unlimited(model: Model, knowledge: Knowledge): Ways | undefined {
    const { contextTokens } = this.#limits;
    this.#unlimited ??= machinesFor(model, knowledge).some((one) =>
      one.serving(this.#request, this.#limits),
    )
      ? null
      : new Ways(this.machines, this.#request, { contextTokens });
    return this.#unlimited ?? undefined;
  }

  /** Requests per second that a replica does not exceed. */
  most(place: number): number {
    const { machine } = this.machines[place] as Rented;
    return machine.most(this.#request, this.#limits);
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
function ways(model: Model, request: Request, terms: Terms): Ways {
  const { useCase, knowledge, asOf } = terms;
  const remembered = rememberedFor(knowledge);
  const limits = limitsOf(useCase, knowledge);
  const { mode, cloud, assurances } = rentingOf(useCase);
  const renting = `${numberOf(model)}|${mode}|${cloud}|${assurances}|${asOf}|${useCase.policy.ownedGpus.map((one) => one.gpu)}|${useCase.policy.denyGpus}`;
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

/**
 * The cheapest fleet for the busiest loads of the months, within the GPU limit where any is; undefined where the model
 * cannot be priced.
 */
export function ownFleet(model: Model, work: FleetWork, terms: Terms): FleetCost | undefined {
  const { useCase, knowledge, asOf } = terms;
  const { request } = work;
  const maturities = maturitiesOf(model, useCase.team.stack, knowledge, asOf);
  const least = new LeastCost(work, maturities, terms);
  let best: FleetCost | undefined;
  let fits = false;
  let lowest = Number.POSITIVE_INFINITY;
  const consider = (one: Configuration) => {
    const fleet = fleetOn(one, maturities, work, terms);
    // Staff counts in the search: two large machines may be cheaper to run than eight small ones.
    const size = fleetSize(fleet);
    const usd = fleetCost(fleet, knowledge.serving, useCase.horizonMonths, size);
    const within = gpusOf(fleet, size) <= gpuLimit(fleet, useCase);
    const isCheaper =
      usd < lowest || (usd === lowest && best !== undefined && outdoes(fleet, best));
    if ((within && !fits) || (within === fits && isCheaper)) {
      [best, lowest] = [fleet, usd];
      fits ||= within;
    }
  };
  const search = (possible: Ways | undefined) =>
    possible?.machines.forEach((rented, place) => {
      // Most machines are too dear with one replica, or with as many as are needed at the least.
      if (fits && least.one(rented) > lowest * (1 + 1e-9)) return;
      if (fits && least.of(rented, possible.most(place)) > lowest * (1 + 1e-9)) return;
      const one = possible.on(place);
      if (one !== null) consider(one);
    });
  const possible = ways(model, request, terms);
  search(possible);
  // No machine of the team's meets the limits: the best without limits, where there is none at all that does.
  if (best === undefined) search(possible.unlimited(model, knowledge));
  return best;
}

/** More room for the same rent on no more GPUs, as one precision has over another on the same machine. */
const outdoes = (one: FleetCost, other: FleetCost): boolean =>
  one.usdPerReplica === other.usdPerReplica &&
  one.configuration.gpusPerReplica <= other.configuration.gpusPerReplica &&
  carries(one) > carries(other);

/** What a fleet for such work costs at the least: spares and staff count, what is stored and sent does not. */
class LeastCost {
  readonly #peaks: readonly number[];
  readonly #waits: boolean;
  readonly #spares: number;
  readonly #mature: number;
  readonly #terms: Terms;
  readonly #staff: number;

  constructor({ request, peaks }: FleetWork, maturities: Maturities, terms: Terms) {
    const { spareReplicas, maxLoad } = terms.knowledge.serving.fleet;
    this.#peaks = peaks;
    this.#waits = request.batchShare >= 1;
    this.#spares = this.#waits ? 0 : spareReplicas.value;
    this.#mature =
      maxLoad.value * Math.max(maturities.onMeasured.factor, maturities.elsewhere.factor);
    this.#terms = terms;
    this.#staff = this.#kept(1, 1);
  }

  /** With one replica; work that may wait takes a share of a machine's hours, which may come to next to nothing. */
  one(rented: Rented): number {
    return (this.#waits ? 0 : (1 + this.#spares) * this.#usdOf(rented)) + this.#staff;
  }

  /** Where a replica serves no more than so many requests per second. */
  of(rented: Rented, perSecond: number): number {
    let [sum, most] = [0, 1];
    for (const peak of this.#peaks) {
      const needed = replicasFor(peak / (perSecond * this.#mature), this.#waits);
      sum += needed;
      most = Math.max(most, Math.ceil(needed - 1e-9));
    }
    const replicas = sum / this.#peaks.length + this.#spares;
    return replicas * this.#usdOf(rented) + this.#kept(most, rented.machine.gpusPerReplica);
  }

  #usdOf({ machine, usdPerHour }: Rented): number {
    const { useCase, knowledge } = this.#terms;
    const { hoursPerMonth } = knowledge.serving.fleet;
    return usdPerHour * rentFactorOf(machine.gpu, useCase) * hoursPerMonth.value;
  }

  #kept(most: number, gpusPerReplica: number): number {
    const { useCase, knowledge } = this.#terms;
    const replicas = most + this.#spares;
    const { horizonMonths } = useCase;
    const { serving } = knowledge;
    return fixedCost({ replicas, gpus: replicas * gpusPerReplica, serving, horizonMonths });
  }
}
