import type { NeedOutlook, Reach, TimelineReport } from "../../shapes/timeline.ts";
import { csv } from "../csv.ts";

const head = [
  "as_of",
  "need",
  "capability",
  "target",
  "audience",
  "size_class",
  "licence",
  "scenario",
  "open_model",
  "gap",
  "reached_on",
  "p3",
  "p6",
  "p9",
  "p12",
  "p18",
  "median_months",
  "low80_months",
  "high80_months",
];

/** One line per need, audience and scenario; a need without a forecast has one line with empty numbers. */
export function timelineCsv({ asOf, needs }: TimelineReport): string {
  return csv([
    head,
    ...needs.flatMap((need) =>
      need.fixed.length === 0
        ? [[...keys(asOf, need), ...Array.from({ length: head.length - 4 }, () => null)]]
        : need.fixed.flatMap((reach) => lines(asOf, need, reach)),
    ),
  ]);
}

const keys = (asOf: string, { need, capability, target }: NeedOutlook) => [
  asOf,
  need,
  capability,
  target.text,
];

function lines(asOf: string, need: NeedOutlook, reach: Reach) {
  const { audience, sizeClass, licence, open, gap, reached, forecasts } = reach;
  const start = [...keys(asOf, need), audience, sizeClass, licence];
  const rest = [open, gap, reached?.on ?? null];
  if (forecasts.length === 0)
    return [[...start, null, ...rest, ...Array.from({ length: 8 }, () => null)]];
  return forecasts.map(({ scenario, closedBy, medianMonths, interval80 }) => [
    ...start,
    scenario,
    ...rest,
    closedBy["3"],
    closedBy["6"],
    closedBy["9"],
    closedBy["12"],
    closedBy["18"],
    medianMonths,
    ...interval80,
  ]);
}
