import type { AbilityParameters } from "../../shapes/pack.ts";
import type { Fit, Line } from "../know/fit.ts";

/**
 * One latent ability per scored row and one line per board:
 *
 *     z = mu + slope * f + e        f = g + h        g ~ N(t0 + t1 * month, 1)   h ~ N(0, skill)   e ~ N(0, noise^2 / weight)
 *
 * z is a score in log-odds, f the ability at the board's home capability: a general part g, which rises with the month of
 * release, and a small skill h per capability. The form is that of item response theory, stitched over boards as in "A
 * Rosetta Stone for AI Benchmarks" (Epoch AI, 2025); constants are cross-validated (npm run backtest).
 */

/** A score in log-odds; `board` is an index. */
export interface Score {
  readonly board: number;
  readonly z: number;
  /** 1 for an independent run on an independent board, less for others. */
  readonly weight: number;
}

/** What one model scored at one tier of effort, one score a board. */
export interface ScoredRow {
  /** Of release, in months since January 2026. */
  readonly month: number;
  readonly scores: readonly Score[];
}

/** Expectation-maximisation; with 20 steps no estimate is more than 0.01 logits from where 200 would take it. */
export function fitAbility(
  homes: readonly string[],
  rows: readonly ScoredRow[],
  p: AbilityParameters,
): Fit {
  const linked = linksOf(homes, rows);
  const isUsed = ({ board }: Score) => (linked[board] ?? 0) >= p.minLinked;
  const used = rows
    .map(({ month, scores }) => ({ month, scores: scores.filter(isUsed) }))
    .filter((row) => row.scores.length > 0);
  const fit: Fit = {
    lines: firstLines(homes, used, p),
    skill: p.skill,
    t0: 0,
    t1: 0,
  };
  const flat = flatten(homes, used);
  for (let step = 0; step < p.iterations; step++) improve(fit, flat, p);
  return fit;
}

/** For each board, how many of its rows have a score on a board of another home. */
function linksOf(homes: readonly string[], rows: readonly ScoredRow[]): number[] {
  const linked = homes.map(() => 0);
  for (const { scores } of rows) {
    if (new Set(scores.map((one) => homes[one.board])).size < 2) continue;
    for (const { board } of scores) linked[board] = (linked[board] ?? 0) + 1;
  }
  return linked;
}

/** Each at the mean of its scores; undefined where a board has none that are used. */
function firstLines(
  homes: readonly string[],
  rows: readonly ScoredRow[],
  p: AbilityParameters,
): (Line | undefined)[] {
  const weights = new Float64Array(homes.length);
  const sums = new Float64Array(homes.length);
  for (const { scores } of rows) {
    for (const { board, weight, z } of scores) {
      weights[board] = (weights[board] as number) + weight;
      sums[board] = (sums[board] as number) + weight * z;
    }
  }
  return homes.map((home, board) => {
    const weight = weights[board] as number;
    const mu = (sums[board] as number) / weight;
    return weight === 0
      ? undefined
      : { home, mu, slope: p.slope0, noise: p.noise0, weight, centre: 0, spread: 1 };
  });
}

/** All scores in columns, row by row; `group` numbers the pairs of a row and a home. */
interface Flat {
  readonly months: readonly number[];
  readonly board: Int32Array;
  readonly z: Float64Array;
  readonly weight: Float64Array;
  readonly group: Int32Array;
  readonly rowOfGroup: Int32Array;
}

function flatten(homes: readonly string[], rows: readonly ScoredRow[]): Flat {
  const board: number[] = [];
  const z: number[] = [];
  const weight: number[] = [];
  const group: number[] = [];
  const rowOfGroup: number[] = [];
  for (const [row, { scores }] of rows.entries()) {
    const groups = new Map<string, number>();
    for (const one of scores) {
      const home = homes[one.board] ?? "";
      if (!groups.has(home)) groups.set(home, rowOfGroup.push(row) - 1);
      board.push(one.board);
      z.push(one.z);
      weight.push(one.weight);
      group.push(groups.get(home) ?? 0);
    }
  }
  return {
    months: rows.map((row) => row.month),
    board: Int32Array.from(board),
    z: Float64Array.from(z),
    weight: Float64Array.from(weight),
    group: Int32Array.from(group),
    rowOfGroup: Int32Array.from(rowOfGroup),
  };
}

/** Posterior of ability: general per row, and at the home of each group. */
interface AbilityPosterior {
  readonly general: { readonly mean: Float64Array; readonly variance: Float64Array };
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

function expect(fit: Fit, flat: Flat): AbilityPosterior {
  const { months, board, z, weight, group, rowOfGroup } = flat;
  const { skill } = fit;
  const evidence = new Float64Array(rowOfGroup.length);
  const pull = new Float64Array(rowOfGroup.length);
  for (let at = 0; at < board.length; at++) {
    const line = fit.lines[board[at] as number] as Line;
    const g = group[at] as number;
    const x = ((weight[at] as number) * line.slope) / line.noise ** 2;
    evidence[g] = (evidence[g] as number) + x * line.slope;
    pull[g] = (pull[g] as number) + x * ((z[at] as number) - line.mu);
  }
  const precision = new Float64Array(months.length).fill(1);
  const general = Float64Array.from(months, (month) => fit.t0 + fit.t1 * month);
  const shrunk = evidence.map((one) => 1 / (1 + skill * one));
  for (let g = 0; g < rowOfGroup.length; g++) {
    const row = rowOfGroup[g] as number;
    const k = shrunk[g] as number;
    precision[row] = (precision[row] as number) + k * (evidence[g] as number);
    general[row] = (general[row] as number) + k * (pull[g] as number);
  }
  for (let row = 0; row < general.length; row++)
    general[row] = (general[row] as number) / (precision[row] as number);
  const variance = precision.map((one) => 1 / one);
  return {
    general: { mean: general, variance },
    mean: shrunk.map(
      (k, g) => k * ((general[rowOfGroup[g] as number] as number) + skill * (pull[g] as number)),
    ),
    variance: shrunk.map(
      (k, g) => k * k * (variance[rowOfGroup[g] as number] as number) + skill * k,
    ),
  };
}

/** Weighted moments of a board's scores and of the abilities behind them. */
class Moments {
  weight = 0;
  f = 0;
  ff = 0;
  z = 0;
  zf = 0;
  zz = 0;
  count = 0;

