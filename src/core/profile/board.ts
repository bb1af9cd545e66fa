import type { Day } from "../../shapes/common.ts";
import type { BoardView, GapView } from "../../shapes/profiles.ts";
import {
  type BoardGap,
  boardGap,
  catchUps,
  medianMonths,
  records,
  sizes,
} from "../believe/frontier.ts";
import type { Benchmark } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { scoreView } from "./view.ts";

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
