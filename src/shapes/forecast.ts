import * as z from "zod";
import type { ForecastClass } from "../core/know/capability.ts";
import type { ForecastFacts } from "../core/know/constants.ts";
import { count, day, id, kind, nonNegative, positive, share } from "./common.ts";

/** Every class must be there, and no other: a class without a constant could not be forecast. */
const byClass = (constant: z.ZodNumber) =>
  z.strictObject({
    "text-reasoning": constant,
    code: constant,
    agentic: constant,
    "computer-use": constant,
    vision: constant,
    media: constant,
    knowledge: constant,
    preference: constant,
  } satisfies Record<ForecastClass, z.ZodNumber>);

/** A logarithm of months, or a shift of one. */
const logMonths = z.number().min(-10).max(10);

const fit = z.strictObject({
  published: day,
  source: id,
  lag: z.strictObject({ mu: logMonths, sd: positive.max(10), byClass: byClass(logMonths) }),
  pace: z.strictObject({ k: positive, n0: positive, v0: positive, byClass: byClass(positive) }),
  window: z.strictObject({ weight: nonNegative, minimumLogSd: positive }),
});

const sizeClass = z.strictObject({
  id,
  maxBillions: positive.optional(),
  lagFactor: z.number().min(1).max(100),
  published: day,
  source: id,
});

const trackRecord = z.strictObject({
  interval80Held: share,
  interval80HeldRange: z.tuple([share, share]),
  brierSixMonths: share,
  series: count,
  origins: count,
  targets: count,
  dataTo: day,
  published: day,
  source: id,
});

const movingFrontier = z.strictObject({
  openLed: z.strictObject({ share: z.tuple([share, share]), published: day, source: id }),
  gapSd: z.strictObject({
    after: z.array(z.strictObject({ months: positive, sd: positive })).min(1),
    published: day,
    source: id,
  }),
  ledLater: z.strictObject({
    after: z.array(z.strictObject({ months: positive, share })).min(1),
    published: day,
    source: id,
  }),
});

const expertWindows = z.strictObject({
  interval80Held: share,
  earlier: share,
  later: share,
  brierSixMonths: share,
  published: day,
  source: id,
});

export const forecast = z.strictObject({
  kind: kind("forecast"),
  fits: z.array(fit).min(1),
  sizeClasses: z
    .array(sizeClass)
    .refine((classes) => classes.some(({ maxBillions }) => maxBillions === undefined), {
      message: "one size class must have no maxBillions, so that every model is in a class",
    }),
  trackRecord,
  movingFrontier,
  expertWindows,
}) satisfies z.ZodType<ForecastFacts>;
