import type { Day, Effort } from "../../shapes/common.ts";
import type { EvidenceParameters } from "../../shapes/pack.ts";
import type { Line } from "../know/fit.ts";
import type { Model } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { remembering } from "../know/remember.ts";
import type { Cell, LinkedBoard } from "./boards.ts";
import { rankOf } from "./efforts.ts";
import { toLogit } from "./evidence.ts";
import { type Beliefs, beliefsAt, isOnSale, type ScoredModel } from "./models.ts";

/** What is believed of one model at one effort on a capability, from all its scores. */
export interface Belief {
  readonly model: Model;
  readonly effort: Effort;
  /** Logits behind the yardstick, at least 0, and their standard deviation. */
  readonly gap: number;
  readonly sd: number;
  /** Scores on the boards that the belief is read from, and on all others that are linked with them. */
  readonly own: number;
  readonly others: number;
  /** No score of its own: estimated from the others alone. */
  readonly imputed: boolean;
  /** Scores enough, one of them independent, for a bar that only the best clear. */
  readonly proven: boolean;
  /** No source states the effort of any of its scores. */
  readonly untold: boolean;
}

export interface CapabilityBelief {
  /** By name of the model and by effort. */
  readonly rows: readonly Belief[];
  /** The level that gaps are counted from, and who holds it. */
  readonly yardstick: { readonly model: string; readonly effort: Effort; readonly level: number };
  /** Standard deviation of the ratio of the user's slope to that of the boards: how differently a task may tell models apart. */
  readonly slopeSd: number;
  /** `lines`: of boards that share models with others; `boards`: measured on these boards only. */
  readonly from: "lines" | "boards";
  /** Capability whose boards they are: its own, or its kin. */
  readonly capability: string;
  readonly boards: readonly LinkedBoard[];
}

/** What is asked of a belief. */
export interface BeliefQuery {
  readonly capability: string;
  /** Fixed labels or a fixed schema: thinking less costs less there than on the boards' hard tasks. */
  readonly bounded: boolean;
  /** One board alone, where the bar is a score on it. */
  readonly board?: string | undefined;
}

const kept = remembering(
  (_: Beliefs) => new Recent<{ readonly belief: CapabilityBelief | undefined }>(100),
  new WeakMap(),
);

/** Undefined where nobody measured the capability or its kin; the same for every use case of a day. */
export function beliefOn(
  asked: BeliefQuery,
  knowledge: Knowledge,
  asOf: Day,
): CapabilityBelief | undefined {
  const beliefs = beliefsAt(knowledge, asOf);
  const key = `${asked.capability}|${asked.bounded}|${asked.board}`;
  const known = kept(beliefs).get(key);
  if (known !== undefined) return known.belief;
  const belief = believe(asked, beliefs, knowledge, asOf);
  kept(beliefs).set(key, { belief });
  return belief;
}

/** A board of the capability, and its share of the weight of all that are used. */
interface Used {
  readonly board: number;
  readonly weight: number;
  readonly share: number;
  readonly independent: boolean;
}

function believe(
  asked: BeliefQuery,
  beliefs: Beliefs,
  knowledge: Knowledge,
  asOf: Day,
): CapabilityBelief | undefined {
  const all = boardsOf(asked, beliefs.boards, knowledge);
  const lined = all.filter(({ board }) => beliefs.fit.lines[board] !== undefined);
  if (lined.length > 0)
    return gapsOf(asked, shared(lined), new OnLines(shared(lined), beliefs, asked, knowledge), {
      beliefs,
      knowledge,
      asOf,
    });
  if (all.length === 0 || asked.board !== undefined) {
    const kin = knowledge.profiles[asked.capability]?.kin;
    return kin === undefined || asked.board !== undefined
      ? undefined
      : fromKin(beliefOn({ ...asked, capability: kin }, knowledge, asOf), knowledge);
  }
  const ground = { beliefs, knowledge, asOf };
  return gapsOf(asked, shared(all), new OnBoards(shared(all), ground), ground);
}

/** What boards say of another capability is further off than what they say of their own. */
function fromKin(
  belief: CapabilityBelief | undefined,
  { pack: { evidence } }: Knowledge,
): CapabilityBelief | undefined {
  const { kinFactor } = evidence.belief;
  return (
    belief && { ...belief, rows: belief.rows.map((row) => ({ ...row, sd: kinFactor * row.sd })) }
  );
}

function boardsOf(asked: BeliefQuery, boards: readonly LinkedBoard[], { pack }: Knowledge): Used[] {
  return boards.flatMap(({ benchmark, uses }, board): Used[] => {
    const use = uses.find((one) => one.capability === asked.capability);
    if (use === undefined || (asked.board !== undefined && asked.board !== benchmark.id)) return [];
    const independent = benchmark.grade === "independent";
    const share = use.weight * (independent ? 1 : 1 / pack.evidence.ability.vendor);
    return [{ board, weight: use.weight, share, independent }];
  });
}

