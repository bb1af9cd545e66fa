import { Ability, fitAbility, type ScoredRow } from "../../../src/core/believe/ability.ts";
import {
  bestPerBoard,
  type Cell,
  type Scores,
  scoresAt,
} from "../../../src/core/believe/boards.ts";
import { tierOf } from "../../../src/core/believe/efforts.ts";
import { usualEffort } from "../../../src/core/believe/models.ts";
import type { Fit } from "../../../src/core/know/fit.ts";
import type { Model } from "../../../src/core/know/knowledge.ts";
import { efforts } from "../../../src/core/know/lists.ts";
import { releasedOn } from "../../../src/core/know/months.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import { logit, normalCdf, normalQuantile, sigmoid } from "../../../src/core/know/special.ts";
import type { Day } from "../../../src/shapes/common.ts";
import { kinFactorOf, kinMisses } from "./kin.ts";
import { makersText } from "./makers.ts";

/** A row of the fit with whose it is. */
interface Row extends ScoredRow {
  readonly model: Model;
  readonly cells: readonly Cell[];
}

/** A row's distance behind the best proprietary scores on the boards of one capability, predicted from all other boards. */
interface Target {
  readonly row: Row;
  readonly capability: string;
  /** Boards of the capability: nothing of them is known of the model, or of its vendor, when it is predicted. */
  readonly hidden: ReadonlySet<number>;
  /** Those on which the row was scored, with their weight and reference. */
  readonly own: readonly { board: number; share: number; weight: number; reference: number }[];
  readonly elsewhere: readonly Cell[];
}

export interface Prediction {
  readonly model: Model;
  readonly capability: string;
  /** Logits behind, as measured; and as believed, with its doubt. */
  readonly measured: number;
  readonly mean: number;
  readonly sd: number;
}

export interface Score {
  readonly n: number;
  readonly rmse: number;
  readonly rmseQuality: number;
  readonly bias: number;
  /** Share of the 80 % ranges that hold what was measured. */
  readonly held: number;
  /** Mean log density of what was measured. */
  readonly log: number;
}

export type Mode = "model" | "vendor" | "forward";

const anchor = 0.85;
const folds: readonly Day[] = ["2026-06-15", "2026-08-01", "2026-09-15", "2026-12-31"];

/** Every n-th target; all of them with 1. */
export function predictions(mode: Mode, knowledge: Knowledge, asOf: Day, every = 1): Prediction[] {
  const scores = scoresAt(knowledge, asOf);
  const rows = rowsOf(scores, knowledge);
  const targets = targetsOf(rows, scores).filter((_, at) => at % every === 0);
  if (mode === "forward") return forward(targets, rows, scores, knowledge);
  return targets.flatMap((target) => {
    const isLeftOut = ({ model }: Row) =>
      mode === "model" ? model === target.row.model : model.vendor === target.row.model.vendor;
    const known = rows.map((row) => (isLeftOut(row) ? without(row, target.hidden) : row));
    return predict(target, fitOf(known, scores, knowledge), knowledge);
  });
}

function forward(
  targets: readonly Target[],
  rows: readonly Row[],
  scores: Scores,
  knowledge: Knowledge,
): Prediction[] {
  return folds.slice(0, -1).flatMap((from, at) => {
    const until = folds[at + 1] ?? from;
    const fit = fitOf(
      rows.filter(({ model }) => releasedOn(model) < from),
      scores,
      knowledge,
    );
    return targets
      .filter(({ row }) => releasedOn(row.model) >= from && releasedOn(row.model) < until)
      .flatMap((target) => predict(target, fit, knowledge));
  });
}

const fitOf = (rows: readonly Row[], { boards }: Scores, { pack }: Knowledge): Fit =>
  fitAbility(
    boards.map((one) => one.home),
    rows,
    // Twelve steps are within 0.03 logits of twenty, and there are hundreds of folds.
    { ...pack.evidence.ability, iterations: 12 },
  );

const without = (row: Row, hidden: ReadonlySet<number>): Row => {
  const cells = row.cells.filter(({ board }) => !hidden.has(board));
  return { ...row, cells, scores: cells };
};

