import type { Day } from "../../shapes/common.ts";
import type { Benchmark, Observation } from "../know/knowledge.ts";
import { later, monthsBetween } from "../know/months.ts";
import type { Snapshot } from "../know/pack.ts";
import { isReference, isVisible, toLogit } from "./evidence.ts";
import { isOpenWithin } from "./horizon.ts";

/** The two frontiers of one board: who was best on either side, and since when. All days are the days of the scores. */

export type Side = "open" | "proprietary";

/** Where the lead on a board is at one day. `level`: both sides have the same score. */
export type Lead = Side | "level";

export interface BoardGap {
  readonly benchmark: Benchmark;
  readonly size: Size;
  /** Best score of each side; undefined where the side has none that is visible. */
  readonly open: Observation | undefined;
  readonly proprietary: Observation | undefined;
  /** In the board's unit, positive where the proprietary side is ahead (also where fewer is better). */
  readonly points: number | undefined;
  /** Points as a share of the proprietary score; undefined for Elo, which has no zero. */
  readonly relative: number | undefined;
  readonly lead: Lead | undefined;
  /** First day from which the lead has been there without a break. */
  readonly since: Day | undefined;
  /** Neither of the two best scores was run by a vendor. */
  readonly independent: boolean;
}

/** One proprietary record that open weights had to reach, and the first open score that did. */
export interface CatchUp {
  readonly benchmark: string;
  readonly record: Observation;
  readonly by: Observation | undefined;
  /** Months from the record to the score that reached it, or, while none has, to the as-of day. */
  readonly months: number;
}

/** Open weights up to a size; what a team can serve decides which of the gaps is its own. */
export interface Size {
  readonly id: string;
  /** Largest total parameter count in billions; absent: any size, also an unknown one. */
  readonly maxBillions?: number | undefined;
}

export const anySize: Size = { id: "any" };

/** The sizes that gaps are reported for: one GPU, one or two, one node, and no limit. */
export const sizes: readonly Size[] = [
  { id: "up-to-40b", maxBillions: 40 },
  { id: "up-to-130b", maxBillions: 130 },
  { id: "up-to-450b", maxBillions: 450 },
  anySize,
];

/** Where a frontier is looked for: as of which day, and among open weights of which size; left out: of any. */
export interface FrontierScope extends Snapshot {
  readonly size?: Size | undefined;
  /** The day by which a score must be public. A later one than `asOf` looks back: who was best then, as is known since. */
  readonly known?: Day;
}

/** Scores of one side that were records on their day, oldest first; each is better than all before it. */
export function records(benchmark: Benchmark, side: Side, scope: FrontierScope): Observation[] {
  const found: Observation[] = [];
  for (const one of scoresOf(benchmark, side, scope)) {
    const top = found.at(-1);
    if (top !== undefined && toLogit(benchmark, one.score) <= toLogit(benchmark, top.score))
      continue;
    // Of two scores of one day only the better one stands.
    if (top?.date === one.date) found.pop();
    found.push(one);
  }
  return found;
}

/** Visible scores of one side by day. An open score counts from the day on which the weights could be downloaded. */
function scoresOf(benchmark: Benchmark, side: Side, scope: FrontierScope): Observation[] {
  const { knowledge, asOf, size = anySize, known = asOf } = scope;
  return benchmark.observations
    .filter((one) => isVisible(one, knowledge, known))
    .flatMap((one) => {
      const model = knowledge.models[one.model];
      if (side === "proprietary") return isReference(model) ? [one] : [];
      if (!isOpenWithin(one.model, size, scope)) return [];
      return [{ ...one, date: later(one.date, model?.released.weights ?? one.date) }];
    })
    .filter((one) => one.date <= asOf)
    .sort((a, b) => (`${a.date} ${a.id}` < `${b.date} ${b.id}` ? -1 : 1));
}

/** Gap between the best of either side on a board at the as-of day. */
export function boardGap(benchmark: Benchmark, scope: FrontierScope): BoardGap {
  const { size = anySize } = scope;
  const opens = records(benchmark, "open", scope);
  const closeds = records(benchmark, "proprietary", scope);
  const open = opens.at(-1);
  const proprietary = closeds.at(-1);
  const sign = benchmark.unit === "error-percent" ? -1 : 1;
  const points =
    open === undefined || proprietary === undefined
      ? undefined
      : sign * (proprietary.score - open.score);
  const whole = benchmark.unit === "elo" ? undefined : proprietary?.score;
  return {
    benchmark,
    size,
    open,
    proprietary,
    points,
    relative:
      points === undefined || whole === undefined || whole === 0 ? undefined : points / whole,
    ...leadOf(benchmark, opens, closeds),
    independent: [open, proprietary].every(
      (one) => one === undefined || one.evaluator !== "vendor",
    ),
  };
}

/** The lead today, and the day on which it came to be; without two sides there is none. */
function leadOf(
  benchmark: Benchmark,
  opens: readonly Observation[],
  closeds: readonly Observation[],
): { lead: Lead | undefined; since: Day | undefined } {
  let lead: Lead | undefined;
  let since: Day | undefined;
  if (opens.length === 0 || closeds.length === 0) return { lead, since };
  for (const day of [...new Set([...opens, ...closeds].map((one) => one.date))].sort()) {
    const now = leadAt(benchmark, opens, closeds, day);
    if (now !== lead) [lead, since] = [now, day];
  }
  return { lead, since };
}

function leadAt(
  benchmark: Benchmark,
  opens: readonly Observation[],
  closeds: readonly Observation[],
  day: Day,
): Lead {
  const standing = (all: readonly Observation[]) => {
    const top = all.findLast((one) => one.date <= day);
    return top === undefined ? Number.NEGATIVE_INFINITY : toLogit(benchmark, top.score);
  };
  const [open, closed] = [standing(opens), standing(closeds)];
  if (open === closed) return "level";
  return open > closed ? "open" : "proprietary";
}

/**
 * Proprietary records that were ahead of all open weights on their day, and how long open weights took to reach each.
 * A record that open weights had reached before is no gap to close, and is left out.
 */
export function catchUps(benchmark: Benchmark, scope: FrontierScope): CatchUp[] {
  const opens = records(benchmark, "open", scope);
  const reaches = (one: Observation, record: Observation) =>
    toLogit(benchmark, one.score) >= toLogit(benchmark, record.score);
  return records(benchmark, "proprietary", scope).flatMap((record) => {
    const by = opens.find((one) => reaches(one, record));
    if (by !== undefined && by.date <= record.date) return [];
    const months = monthsBetween(record.date, by?.date ?? scope.asOf);
    return [{ benchmark: benchmark.id, record, by, months }];
  });
}

/**
 * Median months over all catch-ups; records that are still unreached count as slower than any that were. Undefined
 * where half of them are unreached: the median is then longer than anybody has seen.
 */
export function medianMonths(all: readonly CatchUp[]): number | undefined {
  const months = all
    .map((one) => (one.by === undefined ? Number.POSITIVE_INFINITY : one.months))
    .sort((a, b) => a - b);
  const middle = (months.length - 1) / 2;
  const low = months[Math.floor(middle)] ?? Number.POSITIVE_INFINITY;
  const high = months[Math.ceil(middle)] ?? Number.POSITIVE_INFINITY;
  const median = (low + high) / 2;
  return Number.isFinite(median) ? median : undefined;
}
