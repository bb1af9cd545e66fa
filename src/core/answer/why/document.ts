import type { AnsweredUseCase, DocumentHead } from "../../know/document.ts";
import type { Evidence, Named, NearMiss, Quantiles, Verdict } from "../decision.ts";

/** What became of a candidate; each has exactly one. */
export const outcomes = [
  /** The first pick of the verdict, or what it falls back on. */
  "chosen",
  "fallback",
  /** The pick of a plan that is even with the verdict; of another option's plan. */
  "even",
  "best-of-option",
  /** Alike in every number to the pick of its option, which is the first by name. */
  "tie",
  /** The pick of its option is this model here at another effort. */
  "effort",
  /** Its option has another that is worth more; that is no worse at anything. */
  "outvalued",
  "dominated",
  /** Every plan with it costs more than the cap. */
  "over-budget",
  /** Somebody documents less than is asked, and another of its option documents it. */
  "ask",
  /** Too little was measured of it for such a bar; too unlikely to clear it. */
  "unproven",
  "bar",
  /** A rule removes it. */
  "gate",
  "no-price",
  "no-evidence",
  /** It takes part, but another need has nobody. */
  "no-plan",
] as const;
export type CandidateOutcome = (typeof outcomes)[number];

/** A candidate of a need, and why it is where it is. */
export interface Listed extends Named {
  readonly need: string;
  readonly kind: "scored" | "tuned" | "claim";
  /** All hosts that differ in nothing but their price; `offer` is the cheapest. */
  readonly offers: readonly string[];
  /** The larger model whose price is an upper bound, where its own is not known. */
  readonly boundedBy: string | null;
  readonly quality: Quantiles;
  /** P(quality >= bar). */
  readonly clearsBar: number;
  readonly outcome: CandidateOutcome;
  /** Rules that remove it, or that ask. */
  readonly rules: readonly string[];
  readonly text: string;
  /** Value of the best plan with it as the pick, at expected values (0.01 is one point), and how far that is behind the verdict's. */
  readonly value: number | null;
  readonly behind: number | null;
  /** Who is preferred to it within its option. */
  readonly by: Named | null;
  /** Of the nearest of a model that was asked for: what the rule that removes it rests on, else its scores and its price. */
  readonly evidence: readonly Evidence[];
}

/** A single input, or the price of a place, at another value. */
export interface InputChange {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The least change with which a candidate stands, confirmed by a whole decision. */
export interface LetIn extends Named {
  readonly need: string;
  readonly changes: readonly InputChange[];
  /** What becomes of it, and what is chosen, with the change. */
  readonly outcome: CandidateOutcome;
  readonly choice: Verdict["choice"];
  readonly chosen: Named | null;
}

/** A model as somebody asks for it, need by need. */
export interface AskedModel {
  readonly model: string;
  readonly title: string;
  readonly need: string;
  /** The candidate that comes nearest; null where it has none: then nobody measured it, or nobody sells it. */
  readonly nearest: Listed | null;
  readonly outcome: CandidateOutcome;
  readonly text: string;
  readonly letIn: LetIn | null;
}

/** A model at its best place, as it would be chosen if none before it could be had. */
export interface ShortLine extends Named {
  /** Ties share a rank; null: the pick of an option that is not among the first. */
  readonly rank: number | null;
  readonly outcome: CandidateOutcome;
  readonly value: number;
  readonly quality: Quantiles;
  readonly clearsBar: number;
  readonly expectedUsdPerMonth: number | null;
}

export interface NeedCandidates {
  readonly need: string;
  readonly bar: {
    readonly name: string;
    readonly quality: number;
    /** Least P(bar) with which a candidate takes part. */
    readonly asked: number;
  };
  readonly candidates: number;
  readonly models: number;
  /** By outcome; they sum to `candidates`. */
  readonly counts: Readonly<Partial<Record<CandidateOutcome, number>>>;
  readonly chosen: Named | null;
  readonly shortList: readonly ShortLine[];
}

/** Every candidate of a use case with what became of it. */
export interface CandidatesDocument extends DocumentHead<"moat.candidates"> {
  readonly useCase: AnsweredUseCase;
  readonly verdict: Pick<Verdict, "choice" | "status">;
  readonly needs: readonly NeedCandidates[];
  /** Empty where none was asked for. */
  readonly models: readonly AskedModel[];
  /** Much cheaper than the pick of their option, and short of taking part by little. */
  readonly nearMisses: readonly NearMiss[];
  /** By need, those that come nearest first. */
  readonly candidates: readonly Listed[];
}
