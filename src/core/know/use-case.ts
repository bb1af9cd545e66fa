import type { Criterion, Effort } from "../../shapes/common.ts";
import type { Work } from "./efforts.ts";
import type { Figures, RentTerm } from "./figures.ts";

export type BarName = "commodity" | "strong" | "parity" | "frontier";
export type WrittenBar = BarName | number | { readonly benchmark: string; readonly score: number };

export type Sensitivity = "public" | "internal" | "confidential" | "regulated";
export type Boundary =
  | "anywhere"
  | "vendor-agreement"
  | "own-cloud"
  | "own-premises"
  | "air-gapped";

export interface Workload {
  /** Requests of the whole use case; a need takes its share of them. */
  readonly requestsPerMonth: number;
  /** Mean tokens per request. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Largest request that must fit, input and output together. */
  readonly contextTokens: number;
  readonly cachedInputShare: number;
  /** Share of requests that may wait for hours. */
  readonly batchShare: number;
  /** The most thinking that may be used; left out: as much as pays. */
  readonly reasoning?: Effort | undefined;
  /** Busiest ten minutes over the mean. */
  readonly peakToMean: number;
  /** 0.05 = five per cent more each month. */
  readonly growthPerMonth: number;
  /** Mean per request, where the work is sold by it. */
  readonly audioMinutes?: number | undefined;
  readonly characters?: number | undefined;
}

export interface Weights {
  readonly quality: number;
  readonly cost: number;
  readonly privacy: number;
  readonly latency?: number | undefined;
  readonly ops: number;
  readonly control: number;
  readonly speed: number;
}

/** What own machines run: a recipe made for the model and the GPU, the engine as it comes, or weights that it has not caught up with. */
export type Stack = "tuned" | "default" | "fresh";

export interface Team {
  readonly mlEngineers: number;
  readonly onCall: boolean;
  readonly fineTuning: boolean;
  readonly stack?: Stack | undefined;
}

export interface Data {
  /** Personal data in the requests. */
  readonly personal: boolean;
  readonly sensitivity: Sensitivity;
  readonly boundary: Boundary;
  /** Company in whose cloud the team's account is; asked for where data stays in it. */
  readonly cloud?: string | undefined;
  readonly assurances: readonly string[];
  readonly domainData: "none" | "labelled" | "exclusive";
}

export interface Policy {
  readonly licence: "permissive" | "commercial" | "any";
  readonly denyOrigins: readonly string[];
  readonly denyVendors: readonly string[];
  /** Homes of the companies that may serve, `eu` or a country; none: any. */
  readonly jurisdictions: readonly string[];
  readonly denyGpus: readonly string[];
  /** Research use may take weights whose card says "research only". */
  readonly use: "production" | "research";
  readonly maxGpus?: number | undefined;
  /** How long machines are committed to; left out: a year where the horizon is as long, else not at all. */
  readonly rentTerm?: RentTerm | undefined;
  readonly ownedGpus: readonly { readonly gpu: string; readonly count: number }[];
}

export type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A use case as a person writes it: everything but the name and the needs may be left out. */
export interface WrittenUseCase {
  /** What a file says of itself. */
  readonly kind?: string | undefined;
  readonly name: string;
  readonly title?: string | undefined;
  readonly needs: readonly {
    readonly capability: string;
    readonly share?: number | undefined;
    readonly bar?: WrittenBar | undefined;
    readonly task?: "bounded" | "open-ended" | undefined;
    readonly workload?: Optional<Workload> | undefined;
    readonly latency?: Optional<Latency> | undefined;
  }[];
  readonly workload?: Optional<Workload> | undefined;
  readonly latency?: Optional<Latency> | undefined;
  readonly data?: Optional<Data> | undefined;
  readonly evaluation?: "none" | "some" | "golden-set" | undefined;
  readonly team?: Optional<Team> | undefined;
  readonly policy?: Optional<Policy> | undefined;
  /** The team's own rents, prices and costs, in place of the pack's. */
  readonly figures?: Figures | undefined;
  readonly budget?: Optional<Budget> | undefined;
  readonly horizonMonths?: number | undefined;
  readonly preset?: string | undefined;
  readonly weights?: Weights | undefined;
  readonly scenario?: string | undefined;
}

export interface Latency {
  /** To the first visible token, thinking included. */
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
}

interface Budget {
  /** Hard cap. */
  readonly usdPerMonth: number;
  /** The spend that counts as the worst end of the cost scale. */
  readonly hurtsAtUsdPerMonth: number;
}

export type Bar =
  | {
      readonly kind: "share";
      readonly name: string;
      readonly quality: number;
      readonly moving: boolean;
    }
  | {
      readonly kind: "score";
      readonly name: string;
      readonly benchmark: string;
      readonly score: number;
      readonly moving: false;
    };

export interface Need {
  /** The capability id; `#2` and so on where a use case names a capability twice. */
  readonly id: string;
  readonly capability: string;
  /** Share of the requests, 0..1; the shares of all needs sum to 1. */
  readonly share: number;
  readonly bar: Bar;
  readonly task: "bounded" | "open-ended";
  readonly work: Work;
  /** `requestsPerMonth` is this need's own volume. */
  readonly workload: Workload;
  readonly latency: Limit;
}

/** How long somebody waits for a need. */
export interface Limit extends Optional<Latency> {
  /** Nobody stated it: a person waits. */
  readonly assumed: boolean;
  /** Of the first token of any kind: nobody but an agent reads along. */
  readonly anyToken: boolean;
}

/** A use case with nothing left open; what was filled in is listed beside it. */
export interface UseCase {
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Need[];
  readonly workload: Workload;
  readonly latency: Optional<Latency>;
  readonly data: Data;
  readonly evaluation: "none" | "some" | "golden-set";
  readonly team: Team;
  readonly policy: Policy;
  readonly budget: Optional<Budget>;
  /** Nobody stated how many requests there are. */
  readonly volumeAssumed: boolean;
  readonly horizonMonths: number;
  readonly preset: string;
  /** Normalised: they sum to 1. */
  readonly weights: Record<Criterion, number>;
  /** Concentration of the weight draws: presets are vaguer than weights that a person gave. */
  readonly weightConcentration: number;
  readonly scenario: string;
  readonly market: Market;
}

/** What if a price or a rent were another one: factors by model and provider, and by GPU. */
export interface Market {
  readonly prices?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly rents?: Readonly<Record<string, number>>;
}
