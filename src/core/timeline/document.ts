import type { Choice, Day } from "../../shapes/common.ts";
import type { AnsweredUseCase, DocumentHead, Warning } from "../../shapes/document.ts";
import type { ForecastClass } from "../know/capability.ts";
import type { ExpertWindows, MovingFrontier, TrackRecord } from "../know/constants.ts";
import type { Benchmark } from "../know/knowledge.ts";
import type { ExpertView } from "../profile/expert.ts";
import type { PriceForecastView } from "../profile/price-forecast.ts";
import type { ClaimView, ScoreView } from "../profile/view.ts";

/** The answer of `moat timeline`: plain, complete and serialisable. Months are mean months from the as-of day. */
export interface TimelineReport extends DocumentHead<"moat.timeline"> {
  readonly useCase: AnsweredUseCase;
  readonly needs: readonly NeedOutlook[];
  readonly action: Action;
  readonly review: ReviewPolicy;
  readonly trackRecord: TrackRecord & { readonly expertWindows: ExpertWindows };
  /** The fit is younger than the as-of day: no older one exists. */
  readonly backcast: boolean;
  readonly warnings: readonly Warning[];
}

export interface NeedOutlook {
  readonly need: string;
  readonly capability: string;
  readonly title: string;
  readonly class: ForecastClass;
  /** Where the gap comes from: scores, a claim (a frozen pack), or nothing at all. */
  readonly basis: "measured" | "claimed" | "unmeasured";
  /** Capability whose boards stand in where this one has none. */
  readonly borrowedFrom: string | null;
  readonly target: TargetView;
  readonly boards: readonly LevelView[];
  /** Months since a proprietary model first was at the level; null where none is measured. */
  readonly ageMonths: number | null;
  /** Half of the levels of this class were reached within so many months of their first proprietary model. */
  readonly classMedianMonths: number | null;
  /** Rise of the best open scores, logit points, over so many months. */
  readonly progress: { readonly delta: number; readonly months: number } | null;
  /** For the level as it stands today, by whom it is to be reached. */
  readonly fixed: readonly Reach[];
  readonly bar: BarOutlook;
  readonly moving: MovingOutlook | null;
  readonly expert: ExpertView | null;
  /** Forecasts of prices among the claims, held against price lists. */
  readonly prices: readonly PriceForecastView[];
  /** Median for any open weights without the expert's window; null where there is no window or no forecast. */
  readonly medianWithoutWindow: number | null;
  readonly claims: readonly ClaimView[];
  readonly history: {
    readonly board: string;
    readonly unit: Benchmark["unit"];
    readonly open: readonly ScoreView[];
    readonly proprietary: readonly ScoreView[];
  } | null;
  /** Why there is no number, and what to do about it; null where there is one. */
  readonly missing: string | null;
}

export interface TargetView {
  readonly kind: "reference" | "model" | "score" | "bar";
  readonly text: string;
  /** Set where no model, open or proprietary, had reached it by the as-of day. */
  readonly unreached?: true;
}

/** The level on one board, with the best of either side there. */
export interface LevelView {
  readonly id: string;
  readonly title: string;
  readonly unit: Benchmark["unit"];
  /** Score that is to be reached. */
  readonly level: number;
  readonly proprietary: ScoreView;
  /** Score of the model that leads the open side over all boards. */
  readonly open: ScoreView | null;
}

export interface Reach {
  /** Any open weights, those that the policy allows, and of these what one node serves. */
  readonly audience: "any" | "allowed" | "servable";
  readonly sizeClass: string;
  readonly licence: "permissive" | "commercial" | "any";
  /** Model that is nearest; null where none that counts is measured. */
  readonly open: string | null;
  readonly openTitle: string | null;
  /** Share of the level's success that is missing; negative ahead of it. Null: unknown. */
  readonly gap: number | null;
  readonly gapLogit: number | null;
  readonly reached: { readonly model: string; readonly title: string; readonly on: Day } | null;
  readonly forecasts: readonly ForecastLine[];
  readonly missing: string | null;
}

export type Horizon = "3" | "6" | "9" | "12" | "18";

export interface ForecastLine {
  /** `base`, or the scenario beside it. */
  readonly scenario: string;
  readonly closedBy: Readonly<Record<Horizon, number>>;
  /** Null: never within 50 years. */
  readonly medianMonths: number | null;
  readonly interval80: readonly [number | null, number | null];
  /** Month by month from today, for a chart. */
  readonly curve: readonly { readonly day: Day; readonly share: number }[];
}

export interface BarOutlook {
  readonly name: string;
  readonly quality: number;
  readonly moving: boolean;
  /** The score that clears it on the board that counts most; null where none is measured. */
  readonly switchAt: {
    readonly board: string;
    readonly title: string;
    readonly unit: Benchmark["unit"];
    readonly score: number;
  } | null;
  /** For open weights that the policy allows. */
  readonly reach: Reach | null;
}

export interface MovingOutlook {
  /** Share of the best proprietary success that open weights miss today. */
  readonly gap: number;
  /** Months since a proprietary model first scored what the best open weights score; 0 where they lead. */
  readonly lagMonths: number;
  /** Month starts of the last two years, over all boards, on which both sides had a score. */
  readonly months: number;
  readonly monthsLed: number;
  /** 80 % range of the gap so many months from now, as a share; the middle is today's. */
  readonly gapAfter: readonly {
    readonly months: number;
    readonly range: readonly [number, number];
  }[];
  /** What is known of all series: used as a base rate, not fitted to this capability. */
  readonly openLed: MovingFrontier["openLed"]["share"];
  readonly ledLater: MovingFrontier["ledLater"]["after"];
}

export interface Action {
  /** `wait` also where nothing has reached the target, whatever the bar of the use case allows. */
  readonly plan: "act" | "bridge" | "wait";
  readonly choice: Choice;
  readonly status: string;
  /** What to do, in sentences that a team can act on, in order. */
  readonly steps: readonly string[];
}

export interface ReviewPolicy {
  readonly by: Day;
  readonly because: string;
  readonly text: string;
  /** What one review costs, and what the wrong answer would cost a month; null where nobody knows. */
  readonly reviewUsd: number;
  readonly lossUsdPerMonth: number | null;
  readonly medianFlipMonths: number | null;
  readonly evidenceExpires: Day;
  /** Prices that change, models that retire, a contract that ends: soonest first. */
  readonly events: readonly { readonly day: Day; readonly text: string }[];
}