  add(weight: number, z: number, f: number, variance: number): void {
    this.weight += weight;
    this.f += weight * f;
    this.ff += weight * (f * f + variance);
    this.z += weight * z;
    this.zf += weight * z * f;
    this.zz += weight * z * z;
    this.count++;
  }
}

/**
 * One step, with the spread of ability as a free parameter that is folded into the slopes (parameter expansion: without it
 * some hundred steps are needed). Only differences of ability show, so its mean stays at zero and its spread at one.
 */
function improve(fit: Fit, flat: Flat, p: AbilityParameters): void {
  const { months, board, z, weight, group } = flat;
  const expected = expect(fit, flat);
  const moments = fit.lines.map(() => new Moments());
  for (let at = 0; at < board.length; at++) {
    const g = group[at] as number;
    const [mean, variance] = [expected.mean[g] as number, expected.variance[g] as number];
    moments[board[at] as number]?.add(weight[at] as number, z[at] as number, mean, variance);
  }
  let [sumMonth, sumAbility, sumSquare, sumProduct, spread] = [0, 0, 0, 0, 0];
  for (const [row, month] of months.entries()) {
    const g = expected.general.mean[row] as number;
    sumMonth += month;
    sumAbility += g;
    sumSquare += month * month;
    sumProduct += month * g;
    spread += (g - fit.t0 - fit.t1 * month) ** 2 + (expected.general.variance[row] as number);
  }
  const rows = months.length;
  const scale = Math.sqrt(spread / rows);
  const abilities = { mean: sumAbility / rows, scale };
  for (const [at, line] of fit.lines.entries())
    if (line !== undefined) redraw(line, moments[at] as Moments, abilities, p);
  const varies = sumSquare - sumMonth ** 2 / rows;
  const rise = (sumProduct - (sumMonth * sumAbility) / rows) / varies;
  // Release months that are all alike tell of no trend; a falling one is not believed.
  fit.t1 = varies < 1e-9 ? 0 : Math.max(0, rise) / scale;
  fit.t0 = (-fit.t1 * sumMonth) / rows;
}

/** The mean of all abilities, and their spread. */
interface Abilities {
  readonly mean: number;
  readonly scale: number;
}

function redraw(line: Line, m: Moments, { mean, scale }: Abilities, p: AbilityParameters): void {
  const prior = (line.noise / p.slopeSd) ** 2;
  const around = m.ff - m.f ** 2 / m.weight + prior;
  const rise = (m.zf - (m.z * m.f) / m.weight + prior * p.slope0) / around;
  const slope = Math.max(p.minSlope, rise);
  const mu = (m.z - slope * m.f) / m.weight;
  const misses =
    m.zz -
    2 * mu * m.z -
    2 * slope * m.zf +
    mu * mu * m.weight +
    2 * mu * slope * m.f +
    slope * slope * m.ff;
  line.noise = Math.sqrt((p.noiseN * p.noise0 ** 2 + Math.max(0, misses)) / (p.noiseN + m.count));
  line.mu = mu + slope * mean;
  line.slope = slope * scale;
  line.weight = m.weight;
  line.centre = (m.f / m.weight - mean) / scale;
  line.spread = around / scale ** 2;
}

interface HomeShift {
  evidence: number;
  pull: number;
  shrunk: number;
}

/** Posterior of one row: from boards to capabilities to general ability, and back. Every weight is >= 0, so a higher score never lowers it. */
export class Ability {
  readonly general: number;
  readonly variance: number;
  readonly #homes = new Map<string, HomeShift>();
  readonly #skill: number;

  constructor({ month, scores }: ScoredRow, { lines, t0, t1, skill }: Fit) {
    for (const { board, z, weight } of scores) {
      const line = lines[board];
      if (line === undefined) continue;
      const home = this.#homes.get(line.home) ?? { evidence: 0, pull: 0, shrunk: 1 };
      const x = (weight * line.slope) / line.noise ** 2;
      home.evidence += x * line.slope;
      home.pull += x * (z - line.mu);
      this.#homes.set(line.home, home);
    }
    let [precision, information] = [1, t0 + t1 * month];
    for (const home of this.#homes.values()) {
      home.shrunk = 1 / (1 + skill * home.evidence);
      precision += home.shrunk * home.evidence;
      information += home.shrunk * home.pull;
    }
    this.general = information / precision;
    this.variance = 1 / precision;
    this.#skill = skill;
  }

  /** Expected ability at a capability. */
  at(home: string): number {
    const known = this.#homes.get(home);
    return known === undefined
      ? this.general
      : known.shrunk * (this.general + this.#skill * known.pull);
  }

  covariance(a: string, b: string): number {
    const k = (home: string) => this.#homes.get(home)?.shrunk ?? 1;
    return k(a) * k(b) * this.variance + (a === b ? this.#skill * k(a) : 0);
  }

  get homes(): number {
    return this.#homes.size;
  }
}
