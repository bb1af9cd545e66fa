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
 * The bill that hurts: stated, or some times the least price of a success, summed over the needs. A long shot makes it too low, and
 * the least that can be relied on may cost what nobody would pay; where in between it hurts nobody said, so the geometric mean.
 */
export function hurtsAtOf(tables: readonly Table[], useCase: UseCase, { pack }: Knowledge): number {
  const { hurtsAtTimes, hurtsAtFloorUsd } = pack.choice;
  const { tryFirstUnder } = pack.evidence.belief;
  if (useCase.budget.hurtsAtUsdPerMonth !== undefined) return useCase.budget.hurtsAtUsdPerMonth;
  let sum = 0;
  for (const { rows } of tables) {
    const relied = rows.filter(({ chance, imputed }) => !imputed && chance >= tryFirstUnder);
    sum += Math.sqrt(leastPrice(rows) * leastPrice(relied.length > 0 ? relied : rows));
  }
  return Math.max(hurtsAtFloorUsd, hurtsAtTimes * sum);
}

/** Of a success, $ a month. */
function leastPrice(rows: readonly Row[]): number {
  if (rows.length === 0) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { usd, chance } of rows) least = Math.min(least, usd / Math.max(0.05, chance));
  return least;
}

export function ratesOf(tables: readonly Table[], useCase: UseCase, knowledge: Knowledge): Rates {
  return {
    weights: useCase.weights,
    hurtsAt: hurtsAtOf(tables, useCase, knowledge),
    wait: waitOf({ useCase, knowledge }),
    useCase,
    knowledge,
  };
}

/** Share of the horizon that passes before a miss is noticed and the fallback serves. */
export const waitOf = ({ useCase, knowledge }: Pick<Rates, "useCase" | "knowledge">): number =>
  Math.min(1, knowledge.pack.choice.noticeMonths / useCase.horizonMonths);
