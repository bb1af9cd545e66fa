import { keyOf, uniform } from "../../../src/core/know/random.ts";
import type { History } from "./history.ts";
import type { Method } from "./methods.ts";
import { replay } from "./replay.ts";
import { brierAt, coverageOf, type Forecast, horizons, type Scores, scoresOf } from "./score.ts";

export interface Line {
  readonly method: Method;
  readonly scores: Scores;
}

export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly counts: { readonly series: number; readonly origins: number; readonly targets: number };
  /** 95 % intervals over resampled series. */
  readonly held: readonly [number, number];
  readonly againstBaseRate: readonly [number, number];
}

const resamples = 400;

/** Both panels come from one replay: what was fitted does not depend on what is scored. */
export function panelsOf(history: History): Panel[] {
  const made = replay(history);
  return [
    panel("boards of the first back-test", made, ({ origin }) => origin.first),
    panel("all boards of the extract", made, () => true),
  ];
}

function panel(
  title: string,
  made: ReadonlyMap<Method, readonly Forecast[]>,
  keep: (one: Forecast) => boolean,
): Panel {
  const kept = [...made].map(([method, all]) => ({ method, forecasts: all.filter(keep) }));
  const of = (wanted: (method: Method) => boolean) =>
    kept.find(({ method }) => wanted(method))?.forecasts ?? [];
  const ours = of(({ kind }) => kind === "ours");
  const base = of(({ name }) => name === "pooled base rate");
  return {
    title,
    lines: kept.map(({ method, forecasts }) => ({ method, scores: scoresOf(forecasts) })),
    counts: {
      series: new Set(ours.map(({ origin }) => origin.series)).size,
      origins: ours.length,
      targets: new Set(ours.map(({ origin }) => origin.spell)).size,
    },
    held: interval(ours, (chosen) => coverageOf(pick(ours, chosen)).held),
    againstBaseRate: interval(
      ours,
      (chosen) => brierAt(pick(ours, chosen), 6) - brierAt(pick(base, chosen), 6),
    ),
  };
}

/** Series are drawn whole: months of one series are nearly the same observation. */
function interval(
  forecasts: readonly Forecast[],
  value: (chosen: readonly string[]) => number,
): readonly [number, number] {
  const names = [...new Set(forecasts.map(({ origin }) => origin.series))];
  const values = Array.from({ length: resamples }, (_, draw) =>
    value(
      names.map(
        (_, place) =>
          names[Math.floor(uniform(keyOf(`resample ${place}`), draw) * names.length)] ?? "",
      ),
    ),
  ).sort((a, b) => a - b);
  return [
    values[Math.floor(0.025 * resamples)] ?? Number.NaN,
    values[Math.ceil(0.975 * resamples) - 1] ?? Number.NaN,
  ];
}

/** A series drawn twice counts as two: its spells get a name of their own each time. */
function pick(forecasts: readonly Forecast[], chosen: readonly string[]): Forecast[] {
  return chosen.flatMap((series, place) =>
    forecasts
      .filter(({ origin }) => origin.series === series)
      .map(({ origin, curve }) => ({
        origin: { ...origin, spell: `${place} ${origin.spell}` },
        curve,
      })),
  );
}

export interface MovingFrontier {
  /** Share of series-months in which open weights led or were level. */
  readonly led: number;
  readonly months: number;
  /** Of the months in which open weights were behind: the share that led so many months later. */
  readonly ledLater: readonly {
    readonly after: number;
    readonly share: number;
    readonly of: number;
  }[];
}

/** How often open weights were at the frontier itself, which moves on, rather than at a level that stands still. */
export function movingFrontier({ origins }: History, keep: (first: boolean) => boolean) {
  const rows = origins.filter((one) => one.month >= 12 && keep(one.first));
  const gaps = new Map(rows.map((one) => [`${one.series} ${one.month}`, one.gap]));
  const later = (after: number) =>
    rows
      .filter((one) => one.gap > 0)
      .flatMap((one) => gaps.get(`${one.series} ${one.month + after}`) ?? []);
  const leads = (all: readonly number[]) => all.filter((gap) => gap <= 0).length / all.length;
  return {
    led: leads(rows.map((one) => one.gap)),
    months: rows.length,
    ledLater: [3, 6, 12].map((after) => ({
      after,
      share: leads(later(after)),
      of: later(after).length,
    })),
  } satisfies MovingFrontier;
}

/** What `npm run backtest` prints, and what README.md quotes. */
export function backtestText(history: History): string {
  const moving = movingFrontier(history, (first) => first);
  return `${[
    "Closing forecast, replayed on the month starts of January 2025 to June 2026 on which open weights were behind.",
    "Every fit uses only what was known on its day. Brier and CRPS: less is better. 80 % holds: 80 is right.",
    "",
    ...panelsOf(history).flatMap((one) => [...panelText(one), ""]),
    `The frontier that moves on: open weights led or were level in ${percent(moving.led)} of ${moving.months} series-months`,
    "(boards of the first back-test). Where they were behind, they led",
    ...moving.ledLater.map(
      ({ after, share, of }) =>
        `  ${String(after).padStart(2)} months later in ${percent(share)} of ${of} cases`,
    ),
  ].join("\n")}\n`;
}

function panelText({ title, lines, counts, held, againstBaseRate }: Panel): string[] {
  const brier = (wanted: (method: Method) => boolean) =>
    lines.find(({ method }) => wanted(method))?.scores.brier[1] ?? Number.NaN;
  const difference =
    brier(({ kind }) => kind === "ours") - brier(({ name }) => name === "pooled base rate");
  return [
    `${title}: ${counts.series} series, ${counts.origins} origins, ${counts.targets} targets`,
    "",
    ...rows(lines),
    "",
    `moat's 80 % interval: 95 % range over resampled series ${percent(held[0])} to ${percent(held[1])}.`,
    `moat's Brier at 6 months against the base rate: ${signed(difference)} (${signed(againstBaseRate[0])} to ${signed(againstBaseRate[1])}).`,
  ];
}

function rows(lines: readonly Line[]): string[] {
  const head = [
    "method",
    ...horizons.map((one) => `Brier ${one}m`),
    "CRPS",
    "80 % holds (below/above)",
  ];
  const body = lines.map(({ method, scores: { brier, crps, coverage } }) => [
    method.name,
    ...brier.map((one) => one.toFixed(3).replace(/^0/, "")),
    crps.toFixed(2),
    `${percent(coverage.held)} (${Math.round(coverage.below * 100)}/${Math.round(Math.abs(coverage.above) * 100)})`,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((row) => (row[column] ?? "").length)),
  );
  return [head, ...body].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const signed = (value: number): string => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
