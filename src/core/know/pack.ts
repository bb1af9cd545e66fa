import type { Criterion, Day, Effort, Option } from "../../shapes/common.ts";
import type { Condition, ParameterValue } from "./condition.ts";
import type { AbilityParameters, ForecastFacts } from "./constants.ts";
import type { EffortFacts } from "./efforts.ts";
import type { Figures } from "./figures.ts";
import type { UnmodelledGpu } from "./gpus.ts";
import type { Citation, Gpu, GpuOffer, Model, Profile } from "./knowledge.ts";
import type { Provider, Speed } from "./providers.ts";
import type { RefreshFacts } from "./refresh.ts";
import type { ServingFacts } from "./serving.ts";
import type { Retirement, UsageFacts } from "./usage.ts";
import type {
  BarName,
  Data,
  Policy,
  Sensitivity,
  Team,
  UseCase,
  Weights,
  Workload,
} from "./use-case.ts";

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
  /** Own figures of whoever wrote the configuration. */
  readonly figures?: Figures | undefined;
  readonly evidence: EvidenceParameters;
  readonly choice: ChoiceParameters;
}

/** Constants of the belief (DESIGN 5, "Belief"); those of the ability are cross-validated, the others say why in the pack. */
export interface EvidenceParameters {
  /** Success of the yardstick that the scale of quality is anchored at. */
  readonly anchor: number;
  /** Noise of one fully independent board that shares no models with others, logits. */
  readonly boardSd: number;
  readonly vendorDiscount: number;
  readonly saturatedShare: number;
  readonly saturatedDiscount: number;
  readonly minimumSupport: number;
  /** Logits between two boards from which they disagree. */
  readonly disagreement: number;
  readonly ability: AbilityParameters;
  readonly belief: BeliefParameters;
}

export interface BeliefParameters {
  /** Logits that a vendor's own run shows too much. */
  readonly vendorBias: number;
  /** Part of what a model shows on a board beside its ability that holds for the user's task too. */
  readonly habit: number;
  /** How differently the user's task may tell models apart: least sd of the ratio of slopes. */
  readonly slopeSd: number;
  /** Ability lost at an effort against `max`, in units of general ability, and its sd as a share of a difference. */
  readonly loss: Readonly<Record<Effort, number>>;
  readonly lossSd: number;
  /** Share of that loss that bounded tasks feel. */
  readonly boundedLoss: number;
  /** Factor on the sd of a row without a score of its own. */
  readonly imputedFactor: number;
  /** From this bar on a row needs so many scores, one of them independent. */
  readonly provenFrom: number;
  readonly provenScores: number;
  /** P(bar) from which a candidate takes part, and up to which it is only worth a try. */
  readonly takesPart: number;
  readonly tryFirstUnder: number;
}

/** Constants of the choice (DESIGN 5, "Value" to "Confidence"), each with its reason in the pack. */
export interface ChoiceParameters {
  /** Worth of quality at the bar; the rest up to 1 is for more. */
  readonly atBar: number;
  /** Thinking so long is worth nothing to who waits, ms. */
  readonly patienceMs: number;
  /** Latency limit to the first visible token where a person waits and nobody says how long, ms. */
  readonly visibleMs: number;
  /** The bill that hurts: so many times the least price of a success, and never less than the floor. */
  readonly hurtsAtTimes: number;
  readonly hurtsAtFloorUsd: number;
  /** A missed bar costs so many months before the fallback serves. */
  readonly noticeMonths: number;
  readonly weeksToSwap: number;
  /** A fallback on own machines may take so many GPUs, or twice those of the first choice. */
  readonly fallbackGpus: number;
  /** Value that a lower effort may cost. */
  readonly effortSlack: number;
  readonly tuned: {
    readonly low: number;
    readonly high: number;
    readonly fails: number;
    readonly failsKnown: number;
    readonly maxBillions: number;
    readonly labels: number;
  };
  readonly draws: number;
  readonly even: {
    /** Lead under which plans are even where the best wins so often or less, and so often or more; straight between the two. */
    readonly from: number;
    readonly lead: number;
    readonly clearFrom: number;
    readonly clearLead: number;
    /** Of even plans one within so much of the highest mean is named. */
    readonly naming: number;
    /** A bill lower by this share is named where it wins as often. */
    readonly cheaper: number;
  };
  /** Most that is ever claimed; less where nobody measured what carries the answer. */
  readonly mostConfident: number;
  readonly mostImputed: number;
  /** Volumes that are looked at where nobody states one; the middle one decides. */
  readonly volumes: readonly number[];
  /** A near miss has at least this chance, and is cheaper by this share. */
  readonly nearMiss: { readonly from: number; readonly saving: number };
}

/** What is known, and the day as of which it is looked at. */
export interface Snapshot {
  readonly knowledge: Knowledge;
  readonly asOf: Day;
}

/** And the use case that is set against it. */
export interface Terms extends Snapshot {
  readonly useCase: UseCase;
}

export interface Knowledge {
  readonly pack: Pack;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Alias or id -> id. */
  readonly capabilityIds: Readonly<Record<string, string>>;
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
  readonly rules: readonly Rule[];
  readonly sources: Readonly<Record<string, Citation>>;
}
