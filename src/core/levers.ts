import type { Candidate } from "./candidates/candidate.ts";
import type { Answer } from "./question.ts";
import { read } from "./rules/evaluate.ts";
import type { Market, UseCase } from "./use-case.ts";

export type Value = string | number | boolean;

interface Base {
  readonly path: string;
  /** Where the input stands, if the use case does not say. */
  readonly from?: Value;
  /** Changes what candidates there are, not only how they are judged. */
  readonly reshapes?: boolean;
  /**
   * What stays as it is, beside the order of an option's candidates on everything but cost and quality: every cost, or at
   * least what hosts charge against each other.
   */
  readonly keeps?: "costs" | "prices";
  /** Candidates whose costs it leaves as they are, where that is neither all nor none. */
  readonly spares?: (candidate: Candidate) => boolean;
  /** Other inputs that follow where they are not stated. */
  readonly moves?: readonly string[];
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

/** Who pays for tokens pays for no machine, whatever it is rented for or how busy it gets. */
const atHosts = ({ placement }: Candidate): boolean => placement !== "own";

const fields: readonly Lever[] = [
  {
    kind: "number",
    path: "workload.requestsPerMonth",
    keeps: "prices",
    low: 100,
    high: 1e10,
    log: true,
    whole: true,
  },
  {
    kind: "number",
    path: "workload.peakToMean",
    keeps: "prices",
    spares: atHosts,
    low: 1,
    high: 10,
    log: true,
  },
  { kind: "number", path: "workload.batchShare", low: 0, high: 1, log: false },
  {
    kind: "number",
    path: "budget.hurtsAtUsdPerMonth",
    keeps: "costs",
    low: 1_000,
    high: 1e7,
    log: true,
  },
  {
    kind: "number",
    path: "budget.usdPerMonth",
    keeps: "costs",
    low: 100,
    high: 1e7,
    log: true,
  },
  {
    kind: "number",
    path: "team.mlEngineers",
    moves: ["budget.hurtsAtUsdPerMonth"],
    keeps: "costs",
    low: 0,
    high: 20,
    log: false,
  },
  {
    kind: "number",
    path: "horizonMonths",
    low: 1,
    high: 36,
    log: false,
    whole: true,
  },
  {
    kind: "choice",
    path: "data.sensitivity",
    values: ["public", "internal", "confidential", "regulated"],
  },
  {
    kind: "choice",
    path: "data.boundary",
    values: ["anywhere", "vendor-agreement", "own-cloud", "own-premises", "air-gapped"],
  },
  { kind: "choice", path: "team.onCall", keeps: "costs", values: [true, false] },
  { kind: "choice", path: "team.fineTuning", values: [true, false] },
  { kind: "choice", path: "evaluation", values: ["none", "golden-set"] },
  { kind: "choice", path: "data.domainData", values: ["none", "labelled"] },
  {
    kind: "choice",
    path: "policy.licence",
    values: ["permissive", "commercial", "any"],
  },
  { kind: "choice", path: "policy.use", values: ["production", "research"] },
  {
    kind: "choice",
    path: "workload.reasoning",
    reshapes: true,
    values: ["none", "medium", "high"],
  },
];

const bars = ["commodity", "strong", "parity", "frontier"];

/** Inputs of the use case, the bar of each need, and the price or rent that the answer stands on. */
export function leversFor(useCase: UseCase, found: Answer): Lever[] {
  const stated = fields.filter(
    (one) => one.path !== "budget.usdPerMonth" || useCase.budget.usdPerMonth !== undefined,
  );
  const perNeed = useCase.needs.map(
    (_, index): Lever => ({
      kind: "choice",
      path: `needs.${index}.bar`,
      reshapes: true,
      values: bars,
    }),
  );
  return [...stated, ...perNeed, ...marketLevers(found)];
}

/** Prices of what was chosen and of the runner-up, a tenth to ten times what they are. */
function marketLevers({ plan, runnerUp }: Answer): Lever[] {
  const picks = [...(plan?.picks ?? []), ...(runnerUp?.picks ?? [])];
  const levers = picks.flatMap(({ contender: { candidate } }): NumberLever[] => {
    const { cost, model, offer } = candidate;
    if (cost?.kind === "hosted" && model !== undefined && offer !== undefined) {
      const key = `${model.id}@${offer.provider}`;
      // Embeddings have no output; a price of nothing cannot be a multiple of itself.
      const from = cost.price.output || cost.price.input;
      if (from === 0) return [];
      const market = (to: number): Market => ({
        prices: { [model.id]: { [offer.provider]: to / from } },
      });
      const spares = (other: Candidate) => other.model !== model;
      return [{ ...spread(`price.${key}`, from, market), spares }];
    }
    if (cost?.kind === "fleet") {
      const { gpu, rent } = cost.configuration;
      const from = rent.usdPerGpuHour;
      const market = (to: number): Market => ({ rents: { [gpu.id]: to / from } });
      return [{ ...spread(`rent.${gpu.id}`, from, market), keeps: "prices", spares: atHosts }];
    }
    return [];
  });
  return [...new Map(levers.map((one) => [one.path, one])).values()];
}

const spread = (path: string, from: number, market: (to: number) => Market): NumberLever => ({
  kind: "number",
  path,
  from,
  low: from / 10,
  high: from * 10,
  log: true,
  market,
});

/** Where an input of the use case stands. */
export function currentValue(path: string, useCase: UseCase): Value | undefined {
  const need = /^needs\.(\d+)\.bar$/.exec(path);
  if (need !== null) return useCase.needs[Number(need[1])]?.bar.name;
  return read(useCase, path) as Value | undefined;
}
