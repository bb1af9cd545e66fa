import type { Basis, Day, Effort, Modality } from "../../shapes/common.ts";
import type { ForecastClass, Usual } from "./capability.ts";

/** The vocabulary of what moat knows: every fact is dated, sourced and plain data. */

import type { Precision, ServedWeights } from "./weights.ts";

export type { Precision };

export interface Observation {
  readonly id: string;
  readonly model: string;
  readonly effort?: Effort | undefined;
  readonly score: number;
  /** Day of the run or of the model's release, as the source states it. */
  readonly date: Day;
  /** Day on which the score became public; a run with an earlier as-of date never sees it. */
  readonly published: Day;
  readonly evaluator: "independent" | "vendor" | "vote";
  readonly source: string;
  readonly note?: string | undefined;
}

export interface Benchmark {
  readonly id: string;
  readonly title: string;
  /** `percent` and `index` count up to the ceiling, `error-percent` counts errors, `elo` has no ceiling. */
  readonly unit: "percent" | "index" | "error-percent" | "elo";
  readonly better: "higher" | "lower";
  readonly ceiling?: number | undefined;
  readonly human?: number | undefined;
  readonly grade: "independent" | "vendor-mixed" | "preference";
  readonly weight: number;
  readonly note?: string | undefined;
  readonly observations: readonly Observation[];
}

export interface Claim {
  readonly text: string;
  readonly value?: number | string | undefined;
  /** Relative gap of the best open weights to the best proprietary model, 0..1. */
  readonly gap?: readonly [number, number] | undefined;
  /** Success of the proprietary model that the gap is relative to, 0..1, where the source states it. */
  readonly reference?: number | undefined;
  /** Months until the gap closes. */
  readonly months?: readonly [number, number] | undefined;
  /** A forecast of list prices: what a million tokens will cost at the level that a model had on that day, within so many months. */
  readonly price?:
    | {
        readonly usdPerMillion: readonly [number, number];
        readonly months: readonly [number, number];
        readonly model: string;
      }
    | undefined;
  /** Cost of open weights as a share of the proprietary bill, 0..1. */
  readonly costShare?: readonly [number, number] | undefined;
  /** The source says that no open equivalent exists. */
  readonly noEquivalent?: boolean | undefined;
  /** The claim is about the past, or it compares with something that must be named. */
  readonly denominator?: string | undefined;
  readonly benchmark?: string | undefined;
  readonly source: string;
  readonly published: Day;
  readonly status?:
    | "confirmed"
    | "imprecise"
    | "unverifiable"
    | "contradicted"
    | "open"
    | undefined;
  readonly by?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

export interface Reasoned<Kind extends string> {
  readonly kind: Kind;
  readonly claims: readonly string[];
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Factor on time: 2.5 turns 15 months into 6. */
  readonly speedUp?: number | undefined;
  readonly forced?: { readonly date: Day; readonly probability: number } | undefined;
  readonly probability: number;
  readonly claims: readonly string[];
}

export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly aliases: readonly string[];
  readonly class: ForecastClass;
  readonly dataSource: Reasoned<
    "public" | "mixed" | "proprietary-interaction" | "proprietary-domain"
  >;
  readonly integration: Reasoned<"native" | "bolted-on">;
  /** Modalities that a request of this capability carries in. */
  readonly modalities: readonly Modality[];
  /** False where tokens alone do not price the work (speech, images, video). */
  readonly pricedInTokens: boolean;
  /** What speech is sold by instead, and how much of it a request is taken to have. */
  readonly soldBy?: SoldBy | undefined;
  /** Path of an API of OpenAI's kind that does the work; chat completions where nothing is said and tokens price it. */
  readonly endpoint?: "embeddings" | undefined;
  /** Who waits for a turn: limits of latency hold for persons. */
  readonly turn: "person" | "agent" | "background";
  /** How much an open-ended request makes a model think. */
  readonly work: "composing" | "hard";
  readonly usual?: Usual | undefined;
  /** Capability whose boards stand in where this one has none. */
  readonly kin?: string | undefined;
  readonly benchmarks: readonly Benchmark[];
  /** Models that are made for the capability and that no board has measured. */
  readonly unscored: readonly { readonly model: string; readonly claims: readonly string[] }[];
  readonly closing?:
    | {
        readonly window?:
          | {
              readonly months: readonly [number, number];
              readonly from: Day;
              readonly target: string;
              readonly claims: readonly string[];
            }
          | undefined;
        /** Probability that the gap never closes. */
        readonly never: number;
        readonly claims: readonly string[];
      }
    | undefined;
  readonly scenarios: readonly Scenario[];
  readonly claims: Readonly<Record<string, Claim>>;
  readonly reviewed: Day;
}

