import type { Arena } from "./contender.ts";
import type { Plan, Weights } from "./contest.ts";
import { type Criterion, criteria } from "./use-case.ts";

/** A plan's value per criterion, before weights; `overhead` is what using more than one option costs. */
export type PlanValues = Readonly<Record<Criterion | "overhead", number>>;

export function valuesOf(plan: Plan, { fields, useCase, knowledge }: Arena): PlanValues {
  const { overheadPerOption } = knowledge.pack.scales;
  const values = { quality: 0, privacy: 0, ops: 0, control: 0, speed: 0 };
  for (const [need, { contender, worth }] of plan.picks.entries()) {
    const share = fields[need]?.need.share ?? 0;
    values.quality += share * worth;
    for (const criterion of ["privacy", "ops", "control", "speed"] as const)
      values[criterion] += share * contender.values[criterion];
  }
  const used = new Set(plan.picks.map((one) => one.option)).size;
  const cost = 1 - plan.usdPerMonth / useCase.budget.hurtsAtUsdPerMonth;
  return { ...values, cost, overhead: -overheadPerOption * (used - 1) };
}

export interface Contribution {
  readonly criterion: Criterion | "overhead";
  /** Values of the two plans, before weights. */
  readonly values: readonly [number, number];
  /** Weighted difference. */
  readonly delta: number;
}

/** What each criterion adds to the lead of one plan over another. They sum to the margin exactly, largest first. */
export function contributions(
  one: Plan,
  other: Plan,
  arena: Arena,
  weights: Weights,
): Contribution[] {
  const a = valuesOf(one, arena);
  const b = valuesOf(other, arena);
  const term = (criterion: Criterion | "overhead", weight: number): Contribution => ({
    criterion,
    values: [a[criterion], b[criterion]],
    delta: weight * (a[criterion] - b[criterion]),
  });
  const terms = criteria.map((criterion) => term(criterion, weights[criterion]));
  return [...terms, term("overhead", 1)].sort(
    (x, y) => Math.abs(y.delta) - Math.abs(x.delta) || (x.criterion < y.criterion ? -1 : 1),
  );
}
