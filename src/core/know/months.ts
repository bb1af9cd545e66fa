import type { Day } from "../../shapes/common.ts";
import type { Model } from "./knowledge.ts";
import { remembering } from "./remember.ts";

const daysPerMonth = 30.4375;

/** Days since 1970-01-01 of a valid day. A pack has some hundred days, and each is asked for again and again. */
const toDays = remembering((day: Day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000, new Map());

/** 9999-12-31: days compare as text, and the next one would have a longer year. */
const lastDay = 2_932_896;

const fromDays = (days: number): Day =>
  new Date(Math.min(days, lastDay) * 86_400_000).toISOString().slice(0, 10);

/** Mean months from one day to another; negative where `to` is earlier. */
export const monthsBetween = (from: Day, to: Day): number =>
  (toDays(to) - toDays(from)) / daysPerMonth;

export const daysBetween = (from: Day, to: Day): number => toDays(to) - toDays(from);

/** The day so many (mean) months later, rounded to the day. */
export const addMonths = (day: Day, months: number): Day =>
  fromDays(Math.round(toDays(day) + months * daysPerMonth));

const calendarOf = remembering((_: Day): Day[] => [], new Map());

/** The day so many calendar months after the as-of day: the months of a horizon are asked for again and again. */
export function monthOf(asOf: Day, month: number): Day {
  const known = calendarOf(asOf);
  for (let next = known.length; next <= month; next++) known.push(sameDayLater(asOf, next));
  return known[month] ?? asOf;
}

/** A price that changes on the first of a month holds for that month; a day that a month lacks is its last. */
function sameDayLater(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const days = Date.UTC(
    last.getUTCFullYear(),
    last.getUTCMonth(),
    Math.min(date, last.getUTCDate()),
  );
  return fromDays(days / 86_400_000);
}

/** Whether a fact of that day is visible at the as-of day. Days compare as text. */
export const visible = (published: Day, asOf: Day): boolean => published <= asOf;

/** When a model came out. */
export const releasedOn = ({ released, published }: Pick<Model, "released" | "published">): Day =>
  released.api ?? released.weights ?? published;

/** Days compare as text, so Math.min and Math.max do not serve. */
export const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
export const later = (one: Day, other: Day): Day => (one > other ? one : other);
