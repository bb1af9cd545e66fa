import type { Criterion } from "../../shapes/common.ts";
import { qualityAt } from "../believe/success.ts";
import { fixedDraws } from "../cost/fixed-draws.ts";
import { criteria, softCriteria } from "../know/lists.ts";
import { normals, streamOf } from "../know/random.ts";
import { Recent } from "../know/recent.ts";
import { normalQuantile } from "../know/special.ts";
import type { UseCase } from "../know/use-case.ts";
import { sharedMiss } from "./fallback.ts";
import { moneyOf } from "./money.ts";
import { type Luck, planBill } from "./plan-cost.ts";
import { type Field, overheadOf, type Plan } from "./plans.ts";
import { luckyQuality, worthFor, worthOf } from "./quality.ts";
import type { Rates } from "./rates.ts";
import type { Row } from "./table.ts";
import type { Valued } from "./valued.ts";

/** A plan in the draws: what each criterion comes to, before weights, and the bill if the first picks hold. */
export interface Drawn {
  readonly plan: Plan;
  /** Draw by draw the criteria in their order. */
  readonly criteria: Float64Array;
  readonly bills: Float64Array;
  /** Value in each draw, with that draw's weights. */
  readonly values: Float64Array;
  /** Mean of them. */
  readonly value: number;
  /** Share of the draws in which no other plan is worth more. */
  readonly wins: number;
}

export interface Draws {
  readonly count: number;
  readonly plans: readonly Drawn[];
  /** Mean of the best value of each draw. */
  readonly ceiling: number;
  /** Draw after draw the weights of the criteria, in their order. */
  readonly weights: Float64Array;
}

const width = criteria.length;

/** Every plan in the same draws of weights, beliefs, throughput and rent. */
export function drawPlans(plans: readonly Plan[], field: Field, count: number): Draws {
  const { useCase } = field.rates;
  const points = pointsFor(useCase.weights, useCase.weightConcentration, count);
  const quality = new Qualities(field, count);
  const drawn = plans.map((plan) => drawPlan(plan, field, points, quality));
  const best = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const winner = new Int32Array(count);
  for (const [at, { values }] of drawn.entries())
    for (let draw = 0; draw < count; draw++) {
      const value = values[draw] as number;
      if (value <= (best[draw] as number)) continue;
      best[draw] = value;
      winner[draw] = at;
    }
  return {
    count,
    plans: drawn.map((one, at) => ({
      ...one,
      wins: winner.reduce((wins, won) => (won === at ? wins + 1 : wins), 0) / count,
    })),
    ceiling: mean(best),
    weights: points.weights,
  };
}

export const mean = (values: Float64Array): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

/** Weights draw after draw, and the luck of own machines. */
interface Points {
  readonly weights: Float64Array;
  readonly luck: readonly Omit<Luck, "fixed">[];
}

const pointsKept = new Recent<Points>(4);

/**
 * A Kronecker sequence over the weights, throughput and rent: its points fill the space evenly, so that half as many do as of
 * random ones. Its dimensions are always these nine, whatever needs and offers there are. Weights are Dirichlet, from gamma
 * quantiles by Wilson and Hilferty (1931), close enough for shapes above one half; smaller shapes are raised to it.
 */
function pointsFor(weights: UseCase["weights"], concentration: number, count: number): Points {
  const key = `${count}|${concentration}|${criteria.map((one) => weights[one])}`;
  const known = pointsKept.get(key);
  if (known !== undefined) return known;
  const z = kronecker(width + 2, count);
  const made: Points = {
    weights: dirichlet(weights, concentration, z, count),
    luck: Array.from({ length: count }, (_, draw) => ({
      throughput: z[width]?.[draw] ?? 0,
      rent: z[width + 1]?.[draw] ?? 0,
    })),
  };
  pointsKept.set(key, made);
  return made;
}

const smallestShape = 0.6;

