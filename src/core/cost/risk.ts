import type { Quantiles } from "../../shapes/route.ts";
import { normals } from "../know/random.ts";
import { type BillPlan, usdOf } from "./bill.ts";
import type { Conditions } from "./conditions.ts";
import { at, draftOf, type Parameter } from "./parameters.ts";

/** What is expected, what may come out otherwise, and in how many draws of it. */
export interface Uncertainty {
  readonly expected: Conditions;
  readonly parameters: readonly Parameter[];
  readonly draws: number;
}

/** $ per month of each plan in each draw; the same draw means the same world for all of them. */
export type DrawnBills = readonly Float64Array[];

export function drawBills(plans: readonly BillPlan[], uncertainty: Uncertainty): DrawnBills {
  const usd = plans.map(() => new Float64Array(uncertainty.draws));
  forDraws(uncertainty, (conditions, draw) => {
    for (let index = 0; index < plans.length; index++) {
      const [plan, row] = [plans[index], usd[index]];
      if (plan !== undefined && row !== undefined) row[draw] = usdOf(plan, conditions);
    }
  });
  return usd;
}

/**
 * The conditions of one draw after another; they are to be used before the next one, since one draft serves them all.
 * Common random numbers: a stream belongs to a parameter, so two plans that share one see the same value of it.
 */
export function forDraws(
  { parameters, expected, draws }: Uncertainty,
  use: (conditions: Conditions, draw: number) => void,
): void {
  const varied = parameters.filter((one) => one.drawn);
  const values = varied.map((one) => valuesOf(one, draws));
  const conditions = draftOf(expected);
  for (let draw = 0; draw < draws; draw++) {
    for (let index = 0; index < varied.length; index++) {
      const one = varied[index];
      one?.set(conditions, values[index]?.[draw] ?? one.value);
    }
    use(conditions, draw);
  }
}

const known = new WeakMap<Parameter, Float64Array>();

/** A parameter's value in each draw; the tornado of each API asks for the same ones. */
function valuesOf(parameter: Parameter, draws: number): Float64Array {
  const found = known.get(parameter);
  if (found !== undefined && found.length >= draws) return found;
  const values = normals(streamOf(parameter), draws).map((z) => at(parameter, z));
  known.set(parameter, values);
  return values;
}

/** `advise` draws throughput and rent from the same streams. */
const streamOf = ({ id }: Parameter): string =>
  id === "throughput" || id === "rent" ? `${id}:self-host` : `cost:${id}`;

export function quantilesOf(values: Float64Array): Quantiles {
  const sorted = values.slice().sort();
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** Share of draws in which the first is cheaper; half a point for a tie. */
export function shareCheaper(one: Float64Array, other: Float64Array): number {
  let wins = 0;
  for (let draw = 0; draw < one.length; draw++)
    wins += wonBy((one[draw] ?? 0) - (other[draw] ?? 0));
  return one.length === 0 ? 0.5 : wins / one.length;
}

export const wonBy = (gap: number): number => (gap < 0 ? 1 : gap === 0 ? 0.5 : 0);

/** What choosing each plan costs, on average, over knowing the cheapest one of the world that comes; $ per month. */
export function regrets(drawn: DrawnBills): number[] {
  const count = drawn[0]?.length ?? 0;
  const sums = drawn.map(() => 0);
  for (let draw = 0; draw < count; draw++) {
    let least = Number.POSITIVE_INFINITY;
    for (const row of drawn) least = Math.min(least, row[draw] ?? least);
    for (const [index, row] of drawn.entries())
      sums[index] = (sums[index] ?? 0) + (row[draw] ?? least) - least;
  }
  return sums.map((sum) => (count === 0 ? 0 : sum / count));
}
