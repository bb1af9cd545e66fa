// Closed lists whose order means something when moat decides. The shapes take their words from here, everyone their types
// from there.

export const options = ["self-host", "hosted-open", "proprietary-api"] as const;

export const rentTerms = ["on-demand", "1-year", "3-year"] as const;

/** Reasoning effort of a run, least first; more effort means more output tokens to pay for. */
export const efforts = ["none", "low", "medium", "high", "xhigh", "max"] as const;

/** `latency` is what waiting within the limit is worth, `speed` how soon one is in production. */
export const criteria = [
  "quality",
  "cost",
  "privacy",
  "latency",
  "ops",
  "control",
  "speed",
] as const;

/** What became of a candidate, nearest to being chosen first; each has exactly one. */
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

/** Those beside quality and cost, whose values are 0 to 1 and what rules add. */
export const softCriteria = ["privacy", "latency", "ops", "control", "speed"] as const;
export type SoftCriterion = (typeof softCriteria)[number];
