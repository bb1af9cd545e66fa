import type { Criterion, Day, Option } from "../../shapes/common.ts";
import type { EffortFacts } from "../../shapes/efforts.ts";
import type { Figures } from "../../shapes/figures.ts";
import type { ForecastFacts } from "../../shapes/forecast.ts";
import type { UnmodelledGpu } from "../../shapes/market.ts";
import type { ChoiceParameters, Defaults, EvidenceParameters, Scales } from "../../shapes/pack.ts";
import type { Provider, Speed } from "../../shapes/providers.ts";
import type { RefreshFacts } from "../../shapes/refresh.ts";
import type { ServingFacts } from "../../shapes/serving.ts";
import type { Retirement, UsageFacts } from "../../shapes/usage.ts";
import type { BarName, Weights } from "../../shapes/use-case.ts";
import type { Condition, ParameterValue } from "./condition.ts";
import type { Fitted } from "./fit.ts";
import type { Citation, Gpu, GpuOffer, Model, Profile } from "./knowledge.ts";
import type { UseCase } from "./use-case.ts";

/** What a rule does when its condition holds. */
export type Effect =
  | {
      /**
       * `veto` removes. `ask` leaves a candidate to stand only where nothing documented does; `measure` only where nothing
       * stands that the team need not measure first.
       */
      readonly kind: "veto" | "ask" | "measure";
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
  /** Own figures of whoever wrote the configuration. */
  readonly figures?: Figures | undefined;
  readonly evidence: EvidenceParameters;
  readonly choice: ChoiceParameters;
}

/** What is known, and the day as of which it is looked at. */
export interface Snapshot {
  readonly knowledge: Knowledge;
  readonly asOf: Day;
}

/** And the use case that is set against it. */
export interface Terms extends Snapshot {
  readonly useCase: UseCase;
  /** The use case of the decision that this is a look of: as long as it lasts, so does what its looks share. */
  readonly within?: UseCase;
}

/** What every pack shares. */
export interface MarketFacts {
  readonly models: Readonly<Record<string, Model>>;
  readonly gpus: Readonly<Record<string, Gpu>>;
  readonly unmodelledGpus: Readonly<Record<string, UnmodelledGpu>>;
  readonly gpuOffers: readonly GpuOffer[];
  readonly serving: ServingFacts;
  readonly providers: Readonly<Record<string, Provider>>;
  readonly speeds: readonly Speed[];
  readonly efforts: EffortFacts;
  readonly usage: UsageFacts;
  /** Ids that a provider stops answering to, beside what models and offers say of themselves. */
  readonly retired: readonly Retirement[];
  readonly forecast: ForecastFacts;
  readonly refresh: RefreshFacts;
  readonly sources: Readonly<Record<string, Citation>>;
}

export interface Knowledge extends MarketFacts {
  readonly pack: Pack;
  /** Left by the build, of all scores that are known. */
  readonly fitted?: Fitted | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Alias or id -> id. */
  readonly capabilityIds: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}
