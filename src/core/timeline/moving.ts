import type { Day } from "../../shapes/common.ts";
import type { MovingOutlook } from "../../shapes/timeline.ts";
import { type Board, toLogit } from "../believe/evidence.ts";
import { records } from "../believe/frontier.ts";
import type { Closing } from "../believe/horizon.ts";
import type { Observation } from "../know/knowledge.ts";
import { addMonths, monthsBetween } from "../know/months.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";
import { normalQuantile } from "../know/special.ts";
import { missingShare } from "./reach.ts";

/** Months looked back on. */
const watched = 24;

/**
 * Open weights against the frontier of the day. The gap is measured as a walk without direction: no method tells which
 * capability will lead, so the chance of leading is the base rate of all series and is not fitted to this one.
 */
export function movingOutlook(
  closing: Closing,
  boards: readonly Board[],
  knowledge: Knowledge,
  asOf: Day,
): MovingOutlook {
  const { openLed, ledLater, gapSd } = knowledge.forecast.movingFrontier;
  const { gap } = closing.state;
  const spread = normalQuantile(0.9);
  const share = (behind: number) => missingShare(behind, knowledge);
  const counted = boards.map((board) => sidesOf(board, { knowledge, asOf }));
  const months = counted.map(({ open, closed, board }) => monthsOf(open, closed, board, asOf));
  return {
    gap: share(gap),
    lagMonths: gap <= 0 ? 0 : lagOf(closing, boards, knowledge, asOf),
    months: months.reduce((sum, one) => sum + one.both, 0),
    monthsLed: months.reduce((sum, one) => sum + one.led, 0),
    gapAfter: gapSd.after.map(({ months: after, sd }) => ({
      months: after,
      range: [share(gap - spread * sd), share(gap + spread * sd)],
    })),
    openLed: openLed.share,
    ledLater: ledLater.after,
  };
}

const sidesOf = (board: Board, at: Snapshot) => ({
  board,
  open: records(board.benchmark, "open", at),
  closed: records(board.benchmark, "proprietary", at),
});

function monthsOf(
  open: readonly Observation[],
  closed: readonly Observation[],
  { benchmark }: Board,
  asOf: Day,
): { both: number; led: number } {
  const standing = (all: readonly Observation[], day: Day) => {
    const top = all.findLast((one) => one.date <= day);
    return top === undefined ? undefined : toLogit(benchmark, top.score);
  };
  let [both, led] = [0, 0];
  for (let back = 0; back < watched; back++) {
    const day = addMonths(asOf, -back);
    const [ours, theirs] = [standing(open, day), standing(closed, day)];
    if (ours === undefined || theirs === undefined) continue;
    both += 1;
    if (ours >= theirs) led += 1;
  }
  return { both, led };
}

/** How old the level of the best open weights is, over the boards that they are measured on. */
function lagOf(
  { leader }: Closing,
  boards: readonly Board[],
  knowledge: Knowledge,
  asOf: Day,
): number {
  const lags = boards.flatMap((board) => {
    const own = board.observations.filter((one) => one.model === leader);
    if (own.length === 0) return [];
    const level = Math.max(...own.map((one) => toLogit(board.benchmark, one.score)));
    const first = records(board.benchmark, "proprietary", { knowledge, asOf }).find(
      (one) => toLogit(board.benchmark, one.score) >= level,
    );
    return first === undefined
      ? []
      : [{ weight: board.benchmark.weight, months: monthsBetween(first.date, asOf) }];
  });
  const total = lags.reduce((sum, one) => sum + one.weight, 0);
  return total === 0 ? 0 : lags.reduce((sum, one) => sum + one.weight * one.months, 0) / total;
}
