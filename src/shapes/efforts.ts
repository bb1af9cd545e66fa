import * as z from "zod";
import type { MeasuredThinking } from "../core/know/efforts.ts";
import type { Figure } from "../core/know/serving.ts";
import { basis, day, effort, id, kind, positive, rangeWithin, text } from "./common.ts";

const about = { basis, source: id, published: day, note: text.optional() };
const within = (least: number, most: number) => {
  const value = z.number().min(least).max(most);
  return z.strictObject({
    value,
    range: rangeWithin(least, most).optional(),
    ...about,
  }) satisfies z.ZodType<Figure>;
};

const byWork = (figure: ReturnType<typeof within>) =>
  z
    .strictObject({ bounded: figure, composing: figure, step: figure, hard: figure })
    .partial()
    .default({});

const multiple = within(0, 20);

/** All of it in the shipped file; a pack writes only what it says otherwise. */
export const efforts = z.strictObject({
  kind: kind("efforts"),
  thinking: byWork(within(0, 1_000_000)),
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
  measured: z
    .array(
      z.strictObject({
        model: id,
        effort,
        factor: positive.max(100),
        published: day,
        source: id,
      }) satisfies z.ZodType<MeasuredThinking>,
    )
    .default([]),
  cachedInput: byWork(within(0, 1)),
  unstated: z
    .array(z.strictObject({ from: day, effort, source: id, published: day, note: text.optional() }))
    .default([]),
});
