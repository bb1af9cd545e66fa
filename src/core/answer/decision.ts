import type { Choice, Criterion, Day, Effort, Option, Status } from "../../shapes/common.ts";
import type { AnsweredUseCase, DocumentHead, Warning } from "../know/document.ts";
import type { Assumption } from "../know/use-case.ts";
import type { Flip } from "../what-if/flips.ts";
import type { ScenarioResult } from "../what-if/scenarios.ts";

export type { Flip, ScenarioResult };

/** The answer: plain, complete and serialisable. Every report is made from it alone (contract v2, DESIGN 6). */
export interface Decision extends DocumentHead<"moat.decision", "2.0"> {
  readonly useCase: AnsweredUseCase & {
    readonly preset: string;
    readonly scenario: string;
    /** What was asked, path by path. */
    readonly given: readonly { readonly path: string; readonly value: unknown }[];
    readonly assumed: readonly Assumption[];
  };
  readonly verdict: Verdict;
  /** The verdict first, then the others, most wins first; a split is listed where it wins at least one draw in twenty. */
  readonly plans: readonly PlanResult[];
  /** The best plan with one model for all needs, where the verdict takes several and this is worth about as much. */
  readonly oneModel: PlanResult | null;
  /** The three options with what gates took from each. */
  readonly options: readonly OptionResult[];
  readonly nearMisses: readonly NearMiss[];
  /** The cheapest candidate of each need that takes part, where it is not the pick. */
  readonly cheapestThatTakesPart: readonly Alternative[];
  /** Of each need whose pick may well miss: who is likeliest to clear the bar, where that is surer by a tenth. */
  readonly surest: readonly Alternative[];
  readonly asks: readonly Ask[];
  readonly reasons: readonly Reason[];
  readonly moat: readonly Moat[];
  readonly flips: readonly Flip[];
  readonly timeline: readonly Timeline[];
  readonly review: { readonly by: Day; readonly because: string };
  /** What to do, in order. */
  readonly next: readonly Step[];
  readonly advice: readonly Advice[];
  readonly scenarios: readonly ScenarioResult[];
  readonly unknown: readonly Unknown[];
  readonly warnings: readonly Warning[];
  /** Where nobody stated how many requests there are: the answer at each volume. */
  readonly volumes: readonly VolumeResult[];
}

export interface Verdict {
  readonly choice: Choice;
  readonly status: Status;
  /** Names of the plans that are as good, the verdict's own left out. */
  readonly evenWith: readonly string[];
  /** What tells the verdict from those that are even with it; null where nothing is. */
  readonly namedFor:
    | "documented"
    | "likelier"
    | "measured"
    | "parties"
    | "bill"
    | "wins"
    | "value"
    | null;
  /** Share of the draws won by the verdict, or by the even plans together; null without draws. */
  readonly confidence: number | null;
  readonly words: string;
  /** Share of draws with this verdict where only weights, or only evidence, vary. */
  readonly preferenceRobustness: number | null;
  readonly evidenceRobustness: number | null;
  readonly draws: number;
  /** Lead in value over the next plan (0.01 is one point); negative where that one has the higher mean. */
  readonly margin: number | null;
  readonly marginUsdPerMonth: number | null;
  /** What a perfect foresight would be worth. */
  readonly regretUsdPerMonth: number | null;
  /** The bill that scores 0 on cost. */
  readonly hurtsAtUsdPerMonth: number | null;
  readonly plan: "act" | "bridge" | "wait";
  readonly planText: string;
}

export interface Quantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface PlanResult {
  /** `self-host`, or `hosted-open+proprietary-api`. */
  readonly plan: string;
  readonly options: readonly Option[];
  readonly value: number;
  readonly winShare: number | null;
  /** $ a month that choosing it may cost against the best plan of each draw. */
  readonly regretUsdPerMonth: number | null;
  /** If the first picks hold; null where a need has no price. */
  readonly usdPerMonth: Quantiles | null;
  /** Over both tries. */
  readonly expectedUsdPerMonth: number | null;
  readonly criteria: Readonly<Record<Criterion, number>>;
  readonly routes: readonly Route[];
}

/** $ of a million tokens; cached and batch are null where the request uses none. `batch` is the share of the price that is paid. */
export interface TokenRates {
  readonly input: number;
  readonly cached: number | null;
  readonly output: number;
  readonly batch: number | null;
  /** Of a minute of audio, and of a million characters, for what is sold by those. */
  readonly perMinute?: number;
  readonly perMillionCharacters?: number;
}

/** A candidate by name. */
export interface Named {
  readonly model: string | null;
  readonly effort: Effort;
  readonly option: Option;
  readonly offer: string | null;
  readonly configuration: string | null;
  readonly usdPerMonth: number | null;
}