/** Draw after draw the weights of the criteria, in their order. */
function dirichlet(
  weights: UseCase["weights"],
  concentration: number,
  z: readonly Float64Array[],
  count: number,
): Float64Array {
  const drawn = new Float64Array(count * width);
  const sums = new Float64Array(count);
  for (let at = 0; at < width; at++) {
    const weight = weights[criteria[at] as Criterion];
    // A criterion of weight 0 is one that the user does not care about at all.
    if (weight === 0) continue;
    const shape = Math.max(weight * concentration, smallestShape);
    const middle = 1 - 1 / (9 * shape);
    const spread = 3 * Math.sqrt(shape);
    const normals = z[at] as Float64Array;
    for (let draw = 0; draw < count; draw++) {
      const root = Math.max(middle + (normals[draw] as number) / spread, 1e-3);
      const gamma = shape * root ** 3;
      drawn[draw * width + at] = gamma;
      sums[draw] = (sums[draw] as number) + gamma;
    }
  }
  for (let at = 0; at < drawn.length; at++)
    drawn[at] = (drawn[at] as number) / (sums[Math.floor(at / width)] as number);
  return drawn;
}

const sequences = new Recent<readonly Float64Array[]>(4);

/** Standard normals at multiples of the powers of the root of x^(d+1) = x + 1 (Roberts 2018), dimension by dimension. */
function kronecker(dimensions: number, count: number): readonly Float64Array[] {
  const key = `${dimensions}|${count}`;
  const known = sequences.get(key);
  if (known !== undefined) return known;
  let root = 1.2;
  for (let step = 0; step < 50; step++) root = (1 + root) ** (1 / (dimensions + 1));
  const made = Array.from({ length: dimensions }, (_, at) =>
    Float64Array.from({ length: count }, (_, draw) => {
      const point = (0.5 + (draw + 1) * root ** -(at + 1)) % 1;
      return normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, point)));
    }),
  );
  sequences.set(key, made);
  return made;
}

/** Quality, worth and misses of candidates in the draws; keyed by need and model, so that an added offer moves nothing else. */
class Qualities {
  readonly #field: Field;
  readonly #count: number;
  readonly #found = new Map<Row, Drawing>();

  constructor(field: Field, count: number) {
    this.#field = field;
    this.#count = count;
  }

  of(row: Row, need: number): Drawing {
    const known = this.#found.get(row);
    if (known !== undefined) return known;
    const made = this.#draw(row, need);
    this.#found.set(row, made);
    return made;
  }

