import type { ServingFacts } from "./cost/facts.ts";
import type { ForecastFacts } from "./forecast/closing.ts";
import type { EffortFacts } from "./know/efforts.ts";
import type { Provider, Speed } from "./know/providers.ts";
import type { Day, Gpu, GpuOffer, Model, Option, Profile, Source } from "./knowledge.ts";
import type { Condition, ParameterValue } from "./rules/condition.ts";
import type {
  BarName,
  Criterion,
  Data,
  Policy,
  Sensitivity,
  Team,
  Weights,
  Workload,
} from "./use-case.ts";

/** What a rule does when its condition holds. */
export type Effect =
  | {
      readonly kind: "veto" /** The quality bar is a promise about a draw, the other gates are facts. */;
      readonly gate: "fact" | "bar";
    }
  | {
      readonly kind: "points";
      readonly option: Option | undefined;
      readonly criterion: Criterion;
      readonly value: number;
    }
  | { readonly kind: "advise" };

export interface Rule {
  /** `<pack>/<group>.<slug>` */
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly given: "use-case" | "need" | "candidate";
  readonly when: Condition;
  readonly effect: Effect;
  readonly because: string;
  readonly remedy: string | undefined;
  /** Facts whose sources back the reason. */
  readonly evidence: readonly string[];
  readonly severity: "error" | "warning" | "note";
  readonly replaces: readonly string[];
  /** File of the rule, relative to the rules folder, for a reader who wants to look. */
  readonly file: string;
}

/** The opinions of a pack: ladders and anchors of the value functions, each overridable and open to flips. */
export interface Scales {
  readonly exposure: { readonly own: number; readonly hosted: number; readonly assured: number };
  readonly sensitivity: Record<Sensitivity, number>;
  readonly opsNeed: Record<Option, number>;
  readonly lockIn: Record<Option, number>;
  readonly weeksToStart: Record<Option, number>;
  readonly weeksWorst: number;
  readonly qualityWorst: number;
  /** V lost per option beyond the first. */
  readonly overheadPerOption: number;
  /** Concentration of the weight draws: presets are vaguer than weights that a person gave. */
  readonly weightConcentration: { readonly preset: number; readonly own: number };
  /** Cost of switching providers, in months of score. */
  readonly switchingMonths: number;
  /** Cost of one review, and the age at which evidence has to be looked at again. */
  readonly reviewUsd: number;
  readonly staleMonths: number;
  /** Margin in value under which a difference is immaterial, and P(beats runner-up) under which a call is too close. */
  readonly immaterialMargin: number;
  readonly tooCloseUnder: number;
  readonly hurtsAtFloorUsd: number;
  readonly hurtsAtTeamShare: number;
}

/** What is assumed where a use case says nothing. */
export interface Defaults {
  readonly bar: BarName | number;
  readonly task: "bounded" | "open-ended";
  readonly workload: Omit<Workload, "contextTokens">;
  /** contextTokens where nobody states it, as a multiple of the mean request. */
  readonly contextFactor: number;
  readonly data: Data;
  readonly evaluation: "none" | "some" | "golden-set";
  readonly team: Team;
  readonly policy: Policy;
  readonly horizonMonths: number;
  readonly preset: string;
  readonly scenario: string;
}

export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** A frozen pack answers as of this day only. */
  readonly asOf: Day | undefined;
  readonly frozen: boolean;
  readonly sha256: string;
  readonly bars: Record<BarName, number>;
  readonly defaults: Defaults;
  readonly presets: Record<string, Weights>;
  readonly scales: Scales;
  readonly parameters: Record<string, ParameterValue>;
  readonly evidence: EvidenceParameters;
}

/** Constants of the quality scale (DESIGN 5, "Quality"), with the values' meaning. */
export interface EvidenceParameters {
  /** Success of the reference that the scale is anchored at. */
  readonly anchor: number;
  /** Noise of one fully independent board, logit points. */
  readonly boardSd: number;
  /** |d| from which the noise is full. */
  readonly fullNoiseAt: number;
  /** Noise added per square root of a month of age, logit points. */
  readonly ageSd: number;
  readonly ageCapMonths: number;
  readonly vendorDiscount: number;
  readonly saturatedShare: number;
  readonly saturatedDiscount: number;
  readonly proxyDiscount: number;
  readonly minimumSupport: number;
  readonly minimumSupportAtParity: number;
  readonly parityFrom: number;
  readonly disagreement: number;
  readonly unknownQuality: readonly [number, number];
  readonly tunedQuality: readonly [number, number];
  readonly tunedMaxBillions: number;
}

export interface Knowledge {
  readonly pack: Pack;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Alias or id -> id. */
  readonly capabilityIds: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, Model>>;
  readonly gpus: Readonly<Record<string, Gpu>>;
  readonly gpuOffers: readonly GpuOffer[];
  readonly providers: Readonly<Record<string, Provider>>;
  readonly speeds: readonly Speed[];
  readonly efforts: EffortFacts;
  readonly serving: ServingFacts;
  readonly forecast: ForecastFacts;
  readonly rules: readonly Rule[];
  readonly sources: Readonly<Record<string, Source>>;
}
