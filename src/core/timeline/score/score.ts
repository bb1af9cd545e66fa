import type { Day } from "../../../shapes/common.ts";
import type { LogEntry, LoggedForecast } from "../../../shapes/log.ts";
import type {
  ScoredForecast,
  ScoreReport,
  Turned,
  Unscored,
} from "../../../shapes/timeline-score.ts";
import { advise } from "../../answer/advise.ts";
import { toLogit } from "../../believe/evidence.ts";
import type { Goal } from "../../believe/horizon.ts";
import { measuredAt } from "../../believe/situation.ts";
import { headOf } from "../../know/document.ts";
import { monthsBetween } from "../../know/months.ts";
import type { Knowledge, Snapshot } from "../../know/pack.ts";
import { firstReached } from "../reach.ts";

/** A line of the log that could be read, with its number. */
export interface NumberedEntry {
  readonly line: number;
  readonly entry: LogEntry;
  /** Why its use case cannot be asked again with what the pack knows now. */
  readonly outdated?: string | undefined;
}

/** A log as it was read: the lines that can be scored, and the others with the reason. */
export interface ReadLog {
  readonly entries: readonly NumberedEntry[];
  readonly unreadable: readonly Unscored[];
}

export function scoreLog(
  { entries, unreadable }: ReadLog,
  { knowledge, asOf }: Snapshot,
  version: string,
): ScoreReport {
  const past = entries.filter(({ entry }) => entry.asOf <= asOf);
  const future = entries
    .filter(({ entry }) => entry.asOf > asOf)
    .map(({ line, entry }) => ({
      line,
      need: null,
      because: `it was made on ${entry.asOf}, after the as-of day`,
    }));
  const results = withoutRepeats(past).map((one) => outcome(one, knowledge, asOf));
  const forecasts = results.flatMap((one) => ("closedBy" in one ? [one] : []));
  const advice = past.map((one) => adviceNow(one, knowledge, asOf));
  const unscored = [
    ...unreadable,
    ...future,
    ...results.flatMap((one) => ("because" in one ? [one] : [])),
    ...advice.flatMap((one) => ("because" in one ? [one] : [])),
  ].sort((a, b) => a.line - b.line);
  const asked = advice.flatMap((one) => ("to" in one ? [one] : []));
  return {
    ...headOf("moat.timeline-score", { knowledge, asOf }, version),
    lines: entries.length + unreadable.length,
    brier: [brierAt(forecasts, 6), brierAt(forecasts, 12)],
    coverage: coverageOf(forecasts),
    advice: { count: asked.length, turned: asked.filter((one) => one.from !== one.to) },
    forecasts,
    unscored,
  };
}

interface Logged {
  readonly line: number;
  readonly asOf: Day;
  readonly forecast: LoggedForecast;
  readonly repeats: number | undefined;
}

/** The same question asked twice on a day is one forecast, however often it was logged. */
function withoutRepeats(entries: readonly NumberedEntry[]): Logged[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ line, entry }) =>
    entry.forecasts.map((forecast) => {
      const key = JSON.stringify([
        entry.asOf,
        forecast.capability,
        forecast.sizeClass,
        forecast.closedBy,
        forecast.levels,
      ]);
      const before = first.get(key);
      if (before === undefined) first.set(key, line);
      return { line, asOf: entry.asOf, forecast, repeats: before };
    }),
  );
}

