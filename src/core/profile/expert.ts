import type { Day } from "../../shapes/common.ts";
import type { ExpertView, WindowOutcome } from "../../shapes/profile-view.ts";
import { toLogit } from "../believe/evidence.ts";
import { records } from "../believe/frontier.ts";
import type { Benchmark, Profile } from "../know/knowledge.ts";
import { monthsBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { scoreView } from "./view.ts";

/** The window of a profile, held against the boards of another that may know more. */
export function expertView(
  profile: Profile,
  boards: readonly Benchmark[],
  knowledge: Knowledge,
  asOf: Day,
): ExpertView | null {
  const window = profile.closing?.window;
  if (window === undefined || window.from > asOf) return null;
  return {
    ...window,
    elapsed: monthsBetween(window.from, asOf),
    outcomes: boards.flatMap((board) => outcome(window, board, knowledge, asOf)),
  };
}

type Window = NonNullable<NonNullable<Profile["closing"]>["window"]>;

function outcome(
  { months, from, target: name }: Window,
  board: Benchmark,
  knowledge: Knowledge,
  asOf: Day,
): WindowOutcome[] {
  // Of several runs of the target the best is the level to reach.
  const target = board.observations
    .filter((one) => one.model === name && one.published <= asOf)
    .sort((a, b) => toLogit(board, b.score) - toLogit(board, a.score))[0];
  if (target === undefined) return [];
  const by = records(board, "open", { knowledge, asOf }).find(
    (one) => toLogit(board, one.score) >= toLogit(board, target.score),
  );
  const took = by === undefined ? null : monthsBetween(from, by.date);
  return [
    {
      board: board.title,
      target: scoreView(target, knowledge),
      reachedBy: by === undefined ? null : scoreView(by, knowledge),
      months: took,
      result: resultOf(took, months, monthsBetween(from, asOf)),
    },
  ];
}

function resultOf(
  took: number | null,
  [low, high]: readonly [number, number],
  elapsed: number,
): WindowOutcome["result"] {
  if (took === null) return elapsed > high ? "missed" : "not-yet";
  if (took < low) return "earlier";
  return took <= high ? "within" : "later";
}
