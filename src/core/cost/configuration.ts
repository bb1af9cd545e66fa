import type { Day, Model } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import { Recent } from "../recent.ts";
import type { UseCase } from "../use-case.ts";
import type { Limits } from "./capacity.ts";
import type { Request } from "./hosted.ts";
import { type Rent, rentFor, rentMode } from "./rent.ts";
import { type Servable, servable } from "./servable.ts";

/** Open weights on one kind of machine, with the load that a replica of it carries, and its rent. */
export interface Configuration extends Servable {
  readonly rent: Rent;
}

/** Enough for some thirty shapes of requests at once; each entry takes about 3 kB. */
const mostRemembered = 3_000;

const known = new WeakMap<Knowledge, Recent<readonly Configuration[]>>();

/**
 * Configurations that could be the cheapest at some volume. They depend on the shape of a request, the limits and the way
 * of renting only, so they are worked out once for each; a stream of ever new shapes must not fill the memory.
 */
export function configurations(
  model: Model,
  request: Request,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): readonly Configuration[] {
  const limits = limitsOf(useCase, knowledge);
  const owned = useCase.policy.ownedGpus.map((one) => one.gpu);
  const key = `${model.id}|${request.inputTokens}|${request.outputTokens}|${request.cachedInputShare}|${limits.perTokenMs}|${limits.firstTokenMs}|${rentMode(useCase)}|${asOf}|${owned}`;
  const remembered = known.get(knowledge) ?? new Recent<readonly Configuration[]>(mostRemembered);
  known.set(knowledge, remembered);
  const found = remembered.get(key);
  if (found !== undefined) return found;
  const priced = priceable(servable(model, request, limits, knowledge), useCase, knowledge, asOf);
  const front = priced.filter((one) => !priced.some((other) => beats(other, one)));
  remembered.set(key, front);
  return front;
}

/** The limits that a fleet is sized for: the stated ones, and a usual pace where none is stated. */
export function limitsOf({ latency }: UseCase, { serving }: Knowledge): Limits {
  const perTokenMs = latency.perTokenMs ?? serving.fleet.perTokenMs.value;
  return { perTokenMs, firstTokenMs: latency.firstTokenMs };
}

/** Those that a team can have: on its own machines where it uses those, and with a known rent. */
export function priceable(
  found: readonly Servable[],
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Configuration[] {
  const owned = useCase.policy.ownedGpus.map((one) => one.gpu);
  return found.flatMap((one) => {
    if (owned.length > 0 && !owned.includes(one.gpu.id)) return [];
    const rent = rentFor(one.gpu.id, useCase, knowledge, asOf);
    return rent === undefined ? [] : [{ ...one, rent }];
  });
}

/** Carries more for less on no more GPUs, so that no volume and no GPU limit prefers the other. */
function beats(one: Configuration, other: Configuration): boolean {
  const usd = (of: Configuration) => of.gpusPerReplica * of.rent.usdPerGpuHour;
  const carries = (of: Configuration) => of.capacity.requestsPerSecond;
  const no =
    usd(one) <= usd(other) &&
    carries(one) >= carries(other) &&
    one.gpusPerReplica <= other.gpusPerReplica;
  return no && (usd(one) < usd(other) || carries(one) > carries(other));
}
