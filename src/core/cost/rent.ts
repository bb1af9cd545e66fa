import type { Basis, Day } from "../../shapes/common.ts";
import type { RentTerm } from "../../shapes/figures.ts";
import type { Provider } from "../../shapes/providers.ts";
import type { GpuOffer } from "../know/knowledge.ts";
import { visible } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { answersIn } from "../know/providers.ts";
import type { UseCase } from "../know/use-case.ts";

/** What a GPU hour costs, and which dated offers say so. */
export interface Rent extends Renting {
  readonly usdPerGpuHour: number;
  readonly offers: readonly GpuOffer[];
  readonly basis: Basis;
  readonly backcast: boolean;
  /** False where every quote is a marketplace's, or of a day on which the provider had none: shown where it is asked for, never chosen. */
  readonly available: boolean;
}

/** For how long machines are committed to, and who may rent them out. */
export interface Renting {
  readonly mode: GpuOffer["mode"];
  /** In whose cloud they have to stand; undefined: in anybody's. */
  readonly cloud: string | undefined;
  /** What has to be promised of them: asked of nobody where somebody's words hold it. */
  readonly assurances: readonly string[];
}

/** What is promised of machines that somebody rents out: what runs on them is the team's own, and so is what it keeps. */
export const machinesOf = (provider: Provider | undefined): Provider["assurances"] => ({
  ...provider?.assurances,
  ...provider?.machines,
});

/** Not the renter's to promise: the team serves the model itself. */
export const ofOwnServing: readonly string[] = ["zero-retention", "in-tenant"];

/** Boundaries behind which no rented machine stands. */
const ownedOnly = ["own-premises", "air-gapped"];

/** Median of the dated offers for a GPU in the mode that the use case calls for. */
export function rentFor(
  gpu: string,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Rent | undefined {
  return rentAt(gpu, rentingOf(useCase), knowledge, asOf);
}

/** Data that stays in the own cloud stays on its machines. */
export function rentingOf(useCase: UseCase): Renting {
  const { boundary, cloud, assurances } = useCase.data;
  const mode = rentMode(useCase);
  return {
    mode,
    cloud: boundary === "own-cloud" ? cloud : undefined,
    assurances: mode === "owned" ? [] : assurances.filter((one) => !ofOwnServing.includes(one)),
  };
}

/**
 * Machines of one's own are the only ones that are used where there are any, or where the boundary asks for them. Else the
 * term that is stated, and where none is, a year's reservation for a horizon that is as long, otherwise on demand.
 */
export function rentMode({ data, policy, horizonMonths }: UseCase): RentMode {
  if (ownedOnly.includes(data.boundary) || policy.ownedGpus.length > 0) return "owned";
  const usual = horizonMonths < 12 ? "on-demand" : "1-year";
  return modes[policy.rentTerm ?? usual];
}

export type RentMode = Exclude<GpuOffer["mode"], "spot" | "serverless">;

const modes = {
  "on-demand": "on-demand",
  "1-year": "reserved-1y",
  "3-year": "reserved-3y",
} as const satisfies Record<RentTerm, RentMode>;

function rentOf(renting: Renting, gpu: string, knowledge: Knowledge, asOf: Day): Rent | undefined {
  const found = rentIn(renting, gpu, knowledge, asOf);
  if (found !== undefined || renting.mode !== "reserved-1y") return found;
  const onDemand = rentIn({ ...renting, mode: "on-demand" }, gpu, knowledge, asOf);
  // Nobody commits a marketplace's machines for a year.
  return onDemand?.available === false ? onDemand : reservedFrom(onDemand, knowledge);
}

const rents = new WeakMap<Knowledge, Map<string, Map<string, Rent | undefined>>>();

/** Rents do not depend on the use case beyond how they are rented, so each is looked up once per pack and day. */
export function rentAt(
  gpu: string,
  renting: Renting,
  knowledge: Knowledge,
  asOf: Day,
): Rent | undefined {
  const perDay = rents.get(knowledge) ?? new Map<string, Map<string, Rent | undefined>>();
  rents.set(knowledge, perDay);
  const key = `${renting.mode}|${renting.cloud}|${renting.assurances}|${asOf}`;
  const known = perDay.get(key) ?? new Map<string, Rent | undefined>();
  perDay.set(key, known);
  if (!known.has(gpu)) known.set(gpu, rentOf(renting, gpu, knowledge, asOf));
  return known.get(gpu);
}

function rentIn(renting: Renting, gpu: string, knowledge: Knowledge, asOf: Day): Rent | undefined {
  const { mode, cloud, assurances } = renting;
  const isPromised = promised(renting, knowledge);
  // Earliest first, whatever the order of the file: the earliest serves a day before any quote.
  const all = knowledge.gpuOffers
    .filter((one) => one.gpu === gpu && one.mode === mode && isIn(cloud, one) && isPromised(one))
    .sort((a, b) => (a.published + a.id < b.published + b.id ? -1 : 1));
  const steady = all.filter((one) => !one.volatile);
  const offers = steady.length > 0 ? steady : all;
  const seen = newestPerProvider(offers.filter((one) => visible(one.published, asOf)));
  const had = seen.filter(isToBeHad);
  const known = had.length > 0 ? had : seen;
  const used = known.length > 0 ? known : offers.slice(0, 1);
  if (used.length === 0) return undefined;
  const backcast = seen.length === 0;
  const basis = backcast ? "assumed" : (used[0]?.basis ?? "assumed");
  return {
    usdPerGpuHour: median(used.map((one) => one.usdPerGpuHour)),
    ...{ mode, cloud, assurances },
    offers: used,
    basis,
    backcast,
    available: used.some(isToBeHad),
  };
}

/** A team's own quote is of where it rents. */
const isIn = (cloud: string | undefined, { provider, basis }: GpuOffer): boolean =>
  cloud === undefined || provider === cloud || basis === "user";

/** Of whom all that is asked for is documented, where there is anybody; else all of them, to be asked. */
function promised(
  { cloud, assurances }: Renting,
  { gpuOffers, providers }: Knowledge,
): (offer: GpuOffer) => boolean {
  if (assurances.length === 0) return () => true;
  const isDocumented = ({ provider, basis }: GpuOffer) => {
    const given = answersIn(machinesOf(providers[provider]), ["yes", "by-agreement"]);
    return basis === "user" || assurances.every((one) => given.includes(one));
  };
  return gpuOffers.some((one) => isIn(cloud, one) && isToBeHad(one) && isDocumented(one))
    ? isDocumented
    : () => true;
}

/** By somebody who plans with it: neither a list price without machines nor a marketplace's price of the day. */
const isToBeHad = ({ available, volatile }: GpuOffer): boolean => available && !volatile;

/** A provider's older quotes say nothing once it has published a newer one. */
function newestPerProvider(offers: readonly GpuOffer[]): GpuOffer[] {
  const newest = new Map<string, GpuOffer>();
  for (const one of offers) {
    const held = newest.get(one.provider);
    if (held === undefined || one.published >= held.published) newest.set(one.provider, one);
  }
  return [...newest.values()];
}

function reservedFrom(onDemand: Rent | undefined, knowledge: Knowledge): Rent | undefined {
  if (onDemand === undefined) return undefined;
  const usdPerGpuHour = onDemand.usdPerGpuHour * knowledge.serving.fleet.reservedShare.value;
  return { ...onDemand, usdPerGpuHour, mode: "reserved-1y", basis: "assumed" };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