  /** A second try, which has some misses in common with a first one of its maker. */
  after({ candidate: { model } }: Row, next: Row, need: number): Drawing {
    const drawn = this.of(next, need);
    const share = sharedMiss(model, next.candidate.model, this.#field.rates.knowledge);
    if (share === 0) return drawn;
    const id = this.#field.tables[need]?.state.need.id;
    const { uniforms } = streamOf(`maker:${id}:${model?.vendor}`, this.#count);
    const missed = drawn.missed.map((one, draw) => ((uniforms[draw] as number) < share ? 1 : one));
    return { ...drawn, missed };
  }

  #draw(row: Row, at: number): Drawing {
    const table = this.#field.tables[at];
    if (table === undefined) throw new RangeError(`no need ${at}`);
    const { state } = table;
    const { knowledge } = this.#field.rates;
    const scale = worthFor(state.threshold, table.status === "below-bar", knowledge);
    const { candidate, prospect } = row;
    const { quality } = prospect;
    const count = this.#count;
    const name = candidate.model?.id ?? candidate.option;
    const task = normals(`task:${state.need.id}`, count);
    const own = streamOf(`quality:${state.need.id}:${name}`, count);
    const luck = streamOf(`tuning:${state.need.id}:${name}`, count).uniforms;
    const slopeSd = candidate.belief === undefined ? 0 : (state.belief?.slopeSd ?? 0);
    const soft = Float64Array.from(softCriteria, (one) => row.soft[one]);
    const drawing = { row, soft, worth: new Float64Array(count), missed: new Uint8Array(count) };
    for (let draw = 0; draw < count; draw++) {
      const d =
        quality.gap === Number.POSITIVE_INFINITY
          ? quality.gap
          : quality.gap * (1 + slopeSd * (task[draw] as number)) +
            quality.sd * (own.normals[draw] as number);
      const q = luckyQuality(
        qualityAt(d, scale.anchor),
        luck[draw] as number,
        own.uniforms[draw] as number,
        quality,
      );
      drawing.worth[draw] = worthOf(q, row.closedShare, scale) + row.points.quality;
      drawing.missed[draw] = q < scale.threshold.share - 1e-12 ? 1 : 0;
    }
    return drawing;
  }
}

interface Drawing {
  readonly row: Row;
  /** Its values of the soft criteria, in their order. */
  readonly soft: Float64Array;
  readonly worth: Float64Array;
  readonly missed: Uint8Array;
}

type Undecided = Omit<Drawn, "wins">;

/** A need's part of a plan in the draws. */
interface DrawnNeed {
  readonly pick: Valued;
  /** Its part of what all the work is worth. */
  readonly stake: number;
  readonly rates: Rates;
  readonly first: Drawing;
  /** Its fallback. */
  readonly next: Drawing | undefined;
  /** Nothing to fall back on, so a miss leaves nothing but the bill. */
  readonly isOnly: boolean;
}

function drawPlan(plan: Plan, field: Field, points: Points, qualities: Qualities): Undecided {
  const { tables, rates, terms, stakes, values: valued } = field;
  const count = points.luck.length;
  const candidates = plan.picks.map(({ row }) => row.candidate);
  const isVaried = candidates.some(({ cost }) => cost?.kind === "fleet");
  const parts = plan.picks.map(
    (pick, need): DrawnNeed => ({
      pick,
      stake: stakes[need] ?? 0,
      rates: valued[need]?.rates ?? rates,
      first: qualities.of(pick.row, need),
      next: pick.fallback && qualities.after(pick.row, pick.fallback.row, need),
      isOnly:
        pick.fallback === undefined &&
        pick.row.candidate.kind !== "claim" &&
        tables[need]?.status === "stands",
    }),
  );
  const overhead = overheadOf(plan, rates);
  const billOf = planBill(candidates, terms);
  const fixed = isVaried ? fixedDraws(rates.knowledge.serving, count) : [];
  const found = {
    criteria: new Float64Array(count * width),
    bills: new Float64Array(count),
    values: new Float64Array(count),
  };
  const { criteria: drawn, bills, values } = found;
  for (let draw = 0; draw < count; draw++) {
    const from = draw * width;
    const luck = points.luck[draw];
    let usd = isVaried && luck !== undefined ? billOf({ ...luck, fixed: fixed[draw] }) : plan.usd;
    bills[draw] = usd;
    let usable = 0;
    let extra = 0;
    for (const part of parts) {
      const { pick, stake, first, isOnly } = part;
      const serving = servingIn(part, draw);
      const moved = serving !== first;
      const left = moved ? 1 - rates.wait : 1;
      // Nothing to fall back on, or a fallback that misses too: nothing is left but the bill.
      const isLost = (moved || isOnly) && serving.missed[draw] === 1;
      const works = stake * (isLost ? 0 : left);
      if (moved) usd += left * (serving.row.usd - pick.row.usd) + pick.switchUsd;
      usd += pick.trialUsd;
      usable += works;
      extra += stake * pick.row.points.cost;
      drawn[from] = (drawn[from] as number) + works * (serving.worth[draw] as number);
      for (let at = 0; at < serving.soft.length; at++)
        drawn[from + softFrom + at] =
          (drawn[from + softFrom + at] as number) + works * (serving.soft[at] as number);
    }
    const saved = moneyOf(Math.max(0, usd), rates.hurtsAt);
    drawn[from + 1] = (saved > 0 ? saved * usable : saved) + extra;
    values[draw] = weighed(drawn, from, points.weights, from) - overhead;
  }
  return { plan, ...found, value: mean(values) };
}

/** Quality and cost come first among the criteria, then the soft ones in their order (know/lists.ts). */
const softFrom = criteria.length - softCriteria.length;

/** The fallback after a miss; but a miss never pays: whoever would be better off with the fallback had better begin there. */
function servingIn({ pick, rates, first, next }: DrawnNeed, draw: number): Drawing {
  const { own, broken, switchUsd, fallback } = pick;
  if (fallback === undefined || next === undefined || first.missed[draw] !== 1) return first;
  const weight = rates.weights.quality;
  const stay = own + weight * (first.worth[draw] as number);
  const last =
    next.missed[draw] === 1
      ? fallback.broken
      : fallback.own + weight * (next.worth[draw] as number);
  const lost = rates.wait * broken - (rates.weights.cost * switchUsd) / rates.hurtsAt;
  return lost + (1 - rates.wait) * last <= stay ? next : first;
}

/** Value of the criteria that begin at a place, with the weights that begin at another. */
export function weighed(
  values: Float64Array,
  from: number,
  weights: Float64Array,
  weightsFrom = 0,
): number {
  let value = 0;
  for (let at = 0; at < width; at++)
    value += (weights[weightsFrom + at] as number) * (values[from + at] as number);
  return value;
}