function rowsOf({ byModel }: Scores, knowledge: Knowledge): Row[] {
  return [...byModel].flatMap(([id, cells]) => {
    const model = knowledge.models[id];
    if (model === undefined) return [];
    const stated = efforts.filter((effort) => cells.some((cell) => cell.effort === effort));
    const untold = stated.at(-1) ?? usualEffort(model, knowledge).usual;
    return (["light", "medium", "heavy"] as const).flatMap((tier): Row[] => {
      const best = bestPerBoard(cells.filter(({ effort }) => tierOf[effort ?? untold] === tier));
      return best.length === 0 ? [] : [{ model, month: monthOf(model), cells: best, scores: best }];
    });
  });
}

function monthOf(model: Model): number {
  const day = releasedOn(model);
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return (year - 2026) * 12 + month - 1 + date / 30.4;
}

function targetsOf(rows: readonly Row[], { boards }: Scores): Target[] {
  const capabilities = [
    ...new Set(boards.flatMap(({ uses }) => uses.map((one) => one.capability))),
  ];
  return rows.flatMap((row) => {
    const references = bestClosed(rows, row.model);
    return capabilities.flatMap((capability): Target[] => {
      const weightOn = (board: number) =>
        boards[board]?.uses.find((one) => one.capability === capability)?.weight;
      const hidden = new Set(boards.flatMap((_, at) => (weightOn(at) === undefined ? [] : [at])));
      const own = row.cells.flatMap(({ board, weight }) => {
        const [use, reference] = [weightOn(board), references.get(board)];
        if (use === undefined || reference === undefined) return [];
        const isSaturated = boards[board]?.benchmark.unit !== "elo" && sigmoid(reference) >= 0.95;
        return [{ board, share: use * weight * (isSaturated ? 0.25 : 1), weight, reference }];
      });
      const elsewhere = row.cells.filter(({ board }) => !hidden.has(board));
      return own.length > 0 && elsewhere.length > 0
        ? [{ row, capability, hidden, own, elsewhere }]
        : [];
    });
  });
}

function bestClosed(rows: readonly Row[], skip: Model): Map<number, number> {
  const best = new Map<number, number>();
  for (const { model, cells } of rows) {
    if (model === skip || model.weights !== "closed" || model.status === "restricted") continue;
    for (const { board, z } of cells) best.set(board, Math.max(z, best.get(board) ?? z));
  }
  return best;
}

/** Nothing where too few scores elsewhere tell anything: moat believes nothing of such models either. */
function predict(target: Target, fit: Fit, { pack }: Knowledge): Prediction[] {
  const linked = target.elsewhere.filter(({ board }) => fit.lines[board] !== undefined);
  const homes = new Set(linked.map(({ board }) => fit.lines[board]?.home));
  const own = target.own.filter(({ board }) => fit.lines[board] !== undefined);
  if (linked.length < 3 || homes.size < 2 || own.length === 0) return [];
  const of = new Ability({ month: target.row.month, scores: target.elsewhere }, fit);
  const total = own.reduce((sum, one) => sum + one.share, 0);
  let [measured, mean, variance] = [0, 0, 0];
  for (const one of own) {
    const line = fit.lines[one.board];
    const z = target.row.cells.find(({ board }) => board === one.board)?.z;
    if (line === undefined || z === undefined) continue;
    const part = one.share / total;
    const f = of.at(line.home);
    measured += part * (one.reference - z);
    mean += part * (one.reference - line.mu - line.slope * f);
    const away = (f - line.centre) ** 2 / line.spread;
    variance += part ** 2 * line.noise ** 2 * (1 / one.weight + 1 / line.weight + away);
    for (const other of own) {
      const beside = fit.lines[other.board];
      if (beside !== undefined)
        variance +=
          part *
          (other.share / total) *
          line.slope *
          beside.slope *
          of.covariance(line.home, beside.home);
    }
  }
  const sd = pack.evidence.ability.widen * Math.sqrt(variance);
  return [{ model: target.row.model, capability: target.capability, measured, mean, sd }];
}

const qualityOf = (behind: number): number => sigmoid(logit(anchor) - behind) / anchor;

