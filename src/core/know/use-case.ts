import type { Criterion } from "../../shapes/common.ts";
import type { Work } from "../../shapes/efforts.ts";
import type { Budget, Data, Latency, Policy, Team, Workload } from "../../shapes/use-case.ts";

export type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

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
export interface Limit extends Latency {
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
  readonly latency: Latency;
  readonly data: Data;
  readonly evaluation: "none" | "some" | "golden-set";
  readonly team: Team;
  readonly policy: Policy;
  readonly budget: Budget;
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
