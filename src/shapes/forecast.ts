import * as z from "zod";
import {
  type CapabilityClass,
  count,
  day,
  id,
  kind,
  nonNegative,
  type Of,
  positive,
  share,
} from "./common.ts";

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
  } satisfies Record<CapabilityClass, z.ZodNumber>);

/** A logarithm of months, or a shift of one. */
const logMonths = z.number().min(-10).max(10);

/**
 * Fitted constants of the closing forecast. Months everywhere; gaps and paces in logit points
 * (Elo times ln 10 / 400).
 */
const fit = z.strictObject({
  /** Last day of the data fitted; a run with an earlier as-of date does not see the fit. */
  published: day,
  source: id,
  /**
   * Log-normal time from a level's first proprietary model to the first open one: mean of ln(months) over all classes, what
   * is added for a class, and the standard deviation that all share.
   */
  lag: z.strictObject({ mu: logMonths, sd: positive.max(10), byClass: byClass(logMonths) }),
  /**
   * Progress of the open record as a gamma process, upwards only, in jumps: shape per month (smaller means rarer and larger
   * jumps at the same pace); months of observation that the class pace counts for against the progress seen; logit points per
   * month, over all classes for readers of the fit, and by class.
   */
  pace: z.strictObject({ k: positive, n0: positive, v0: positive, byClass: byClass(positive) }),
  /**
   * How an expert's closing window enters beside the two fitted views, which weigh 1 each. Experts are overconfident: their
   * window is never taken as narrower, in sd of ln(months).
   */
  window: z.strictObject({ weight: nonNegative, minimumLogSd: positive }),
});

/** Open models up to a size lag longer than open models of any size. */
const sizeClass = z.strictObject({
  id,
  /** Largest total parameter count; absent: any size. */
  maxBillions: positive.optional(),
  /** Multiplies the class lag. */
  lagFactor: z.number().min(1).max(100),
  published: day,
  source: id,
});

/** How forecasts of this method did on public series, each fitted only on what was known before. */
const trackRecord = z.strictObject({
  /** Share of outcomes that fell within the 80 % interval, and the 95 % interval of that share. */
  interval80Held: share,
  interval80HeldRange: z.tuple([share, share]),
  /** Mean squared error of the probability of closing within six months. */
  brierSixMonths: share,
  series: count,
  origins: count,
  targets: count,
  /** Last day of the outcomes. */
  dataTo: day,
  published: day,
  source: id,
});

/** What is known of the frontier of the day, which moves on while open models catch up. */
const movingFrontier = z.strictObject({
  /** Share of series-months in which the best open model led; the range over two ways to count. */
  openLed: z.strictObject({ share: z.tuple([share, share]), published: day, source: id }),
  /** Standard deviation of the change of the gap after so many months, logit points; its mean is 0. */
  gapSd: z.strictObject({
    after: z.array(z.strictObject({ months: positive, sd: positive })).min(1),
    published: day,
    source: id,
  }),
  /** Of the months in which open models were behind: the share that led so many months later. */
  ledLater: z.strictObject({
    after: z.array(z.strictObject({ months: positive, share })).min(1),
    published: day,
    source: id,
  }),
});

/** How windows of experts did, read as 80 % intervals, on the same series as the track record. */
const expertWindows = z.strictObject({
  interval80Held: share,
  /** Shares of outcomes before and after the window. */
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
});

export type ForecastFacts = Omit<Of<typeof forecast>, "kind">;
export type ForecastFit = Of<typeof fit>;
export type ForecastParameters = Omit<ForecastFit, "published" | "source">;
export type SizeClass = Of<typeof sizeClass>;
