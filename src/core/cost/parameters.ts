import type { Basis, Day } from "../../shapes/common.ts";
import type { Figure, ServingFacts } from "../../shapes/serving.ts";
import type { Knowledge } from "../know/pack.ts";
import type { Conditions } from "./conditions.ts";
import { fteFor } from "./fixed.ts";
import { type FleetCost, gpusOf, within80 } from "./fleet.ts";

/** One input of the bills that is not known exactly: 80 % of what a careful person believes lies from `low` to `high`. */
export interface Parameter {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly low: number;
  readonly value: number;
  readonly high: number;
  /** What the draws vary; the others are choices or schedules and appear in the tornado only. */
  readonly drawn: boolean;
  readonly basis: Basis;
  readonly source: string;
  readonly published: Day;
  readonly set: (conditions: Draft, value: number) => void;
}

/** Conditions in the making. Draws set ten of them two thousand times: copies would take most of the time. */
export type Draft = { -readonly [K in Exclude<keyof Conditions, "drift">]: number } & {
  drift: { -readonly [K in keyof Conditions["drift"]]: number };
};

export const draftOf = (conditions: Conditions): Draft => ({
  ...conditions,
  drift: { ...conditions.drift },
});

/** All as it was but for one value. */
export function held(conditions: Conditions, parameter: Parameter, value: number): Conditions {
  const draft = draftOf(conditions);
  parameter.set(draft, value);
  return draft;
}

/** Everything that the comparison of an own fleet with an API depends on. */
export function parametersFor(
  own: FleetCost | undefined,
  { serving }: Knowledge,
  expected: Conditions,
): Parameter[] {
  const onApi = ofApi(serving, expected);
  if (own === undefined) return onApi;
  return [
    ...stack(own, serving.maturity),
    rent(own),
    ...ofFleet(serving),
    people(own, serving),
    ...ofTeam(serving),
    ...drifts(serving, expected),
    ...onApi,
  ];
}

const ofApi = ({ hosted, drift }: ServingFacts, expected: Conditions): Parameter[] => [
  { ...ranged("retries", "requests paid twice", "share", hosted.retryShare), ...drawn("retries") },
  {
    ...{ id: "api-price", label: "API price", unit: "x", low: 0.75, value: 1, high: 2 },
    ...{ basis: "assumed", source: "moat-assumptions-2026-11", published: "2026-11-23" },
    ...planned("price"),
  },
  driftOf("capability-price-drift", "price of a capability", drift, {
    key: "capabilityPrice",
    expected,
  }),
];

function rent({ configuration, lnSd }: FleetCost): Parameter {
  const { usdPerGpuHour, basis, offers } = configuration.rent;
  return {
    ...{ id: "rent", label: "rent", unit: "$/GPU-h", basis },
    ...lnRange(usdPerGpuHour, lnSd.rent),
    source: offers[0]?.source ?? "",
    published: offers[0]?.published ?? "",
    ...drawn("rent", usdPerGpuHour),
  };
}

function ofFleet({ fleet, network }: ServingFacts): Parameter[] {
  const { storageUsdPerGbMonth: storage, egressUsdPerGb: egress } = network;
  const { peakFactor, maxLoad, spareReplicas, stagingReplicas } = fleet;
  return [
    { ...ranged("peak", "peak over the stated one", "x", peakFactor), ...drawn("peak") },
    { ...ranged("max-load", "load planned at the peak", "share", maxLoad), ...drawn("maxLoad") },
    { ...ranged("spares", "spare replicas", "", spareReplicas), ...planned("spares") },
    { ...ranged("staging", "staging replicas", "", stagingReplicas), ...planned("staging") },
    { ...ranged("egress", "egress", "$/GB", egress), ...planned("egressUsdPerGb") },
    { ...ranged("storage", "storage", "$/GB-month", storage), ...planned("storageUsdPerGb") },
  ];
}

function ofTeam({ staff }: ServingFacts): Parameter[] {
  const { usdPerYear: pay, gatewayUsdPerMonth: gateway, refreshesPerYear: refreshes } = staff;
  const { buildWeeks: build, refreshWeeks: refresh } = staff;
  return [
    { ...ranged("staff-usd", "cost of an engineer", "$/year", pay), ...drawn("staffUsdPerYear") },
    { ...ranged("gateway", "gateway", "$/month", gateway), ...drawn("gatewayUsd") },
    { ...ranged("build", "weeks to build", "weeks", build), ...drawn("buildWeeks") },
    { ...ranged("refresh", "weeks for a refresh", "weeks", refresh), ...drawn("refreshWeeks") },
    { ...ranged("refreshes", "refreshes a year", "", refreshes), ...planned("refreshesPerYear") },
  ];
}

