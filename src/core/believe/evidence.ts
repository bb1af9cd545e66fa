import type { Day, Effort } from "../../shapes/common.ts";
import type { EvidenceParameters } from "../../shapes/pack.ts";
import { groupedBy } from "../know/by-key.ts";
import type { Benchmark, Model, Observation, Profile } from "../know/knowledge.ts";
import { later, visible } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { logit } from "../know/special.ts";
import { tierOf } from "./efforts.ts";

/** One model's score on one board, on the common scale. */
export interface BoardScore {
  readonly benchmark: Benchmark;
  readonly observation: Observation;
  /** Logit points behind the reference of the board; negative ahead of it. */
  readonly behind: number;
  readonly weight: number;
  /** Day of the newest score on the board: what came out since then, nobody has compared. */
  readonly boardDay: Day;
}

/** How a model stands on a capability at the as-of day, for the record of each side and the closing forecast. */
export interface ModelStanding {
  readonly model: string;
  /** Logit points behind the reference (d of DESIGN 5). */
  readonly behind: number;
  /** Sum of the weights of its boards; under the minimum the evidence counts as unknown. */
  readonly support: number;
  readonly boards: readonly BoardScore[];
  /** The yardstick itself: quality 1 by definition, however few boards measured it. */
  readonly reference: boolean;
}

/** A board with what was visible of it at the as-of day. */
export interface Board {
  readonly benchmark: Benchmark;
  readonly observations: readonly Observation[];
  readonly reference: Observation;
  readonly referenceZ: number;
  readonly saturated: boolean;
  readonly newest: Day;
}

/** A score on the common scale: log-odds of success; Elo by its own definition. */
export function toLogit(benchmark: Benchmark, score: number): number {
  if (benchmark.unit === "elo") return (score * Math.LN10) / 400;
  const share =
    benchmark.unit === "error-percent" ? 1 - score / 100 : score / (benchmark.ceiling ?? 100);
  return logit(Math.min(0.995, Math.max(0.005, share)));
}

/** Boards of a profile that have the score of a proprietary model on sale at the as-of day. */
export function boardsAt(profile: Profile, knowledge: Knowledge, asOf: Day): Board[] {
  return profile.benchmarks.flatMap((benchmark) => {
    const observations = benchmark.observations.filter((one) => isVisible(one, knowledge, asOf));
    const closed = observations.filter((one) => isReference(knowledge.models[one.model]));
    const reference = best(benchmark, closed);
    if (reference === undefined) return [];
    const referenceZ = toLogit(benchmark, reference.score);
    const saturated = isSaturated(benchmark, reference, knowledge);
    const newest = observations.reduce(
      (day, one) => later(one.published, day),
      reference.published,
    );
    return [{ benchmark, observations, reference, referenceZ, saturated, newest }];
  });
}

export function isVisible(one: Observation, knowledge: Knowledge, asOf: Day): boolean {
  const model = knowledge.models[one.model];
  return model !== undefined && visible(one.published, asOf) && visible(model.published, asOf);
}

/** A public preview counts: anybody can buy it. */
export const isReference = (model: Model | undefined): boolean =>
  model?.weights === "closed" && model.status !== "restricted";

function isSaturated(benchmark: Benchmark, reference: Observation, knowledge: Knowledge): boolean {
  if (benchmark.unit === "elo") return false;
  const success = benchmark.unit === "error-percent" ? 100 - reference.score : reference.score;
  return success >= knowledge.pack.evidence.saturatedShare * (benchmark.ceiling ?? 100);
}

export function best(
  benchmark: Benchmark,
  observations: readonly Observation[],
): Observation | undefined {
  let top: Observation | undefined;
  for (const one of observations) {
    if (top === undefined || toLogit(benchmark, one.score) > toLogit(benchmark, top.score))
      top = one;
  }
  return top;
}

/** Every model's standings on a capability: one per effort tier that its scores were run at. */
export function standings(boards: readonly Board[], knowledge: Knowledge): ModelStanding[] {
  const scored = boards.flatMap((board) =>
    board.observations.map((one) => boardScore(board, one, knowledge.pack.evidence)),
  );
  const byModel = groupedBy(scored, ({ observation }) => observation.model);
  // By name: of two references that tie, the first is the yardstick.
  const models = [...byModel].sort(([a], [b]) => (a < b ? -1 : 1));
  const pooled = models.flatMap(([model, scores]) =>
    tiers(scores).map((tier) => pool(model, atTier(scores, tier))),
  );
  const yardstick = referenceOf(pooled, knowledge);
  return pooled.map((one) => (one === yardstick ? { ...one, behind: 0, reference: true } : one));
}

/** The best proprietary standing among those that at least half as much evidence supports as any has. */
function referenceOf(
  all: readonly ModelStanding[],
  knowledge: Knowledge,
): ModelStanding | undefined {
  const closed = all.filter((one) => isReference(knowledge.models[one.model]));
  const most = Math.max(0, ...closed.map((one) => one.support));
  return closed
    .filter((one) => one.support >= most / 2)
    .reduce<ModelStanding | undefined>(
      (top, one) => (top === undefined || one.behind < top.behind ? one : top),
      undefined,
    );
}

function boardScore(board: Board, observation: Observation, p: EvidenceParameters): BoardScore {
  const independent =
    board.benchmark.grade === "independent" && observation.evaluator === "independent";
  const weight =
    board.benchmark.weight *
    (independent ? 1 : p.vendorDiscount) *
    (board.saturated ? p.saturatedDiscount : 1);
  const behind = board.referenceZ - toLogit(board.benchmark, observation.score);
  return { benchmark: board.benchmark, observation, behind, weight, boardDay: board.newest };
}

type Tier = (typeof tierOf)[Effort];

function tiers(scores: readonly BoardScore[]): (Tier | undefined)[] {
  const stated = scores.flatMap(({ observation }) =>
    observation.effort === undefined ? [] : [tierOf[observation.effort]],
  );
  return stated.length === 0 ? [undefined] : [...new Set(stated)].sort();
}

/** The best score per board among those of the tier; a score without a stated effort counts for each tier. */
function atTier(scores: readonly BoardScore[], tier: Tier | undefined): BoardScore[] {
  const fitting = scores.filter(
    ({ observation }) => observation.effort === undefined || tierOf[observation.effort] === tier,
  );
  const perBoard = new Map<string, BoardScore>();
  for (const score of fitting) {
    const known = perBoard.get(score.benchmark.id);
    if (known === undefined || score.behind < known.behind) perBoard.set(score.benchmark.id, score);
  }
  return [...perBoard.values()];
}

/** How far behind the reference on the mean of its boards. */
function pool(model: string, boards: readonly BoardScore[]): ModelStanding {
  const support = boards.reduce((sum, one) => sum + one.weight, 0);
  const behind = boards.reduce((sum, one) => sum + one.weight * one.behind, 0) / support;
  return { model, behind, support, boards, reference: false };
}