/** Speech is sold by the minute that is heard, or by the character that is read aloud. */
export type SpeechUnit = "audioMinutes" | "characters";

export interface SoldBy {
  readonly unit: SpeechUnit;
  /** Where a use case says nothing. */
  readonly perRequest: number;
  readonly basis: "assumed";
  readonly source: string;
  readonly published: Day;
}

/** Written as in a model's config.json; `reference/` formulas derive the rest (core/cost/architecture.ts). */
export interface Architecture {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Elements of KV cache per token and full-attention layer: 2 x kvHeads x headDim, or rank + rope for MLA. */
  readonly kvElements: number;
  /** Layers whose KV cache grows with the context (windowed ones included). */
  readonly fullLayers: number;
  readonly window?: { readonly layers: number; readonly tokens: number } | undefined;
  /** Linear-attention layers and the elements of state that each keeps per sequence. */
  readonly linear?: { readonly layers: number; readonly state: number } | undefined;
  readonly sparse?: { readonly topK: number; readonly indexDim: number } | undefined;
  readonly mla?:
    | { readonly nope: number; readonly rope: number; readonly value: number }
    | undefined;
  readonly experts?:
    | { readonly count: number; readonly active: number; readonly layers: number }
    | undefined;
  /**
   * Parameter counts: attention, dense and shared parts; all experts; the active experts; one embedding or head matrix; tables that
   * tokens are looked up in, which take room and next to no time.
   */
  readonly parameters: {
    readonly other: number;
    readonly experts: number;
    readonly activeExperts: number;
    readonly head: number;
    readonly lookup?: number | undefined;
  };
}

export interface Serving {
  readonly weights?: ServedWeights | undefined;
  readonly attention: "gqa" | "mla" | "hybrid" | "sliding" | "sparse";
  /** Bytes of KV cache per token at 16 bits, for readers and for a quick check of the architecture. */
  readonly kvBytesPerToken: number;
  readonly precisions: readonly Precision[];
  /** Null where the maker published no configuration: the model's self-hosting is then unpriced. */
  readonly architecture: Architecture | null;
  readonly basis: Basis;
  readonly source: string;
  readonly note?: string | undefined;
}

/** `value` is minutes of audio per minute of one GPU. */
export interface Transcribing {
  readonly gpu: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly basis: Basis;
  readonly source: string;
  readonly published: Day;
  readonly note?: string | undefined;
}

/** $ per million tokens. */
export type TokenPrices = Pick<Price, "input" | "output" | "cacheRead" | "cacheWrite" | "batch">;

export interface Price {
  /** First day on which the price holds; absent: since the offer began. */
  readonly from?: Day | undefined;
  /** $ per million tokens. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly batch?: { readonly input: number; readonly output: number } | undefined;
  /** $ per minute of audio, and per million characters that are read aloud; the tokens beside it are billed as well. */
  readonly perMinute?: number | undefined;
  readonly perMillionCharacters?: number | undefined;
  /** A tier holds for the whole request once its input is longer; a rate that it lacks moves as its input or output does. */
  readonly tiers?: readonly (TokenPrices & { readonly above: number })[] | undefined;
  readonly published: Day;
  readonly source: string;
  readonly note?: string | undefined;
  /** `user`: a team's own quote or discount. */
  readonly basis?: Basis | undefined;
}

