import type { Belief } from "../believe/belief.ts";
import { ofAnySize } from "../believe/horizon.ts";
import { type Chosen, choose } from "../choose/choose.ts";
import { chanceOf, type Plan } from "../choose/plans.ts";
import { askWith, type Question } from "../choose/question.ts";
import { medianOf } from "../gate/need.ts";

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
export function planOverTime(question: Question, { ranked, even }: Chosen): PlanOverTime {
  const medianMonths = medianOf(question);
  const head = ranked[0]?.plan;
  if (head === undefined) return { plan: "wait", medianMonths, gain: 0 };
  if (!buysProprietary(head)) return { plan: "act", medianMonths, gain: 0 };
  const { horizonMonths } = question.useCase;
  const shares = question.needs.map(({ state }) => state.closedShare(Number.POSITIVE_INFINITY));
  const least = Math.min(...shares);
  // Nothing closes, or open weights are as likely to be good enough today: then a gap is not what decides.
  const isReached = even.some(({ plan }) => !buysProprietary(plan));
  if (least === 0 || isReached || !isAhead(head, ranked))
    return { plan: "act", medianMonths, gain: 0 };
  const reached = question.needs.map(({ state }) =>
    state.need.bar.moving
      ? 0
      : (ofAnySize(state.closings)?.forecast.probability(horizonMonths) ?? 0),
  );
  const closed = choose(closedWorld(question), 0).ranked[0]?.value ?? Number.NEGATIVE_INFINITY;
  const gain =
    Math.max(0, closed - head.value) * least -
    (question.knowledge.pack.scales.switchingMonths / horizonMonths) * Math.min(...reached);
  return { plan: gain > 0 ? "bridge" : "act", medianMonths, gain };
}

/** Ahead by so much in P(bar). */
const clearly = 0.1;

/** The proprietary picks are likelier than not to do, and clearly likelier than those of the best open plan. */
function isAhead(head: Plan, ranked: Chosen["ranked"]): boolean {
  const open = ranked.find(({ plan }) => !buysProprietary(plan))?.plan;
  return chanceOf(head) >= 0.5 && (open === undefined || chanceOf(open) < chanceOf(head) - clearly);
}

const buysProprietary = ({ picks }: Plan): boolean =>
  picks.some(({ row }) => row.candidate.option === "proprietary-api");

/**
 * The open side alone, if whoever passes the gates there stood at the yardstick. Costs and gates stay as they are. Thinking harder
 * gains nothing there, so each model does at its least effort, which comes first.
 */
const closedWorld = (question: Question): Question =>
  askWith(question, ({ open }) =>
    open
      .filter(({ place }) => place.option !== "proprietary-api")
      .map(({ place, beliefs: [least] }) => ({ place, beliefs: [least && caughtUp(least)] })),
  );

const caughtUp = (belief: Belief): Belief => ({
  ...belief,
  ...{ gap: 0, sd: 0, imputed: false, proven: true },
});
