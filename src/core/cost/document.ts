import type { Basis, Day, Option } from "../../shapes/common.ts";
import type { AnsweredUseCase, Assumption, DocumentHead } from "../../shapes/document.ts";
import type { SpeechUnit } from "../know/knowledge.ts";
import type { BreakEven } from "./break-even.ts";
import type { Drift } from "./conditions.ts";
import type { FlipValue, TornadoBar } from "./tornado.ts";

/** What serving a use case costs, by need and option: plain, complete and serialisable. */
export interface CostDocument extends DocumentHead<"moat.cost"> {
  readonly useCase: AnsweredUseCase & {
    readonly assumed: readonly Assumption[];
  };
  /** Own figures of the team, leaf by leaf. */
  readonly given: readonly { readonly path: string; readonly value: number | string }[];
  readonly draws: number;
  readonly drift: Drift;
  /** Per year, 0.1 = 10 %; null: nothing is discounted. */
  readonly discountRate: number | null;
  readonly needs: readonly NeedCost[];
  /** All needs together, staff and gateway once, as the decision counts them; null where an option lacks a need. */
  readonly together: Readonly<Record<Option, number | null>>;
}

export interface NeedCost {
  readonly need: string;
  readonly share: number;
  readonly requestsPerMonth: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Mean over the horizon, input and output as stated. */
  readonly tokensPerMonth: number;
  /** What the work is sold by, where that is not tokens. */
  readonly speech?: {
    readonly unit: SpeechUnit;
    readonly perRequest: number;
    /** Mean over the horizon. */
    readonly perMonth: number;
  };
  readonly arms: readonly ArmCost[];
  /** Every model that was asked for, in each option that it fits; the first of an option is its arm. */
  readonly named: readonly NamedCost[];
  /** Own machines against each API. */
  readonly against: readonly Comparison[];
  /** $ per month that choosing an option costs over knowing what comes; empty without draws. */
  readonly regret: readonly { readonly option: Option; readonly usdPerMonth: number }[];
  readonly curve: readonly CurvePoint[];
  readonly figures: readonly FigureUsed[];
  readonly warnings: readonly CostWarning[];
}

export interface NamedCost {
  readonly model: string;
  readonly option: Option;
  /** Host, or fleet of one's own; null where nothing has a price. */
  readonly where: string | null;
  readonly effort: string | null;
  readonly usdPerMonth: number | null;
  /** Gates that remove it. */
  readonly because: readonly string[];
}

export interface Amount {
  readonly expected: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface ArmCost {
  readonly option: Option;
  readonly standing: "stands" | "below-bar" | "gated" | "named" | "none";
  readonly because: readonly string[];
  readonly model: string | null;
  readonly offer: string | null;
  readonly effort: string | null;
  /** Of a request, on top of the output that is seen. */
  readonly thinkingTokens: number;
  readonly usdPerMonth: Amount | null;
  /** $ per million tokens; `blended` is the bill over the tokens that the use case states, input and output. */
  readonly perMillion: {
    readonly input: Amount;
    readonly output: Amount;
    readonly blended: Amount;
  } | null;
  /** $ per month by line, expected values: they add up to the bill. */
  readonly items: Readonly<Record<string, number>>;
  /** Where some of the bill is paid already. */
  readonly cash: CashView | null;
  /** $ of the whole horizon at today's worth; null without a discount rate. */
  readonly presentValueUsd: number | null;
  readonly price: {
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number | null;
    /** Of speech, beside its tokens. */
    readonly perMinute?: number;
    readonly perMillionCharacters?: number;
    readonly basis: Basis;
    readonly source: string;
    readonly published: Day;
    readonly changes: Day | null;
  } | null;
  readonly fleet: FleetReport | null;
}

/** What is still to be paid, $ per month, and what is paid already. */
export interface CashView {
  readonly usdPerMonth: number;
  readonly paid: readonly { readonly what: string; readonly usdPerMonth: number }[];
}

export interface FleetReport {
  readonly configuration: string;
  readonly gpu: string;
  readonly gpusPerReplica: number;
  readonly precision: string;
  readonly replicas: number;
  readonly peakReplicas: number;
  readonly spares: number;
  readonly gpus: number;
  readonly fte: number;
  /** Mean load over what all replicas, spares included, carry. */
  readonly utilisation: number;
  readonly rent: {
    readonly usdPerGpuHour: number;
    readonly mode: string;
    readonly basis: Basis;
    readonly sources: readonly string[];
    readonly published: Day | null;
  };
  readonly serving: {
    /** Of one replica at its planned limits, the stack's maturity included. */
    readonly requestsPerSecond: number;
    readonly outputTokensPerSecond: number;
    readonly concurrency: number;
    readonly perTokenMs: number;
    readonly firstTokenMs: number;
    readonly maturity: number;
    readonly maturityKind: string;
    /** Measured over estimated, already applied. */
    readonly correction: number;
    readonly basis: Basis;
    /** 80 % of |ln(real / this)| lie below, maturity apart. */
    readonly lnError80: number;
  };
  /** What would verify it on a machine of one's own. */
  readonly verify: readonly string[];
  readonly runnersUp: readonly {
    readonly configuration: string;
    readonly usdPerMonth: number;
    readonly because: string;
  }[];
  /** The same machines run otherwise. */
  readonly ways: readonly {
    /** `term`: committed to for longer or shorter; `serverless`: by the second, and none while nobody asks. */
    readonly kind: "spill" | "spot" | "term" | "serverless";
    readonly usdPerMonth: number;
    readonly replicas: number;
    readonly ownShare: number;
    readonly utilisation: number;
    readonly elsewhereUsd: number;
    readonly note: string;
  }[];
  readonly owned: { readonly usdPerGpuHour: number; readonly note: string } | null;
}

export interface Comparison {
  readonly against: Option;
  readonly model: string;
  readonly offer: string;
  /** Own less hosted, $ per month. */
  readonly gapUsdPerMonth: number;
  /** Volumes in requests per month. */
  readonly breakEven: { readonly withStaff: BreakEven; readonly withoutStaff: BreakEven };
  /**
   * Share of what today's fleet carries that it would have to serve to cost no more than the API for the same requests;
   * above 1: never with this fleet; null: the API is free.
   */
  readonly breakEvenUtilisation: number | null;
  /** Of machines that were bought at a price that the team states, out of what they save in cash. */
  readonly paybackMonths: number | null;
  /** P(own is cheaper); null without draws. */
  readonly probabilityOwnCheaper: number | null;
  /** First month from whose end on the sum paid stays below the API's; null where that is not within the horizon. */
  readonly crossoverMonth: number | null;
  readonly tornado: readonly TornadoBar[];
  readonly flips: readonly FlipValue[];
}

export interface CurvePoint {
  readonly requestsPerMonth: number;
  readonly usd: Readonly<Record<Option, number | null>>;
  /** 80 % of the bills lie between; null without draws. */
  readonly band: Readonly<Record<Option, readonly [low: number, high: number] | null>>;
  readonly selfHostWithoutStaff: number | null;
  /** At the peak, of the fleet that is cheapest at this volume, staff included. */
  readonly replicas: number | null;
  readonly fleet: string | null;
}

export interface FigureUsed {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly basis: Basis;
  readonly source: string;
  readonly published: Day;
}

export interface CostWarning {
  readonly code: string;
  readonly text: string;
}
