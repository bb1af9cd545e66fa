/** Words of a profile that stand for themselves. */

export type ForecastClass =
  | "text-reasoning"
  | "code"
  | "agentic"
  | "computer-use"
  | "vision"
  | "media"
  | "knowledge"
  | "preference";

/** What requests of a capability usually look like, a guess: what questions suggest, and no more. */
export interface Usual {
  readonly requestsPerMonth: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly basis: "assumed";
  readonly source: string;
  /** YYYY-MM-DD. */
  readonly published: string;
}