const drifts = ({ drift }: ServingFacts, expected: Conditions): Parameter[] => [
  driftOf("rent-drift", "rents over a year", drift, { key: "rent", expected }),
  driftOf("software-drift", "software speed over a year", drift, { key: "software", expected }),
];

const lnRange = (value: number, lnSd: number) => ({
  low: value * Math.exp(-within80 * lnSd),
  value,
  high: value * Math.exp(within80 * lnSd),
});

/** What the draws vary, and what is a choice or a schedule: the condition that it sets, and what a value of it is measured by. */
const drawn = (field: Factor, unit = 1) => ({ drawn: true, set: setting(field, unit) });
const planned = (field: Factor) => ({ drawn: false, set: setting(field, 1) });

type Factor = Exclude<keyof Conditions, "drift">;

const setting = (field: Factor, unit: number) => (conditions: Draft, to: number) => {
  conditions[field] = to / unit;
};

function ranged(id: string, label: string, unit: string, figure: Figure) {
  const { value, range = [value, value], basis, source, published } = figure;
  const [low, high] = range;
  return { id, label, unit, low, value, high, basis, source, published };
}

function driftOf(
  id: string,
  label: string,
  facts: ServingFacts["drift"],
  { key, expected }: { key: keyof Conditions["drift"]; expected: Conditions },
): Parameter {
  const { range = [0, 0], ...figure } = facts[key];
  const set = (c: Draft, to: number) => {
    c.drift[key] = to;
  };
  const value = expected.drift[key];
  return { ...ranged(id, label, "/year", { ...figure, range, value }), drawn: false, set };
}

/** Estimate and stack: two reasons for which real throughput is another one. */
function stack(
  { configuration: { capacity }, maturity }: FleetCost,
  facts: Knowledge["serving"]["maturity"],
): Parameter[] {
  const figure = facts[maturity.kind === "measured" ? "tuned" : maturity.kind];
  const dated = { source: figure.source, published: figure.published };
  return [
    {
      ...{ id: "throughput", label: "throughput over the estimate", unit: "x" },
      ...lnRange(1, capacity.lnError80 / within80),
      ...{ basis: capacity.basis, ...dated },
      ...drawn("throughput"),
    },
    {
      ...{ id: "maturity", label: "stack maturity", unit: "x" },
      ...lnRange(maturity.factor, maturity.lnSd),
      ...{ basis: maturity.kind === "measured" ? "user" : figure.basis, ...dated },
      ...drawn("maturity", maturity.factor),
    },
  ];
}

/** People by size of the fleet, with every figure at the end of its range. */
function people(own: FleetCost, { staff }: ServingFacts): Parameter {
  const gpus = gpusOf(own);
  const replicas = gpus / own.configuration.gpusPerReplica;
  const fte = fteFor(replicas, gpus, staff);
  const { basis, source, published } = staff.leastFte;
  const end = (side: 0 | 1) => {
    const at = (figure: Figure, of: 0 | 1) => ({ value: figure.range?.[of] ?? figure.value });
    const { leastFte, ftePerDoubling, gpusPerFte } = staff;
    return fteFor(replicas, gpus, {
      leastFte: at(leastFte, side),
      ftePerDoubling: at(ftePerDoubling, side),
      gpusPerFte: at(gpusPerFte, side === 0 ? 1 : 0),
    });
  };
  return {
    ...{ id: "staff", label: "people", unit: "FTE", low: end(0), value: fte, high: end(1) },
    ...{ basis, source, published },
    ...drawn("staff", fte),
  };
}

/** The parameter's value so many standard deviations from its middle; each side has its own spread. */
export function at(
  { low, value, high }: Pick<Parameter, "low" | "value" | "high">,
  z: number,
): number {
  const end = z < 0 ? low : high;
  const share = Math.abs(z) / within80;
  // Ratios where all is above zero, so that a value never turns negative.
  if (low > 0 && value > 0) return value * (end / value) ** share;
  return Math.max(Math.min(low, 0), value + (end - value) * share);
}