export interface Route extends Named {
  readonly need: string;
  readonly share: number;
  readonly kind: "scored" | "tuned" | "claim";
  /** The larger model whose price is an upper bound, where its own is not known. */
  readonly boundedBy: string | null;
  readonly thinkingTokens: number;
  readonly quality: Quantiles;
  readonly bar: { readonly name: string; readonly quality: number };
  /** P(quality >= bar). */
  readonly clearsBar: number;
  /** List prices of a million tokens at the host; null for machines, and where no price is known or another model's stands in. */
  readonly rates:
    | (TokenRates & { readonly later: (TokenRates & { readonly from: Day }) | null })
    | null;
  /** Of a fleet of one's own: people and gateway, within the bill; null elsewhere. */
  readonly peopleUsdPerMonth: number | null;
  /** What was asked for, and what is known of it here. */
  readonly meets: readonly Met[];
  /** Not more than a try: likely enough to miss, or not measured here. */
  readonly tryFirst: boolean;
  readonly fallback: Fallback | null;
  /** Chance that neither the first try nor the fallback is good enough. */
  readonly neither: number;
  /** Other models of the option that no printed number tells from it. */
  readonly ties: readonly string[];
  /** The same at the next higher effort. */
  readonly nextUp: {
    readonly effort: Effort;
    readonly clearsBar: number;
    readonly usdPerMonth: number | null;
  } | null;
  readonly evidence: RouteEvidence;
  /** What to ask before it can be relied on. */
  readonly asks: readonly string[];
}

/**
 * The second try. Over both tries a month costs the first bill and, with `probability`, `afterShare` of the difference between
 * the bills and `switchUsdPerMonth`.
 */
export interface Fallback extends Named {
  readonly probability: number;
  /** What changing over costs, spread over the horizon. */
  readonly switchUsdPerMonth: number;
  /** Share of the horizon that is left once a miss was noticed. */
  readonly afterShare: number;
  readonly meets: readonly Met[];
}

/** An asked path and what is known of it; null: nothing. */
export interface Met {
  readonly path: string;
  readonly value: string | number | readonly string[] | null;
  /** What was asked for, where that is a number: an estimate may exceed it by its own error. */
  readonly limit?: number;
}

export interface RouteEvidence {
  /** Titles of the boards that the belief is read from. */
  readonly boards: readonly string[];
  /** Scores on them, and on other boards. */
  readonly own: number;
  readonly others: number;
  readonly estimated: boolean;
  /** The boards are those of a related capability. */
  readonly kin: boolean;
  /** The effort of its scores is assumed. */
  readonly untoldEffort: boolean;
}

export interface OptionResult {
  readonly option: Option;
  readonly eligible: boolean;
  /** Candidates in all, and those that no gate removes. */
  readonly candidates: number;
  readonly passing: number;
  /** Where gates leave somebody, and the bar nobody: the likeliest to clear it, with the need that it is short of. */
  readonly short: Omit<NearMiss, "saves"> | null;
  readonly vetoes: readonly Veto[];
}

/** A candidate beside the pick. */
export interface Alternative extends Named {
  readonly need: string;
  readonly clearsBar: number;
}

export interface NearMiss extends Alternative {
  readonly because: "short-of-the-bar" | "too-few-scores";
  readonly quality: Quantiles;
  /** $ a month less than the pick of its option. */
  readonly saves: number;
}

export interface Ask extends Alternative {
  readonly rule: string;
  readonly what: string;
  readonly whom: string;
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
  readonly kind: "criterion" | "points";
  readonly criterion: Criterion | "overhead" | null;
  /** Contribution to the margin over the next plan; all of them sum to it. */
  readonly delta: number | null;
  readonly text: string;
  readonly conditions: readonly Condition[];
  readonly evidence: readonly Evidence[];
}

/** Whose data the lead rests on, how far open weights are behind, and when that closes. */
export interface Moat {
  readonly need: string;
  readonly capability: string;
  readonly dataSource: "public" | "mixed" | "proprietary-interaction" | "proprietary-domain";
  readonly integration: "native" | "bolted-on";
  readonly open: string | null;
  readonly proprietary: string | null;
  /** Share of the yardstick's success that the best open weights lack; negative ahead of it; null: nobody measured it. */
  readonly gap: number | null;
  readonly medianMonths: number | null;
  readonly text: string;
  readonly evidence: readonly Evidence[];
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

/** One thing to do: what to settle, ask, evaluate, agree on or prepare, how to keep the way back open, when to look again. */
export interface Step {
  readonly kind: "settle" | "ask" | "evaluate" | "agree" | "prepare" | "keep-open" | "review";
  readonly text: string;
  /** What one needs to know for it; empty where nothing. */
  readonly detail: string;
}

export interface Advice {
  readonly rule: string;
  readonly title: string;
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export interface Unknown {
  readonly rule: string;
  readonly option: Option;
  readonly paths: readonly string[];
  readonly text: string;
}

export interface VolumeResult {
  readonly requestsPerMonth: number;
  readonly choice: Choice;
  readonly models: readonly string[];
  readonly usdPerMonth: number | null;
}
