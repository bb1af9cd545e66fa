import type { Basis, Day } from "../../shapes/common.ts";
import type { Knowledge } from "../know/pack.ts";
import type { Figure } from "../know/serving.ts";
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

type Facts = Knowledge["serving"];

const ofApi = ({ hosted, drift }: Facts, expected: Conditions): Parameter[] => [
  fromFigure("retries", "requests paid twice", "share", hosted.retryShare, true, "retries"),
  {
    ...guess("api-price", "API price", "x", 0.75, 1, 2),
    set: (c, to) => {
      c.price = to;
    },
  },
  driftOf("capability-price-drift", "price of a capability", drift.capabilityPrice, {
    key: "capabilityPrice",
    expected,
  }),
];

function rent({ configuration, lnSd }: FleetCost): Parameter {
  const { usdPerGpuHour, basis, offers } = configuration.rent;
  return {
    ...{ id: "rent", label: "rent", unit: "$/GPU-h", drawn: true, basis },
    ...lnRange(usdPerGpuHour, lnSd.rent),
    source: offers[0]?.source ?? "",
    published: offers[0]?.published ?? "",
    set: (c, usd) => {
      c.rent = usd / usdPerGpuHour;
    },
  };
}

function ofFleet({ fleet, network }: Facts): Parameter[] {
  const { storageUsdPerGbMonth: storage, egressUsdPerGb: egress } = network;
  return [
    fromFigure("peak", "peak over the stated one", "x", fleet.peakFactor, true, "peak"),
    fromFigure("max-load", "load planned at the peak", "share", fleet.maxLoad, true, "maxLoad"),
    fromFigure("spares", "spare replicas", "", fleet.spareReplicas, false, "spares"),
    fromFigure("staging", "staging replicas", "", fleet.stagingReplicas, false, "staging"),
    fromFigure("egress", "egress", "$/GB", egress, false, "egressUsdPerGb"),
    fromFigure("storage", "storage", "$/GB-month", storage, false, "storageUsdPerGb"),
  ];
}

function ofTeam({ staff }: Facts): Parameter[] {
  const { usdPerYear, gatewayUsdPerMonth: gateway, refreshesPerYear: refreshes } = staff;
  return [
    fromFigure("staff-usd", "cost of an engineer", "$/year", usdPerYear, true, "staffUsdPerYear"),
    fromFigure("gateway", "gateway", "$/month", gateway, true, "gatewayUsd"),
    fromFigure("build", "weeks to build", "weeks", staff.buildWeeks, true, "buildWeeks"),
    fromFigure("refresh", "weeks for a refresh", "weeks", staff.refreshWeeks, true, "refreshWeeks"),
    fromFigure("refreshes", "refreshes a year", "", refreshes, false, "refreshesPerYear"),
  ];
}

const drifts = ({ drift }: Facts, expected: Conditions): Parameter[] => [
  driftOf("rent-drift", "rents over a year", drift.rent, { key: "rent", expected }),
  driftOf("software-drift", "software speed over a year", drift.software, {
    key: "software",
    expected,
  }),
];

const assumptions = { basis: "assumed", source: "moat-assumptions-2026-11" } as const;

const guess = (
  id: string,
  label: string,
  unit: string,
  low: number,
  value: number,
  high: number,
) => ({
  ...{ id, label, unit, low, value, high },
  drawn: false,
  ...assumptions,
  published: "2026-11-23",
});

const lnRange = (value: number, lnSd: number) => ({
  low: value * Math.exp(-within80 * lnSd),
  value,
  high: value * Math.exp(within80 * lnSd),
});

function fromFigure(
  id: string,
  label: string,
  unit: string,
  { value, range = [value, value], basis, source, published }: Figure,
  drawn: boolean,
  field: Exclude<keyof Conditions, "drift">,
): Parameter {
  const [low, high] = range;
  const set = (conditions: Draft, to: number) => {
    conditions[field] = to;
  };
  return { id, label, unit, low, value, high, drawn, basis, source, published, set };
}

function driftOf(
  id: string,
  label: string,
  { range = [0, 0], basis, source, published }: Figure,
  { key, expected }: { key: keyof Conditions["drift"]; expected: Conditions },
): Parameter {
  const [low, high] = range;
  const value = expected.drift[key];
  const set = (c: Draft, to: number) => {
    c.drift[key] = to;
  };
  return {
    id,
    label,
    unit: "/year",
    low,
    value,
    high,
    drawn: false,
    basis,
    source,
    published,
    set,
  };
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
      ...{ id: "throughput", label: "throughput over the estimate", unit: "x", drawn: true },
      ...lnRange(1, capacity.lnError80 / within80),
      ...{ basis: capacity.basis, ...dated },
      set: (c, to) => {
        c.throughput = to;
      },
    },
    {
      ...{ id: "maturity", label: "stack maturity", unit: "x", drawn: true },
      ...lnRange(maturity.factor, maturity.lnSd),
      ...{ basis: maturity.kind === "measured" ? "user" : figure.basis, ...dated },
      set: (c, to) => {
        c.maturity = to / maturity.factor;
      },
    },
  ];
}

/** People by size of the fleet, with every figure at the end of its range. */
function people(own: FleetCost, { staff }: Facts): Parameter {
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
    ...{ drawn: true, basis, source, published },
    set: (c, to) => {
      c.staff = to / fte;
    },
  };
}

/** The parameter's value so many standard deviations from its middle; each side has its own spread. */
export function at({ low, value, high }: Parameter, z: number): number {
  const end = z < 0 ? low : high;
  const share = Math.abs(z) / within80;
  // Ratios where all is above zero, so that a value never turns negative.
  if (low > 0 && value > 0) return value * (end / value) ** share;
  return Math.max(Math.min(low, 0), value + (end - value) * share);
}
