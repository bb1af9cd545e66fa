import type { Model } from "../../../src/core/know/knowledge.ts";
import { monthsBetween, releasedOn } from "../../../src/core/know/months.ts";
import type { Prediction } from "./beliefs.ts";

/** Whether what is believed of two models of one maker errs alike. */

interface Miss {
  readonly model: Model;
  /** In standard deviations of the belief, less the mean of the capability. */
  readonly size: number;
}

/** Pairs of models on one capability, and the correlation of what their beliefs missed by. */
export interface Likeness {
  readonly pairs: number;
  readonly correlation: number;
}

/** Of the pairs of one maker, or of two, whose releases lie so many months apart. */
export function likeness(
  all: readonly Prediction[],
  isOf: (sameMaker: boolean, months: number) => boolean,
): Likeness {
  let [pairs, product, first, second] = [0, 0, 0, 0];
  for (const misses of missesOf(all))
    misses.forEach((one, at) => {
      for (const other of misses.slice(at + 1)) {
        const apart = Math.abs(monthsBetween(releasedOn(one.model), releasedOn(other.model)));
        if (!isOf(one.model.vendor === other.model.vendor, apart)) continue;
        pairs++;
        product += one.size * other.size;
        first += one.size ** 2;
        second += other.size ** 2;
      }
    });
  return { pairs, correlation: product / Math.sqrt(first * second) };
}

/** By capability, each model once: its rows of several efforts are averaged. */
function missesOf(all: readonly Prediction[]): Miss[][] {
  const capabilities = new Set(all.map(({ capability }) => capability));
  return [...capabilities].map((capability) => {
    const byModel = new Map<Model, number[]>();
    for (const one of all.filter((other) => other.capability === capability))
      byModel.set(one.model, [
        ...(byModel.get(one.model) ?? []),
        (one.measured - one.mean) / one.sd,
      ]);
    const sizes = Array.from(byModel, ([model, some]) => ({ model, size: meanOf(some) }));
    const middle = meanOf(sizes.map(({ size }) => size));
    return sizes.map(({ model, size }) => ({ model, size: size - middle }));
  });
}

const meanOf = (all: readonly number[]): number =>
  all.reduce((sum, one) => sum + one, 0) / all.length;

/** The lines that `npm run backtest` prints. */
export function makersText(all: readonly Prediction[]): string[] {
  const bands = [0, 4, 9, 1200];
  const line = (name: string, isSame: boolean, from: number, to: number) => {
    const { pairs, correlation } = likeness(
      all,
      (same, months) => same === isSame && months >= from && months < to,
    );
    return `${name.padEnd(34)}${String(pairs).padStart(6)}${correlation.toFixed(2).padStart(7)}`;
  };
  return [
    "How alike two models of a maker miss what is believed of them: pairs, correlation",
    ...bands
      .slice(1)
      .map((to, at) => line(`  ${bands[at]} to ${to} months apart`, true, bands[at] ?? 0, to)),
    line("  of two makers", false, 0, 1200),
  ];
}
