import { readFileSync } from "node:fs";
import type { CapabilityClass } from "../../../src/shapes/common.ts";

/** One proprietary record that open weights had to reach. Months since the start of the extract. */
export interface Target {
  readonly class: CapabilityClass;
  readonly start: number;
  /** Until an open model reached it, or until the data of its series end. */
  readonly months: number;
  readonly reached: boolean;
}

/** Where open weights stood on one series at one month start, and what came of it. */
export interface Origin {
  readonly series: string;
  /** Whether the board was in the first back-test of the method, the source of the shipped track record. */
  readonly first: boolean;
  readonly class: CapabilityClass;
  readonly month: number;
  /** The level to reach; the origins of one level are one spell. */
  readonly spell: string;
  /** Logit points to the best proprietary score; 0 or less: open weights lead or are level. */
  readonly gap: number;
  readonly age: number;
  readonly progress: number;
  readonly window: number;
  /** Months that the best open level had been there already; undefined where open weights were first. */
  readonly lag: number | undefined;
  readonly months: number;
  readonly reached: boolean;
  /** Months that the series goes on after the origin. */
  readonly followUp: number;
}

export interface History {
  readonly targets: readonly Target[];
  readonly origins: readonly Origin[];
}

type Row = readonly [number, number, number, number, number, number, number | null, number, number];

interface Written {
  readonly series: readonly {
    readonly id: string;
    readonly class: CapabilityClass;
    readonly first: number;
    readonly end: number;
    readonly targets: readonly (readonly [number, number, number, number])[];
    readonly origins: readonly Row[];
  }[];
}

export function readHistory(file: string | URL): History {
  const written = JSON.parse(readFileSync(file, "utf8")) as Written;
  return {
    targets: written.series.flatMap((one) =>
      one.targets
        // A record that open weights had passed before it came out was no gap.
        .filter(([, , , ahead]) => ahead === 1)
        .map(([start, months, reached]) => ({
          class: one.class,
          start,
          months,
          reached: reached === 1,
        })),
    ),
    origins: written.series.flatMap((one) =>
      one.origins.map(
        ([month, target, gap, age, progress, window, lag, months, reached]): Origin => ({
          series: one.id,
          first: one.first === 1,
          class: one.class,
          month,
          spell: `${one.id}/${target}`,
          gap,
          age,
          progress,
          window,
          lag: lag ?? undefined,
          months,
          reached: reached === 1,
          followUp: one.end - startOf(month),
        }),
      ),
    ),
  };
}

/** Mean months from the start of the extract to the first day of a calendar month. */
export const startOf = (month: number): number =>
  (Date.UTC(2024, month, 1) - Date.UTC(2024, 0, 1)) / 86_400_000 / 30.4375;
