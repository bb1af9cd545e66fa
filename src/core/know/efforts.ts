import type { Day, Effort } from "../../shapes/common.ts";
import type { Figure } from "./serving.ts";

/** How much a request makes a model think: short bounded work, writing, one step of an agent, hard problems. */
export type Work = "bounded" | "composing" | "step" | "hard";

/** One model's thinking at an effort, 1 = the median model at `high` on the same boards. */
export interface MeasuredThinking {
  readonly model: string;
  readonly effort: Effort;
  readonly factor: number;
  readonly published: Day;
  readonly source: string;
}

/** market/efforts.yaml: thinking tokens come on top of the visible output, and are never a multiple of it. */
export interface EffortFacts {
  /** Thinking tokens per request of the median model at effort `high`. */
  readonly thinking: Readonly<Record<Work, Figure>>;
  /** Thinking at an effort as a share of that at `high`, where the vendor has no three models of its own. */
  readonly share: Readonly<Record<Effort, Figure>>;
  readonly measured: readonly MeasuredThinking[];
  /** Share of input read from a cache where nobody states it. */
  readonly cachedInput: Readonly<Record<Work, Figure>>;
  /** Effort of a run of which nobody says it, by the day of the model's release; the newest `from` that is not later holds. */
  readonly unstated: readonly {
    readonly from: Day;
    readonly effort: Effort;
    readonly source: string;
    readonly published: Day;
    readonly note?: string | undefined;
  }[];
}
