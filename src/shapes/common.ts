import * as z from "zod";
import { criteria, efforts, options } from "../core/know/lists.ts";

/** The value that a schema describes. Nobody changes what was read or decided, so all of it is read-only. */
export type Of<Schema extends z.ZodType> = ReadonlyDeep<z.infer<Schema>>;
type ReadonlyDeep<T> = T extends object ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> } : T;

/** Text of which one writes what is known here, and reads whatever a later version may say. */
export const growing = <Known extends string>() => z.string() as unknown as z.ZodType<Known>;

/**
 * A day that exists: 2026-02-30 is refused, with the reason. Days compare as text and are reckoned with, so years stay
 * far from those of five digits.
 */
export const day = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/, "expected a date as YYYY-MM-DD, from 2000-01-01 to 2099-12-31")
  .refine((text) => {
    const parsed = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
  }, "there is no such day in the calendar");

export const idPattern = /^[a-z0-9][a-z0-9.+-]*$/;

export const id = z
  .string()
  .regex(idPattern, "an id has lower-case letters, digits, dots and hyphens only")
  .max(80);

/** Printable text. Control characters are refused here, so that none reaches a terminal. */
export const text = z
  .string()
  .min(1, "must not be empty")
  .regex(
    /^(?:[\t\n]|[^\p{Cc}\p{Bidi_Control}\u2028\u2029])*$/u,
    "control characters are not allowed",
  );

/** A name that is looked up: the nearest known one says more than what letters an id has. */
export const name = text.max(80);

export const share = z.number().min(0).max(1);
/** Beyond this nothing that moat reckons with is meant: a slip of units, or of the key. */
export const most = 1e18;
export const positive = z.number().positive().max(most);
export const nonNegative = z.number().min(0).max(most);
/** A number of things. */
export const count = z.number().int().positive().max(1e9);
/** A value that somebody writes down, of whatever it is. */
export const anyNumber = z.number().min(-most).max(most);

export function rangeWithin(least: number, largest: number) {
  const end = z.number().min(least).max(largest);
  return z.tuple([end, end]).refine(([low, high]) => low <= high, {
    message: "the first value of a range must not be above the second",
  });
}
export const months = rangeWithin(0, 600);

/** How a number came to be. A figure marked `assumed` is a guess and is shown as one. */
export const basis = z.enum(["measured", "calibrated", "estimated", "assumed", "user"]);
/** What capabilities have in common when gaps close: forecasts learn from others of the class. */
export const capabilityClass = z.enum([
  "text-reasoning",
  "code",
  "agentic",
  "computer-use",
  "vision",
  "media",
  "knowledge",
  "preference",
]);
export const modality = z.enum(["text", "image", "audio", "video"]);
export const effort = z.enum(efforts);
export const option = z.enum(options);
export const choice = z.enum([...option.options, "hybrid", "none"]);
export const status = z.enum([
  "decided",
  "even",
  "ask",
  "below-bar",
  "no-evidence",
  "no-price",
  "infeasible",
]);
export const criterion = z.enum(criteria);
/** Take the verdict now, take it for the time being, or wait. */
export const planOverTime = z.enum(["act", "bridge", "wait"]);

/** Calendar day, YYYY-MM-DD, UTC. */
export type Day = string;
export type Basis = Of<typeof basis>;
export type Effort = Of<typeof effort>;
export type Option = Of<typeof option>;
export type Choice = Of<typeof choice>;
export type Status = Of<typeof status>;
export type CapabilityClass = Of<typeof capabilityClass>;
export type Criterion = Of<typeof criterion>;

export const country = z
  .string()
  .regex(/^[a-z]{2}$/, "expected a two-letter ISO country code in lower case");

export const kind = <Name extends string>(name: Name) => z.literal(`moat/${name}@1`);