export type Assurance = string;

export interface Offer {
  readonly provider: string;
  readonly kind: "first-party" | "host" | "cloud" | "router";
  /** `in-tenant`: inside the customer's own cloud account. */
  readonly placement: "vendor" | "in-tenant";
  readonly assurances: readonly Assurance[];
  readonly quantization?: string | undefined;
  /** What the provider's API calls the model. */
  readonly endpoint?: { readonly id: string; readonly published: Day; readonly source: string };
  readonly free: boolean;
  /** Record of market/prices.json; its prices are added to those written here. */
  readonly priceId?: string | undefined;
  /** Oldest first. */
  readonly prices: readonly Price[];
  /** Prices of speech, apart from those of text: a model may be sold by the token for one and by the minute for the other. */
  readonly speech?: readonly Price[] | undefined;
  readonly latency?:
    | {
        readonly firstTokenMs: number;
        readonly perTokenMs: number;
        readonly published: Day;
        readonly source: string;
      }
    | undefined;
  /** Day on which this provider stops selling it; others may go on. */
  readonly retires?: Day | undefined;
  readonly published: Day;
  readonly source: string;
}

export interface Model {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly vendor: string;
  /** ISO 3166-1 alpha-2 country of the maker, lower case. */
  readonly origin: string;
  readonly weights: "open" | "closed";
  readonly status: "general" | "preview" | "restricted";
  readonly released: { readonly api?: Day | undefined; readonly weights?: Day | undefined };
  readonly retires?: Day | undefined;
  readonly licence: {
    readonly class:
      | "permissive"
      | "commercial-with-conditions"
      | "non-commercial"
      | "proprietary-terms";
    readonly name: string;
    readonly url?: string | undefined;
    readonly conditions?: string | undefined;
    readonly source: string;
  };
  readonly intendedUse: "general" | "research-only";
  readonly modalities: readonly Modality[];
  /** Largest context in tokens. */
  readonly context?: number | undefined;
  /** Billions of parameters. */
  readonly parameters?: { readonly total: number; readonly active: number } | undefined;
  readonly serving?: Serving | undefined;
  /** How fast it writes down what it hears, on one GPU of a kind, where somebody measured it. */
  readonly transcribes?: readonly Transcribing[] | undefined;
  readonly offers: readonly Offer[];
  readonly published: Day;
  readonly source: string;
  readonly note?: string | undefined;
}

export interface Gpu {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly family: "ampere" | "ada" | "hopper" | "blackwell" | "rtx" | "cdna";
  /** Usable bytes of memory. */
  readonly memory: number;
  /** Bytes per second. */
  readonly bandwidth: number;
  /** Dense FLOP/s per precision. */
  readonly flops: { readonly bf16: number; readonly fp8: number; readonly fp4: number };
  /** Bytes per second, one direction, between GPUs of a node. */
  readonly link: number;
  readonly watts: number;
  readonly perNode: number;
  readonly published: Day;
  readonly source: string;
}

export interface GpuOffer {
  readonly id: string;
  readonly provider: string;
  readonly gpu: string;
  readonly mode: "on-demand" | "reserved-1y" | "reserved-3y" | "spot" | "serverless" | "owned";
  readonly usdPerGpuHour: number;
  readonly minGpus: number;
  readonly region?: string | undefined;
  /** Marketplace prices that jump from day to day; kept for reference, not used as a default. */
  readonly volatile: boolean;
  /** False where the provider had none that day: such a list price says nothing of what one would pay. */
  readonly available: boolean;
  readonly basis: Basis;
  readonly published: Day;
  readonly source: string;
  readonly note?: string | undefined;
}

export interface Citation {
  readonly title: string;
  readonly url: string;
  readonly publisher?: string | undefined;
  readonly published?: Day | undefined;
  readonly retrieved: Day;
  readonly licence: string;
  readonly kind: "primary" | "secondary";
  readonly note?: string | undefined;
}