function shared(used: readonly Used[]): Used[] {
  const total = used.reduce((sum, one) => sum + one.share, 0);
  return used.map((one) => ({ ...one, share: one.share / total }));
}

/** Level on a capability, logits, with its doubt; undefined where nothing is believed of the model there. */
interface LevelEstimate {
  readonly effort: Effort;
  readonly level: number;
  readonly sd: number;
}

interface Estimator {
  readonly from: CapabilityBelief["from"];
  readonly slopeSd: number;
  estimates(model: ScoredModel): LevelEstimate[];
}

interface BeliefTerms {
  readonly beliefs: Beliefs;
  readonly knowledge: Knowledge;
  readonly asOf: Day;
}

function gapsOf(
  asked: BeliefQuery,
  used: readonly Used[],
  estimator: Estimator,
  { beliefs, knowledge, asOf }: BeliefTerms,
): CapabilityBelief | undefined {
  const { belief } = knowledge.pack.evidence;
  const { lines } = beliefs.fit;
  const isUsed = (cell: Cell) => used.some((one) => one.board === cell.board);
  const found = beliefs.models.flatMap((scored) => {
    const own = scored.cells.filter(isUsed);
    const linked = scored.cells.filter((cell) => isUsed(cell) || lines[cell.board] !== undefined);
    // Whoever was scored on one capability only may be a specialist: nothing is believed of others.
    if (own.length === 0 && scored.ability.homes < 2) return [];
    const row = {
      model: scored.model,
      own: own.length,
      others: linked.length - own.length,
      imputed: own.length === 0,
      // Scores on other boards say half as much of a lead on these.
      proven:
        linked.length >= belief.provenScores * (own.length === 0 ? 2 : 1) &&
        linked.some((cell) => cell.independent),
      untold: scored.assumed !== undefined && estimator.from === "lines",
    };
    return estimator.estimates(scored).map((estimate) => ({ ...row, ...estimate }));
  });
  const measured = found.filter((row) => !row.imputed);
  const sold = measured.filter((row) => isOnSale(row.model, asOf));
  const top = (sold.length > 0 ? sold : measured).reduce<(typeof found)[number] | undefined>(
    (held, row) => (held === undefined || row.level > held.level ? row : held),
    undefined,
  );
  if (top === undefined) return undefined;
  const rows = found.map(({ level, ...row }) => ({
    ...row,
    gap: Math.max(0, top.level - level),
    sd: row.imputed ? row.sd * belief.imputedFactor : row.sd,
  }));
  return {
    rows: rows.sort((a, b) => byName(a.model, b.model) || rankOf(a.effort) - rankOf(b.effort)),
    yardstick: { model: top.model.id, effort: top.effort, level: top.level },
    slopeSd: estimator.slopeSd,
    from: estimator.from,
    capability: asked.capability,
    boards: used.flatMap(({ board }) => beliefs.boards[board] ?? []),
  };
}

const byName = (a: Model, b: Model): number => (a.id < b.id ? -1 : Number(a.id > b.id));

/**
 * The user's task is believed to be one more board of the capability, with a line like theirs: level = their lines at the
 * model's ability, and a part of what the model itself showed there beside it.
 */
class OnLines implements Estimator {
  readonly from = "lines";
  readonly slopeSd: number;
  readonly #used: readonly (Used & { readonly line: Line })[];
  /** Slopes by home, weighted. */
  readonly #slopes = new Map<string, number>();
  readonly #slope: number;
  readonly #noise: number;
  readonly #bounded: boolean;
  readonly #beliefs: Beliefs;
  readonly #parameters: EvidenceParameters;

