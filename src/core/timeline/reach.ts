import type { Day } from "../../shapes/common.ts";
import type { SizeClass } from "../../shapes/forecast.ts";
import type { ForecastLine, Reach } from "../../shapes/timeline.ts";
import type { ClosingForecast } from "../believe/forecast/closing.ts";
import {
  type Closing,
  closings,
  type Goal,
  isOpenWithin,
  type Measured,
} from "../believe/horizon.ts";
import { qualityAt } from "../believe/success.ts";
import type { Model } from "../know/knowledge.ts";
import { addMonths, later } from "../know/months.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";

export interface Audience {
  readonly id: Reach["audience"];
  readonly sizeClass: SizeClass;
  readonly licence: Reach["licence"];
  readonly admits: (model: Model) => boolean;
}

export interface Seeking extends Snapshot {
  readonly measured: Measured;
  readonly goal: Goal;
  readonly scenarios: readonly string[];
}

/** The closing per scenario for one audience; the first one is the base. */
export function closingsFor(audience: Audience, seeking: Seeking): Closing[] {
  const { measured, scenarios } = seeking;
  const goal: Goal = { ...seeking.goal, admits: audience.admits };
  return scenarios.flatMap((scenario) =>
    closings(measured, seeking, scenario, goal).filter(
      (one) => one.sizeClass.id === audience.sizeClass.id,
    ),
  );
}

/** How far one audience is from the goal, and when it is expected to be there. */
export function reachOf(audience: Audience, seeking: Seeking): Reach {
  const { knowledge, scenarios } = seeking;
  const found = closingsFor(audience, seeking);
  const base = {
    audience: audience.id,
    sizeClass: audience.sizeClass.id,
    licence: audience.licence,
  };
  const [first] = found;
  if (first === undefined)
    return {
      ...base,
      open: null,
      openTitle: null,
      gap: null,
      gapLogit: null,
      reached: null,
      forecasts: [],
      missing: "no open weights of this kind have been measured on these boards",
    };
  return {
    ...base,
    open: first.leader ?? null,
    openTitle: titleOf(first.leader, knowledge),
    gap: missingShare(first.state.gap, knowledge),
    gapLogit: first.state.gap,
    reached: first.state.gap > 0 ? null : firstReached(audience, seeking),
    forecasts: found.map(({ forecast }, index) =>
      forecastLine(scenarios[index] ?? "base", forecast, seeking.asOf),
    ),
    missing: null,
  };
}

export const titleOf = (id: string | undefined, knowledge: Knowledge): string | null =>
  id === undefined ? null : (knowledge.models[id]?.title ?? id);

/** Logit points behind a level as the share of its success that is missing, on the scale of DESIGN 5. */
export const missingShare = (behind: number, { pack }: Knowledge): number =>
  1 - qualityAt(behind, pack.evidence.anchor);

const charted = 24;

function forecastLine(scenario: string, forecast: ClosingForecast, asOf: Day): ForecastLine {
  const { probability, median, interval80 } = forecast;
  return {
    scenario,
    closedBy: {
      "3": probability(3),
      "6": probability(6),
      "9": probability(9),
      "12": probability(12),
      "18": probability(18),
    },
    medianMonths: finite(median),
    interval80: [finite(interval80[0]), finite(interval80[1])],
    curve: Array.from({ length: charted + 1 }, (_, month) => ({
      day: addMonths(asOf, month),
      share: probability(month),
    })),
  };
}

export const finite = (months: number): number | null => (Number.isFinite(months) ? months : null);

/**
 * The first model at the goal, by the scores that are public at the as-of day. A model counts from the day of the last of
 * its scores that are needed, and not before its weights were out.
 */
export function firstReached(audience: Audience, seeking: Seeking): Reach["reached"] {
  const { measured, goal, knowledge, asOf } = seeking;
  let first: Reach["reached"] = null;
  for (const { model, boards } of measured.standings) {
    if (!isOpenWithin(model, audience.sizeClass, seeking, audience)) continue;
    const used = boards.flatMap((one) => {
      const under = goal.under(one.benchmark.id);
      return under === undefined ? [] : [{ ...one, missing: one.behind - under }];
    });
    const support = used.reduce((sum, one) => sum + one.weight, 0);
    const gap = used.reduce((sum, one) => sum + one.weight * one.missing, 0);
    if (support === 0 || support < goal.minimumSupport || gap > 1e-9) continue;
    const weights = knowledge.models[model]?.released.weights ?? asOf;
    const on = used.reduce((day, one) => later(day, one.observation.date), weights);
    if (first === null || on < first.on)
      first = { model, title: titleOf(model, knowledge) ?? model, on };
  }
  return first;
}
