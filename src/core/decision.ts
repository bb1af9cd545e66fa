import type { AnsweredUseCase, DocumentHead } from "./document.ts";
import type { Day, Option } from "./knowledge.ts";
import type { Choice } from "./outcome.ts";
import type { Assumption, Criterion } from "./use-case.ts";

/** The answer: plain, complete and serialisable. Every report is made from it alone (contract v1, DESIGN 6). */
export interface Decision extends DocumentHead<"moat.decision"> {
  readonly useCase: AnsweredUseCase & {
    readonly preset: string;
    readonly scenario: string;
    readonly assumed: readonly Assumption[];
  };
  readonly verdict: Verdict;
  readonly routes: readonly Route[];
  readonly options: readonly OptionResult[];
  readonly reasons: readonly Reason[];
  readonly flips: readonly Flip[];
  readonly timeline: readonly Timeline[];
  readonly review: { readonly by: Day; readonly because: string };
  readonly advice: readonly Advice[];
  readonly scenarios: readonly ScenarioResult[];
  readonly unknown: readonly Unknown[];
  readonly warnings: readonly Warning[];
}

export type Status = "decided" | "too-close" | "below-bar" | "insufficient-evidence" | "infeasible";

export interface Verdict {
  readonly choice: Choice;
  readonly status: Status;
  /** Margin so small that the difference is not worth a meeting. */
  readonly immaterial: boolean;
  readonly byElimination: boolean;
  /** Share of plausible weights and evidence with this choice, rounded to 0.05 and at most 0.95; null without draws. */
  readonly confidence: number | null;
  readonly words: string;
  readonly preferenceRobustness: number | null;
  readonly evidenceRobustness: number | null;
  readonly draws: number;
  readonly runnerUp: Choice | null;
  /** P(choice beats runner-up) over the draws. */
  readonly beatsRunnerUp: number | null;
  /** The other answer that wins most draws, whatever its points; null without draws, or where the choice wins all. */
  readonly rival: { readonly choice: Choice; readonly winShare: number } | null;
  /** Difference in value; 0.01 is one point. */
  readonly margin: number | null;
  readonly marginUsdPerMonth: number | null;
  readonly plan: "act" | "bridge" | "wait";
  readonly planText: string;
}

export interface Quantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface Route {
  readonly need: string;
  readonly share: number;
  readonly option: Option;
  readonly model: string | null;
  readonly offer: string | null;
  readonly configuration: string | null;
  readonly effort: string;
  readonly evidence: "scored" | "proxy" | "tuned" | "claim" | "unknown";
  readonly quality: Quantiles;
  readonly bar: { readonly name: string; readonly quality: number; readonly probability: number };
  readonly usdPerMonth: number | null;
}

export interface OptionResult {
  readonly option: Option;
  readonly eligible: boolean;
  readonly score: number | null;
  readonly winShare: number | null;
  readonly usdPerMonth: Quantiles | null;
  readonly best: readonly {
    readonly need: string;
    readonly model: string | null;
    readonly offer: string | null;
    readonly configuration: string | null;
    readonly evidence: Route["evidence"];
  }[];
  readonly criteria: Readonly<Record<Criterion, number>> | null;
  /** Needs for which nothing stands, with the gates that took the nearest candidates away. */
  readonly vetoes: readonly Veto[];
}

export interface Evidence {
  readonly source: string;
  readonly url: string;
  readonly published: Day | null;
  readonly value: string | number | null;
}

export interface Condition {
  readonly path: string;
  readonly operator: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface Veto {
  readonly need: string;
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  readonly remedy: string | null;
  /** How many of the need's candidates under this option it removes. */
  readonly removes: number;
  readonly of: number;
  readonly conditions: readonly Condition[];
  readonly evidence: readonly Evidence[];
}

export interface Reason {
  /** Rule id, or `criterion.<name>` for a term of the value function. */
  readonly rule: string;
  readonly option: Choice | null;
  readonly kind: "criterion" | "points" | "evidence";
  readonly criterion: Criterion | "overhead" | null;
  /** Contribution to the margin over the runner-up; all of them sum to it. */
  readonly delta: number | null;
  readonly text: string;
  readonly conditions: readonly Condition[];
  readonly evidence: readonly Evidence[];
}

export interface Flip {
  readonly path: string;
  readonly from: string | number | boolean;
  readonly to: string | number | boolean;
  readonly verdict: Choice;
  /** Share of the input's range, or of the doublings that are still plausible: smaller is nearer. */
  readonly distance: number;
}

export interface Timeline {
  readonly need: string;
  readonly capability: string;
  readonly sizeClass: string;
  /** Best open weights and best proprietary model at the as-of day, on the boards of the capability. */
  readonly open: string | null;
  readonly proprietary: string | null;
  /** 1 - quality of the best open weights; 0.04 = four per cent behind the reference. Null: unknown. */
  readonly gap: number | null;
  readonly closedBy: Readonly<Record<"3" | "6" | "9" | "12" | "18", number>> | null;
  /** Null: never within 50 years. */
  readonly medianMonths: number | null;
  readonly interval80: readonly [number | null, number | null] | null;
}

export interface Advice {
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export interface ScenarioResult {
  readonly id: string;
  readonly choice: Choice;
  readonly plan: "act" | "bridge" | "wait";
  readonly text: string;
}

export interface Unknown {
  readonly rule: string;
  readonly option: Option;
  readonly paths: readonly string[];
  readonly text: string;
}

export interface Warning {
  readonly code: string;
  readonly text: string;
}
