import type { Choice, Criterion } from "../../shapes/common.ts";
import type { Reason } from "../../shapes/decision.ts";
import type { Evidence } from "../../shapes/route.ts";
import { type Compared, choiceOf } from "../choose/choice.ts";
import { answerable, type Chosen, pickedIn } from "../choose/choose.ts";
import {
  chanceOf,
  type Field,
  isAsked,
  isAsking,
  overheadOf,
  type Plan,
  sizeOfSet,
} from "../choose/plans.ts";
import type { Question } from "../choose/question.ts";
import { waitOf } from "../choose/rates.ts";
import { renters } from "../gate/facts.ts";
import { isKin } from "../gate/kin.ts";
import { fill } from "../gate/rules/trace.ts";
import { criteria, softCriteria } from "../know/lists.ts";
import { percent, roughPercent, usd } from "../know/money.ts";
import { holdsOf } from "./candidate.ts";
import { conditionsOf, evidenceFor, unique } from "./evidence.ts";
import { drawnOf, meanCriteria } from "./plans.ts";

/** Why the choice leads the next plan, term by term: they sum to the margin; rules that moved points are listed with their condition. */
export function reasonsFor(question: Question, chosen: Chosen): Reason[] {
  const [head, next] = chosen.ranked;
  if (head === undefined) return [];
  const points = pointReasons(head.plan, question);
  if (next === undefined) return points;
  const terms = termsOf(head, next, chosen)
    .filter(({ delta }) => Math.abs(delta) > 1e-12)
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.criterion < b.criterion ? -1 : 1));
  return [...terms.map((term) => termReason(term, head, next, question)), ...points];
}

interface Term {
  readonly criterion: Criterion | "overhead";
  /** Of the two plans, before weights. */
  readonly values: readonly [number, number];
  readonly delta: number;
}

/** Weighted differences per criterion: over the draws, where there are any, with each draw's own weights. */
function termsOf({ plan: one }: Compared, { plan: other }: Compared, chosen: Chosen): Term[] {
  const { draws, field } = chosen;
  const [a, b] = [drawnOf(one, chosen), drawnOf(other, chosen)];
  const overhead: Term = {
    criterion: "overhead",
    values: [overheadOf(one, field.rates), overheadOf(other, field.rates)],
    delta: overheadOf(other, field.rates) - overheadOf(one, field.rates),
  };
  if (draws === undefined || a === undefined || b === undefined)
    return [
      overhead,
      ...criteria.map((criterion): Term => {
        const values = [one.criteria[criterion], other.criteria[criterion]] as const;
        return {
          criterion,
          values,
          delta: field.rates.weights[criterion] * (values[0] - values[1]),
        };
      }),
    ];
  const width = criteria.length;
  const [meanA, meanB] = [meanCriteria(a), meanCriteria(b)];
  const terms = [
    overhead,
    ...criteria.map((criterion, at): Term => {
      let delta = 0;
      for (let draw = 0; draw < draws.count; draw++) {
        const place = draw * width + at;
        const weight = draws.weights[place] ?? 0;
        delta += (weight * ((a.criteria[place] ?? 0) - (b.criteria[place] ?? 0))) / draws.count;
      }
      return { criterion, values: [meanA[criterion], meanB[criterion]], delta };
    }),
  ];
  return apart(terms, one, other, chosen.field);
}

/**
 * What a plan is worth beside quality and cost counts while it holds. That one holds oftener is told once, with quality, and of the
 * others what the plans themselves differ in: a h - b k = (a - b)(h + k)/2 + (a + b)(h - k)/2, where h and k are the shares that hold.
 */
function apart(terms: readonly Term[], one: Plan, other: Plan, field: Field): Term[] {
  let held = 0;
  const own = terms.map((term): Term => {
    const criterion = softCriteria.find((name) => name === term.criterion);
    if (criterion === undefined) return term;
    const [a, b] = [one, other].map((plan) => ofPicks(plan, criterion, field));
    if (a === undefined || b === undefined || a <= 0 || b <= 0) return term;
    const [x, y] = term.values;
    const delta = (field.rates.weights[criterion] * (a - b) * (x / a + y / b)) / 2;
    held += term.delta - delta;
    return { ...term, values: [a, b], delta };
  });
  return own.map((term) =>
    term.criterion === "quality" ? { ...term, delta: term.delta + held } : term,
  );
}

/** A criterion of the first picks, as if they held. */
const ofPicks = (
  { picks }: Plan,
  criterion: (typeof softCriteria)[number],
  { stakes }: Field,
): number =>
  picks.reduce((sum, { row }, need) => sum + (stakes[need] ?? 0) * row.soft[criterion], 0);

function termReason(
  { criterion, delta, values }: Term,
  head: Compared,
  next: Compared,
  question: Question,
): Reason {
  return {
    rule: `criterion.${criterion}`,
    option: choiceOf(head.plan),
    kind: "criterion",
    criterion,
    delta,
    text: sentences[criterion](values, head.plan, next.plan, question),
    conditions: [],
    evidence:
      criterion === "quality" || criterion === "cost"
        ? sourcesOf(head.plan, next.plan, criterion, question)
        : [],
  };
}

const names: Record<Choice, string> = {
  "self-host": "self-hosting",
  "hosted-open": "open weights hosted by somebody else",
  "proprietary-api": "a proprietary API",
  hybrid: "the split",
  none: "nothing",
};

export const nameOf = (choice: Choice): string => names[choice];

