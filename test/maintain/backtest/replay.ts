import { fitAtOrigin } from "./fit.ts";
import { type History, type Origin, startOf } from "./history.ts";
import { type Curve, type Known, type Method, methods } from "./methods.ts";
import type { Forecast } from "./score.ts";
import { survival } from "./survival.ts";

/** January 2025: the records of the extract begin in January 2024, and a pace is watched over twelve months. */
const firstMonth = 12;

/** Every method's forecasts at every month start on which open weights were behind, made from what was known then. */
export function replay(history: History): Map<Method, Forecast[]> {
  const behind = history.origins.filter((one) => one.gap > 0);
  const months = [...new Set(behind.map((one) => one.month))].filter((one) => one >= firstMonth);
  const made = new Map<Method, Forecast[]>(methods.map((method) => [method, []]));
  for (const month of months.sort((a, b) => a - b)) {
    const fit = fitAtOrigin(history, month);
    const baseRate = baseRateAt(behind, month);
    for (const origin of behind.filter((one) => one.month === month)) {
      const known: Known = { origin, fit, baseRate };
      for (const method of methods) made.get(method)?.push({ origin, curve: method.curve(known) });
    }
  }
  return made;
}

function baseRateAt(behind: readonly Origin[], month: number): Curve {
  const past = behind.filter((one) => one.month < month);
  const counts = new Map<string, number>();
  for (const { spell } of past) counts.set(spell, (counts.get(spell) ?? 0) + 1);
  const waiting = survival(
    past.map((one) => {
      const known = startOf(month) - startOf(one.month);
      const seen = one.reached && one.months <= known;
      return {
        value: Math.min(one.months, known),
        seen,
        weight: 1 / (counts.get(one.spell) ?? 1),
      };
    }),
  );
  return (t) => 1 - waiting(t);
}