  constructor(
    used: readonly Used[],
    beliefs: Beliefs,
    { bounded }: BeliefQuery,
    { pack }: Knowledge,
  ) {
    this.#bounded = bounded;
    this.#beliefs = beliefs;
    this.#parameters = pack.evidence;
    this.#used = used.map((one) => ({ ...one, line: beliefs.fit.lines[one.board] as Line }));
    const { ability, belief } = pack.evidence;
    let [slope, noise] = [0, 0];
    for (const { share, independent, line } of this.#used) {
      slope += share * line.slope;
      noise += share * line.noise ** 2 * (independent ? 1 : ability.vendor);
      this.#slopes.set(line.home, (this.#slopes.get(line.home) ?? 0) + share * line.slope);
    }
    const variance = this.#used.reduce(
      (sum, { share, line }) => sum + share * (line.slope - slope) ** 2,
      0,
    );
    this.#slope = slope;
    this.#noise = noise;
    this.slopeSd = Math.max(belief.slopeSd, Math.sqrt(variance) / slope);
  }

  estimates(scored: ScoredModel): LevelEstimate[] {
    let least = Number.NEGATIVE_INFINITY;
    return scored.offered.map((effort) => {
      const lost = this.#lossAt(effort, scored);
      // More thinking is never believed to do worse.
      least = Math.max(least, this.#level(scored, lost.mean));
      return { effort, level: least, sd: this.#sd(scored, lost) };
    });
  }

  #level({ ability, at, anchor }: ScoredModel, lost: number): number {
    const { habit } = this.#parameters.belief;
    let level = 0;
    for (const [home, slope] of this.#slopes) level += slope * (ability.at(home) - lost);
    for (const { board, z, weight } of at[rankOf(anchor)] ?? []) {
      const own = this.#used.find((one) => one.board === board);
      if (own === undefined) continue;
      const { mu, slope, home } = own.line;
      level += habit * weight * own.share * (z - mu - slope * ability.at(home));
    }
    return level;
  }

  #sd({ ability }: ScoredModel, lost: Loss): number {
    let variance = this.#noise + this.#slope ** 2 * lost.variance;
    for (const [a, slope] of this.#slopes)
      for (const [b, other] of this.#slopes) variance += slope * other * ability.covariance(a, b);
    for (const { share, line } of this.#used) {
      const away = ability.at(line.home) - lost.mean - line.centre;
      variance += (share * line.noise) ** 2 * (1 / line.weight + away ** 2 / line.spread);
    }
    return this.#parameters.ability.widen * Math.sqrt(variance);
  }

  /**
   * Ability lost by running at this effort instead of the anchor: the ladder as prior, corrected by what the model scored
   * at this effort.
   */
  #lossAt(effort: Effort, { at, anchor, ability, assumed }: ScoredModel): Loss {
    const { loss, lossSd, boundedLoss } = this.#parameters.belief;
    const factor = this.#bounded ? boundedLoss : 1;
    const untold = assumed === undefined ? 0 : lossSd * Math.abs(loss[assumed] - loss.medium);
    const prior = loss[effort] - loss[anchor];
    const sd = lossSd * Math.abs(prior);
    if (sd === 0) return { mean: 0, variance: (factor * untold) ** 2 };
    let precision = 1 / sd ** 2;
    let information = prior / sd ** 2;
    for (const { board, z, weight } of at[rankOf(effort)] ?? []) {
      const line = this.#beliefs.fit.lines[board];
      if (line === undefined) continue;
      const { mu, slope, noise, home } = line;
      const variance = noise ** 2 / weight + slope ** 2 * ability.covariance(home, home);
      precision += slope ** 2 / variance;
      information += (slope * (mu + slope * ability.at(home) - z)) / variance;
    }
    return {
      mean: (factor * information) / precision,
      variance: factor ** 2 * (1 / precision + untold ** 2),
    };
  }
}

interface Loss {
  readonly mean: number;
  readonly variance: number;
}

/** Boards that share no models with others: how far behind the best of each, on average. */
class OnBoards implements Estimator {
  readonly from = "boards";
  readonly slopeSd = 0;
  readonly #used: readonly (Used & { readonly best: number })[];
  readonly #boardSd: number;

  constructor(used: readonly Used[], { beliefs, knowledge, asOf }: BeliefTerms) {
    this.#boardSd = knowledge.pack.evidence.boardSd;
    this.#used = used.map((one) => {
      const on = (isCounted: (model: Model) => boolean) =>
        beliefs.models
          .filter(({ model }) => isCounted(model))
          .flatMap(({ cells }) => cells.filter((cell) => cell.board === one.board))
          .reduce((best, cell) => Math.max(best, cell.z), Number.NEGATIVE_INFINITY);
      const sold = on((model) => isOnSale(model, asOf));
      return { ...one, best: Number.isFinite(sold) ? sold : on(() => true) };
    });
  }

  /** Effort is nothing that such models have. */
  estimates({ cells }: ScoredModel): LevelEstimate[] {
    let [weight, sum] = [0, 0];
    for (const { board, weight: counts, best } of this.#used) {
      const own = cells.filter((cell) => cell.board === board);
      if (own.length === 0) continue;
      const top = own.reduce((held, cell) => (cell.z > held.z ? cell : held));
      weight += counts * top.weight;
      sum += counts * top.weight * (top.z - best);
    }
    if (weight === 0) return [];
    return [{ effort: "none", level: sum / weight, sd: this.#boardSd / Math.sqrt(weight) }];
  }
}

/** The score of a bar on the scale of the belief on its board. */
export const levelOf = ({ boards }: CapabilityBelief, score: number): number | undefined => {
  const [board] = boards;
  return board === undefined ? undefined : toLogit(board.benchmark, score);
};