type Sentence = (values: Term["values"], plan: Plan, other: Plan, question: Question) => string;

/** One sentence per criterion, from the two plans' values on its scale. */
const sentences: Record<Criterion | "overhead", Sentence> = {
  quality: ([a, b], plan, other, question) =>
    qualityText(
      score(a) === score(b)
        ? `holds in ${percent(heldOf(plan, question))} over both tries, against ${percent(heldOf(other, question))}`
        : `worth ${score(a)} against ${score(b)} over both tries`,
      [plan, other],
      question,
    ),
  cost: ([a, b], plan, other, question) => {
    // What machines take in months that go badly counts, too.
    const isWider = a < b && plan.expectedUsd < other.expectedUsd;
    return `${costText(plan, other, question)}${isWider ? ", but it may be far more" : ""}`;
  },
  privacy: ([a, b], _plan, _other, { useCase }) =>
    `${useCase.data.sensitivity} data is ${a > b ? "less" : "more"} exposed (${score(a)} against ${score(b)})`,
  latency: ([a, b]) =>
    `a ${a > b ? "shorter" : "longer"} wait while it thinks (${score(a)} against ${score(b)})`,
  ops: ([a, b], _plan, _other, { useCase }) =>
    `${a > b ? "less" : "more"} to operate with ${useCase.team.mlEngineers} ML engineer${useCase.team.mlEngineers === 1 ? "" : "s"}${useCase.team.onCall ? " on call" : " and no rota"} (${score(a)} against ${score(b)})`,
  control: ([a, b]) => `${a > b ? "less" : "more"} lock-in (${score(a)} against ${score(b)})`,
  speed: ([a, b]) =>
    `${a > b ? "sooner" : "later"} in production (${score(a)} against ${score(b)})`,
  overhead: ([a, b], plan, other) => {
    if (plan.askedShare !== other.askedShare) {
      if (plan.askedShare > other.askedShare) return `${asksOf(plan)} first`;
      return `${isAsking(plan) ? "less to wait for" : "nothing to be documented first"}, while ${asksOf(other)}`;
    }
    const what = sizeOfSet(plan.set) === sizeOfSet(other.set) ? "model to watch" : "option to run";
    return `${a > b ? "one more" : "one fewer"} ${what}`;
  },
};

/** Whom a plan has to ask, and of what. */
const asksOf = ({ picks }: Plan): string =>
  picks
    .map(({ row }) => row)
    .filter(isAsked)
    .map(
      ({ candidate: { offer, model } }) =>
        `${offer?.provider ?? renters} has to be asked about ${model?.id}`,
    )
    .join(", ");

/** First picks are told beside it where they differ. */
function qualityText(worth: string, plans: readonly [Plan, Plan], question: Question): string {
  const [mine, its] = plans.map((one) => clears(one, question));
  return mine === its ? worth : `${worth}; first picks clear the bar in ${mine}, against ${its}`;
}

const score = (value: number): string => value.toFixed(2);

/** The least likely pick of a plan carries it; of what nobody measured here one digit is told. */
function clears(plan: Plan, question: Question): string {
  const least = chanceOf(plan);
  const isGuess = pickedIn(plan, question).some(
    ({ pick: { row }, state }) =>
      row.chance === least && (row.imputed || isKin(state) || row.candidate.kind === "tuned"),
  );
  return isGuess ? `about ${roughPercent(least)} %` : percent(least);
}

function costText(plan: Plan, other: Plan, question: Question): string {
  const [held, otherHeld] = [heldOf(plan, question), heldOf(other, question)];
  const differ = percent(held) !== percent(otherHeld);
  const mine = differ ? ` for work that holds in ${percent(held)}` : "";
  const its = differ ? ` for ${percent(otherHeld)}` : "";
  const bills = `${usd(plan.expectedUsd)} a month expected${mine}, against ${usd(other.expectedUsd)}${its}`;
  const unpriced = answerable(question).filter(({ table }) => !table.priced);
  if (unpriced.length === 0) return bills;
  return unpriced.length === answerable(question).length
    ? "rules alone: no price is known on either side"
    : `${bills}, for what has a price`;
}

/** Share of the work in which a first pick or its fallback is good enough. */
const heldOf = (plan: Plan, question: Question): number =>
  pickedIn(plan, question).reduce(
    (sum, { pick, state }) => sum + state.need.share * holdsOf(pick, waitOf(question)),
    0,
  );

function sourcesOf(
  plan: Plan,
  other: Plan,
  criterion: "quality" | "cost",
  question: Question,
): Evidence[] {
  const names = criterion === "quality" ? ["scores"] : ["price"];
  return unique(
    [plan, other].flatMap((one) =>
      pickedIn(one, question).flatMap(({ pick, state }) =>
        evidenceFor(names, pick.row.candidate, state, question),
      ),
    ),
  );
}

function pointReasons(plan: Plan, question: Question): Reason[] {
  return pickedIn(plan, question).flatMap(({ pick: { row }, state }) => {
    const { judged, candidate } = row;
    return judged.fired.flatMap((rule): Reason[] => {
      if (rule.effect.kind !== "points") return [];
      return [
        {
          rule: rule.id,
          option: candidate.option,
          kind: "points",
          criterion: rule.effect.criterion,
          delta: null,
          text: fill(rule.because, judged.context),
          conditions: conditionsOf(rule.when, judged.context),
          evidence: evidenceFor(rule.evidence, candidate, state, question),
        },
      ];
    });
  });
}
