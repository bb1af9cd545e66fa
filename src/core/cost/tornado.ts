import type { FlipValue, TornadoBar } from "../../shapes/cost.ts";
import { type BillPlan, usdOf } from "./bill.ts";
import type { Conditions } from "./conditions.ts";
import { held, type Parameter } from "./parameters.ts";
import { forDraws, type Uncertainty, wonBy } from "./risk.ts";

/** Enough for a probability that is there to be compared, not quoted, and for the bars that matter. */
const mostDraws = 200;
const mostWithChance = 6;

/** Longest bars first; those that move nothing are left out. */
export function tornado(
  own: BillPlan,
  hosted: BillPlan,
  { expected, parameters, draws }: Uncertainty,
): TornadoBar[] {
  const gap = (conditions: Conditions) => usdOf(own, conditions) - usdOf(hosted, conditions);
  const bars = parameters
    .map((one) => ({
      one,
      gapAtLow: gap(held(expected, one, one.low)),
      gapAtHigh: gap(held(expected, one, one.high)),
    }))
    .filter((bar) => swing(bar) > 0.005)
    .sort((a, b) => swing(b) - swing(a));
  const shown = bars.slice(0, draws === 0 ? 0 : mostWithChance).map(({ one }) => one);
  const count = Math.min(draws, mostDraws);
  const won = shown.map((one) => ({ one, atLow: 0, atHigh: 0 }));
  forDraws({ parameters, expected, draws: count }, (conditions) => {
    for (const sums of won) {
      const { one } = sums;
      sums.atLow += wonBy(gap(held(conditions, one, one.low)));
      sums.atHigh += wonBy(gap(held(conditions, one, one.high)));
    }
  });
  const share = (sum: number | undefined) => (sum === undefined ? null : sum / count);
  return bars.map(({ one, gapAtLow, gapAtHigh }, rank): TornadoBar => {
    const { id, label, unit, low, value, high } = one;
    return {
      ...{ id, label, unit, low, value, high, gapAtLow, gapAtHigh },
      probabilityAtLow: share(won[rank]?.atLow),
      probabilityAtHigh: share(won[rank]?.atHigh),
    };
  });
}

const swing = ({ gapAtLow, gapAtHigh }: Pick<TornadoBar, "gapAtLow" | "gapAtHigh">): number =>
  Math.abs(gapAtHigh - gapAtLow);

/** Farther than this from what is expected, the answer says nothing any more. */
const farthest = 10;
const halvings = 60;

/** Solved by bisection, not sampled: nearest flip on either side of the expected value. */
export function flipValues(
  own: BillPlan,
  hosted: BillPlan,
  { expected, parameters }: Uncertainty,
): FlipValue[] {
  const isOwn = (conditions: Conditions) => usdOf(own, conditions) <= usdOf(hosted, conditions);
  const now = isOwn(expected);
  return parameters.flatMap((one): FlipValue[] => {
    const { id, label, unit, low, value, high } = one;
    const holds = (at: number) => isOwn(held(expected, one, at)) === now;
    return reaches(one).flatMap((end): FlipValue[] => {
      if (holds(end)) return [];
      const flip = bisect(holds, value, end);
      const plausible = flip >= low && flip <= high;
      return [{ id, label, unit, value, flip, to: now ? "hosted" : "own", plausible }];
    });
  });
}

/** How far to look: ten times and a tenth, or the range itself where a value is bounded or zero. */
function reaches({ id, low, value, high, unit }: Parameter): number[] {
  if (id === "spares" || id === "staging") return [];
  if (unit === "share") return [Math.min(low, value / 2), Math.min(1, Math.max(high, value))];
  if (value <= 0 || unit === "/year") return [low, high];
  return [value / farthest, value * farthest];
}

/** `holds` is true at `from` and false at `to`; the last value at which it is false, next to where it holds. */
function bisect(holds: (at: number) => boolean, from: number, to: number): number {
  let [inside, outside] = [from, to];
  for (let round = 0; round < halvings; round++) {
    const middle = (inside + outside) / 2;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}
