import type { Chosen } from "../choose/choose.ts";
import type { Candidate } from "../gate/candidate.ts";
import { read } from "../gate/rules/evaluate.ts";
import type { Market, UseCase } from "../know/use-case.ts";

export type Value = string | number | boolean;

interface Base {
  readonly path: string;
  /** Where the input stands, if the use case does not say. */
  readonly from?: Value;
  /**
   * What it changes: who the candidates are, what gates and prices say of them, or no more than how they are weighed. What is
   * looked at again is as little as that.
   */
  readonly changes: "candidates" | "prices" | "weights";
  /** Prices and rents change the market instead of the use case. */
  readonly market?: (value: number) => Market;
}

export interface NumberLever extends Base {
  readonly kind: "number";
  /** Ends of the plausible range. */
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly whole?: boolean;
}

export interface ChoiceLever extends Base {
  readonly kind: "choice";
  readonly values: readonly Value[];
}

/** An input that can be turned alone. */
export type Lever = NumberLever | ChoiceLever;

const number = (
  path: string,
  [low, high]: readonly [low: number, high: number],
  changes: NumberLever["changes"],
  scale: { log?: boolean; whole?: boolean } = {},
): NumberLever => ({ kind: "number", path, low, high, log: false, changes, ...scale });

const listed = (
  path: string,
  values: readonly Value[],
  changes: ChoiceLever["changes"] = "candidates",
): ChoiceLever => ({ kind: "choice", path, values, changes });

const fields: readonly Lever[] = [
  number("workload.requestsPerMonth", [100, 1e10], "prices", { log: true, whole: true }),
  number("workload.peakToMean", [1, 10], "prices", { log: true }),
  number("workload.batchShare", [0, 1], "prices"),
  number("budget.hurtsAtUsdPerMonth", [1_000, 1e7], "weights", { log: true }),
  number("budget.usdPerMonth", [100, 1e7], "candidates", { log: true }),
  number("team.mlEngineers", [0, 20], "prices"),
  number("horizonMonths", [1, 36], "prices", { whole: true }),
  listed("data.sensitivity", ["public", "internal", "confidential", "regulated"]),
  listed("data.boundary", [
    "anywhere",
    "vendor-agreement",
    "own-cloud",
    "own-premises",
    "air-gapped",
  ]),
  listed("team.onCall", [true, false], "prices"),
  listed("team.fineTuning", [true, false]),
  listed("evaluation", ["none", "golden-set"], "prices"),
  listed("data.domainData", ["none", "labelled"], "prices"),
  listed("policy.licence", ["permissive", "commercial", "any"]),
  listed("policy.use", ["production", "research"]),
  listed("workload.reasoning", ["none", "low", "medium", "high"]),
];

/** Values that a listed input of the use case may have, by its path. */
export const listedValues = (path: string): readonly Value[] =>
  fields.flatMap((one) => (one.kind === "choice" && one.path === path ? one.values : []));

const bars = ["commodity", "strong", "parity", "frontier"];

/** Inputs of the use case, the bar of each need, and the price or rent that the answer stands on. */
export function leversFor(useCase: UseCase, chosen: Chosen): Lever[] {
  const stated = fields.filter(
    ({ path }) => path !== "budget.usdPerMonth" || useCase.budget.usdPerMonth !== undefined,
  );
  const perNeed = useCase.needs.map((_, index) => listed(`needs.${index}.bar`, bars));
  return [...stated, ...perNeed, ...limitLevers(useCase), ...marketLevers(chosen)];
}

/** Fewer tokens fit nearly every model. */
const longFrom = 128_000;

/**
 * What somebody waits at most, how many machines there are, and the largest request where it is long: half of it, twice and four
 * times as much, as far as that may open what it shuts.
 */
function limitLevers({ needs, latency, policy }: UseCase): Lever[] {
  const doubled = (path: string, from: number | undefined, times: readonly number[]): Lever[] =>
    from === undefined
      ? []
      : [
          {
            ...listed(
              path,
              times.map((one) => one * from),
            ),
            from,
          },
        ];
  return [
    ...doubled("latency.firstTokenMs", latency.firstTokenMs, [0.5, 1, 2, 4]),
    ...needs.flatMap(({ latency: own }, at) =>
      own.assumed || own.firstTokenMs === latency.firstTokenMs
        ? []
        : doubled(`needs.${at}.latency.firstTokenMs`, own.firstTokenMs, [0.5, 1, 2, 4]),
    ),
    ...needs.flatMap(({ workload: { contextTokens } }, at) =>
      contextTokens < longFrom
        ? []
        : doubled(`needs.${at}.workload.contextTokens`, contextTokens, [0.5, 1]),
    ),
    ...policy.ownedGpus.flatMap(({ count }, at) =>
      doubled(`policy.ownedGpus.${at}.count`, count, [1, 2, 4]),
    ),
  ];
}

/** What a candidate costs by the token, or by the GPU-hour, and the market in which that is so many times as much. */
interface PriceLever {
  readonly path: string;
  readonly from: number;
  readonly market: (factor: number) => Market;
}

/** Undefined where no price of its own can be turned. */
export function priceLever({ cost, model, offer, boundedBy }: Candidate): PriceLever | undefined {
  // A bound is somebody else's price: turning it says nothing of this one.
  if (boundedBy !== undefined || model === undefined) return undefined;
  if (cost?.kind === "fleet") {
    const { gpu, rent } = cost.configuration;
    const market = (factor: number): Market => ({ rents: { [gpu.id]: factor } });
    return { path: `rent.${gpu.id}`, from: rent.usdPerGpuHour, market };
  }
  if (cost === undefined || offer === undefined) return undefined;
  // Embeddings have no output; a price of nothing cannot be a multiple of itself.
  const from = cost.price.output || cost.price.input;
  const market = (factor: number): Market => ({
    prices: { [model.id]: { [offer.provider]: factor } },
  });
  return from === 0 ? undefined : { path: `price.${model.id}@${offer.provider}`, from, market };
}

/** Prices of what was chosen and of the next plan, a tenth to ten times what they are. */
function marketLevers({ ranked }: Chosen): Lever[] {
  const picks = ranked.slice(0, 2).flatMap(({ plan }) => plan.picks);
  const levers = picks.flatMap(({ row }): NumberLever[] => {
    const lever = priceLever(row.candidate);
    if (lever === undefined) return [];
    const { path, from, market } = lever;
    const ends = [from / 10, from * 10] as const;
    const turned = (to: number) => market(to / from);
    return [{ ...number(path, ends, "prices", { log: true }), from, market: turned }];
  });
  return [...new Map(levers.map((one) => [one.path, one])).values()];
}

/** Where an input stands; the bill that hurts is worked out where nobody states it. */
export function currentValue(path: string, useCase: UseCase, { field }: Chosen): Value | undefined {
  const need = /^needs\.(\d+)\.bar$/.exec(path);
  if (need !== null) return useCase.needs[Number(need[1])]?.bar.name;
  if (path === "budget.hurtsAtUsdPerMonth") return Math.round(field.rates.hurtsAt);
  if (path === "workload.reasoning") return useCase.workload.reasoning ?? "max";
  return read(useCase, path) as Value | undefined;
}
