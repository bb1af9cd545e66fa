import type { Day } from "../../shapes/common.ts";
import { reviewIn } from "../believe/forecast/review.ts";
import type { Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import { medianOf } from "../gate/need.ts";
import { addMonths, earlier, monthsBetween } from "../know/months.ts";

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
  chosen: Chosen,
  marginUsdPerMonth: number | null,
  own: readonly DatedEvent[] = [],
): NextReview {
  const { asOf, knowledge, useCase } = question;
  const median = medianOf(question);
  const expiry = monthsBetween(asOf, evidenceExpires(question));
  const loss = marginUsdPerMonth === null ? 0 : Math.abs(marginUsdPerMonth);
  const { months, because } = reviewIn({
    medianFlipMonths: median ?? Number.POSITIVE_INFINITY,
    stakes:
      loss > 0 ? { reviewCost: knowledge.pack.scales.reviewUsd, lossPerMonth: loss } : undefined,
    evidenceExpiryMonths: expiry,
    events: [...datedEvents(chosen, asOf, useCase.horizonMonths), ...own].map(({ id, day }) => ({
      id,
      months: monthsBetween(asOf, day),
    })),
  });
  return { by: addMonths(asOf, months), because };
}

/** The first day on which a profile behind the answer is due for a review; it may be past. */
export const evidenceExpires = ({ needs, knowledge }: Question): Day =>
  needs
    .map(({ state }) => addMonths(state.profile.reviewed, knowledge.pack.scales.staleMonths))
    .reduce((first, day) => earlier(first, day));

/** Dated changes of what was chosen within the horizon: a price that is known to change, a model that retires. */
export function datedEvents({ ranked }: Chosen, asOf: Day, horizonMonths: number): DatedEvent[] {
  const dated = (ranked[0]?.plan.picks ?? []).flatMap(({ row: { candidate } }) => {
    const name = candidate.model?.title ?? candidate.option;
    const changes = candidate.cost?.kind === "hosted" ? candidate.cost.changes : undefined;
    const ends = [candidate.model?.retires, candidate.offer?.retires];
    const retires = ends.filter((day) => day !== undefined).sort()[0];
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
