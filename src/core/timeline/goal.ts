import type { TargetView } from "../../shapes/timeline.ts";
import type { Policy } from "../../shapes/use-case.ts";
import { type Board, toLogit } from "../believe/evidence.ts";
import { type Goal, toReference } from "../believe/horizon.ts";
import { gapAt } from "../believe/success.ts";
import type { Benchmark, Model } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";

/** The level that open weights are asked to reach. */
export type Target =
  | { readonly kind: "reference" }
  | { readonly kind: "model"; readonly model: string }
  /** Without a benchmark: on the board that counts most. */
  | { readonly kind: "score"; readonly benchmark: string | undefined; readonly score: number }
  | { readonly kind: "bar"; readonly name: string; readonly quality: number };

/** A score from the common scale; the inverse of `toLogit`. */
export function fromLogit(benchmark: Benchmark, z: number): number {
  if (benchmark.unit === "elo") return (z * 400) / Math.LN10;
  const share = 1 / (1 + Math.exp(-z));
  return benchmark.unit === "error-percent"
    ? 100 * (1 - share)
    : share * (benchmark.ceiling ?? 100);
}

type FoundGoal =
  | { readonly goal: Goal; readonly view: TargetView }
  | { readonly missing: string; readonly view: TargetView };

/** Where the target lies on each board, or why it is no level of this capability. */
export function goalFor(target: Target, boards: readonly Board[], knowledge: Knowledge): FoundGoal {
  const usual = toReference(knowledge);
  switch (target.kind) {
    case "reference":
      return {
        goal: usual,
        view: { kind: "reference", text: "the best proprietary score of the day" },
      };
    case "bar": {
      const behind = gapAt(target.quality, knowledge.pack.evidence.anchor);
      return {
        goal: { ...usual, under: () => behind },
        view: {
          kind: "bar",
          text: `${target.name}, ${target.quality} of the best proprietary success`,
        },
      };
    }
    case "model":
      return modelGoal(target.model, boards, knowledge);
    case "score":
      return scoreGoal(target.benchmark, target.score, boards, usual);
  }
}

function modelGoal(model: string, boards: readonly Board[], knowledge: Knowledge): FoundGoal {
  const under = new Map<string, number>();
  for (const board of boards) {
    const scores = board.observations
      .filter((one) => one.model === model)
      .map((one) => toLogit(board.benchmark, one.score));
    if (scores.length > 0) under.set(board.benchmark.id, board.referenceZ - Math.max(...scores));
  }
  const title = knowledge.models[model]?.title ?? model;
  const view: TargetView = { kind: "model", text: `the level of ${title}` };
  if (under.size === 0)
    return { view, missing: `${title} has no score on these boards that was public on the day.` };
  return { view, goal: { ...toReference(knowledge), ...only(under) } };
}

function scoreGoal(
  benchmark: string | undefined,
  score: number,
  boards: readonly Board[],
  usual: Goal,
): FoundGoal {
  const board =
    benchmark === undefined
      ? mainBoard(boards)
      : boards.find((one) => one.benchmark.id === benchmark);
  const view: TargetView = {
    kind: "score",
    text: `${score} on ${board?.benchmark.title ?? benchmark ?? "a board"}`,
  };
  if (board === undefined)
    return { view, missing: "No board with that score was public on the day." };
  const under = board.referenceZ - toLogit(board.benchmark, score);
  if (under < -1e-9) return beyond(board, score, view);
  return { view, goal: { ...usual, ...only(new Map([[board.benchmark.id, under]])) } };
}

/** A level above the best proprietary score; open weights may have reached it all the same. */
function beyond({ benchmark, observations, reference }: Board, score: number, view: TargetView) {
  const level = toLogit(benchmark, score) - 1e-9;
  const reached = observations.some((one) => toLogit(benchmark, one.score) >= level);
  const best = `the best is ${reference.score}`;
  return reached
    ? {
        view,
        missing: `No proprietary model has reached ${score} (${best}), but open weights have: there is nothing to wait for.`,
      }
    : {
        view: { ...view, unreached: true as const },
        missing: `No model has reached ${score}, open or proprietary (the best proprietary one: ${reference.score}); the method knows only levels that a proprietary model has shown.`,
      };
}

/** One level on named boards needs no second board to count. */
const only = (under: ReadonlyMap<string, number>): Pick<Goal, "under" | "minimumSupport"> => ({
  under: (benchmark) => (benchmark === undefined ? undefined : under.get(benchmark)),
  minimumSupport: 0,
});

/** The board that weighs most among those with a score of open weights; of equals the one with more scores. */
export function mainBoard(boards: readonly Board[]): Board | undefined {
  const rank = (one: Board) => [one.benchmark.weight, one.observations.length] as const;
  return boards.toSorted((a, b) => {
    const [weightA, countA] = rank(a);
    const [weightB, countB] = rank(b);
    return weightB - weightA || countB - countA || (a.benchmark.id < b.benchmark.id ? -1 : 1);
  })[0];
}

/** Whether the policy lets a team use the weights; the same as the gates on licence, use, origin and vendor. */
export function allowedBy(policy: Policy): (model: Model) => boolean {
  return (model) => {
    const licence = model.licence.class;
    const licensed =
      policy.licence === "any" ||
      licence === "permissive" ||
      (policy.licence === "commercial" &&
        (licence !== "non-commercial" || policy.use === "research"));
    return (
      licensed &&
      (policy.use === "research" || model.intendedUse !== "research-only") &&
      !policy.denyOrigins.includes(model.origin) &&
      !policy.denyVendors.includes(model.vendor)
    );
  };
}