export function scoreOf(all: readonly Prediction[]): Score {
  const mean = (of: (one: Prediction) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const within = normalQuantile(0.9);
  return {
    n: all.length,
    rmse: Math.sqrt(mean((one) => (one.mean - one.measured) ** 2)),
    rmseQuality: Math.sqrt(mean((one) => (qualityOf(one.mean) - qualityOf(one.measured)) ** 2)),
    bias: mean((one) => one.mean - one.measured),
    held: mean((one) => (Math.abs(one.mean - one.measured) <= within * one.sd ? 1 : 0)),
    log: mean(
      (one) =>
        -0.5 * ((one.measured - one.mean) / one.sd) ** 2 -
        Math.log(one.sd) -
        0.5 * Math.log(2 * Math.PI),
    ),
  };
}

/** The mean of the other rows of the capability, with their spread: what one says who knows no model. */
export const meanOfCapability = (all: readonly Prediction[]): Prediction[] =>
  all.map((one, at) => {
    const others = all.filter(
      (other, place) => place !== at && other.capability === one.capability,
    );
    const mean = others.reduce((sum, other) => sum + other.measured, 0) / others.length;
    const variance =
      others.reduce((sum, other) => sum + (other.measured - mean) ** 2, 0) / others.length;
    return { ...one, mean, sd: Math.sqrt(variance) };
  });

/** Of the predictions that clear a bar at P >= .6: the share that measured scores bear out; with a factor on the doubt. */
export function clearing(all: readonly Prediction[], bar: number, factor: number) {
  const limit = logit(anchor) - logit(anchor * bar);
  const cleared = all.filter(({ mean, sd }) => normalCdf((limit - mean) / (factor * sd)) >= 0.6);
  const right = cleared.filter(({ measured }) => measured <= limit);
  const promised = cleared.reduce(
    (sum, { mean, sd }) => sum + normalCdf((limit - mean) / (factor * sd)),
    0,
  );
  return {
    n: cleared.length,
    right: right.length / cleared.length,
    promised: promised / cleared.length,
  };
}

/** The table that `npm run backtest` prints. */
export function beliefsText(knowledge: Knowledge, asOf: Day): string {
  const fixed = (value: number, digits = 2) => value.toFixed(digits).padStart(7);
  const line = (name: string, s: Score) =>
    `${name.padEnd(34)}${String(s.n).padStart(6)}${fixed(s.rmse)}${fixed(s.rmseQuality, 3)}${fixed(s.bias)}${fixed(s.held)}${fixed(s.log)}`;
  const head = `${"".padEnd(34)}${["n", "RMSE", "quality", "bias", "held", "log"].map((one, at) => one.padStart(at === 0 ? 6 : 7)).join("")}`;
  const model = predictions("model", knowledge, asOf);
  const capabilities = [...new Set(model.map((one) => one.capability))].sort();
  const bars = [0.75, 0.85, 0.95].flatMap((bar) =>
    [1, 1.3, 1.5, 1.8].map((factor) => {
      const { n, right, promised } = clearing(model, bar, factor);
      return `bar ${bar}, doubt x ${factor.toFixed(1)}: ${String(n).padStart(4)} cleared, promised ${promised.toFixed(2)}, right ${right.toFixed(2)}`;
    }),
  );
  const kin = kinMisses(knowledge, asOf);
  return [
    `Beliefs as of ${asOf}: scores of a model on a capability, predicted from its other scores (logits behind; 80 % ranges)`,
    head,
    line("model left out", scoreOf(model)),
    ...capabilities.map((one) =>
      line(`  ${one}`, scoreOf(model.filter(({ capability }) => capability === one))),
    ),
    line("  the mean of the capability", scoreOf(meanOfCapability(model))),
    line("vendor left out", scoreOf(predictions("vendor", knowledge, asOf))),
    line("forward in time", scoreOf(predictions("forward", knowledge, asOf))),
    "",
    "Bars cleared with P >= .6 by a model without a score of its own there",
    ...bars,
    "",
    `One capability of a class read for another: ${kin.length} pairs, right with ${kinFactorOf(kin).toFixed(2)} times the doubt`,
    "",
    ...makersText(model),
    "",
  ].join("\n");
}
