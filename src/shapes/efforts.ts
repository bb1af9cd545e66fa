import * as z from "zod";
import { day, type Effort, effort, id, kind, type Of, positive, text } from "./common.ts";
import { type Figure, figure } from "./serving.ts";

const byWork = (one: ReturnType<typeof figure>) =>
  z.strictObject({ bounded: one, composing: one, step: one, hard: one }).partial().default({});

const multiple = figure([0, 20]);

/** One model's thinking at an effort, 1 = the median model at `high` on the same boards. */
const measured = z.strictObject({
  model: id,
  effort,
  factor: positive.max(100),
  published: day,
  source: id,
});

/** Effort of a run of which nobody says it, by the day of the model's release; the newest `from` that is not later holds. */
const unstated = z.strictObject({
  from: day,
  effort,
  source: id,
  published: day,
  note: text.optional(),
});

/** All of it in the shipped file; a pack writes only what it says otherwise. */
export const efforts = z.strictObject({
  kind: kind("efforts"),
  /** Thinking tokens per request of the median model at effort `high`. */
  thinking: byWork(figure([0, 1_000_000])),
  /** Thinking at an effort as a share of that at `high`, where the vendor has no three models of its own. */
  share: z
    .strictObject({
      none: multiple,
      low: multiple,
      medium: multiple,
      high: multiple,
      xhigh: multiple,
      max: multiple,
    })
    .partial()
    .default({}),
  measured: z.array(measured).default([]),
  /** Share of input read from a cache where nobody states it. */
  cachedInput: byWork(figure([0, 1])),
  unstated: z.array(unstated).default([]),
});

export type WrittenEfforts = Omit<Of<typeof efforts>, "kind">;
/** How much a request makes a model think: short bounded work, writing, one step of an agent, hard problems. */
export type Work = keyof WrittenEfforts["thinking"];

/** All of it: thinking tokens come on top of the visible output, and are never a multiple of it. */
export interface EffortFacts extends Pick<WrittenEfforts, "measured" | "unstated"> {
  readonly thinking: Readonly<Record<Work, Figure>>;
  readonly share: Readonly<Record<Effort, Figure>>;
  readonly cachedInput: Readonly<Record<Work, Figure>>;
}