function outcome(
  { line, asOf: made, forecast, repeats }: Logged,
  knowledge: Knowledge,
  asOf: Day,
): ScoredForecast | Unscored {
  const { need, capability, sizeClass, closedBy, interval80 } = forecast;
  const cannot = (because: string): Unscored => ({
    line,
    need: `${need} (${sizeClass})`,
    because,
  });
  if (repeats !== undefined)
    return cannot(repeats === line ? "the line has it twice" : `the same as in line ${repeats}`);
  if (closedBy === null || interval80 === null)
    return cannot("no forecast was made: nothing had been measured");
  if (interval80[1] === 0) return cannot("the level had been reached when it was made");
  if (forecast.levels.length === 0) return cannot("it rests on a claim, not on a board");
  const audience = audienceOf(sizeClass, knowledge);
  const goal = goalOf(forecast, knowledge, asOf);
  if (audience === undefined) return cannot(`size class ${sizeClass} is not known any more`);
  if (typeof goal === "string") return cannot(goal);
  const reached = firstReached(audience, { ...goal, scenarios: ["base"], knowledge, asOf });
  return {
    line,
    asOf: made,
    need,
    capability,
    sizeClass,
    closedBy,
    interval80,
    ageMonths: monthsBetween(made, asOf),
    reached: reached && {
      model: reached.model,
      on: reached.on,
      months: Math.max(0, monthsBetween(made, reached.on)),
    },
  };
}

function audienceOf(id: string, { forecast }: Knowledge) {
  const sizeClass = forecast.sizeClasses.find((one) => one.id === id);
  return (
    sizeClass && { id: "any" as const, sizeClass, licence: "any" as const, admits: () => true }
  );
}

/** The logged scores as a goal on the boards of today, or why they are none. */
function goalOf({ capability, levels }: LoggedForecast, knowledge: Knowledge, asOf: Day) {
  const measured = measuredAt(capability, knowledge, asOf, "base");
  if (measured === undefined) return `capability ${capability} is not in the pack`;
  const under = new Map<string, number>();
  for (const { benchmark, score } of levels) {
    const board = measured.boards.find((one) => one.benchmark.id === benchmark);
    if (board === undefined) return `board ${benchmark} is not in the pack`;
    under.set(benchmark, board.referenceZ - toLogit(board.benchmark, score));
  }
  const goal: Goal = {
    under: (benchmark) => (benchmark === undefined ? undefined : under.get(benchmark)),
    admits: () => true,
    minimumSupport: knowledge.pack.evidence.minimumSupport,
  };
  return { measured, goal };
}

const reachedWithin = (one: ScoredForecast, months: number): boolean =>
  one.reached !== null && one.reached.months <= months;

function brierAt(
  forecasts: readonly ScoredForecast[],
  months: 6 | 12,
): ScoreReport["brier"][number] {
  const due = forecasts.filter((one) => one.ageMonths >= months);
  const mean = (said: (one: ScoredForecast) => number) =>
    due.length === 0
      ? null
      : due.reduce((sum, one) => sum + (said(one) - (reachedWithin(one, months) ? 1 : 0)) ** 2, 0) /
        due.length;
  return {
    months,
    count: due.length,
    score: mean((one) => one.closedBy[months === 6 ? "6" : "12"]),
    alwaysNo: mean(() => 0),
  };
}

function coverageOf(forecasts: readonly ScoredForecast[]): ScoreReport["coverage"] {
  const over = forecasts.filter(
    ({ interval80: [, high], ageMonths }) => high !== null && ageMonths >= high,
  );
  const held = over.filter(
    ({ interval80: [low, high], reached }) =>
      reached !== null && reached.months >= (low ?? 0) && reached.months <= (high ?? 0),
  );
  return { count: over.length, held: over.length === 0 ? null : held.length / over.length };
}

/** The same use case, asked again with what is known now. */
function adviceNow(
  { line, entry, outdated }: NumberedEntry,
  knowledge: Knowledge,
  asOf: Day,
): Turned | Unscored {
  const { written, name, sha256 } = entry.useCase;
  if (written === null)
    return { line, need: null, because: "its use case was too long for a line of the log" };
  if (outdated !== undefined) return { line, need: null, because: outdated };
  const now = advise(written, knowledge, asOf, { draws: 0, flips: false, version: "", sha256 });
  return {
    line,
    useCase: name,
    asOf: entry.asOf,
    from: entry.verdict.choice,
    to: now.verdict.choice,
  };
}
