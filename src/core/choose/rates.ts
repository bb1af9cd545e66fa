import type { Knowledge } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";
import type { Row, Table } from "./table.ts";

/** What every value of a use case is worked out with. */
export interface Rates {
  readonly weights: UseCase["weights"];
  /** $ a month that are worth nothing any more. */
  readonly hurtsAt: number;
  /** Share of the horizon that a missed bar costs before the fallback serves. */
  readonly wait: number;
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
}

/**
 * By need the bill that hurts, $ a month: some times the least price of a success. A long shot makes it too low, and the least that
 * can be relied on may cost what nobody would pay; where in between it hurts nobody said, so the geometric mean. What is stated for
 * all of them is parted as these are.
 */
function hurtsAtOf(tables: readonly Table[], { budget }: UseCase, { pack }: Knowledge): number[] {
  const { hurtsAtTimes, hurtsAtFloorUsd } = pack.choice;
  const { tryFirstUnder } = pack.evidence.belief;
  const found = tables.map(({ rows, state }) => {
    const relied = rows.filter(({ chance, imputed }) => !imputed && chance >= tryFirstUnder);
    const least = Math.sqrt(leastPrice(rows) * leastPrice(relied.length > 0 ? relied : rows));
    return Math.max(hurtsAtFloorUsd * state.need.share, hurtsAtTimes * least);
  });
  const stated = budget.hurtsAtUsdPerMonth;
  const scale = stated === undefined ? 1 : stated / sumOf(found);
  return found.map((one) => one * scale);
}

/** Of a success, $ a month. */
function leastPrice(rows: readonly Row[]): number {
  if (rows.length === 0) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { usd, chance } of rows) least = Math.min(least, usd / Math.max(0.05, chance));
  return least;
}

export interface NeedRates {
  /** Of all needs together. */
  readonly rates: Rates;
  /** By need, each against the bill that hurts for it, so that no need moves what is picked for another. */
  readonly ofNeeds: readonly Rates[];
  /** By need, what its work is worth: its part of the bill that hurts. They sum to 1. */
  readonly stakes: readonly number[];
}

export function ratesOf(
  tables: readonly Table[],
  useCase: UseCase,
  knowledge: Knowledge,
): NeedRates {
  const hurts = hurtsAtOf(tables, useCase, knowledge);
  const hurtsAt = sumOf(hurts);
  const wait = waitOf({ useCase, knowledge });
  const rates = { weights: useCase.weights, hurtsAt, wait, useCase, knowledge };
  return {
    rates,
    ofNeeds: hurts.map((one) => ({ ...rates, hurtsAt: one })),
    stakes: hurts.map((one) => one / hurtsAt),
  };
}

const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

/** Share of the horizon that passes before a miss is noticed and the fallback serves. */
export const waitOf = ({ useCase, knowledge }: Pick<Rates, "useCase" | "knowledge">): number =>
  Math.min(1, knowledge.pack.choice.noticeMonths / useCase.horizonMonths);
