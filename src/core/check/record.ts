import type { Choice, Day, Effort, Option } from "../../shapes/common.ts";

/** A decision that somebody took and wrote down. By hand it needs no more than a use case and a choice. */
export interface DecisionRecord {
  readonly title?: string | undefined;
  readonly choice: Exclude<Choice, "none">;
  readonly routes: readonly RecordedRoute[];
  readonly decidedOn?: Day | undefined;
  /** Last day on which the decision counts as looked after. */
  readonly reviewBy?: Day | undefined;
  readonly owners: readonly string[];
  /** Ids of waivers that hold for this record; they are defined in the waivers file alone. */
  readonly waive: readonly string[];
  /** Facts older than this are stale for this decision. */
  readonly maxAgeDays?: number | undefined;
  readonly basis?: RecordedBasis | undefined;
}

export interface RecordedRoute {
  readonly need: string;
  readonly option?: Option | undefined;
  readonly model?: string | undefined;
  readonly effort?: Effort | undefined;
  readonly offer?: string | undefined;
  /** To whom one moves where the first misses the bar. */
  readonly fallback?: Omit<RecordedRoute, "need" | "fallback"> | undefined;
}

/** What carried the verdict on the day of the decision. */
export interface RecordedBasis {
  readonly asOf: Day;
  readonly pack: { readonly id: string; readonly version: string; readonly sha256: string };
  /** Digest of the use case: a changed question explains a changed answer. */
  readonly useCase?: string | undefined;
  readonly verdict: {
    readonly choice: Choice;
    readonly status: string;
    readonly confidence?: number | undefined;
    readonly usdPerMonth?: number | undefined;
  };
  readonly facts: readonly RecordedFact[];
  readonly flips: readonly RecordedFlip[];
}

export interface RecordedFact {
  readonly id: string;
  readonly value: string | number;
  readonly source?: string | undefined;
  readonly published?: Day | undefined;
}

export interface RecordedFlip {
  readonly path: string;
  readonly from: string | number | boolean;
  readonly to: string | number | boolean;
  readonly verdict: Choice;
  readonly distance?: number | undefined;
}
