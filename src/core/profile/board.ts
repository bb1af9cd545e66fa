import type { Day } from "../../shapes/common.ts";
import type { ScoreView } from "../../shapes/profile-view.ts";
import {
  type BoardGap,
  boardGap,
  catchUps,
  type Lead,
  medianMonths,
  records,
  sizes,
} from "../believe/frontier.ts";
import type { Benchmark } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { scoreView } from "./view.ts";

/** One board of a capability: the gap of the day per size, how earlier gaps closed, and the two frontiers over time. */
export interface BoardView {
  readonly id: string;
  readonly title: string;
  readonly unit: Benchmark["unit"];
  readonly ceiling: number | null;
  /** What people reach. */
  readonly human: number | null;
  readonly grade: Benchmark["grade"];
  readonly weight: number;
  readonly note: string | null;
  readonly gaps: readonly GapView[];
  readonly closed: {
    /** Proprietary records that were ahead of open weights when they came out, and how many of them were reached. */
    readonly records: number;
    readonly reached: number;
    readonly medianMonths: number | null;
    readonly catchUps: readonly CatchUpView[];
  };
  readonly history: {
    readonly open: readonly ScoreView[];
    readonly proprietary: readonly ScoreView[];
  };
}

export interface GapView {
  readonly size: string;
  readonly open: ScoreView | null;
  readonly proprietary: ScoreView | null;
  /** In the board's unit; positive where the proprietary side is ahead. */
  readonly points: number | null;
  readonly relative: number | null;
  readonly lead: Lead | null;
  readonly since: Day | null;
  readonly independent: boolean;
}

export interface CatchUpView {
  readonly record: ScoreView;
  readonly by: ScoreView | null;
  readonly months: number;
}

export function boardView(benchmark: Benchmark, knowledge: Knowledge, asOf: Day): BoardView {
  const { id, title, unit, ceiling, human, grade, weight, note } = benchmark;
  const history = (side: "open" | "proprietary") =>
    records(benchmark, side, { knowledge, asOf }).map((one) => scoreView(one, knowledge));
  return {
    id,
    title,
    unit,
    ceiling: ceiling ?? null,
    human: human ?? null,
    grade,
    weight,
    note: note ?? null,
    gaps: sizes.map((size) => gapView(boardGap(benchmark, { knowledge, asOf, size }), knowledge)),
    closed: closedView(benchmark, knowledge, asOf),
    history: { open: history("open"), proprietary: history("proprietary") },
  };
}

export function gapView(gap: BoardGap, knowledge: Knowledge): GapView {
  return {
    size: gap.size.id,
    open: gap.open === undefined ? null : scoreView(gap.open, knowledge),
    proprietary: gap.proprietary === undefined ? null : scoreView(gap.proprietary, knowledge),
    points: gap.points ?? null,
    relative: gap.relative ?? null,
    lead: gap.lead ?? null,
    since: gap.since ?? null,
    independent: gap.independent,
  };
}

function closedView(benchmark: Benchmark, knowledge: Knowledge, asOf: Day): BoardView["closed"] {
  const all = catchUps(benchmark, { knowledge, asOf });
  return {
    records: all.length,
    reached: all.filter((one) => one.by !== undefined).length,
    medianMonths: medianMonths(all) ?? null,
    catchUps: all.map(({ record, by, months }) => ({
      record: scoreView(record, knowledge),
      by: by === undefined ? null : scoreView(by, knowledge),
      months,
    })),
  };
}
