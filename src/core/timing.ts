import type { Contender } from "./contender.ts";
import { betterPlan, expectedScene, type Plan } from "./contest.ts";
import { reviewIn } from "./forecast/review.ts";
import { ofAnySize } from "./horizon.ts";
import { passesFacts } from "./judge.ts";
import type { Day } from "./knowledge.ts";
import { addMonths, monthsBetween } from "./months.ts";
import { outcomeOf } from "./outcome.ts";
import { type Answer, arenaOf, type Question } from "./question.ts";

export interface PlanOverTime {
  readonly plan: "act" | "bridge" | "wait";
  /** Median months until the best open weights are expected at the reference; null: unknown or never. */
  readonly medianMonths: number | null;
  /** Value that the bridge is worth over staying. */
  readonly gain: number;
}

/**
 * Act, or buy now and switch once the gap is closed, or wait where nothing stands. A bridge pays where the better
 * answer of the closed world, weighted with the share of the horizon in which it holds, outweighs switching
 * (decision-method 1.8). A moving bar never closes.
 */
export function planOverTime(question: Question, answer: Answer): PlanOverTime {
  const medianMonths = medianOf(question);
  if (answer.choice === "none") return { plan: "wait", medianMonths, gain: 0 };
  if (answer.plan === undefined || !buysProprietary(answer.plan))
    return { plan: "act", medianMonths, gain: 0 };
  const closed = closedWorld(question);
  const { horizonMonths } = question.useCase;
  const shares = question.needs.map(({ state }) => state.closedShare(Number.POSITIVE_INFINITY));
  const reached = question.needs.map(({ state }) =>
    state.need.bar.moving
      ? 0
      : (ofAnySize(state.closings)?.forecast.probability(horizonMonths) ?? 0),
  );
  const gain =
    Math.max(0, (closed?.value ?? Number.NEGATIVE_INFINITY) - answer.plan.value) *
      Math.min(...shares) -
    (question.knowledge.pack.scales.switchingMonths / horizonMonths) * Math.min(...reached);
  return { plan: gain > 0 ? "bridge" : "act", medianMonths, gain };
}

const buysProprietary = (plan: Plan): boolean =>
  plan.picks.some((one) => one.option === "proprietary-api");

/** The slowest need decides: a use case has caught up when all of its needs have. */
export function medianOf({ needs }: Question): number | null {
  const medians = needs.map(({ state }) =>
    state.need.bar.moving
      ? Number.POSITIVE_INFINITY
      : (ofAnySize(state.closings)?.forecast.median ?? Number.POSITIVE_INFINITY),
  );
  const slowest = Math.max(...medians);
  return Number.isFinite(slowest) ? slowest : null;
}

/**
 * The best open answer if the best open weights stood at the reference. Costs and gates stay as they are, and so does the
 * bar for whoever nobody measured.
 */
function closedWorld(question: Question): Plan | undefined {
  const arena = arenaOf(
    question,
    (one) => passesFacts(one) && one.candidate.option !== "proprietary-api",
  );
  const fields = arena.fields.map((field) => ({
    ...field,
    contenders: field.contenders.map((all) => all.map(caughtUp)),
    own: field.own.map(caughtUp),
  }));
  const closed = { ...arena, fields };
  const { single } = outcomeOf(closed, expectedScene(closed, question.useCase.weights));
  return single.reduce<Plan | undefined>((held, one) => betterPlan(one, held), undefined);
}

function caughtUp(one: Contender): Contender {
  if (one.quality.kind !== "measured") return one;
  const quality = { ...one.quality, behind: Math.min(0, one.quality.behind), sd: 0 };
  return { ...one, passesBar: true, quality };
}

export interface NextReview {
  readonly by: Day;
  /** `cost`, `evidence`, or what happens on a known day. */
  readonly because: string;
}

/** Something that is known to happen on a day. */
export interface DatedEvent {
  readonly id: string;
  readonly day: Day;
}

/** When to look again: the cheapest interval, the first evidence to expire, or a dated event within the horizon. */
export function nextReview(
  question: Question,
  answer: Answer,
  marginUsdPerMonth: number | null,
  own: readonly DatedEvent[] = [],
): NextReview {
  const { asOf, knowledge, useCase } = question;
  const median = medianOf(question);
  const expiry = Math.min(
    ...question.needs.map(({ state }) =>
      monthsBetween(asOf, addMonths(state.profile.reviewed, knowledge.pack.scales.staleMonths)),
    ),
  );
  const loss = marginUsdPerMonth === null ? 0 : Math.abs(marginUsdPerMonth);
  const { months, because } = reviewIn({
    medianFlipMonths: median ?? Number.POSITIVE_INFINITY,
    stakes:
      loss > 0 ? { reviewCost: knowledge.pack.scales.reviewUsd, lossPerMonth: loss } : undefined,
    evidenceExpiryMonths: expiry,
    events: [...datedEvents(answer, asOf, useCase.horizonMonths), ...own].map(({ id, day }) => ({
      id,
      months: monthsBetween(asOf, day),
    })),
  });
  return { by: addMonths(asOf, months), because };
}

/** Dated changes of what was chosen within the horizon: a price that is known to change, a model that retires. */
export function datedEvents(answer: Answer, asOf: Day, horizonMonths: number): DatedEvent[] {
  const dated = (answer.plan?.picks ?? []).flatMap(({ contender: { candidate } }) => {
    const name = candidate.model?.title ?? candidate.option;
    const changes = candidate.cost?.kind === "hosted" ? candidate.cost.changes : undefined;
    const retires = candidate.model?.retires;
    return [
      ...(changes === undefined
        ? []
        : [{ id: `the price of ${name} changes on ${changes}`, day: changes }]),
      ...(retires === undefined ? [] : [{ id: `${name} retires on ${retires}`, day: retires }]),
    ];
  });
  return dated.filter(({ day }) => {
    const months = monthsBetween(asOf, day);
    return months >= 0 && months <= horizonMonths;
  });
}
