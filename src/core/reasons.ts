import type { Plan } from "./contest.ts";
import { type Contribution, contributions } from "./contribution.ts";
import type { Evidence, Reason } from "./decision.ts";
import { conditionsOf, evidenceFor } from "./describe.ts";
import { percent, usd } from "./money.ts";
import { type Choice, choiceOf } from "./outcome.ts";
import type { Answer, Question } from "./question.ts";
import { fill } from "./rules/trace.ts";
import type { Criterion } from "./use-case.ts";

/** Why the choice leads the runner-up, term by term; rules that moved points are listed with their own condition. */
export function reasonsFor(question: Question, found: Answer): Reason[] {
  const { plan, runnerUp } = found;
  if (plan === undefined) return [];
  const points = pointReasons(plan, question);
  if (runnerUp === undefined) return points;
  const terms = contributions(plan, runnerUp, question.arena, question.useCase.weights);
  return [
    ...evidenceReasons(plan, runnerUp),
    ...terms
      .filter((one) => Math.abs(one.delta) > 1e-12)
      .filter((one) => one.criterion !== "cost" || isComparable(plan, runnerUp))
      .map((one) => termReason(one, plan, runnerUp, question)),
    ...points,
  ];
}

/** A rival on thin evidence, or without a price, loses whatever its points: nobody has shown what it does or costs. */
function evidenceReasons(plan: Plan, runnerUp: Plan): Reason[] {
  if (plan.tier >= runnerUp.tier) return [];
  const thin = runnerUp.tier >= 2;
  const named = runnerUp.picks
    .map((one) => one.contender)
    .filter((one) => (thin ? one.unknown : one.unpriced))
    .map(({ candidate: { model, option } }) => model?.title ?? option);
  const names = [...new Set(named)].join(" and ");
  return [
    {
      rule: thin ? "evidence.thin" : "evidence.unpriced",
      option: choiceOf(runnerUp),
      kind: "evidence",
      criterion: null,
      delta: null,
      text: thin
        ? `scores of ${names} are too few or too vendor-run for this bar: they count as unknown`
        : `no price is known for ${names} there: it gives way to what has one`,
      conditions: [],
      evidence: [],
    },
  ];
}

function termReason(
  { criterion, delta, values }: Contribution,
  plan: Plan,
  other: Plan,
  question: Question,
): Reason {
  return {
    rule: `criterion.${criterion}`,
    option: choiceOf(plan),
    kind: "criterion",
    criterion,
    delta,
    text: sentences[criterion](...values, plan, other, question),
    conditions: [],
    evidence:
      criterion === "quality" || criterion === "cost"
        ? sourcesOf(plan, other, criterion, question)
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

type Sentence = (a: number, b: number, plan: Plan, other: Plan, question: Question) => string;

/** One sentence per criterion, from the two plans' values on its scale. */
const sentences: Record<Criterion | "overhead", Sentence> = {
  quality: (_a, _b, plan, other) =>
    `expected quality ${qualityOf(plan)} of the reference, against ${qualityOf(other)}`,
  cost: (_a, _b, plan, other, question) => costOf(plan, other, question),
  privacy: (a, b, _plan, _other, { useCase }) =>
    `${useCase.data.sensitivity} data is ${a > b ? "less" : "more"} exposed (${score(a)} against ${score(b)})`,
  ops: (a, b, _plan, _other, { useCase }) =>
    `${a > b ? "less" : "more"} to operate with ${useCase.team.mlEngineers} ML engineer${useCase.team.mlEngineers === 1 ? "" : "s"}${useCase.team.onCall ? " on call" : " and no rota"} (${score(a)} against ${score(b)})`,
  control: (a, b) => `${a > b ? "less" : "more"} lock-in (${score(a)} against ${score(b)})`,
  speed: (a, b) => `${a > b ? "sooner" : "later"} in production (${score(a)} against ${score(b)})`,
  overhead: (a, b) => `${a < b ? "one more" : "one fewer"} option to run`,
};

const score = (value: number): string => value.toFixed(2);

const isUnpriced = ({ picks }: Plan): boolean => picks.some((one) => one.contender.unpriced);

/** A bill against no bill is no comparison: the order of the tiers has decided, and no margin is claimed. */
const isComparable = (plan: Plan, other: Plan): boolean =>
  plan.tier === other.tier || isUnpriced(plan) === isUnpriced(other);

/** What has no price counts as nothing on both sides, and must not be read as free. */
function costOf(plan: Plan, other: Plan, { useCase }: Question): string {
  const bills = `${usd(plan.usdPerMonth)} a month against ${usd(other.usdPerMonth)}`;
  const picks = [...plan.picks, ...other.picks].map((one) => one.contender);
  if (!picks.some((one) => one.unpriced)) return bills;
  if (picks.some((one) => !one.unpriced)) return `${bills}, for what has a price`;
  const share = ({ usdPerMonth, picks: { length } }: Plan) =>
    percent(usdPerMonth / useCase.budget.hurtsAtUsdPerMonth / length);
  return picks.every((one) => one.candidate.costShare !== undefined)
    ? `claimed to cost ${share(plan)} of an API's bill, against ${share(other)}`
    : "rules alone: no price is known on either side";
}

/** Mean over the needs; the plan's picks carry their quality at expected values. */
function qualityOf(plan: Plan): string {
  const qualities = plan.picks.map((one) => one.quality);
  return percent(qualities.reduce((sum, one) => sum + one, 0) / qualities.length);
}

function sourcesOf(
  plan: Plan,
  other: Plan,
  criterion: "quality" | "cost",
  question: Question,
): Evidence[] {
  const names = criterion === "quality" ? ["scores"] : ["price"];
  const found = [plan, other].flatMap(({ picks }) =>
    picks.flatMap(({ contender }, index) => {
      const state = question.needs[index]?.state;
      return state === undefined ? [] : evidenceFor(names, contender.candidate, state, question);
    }),
  );
  return unique(found);
}

function unique(found: readonly Evidence[]): Evidence[] {
  const seen = new Map(found.map((one) => [`${one.source}|${one.value}`, one]));
  return [...seen.values()];
}

function pointReasons(plan: Plan, question: Question): Reason[] {
  return plan.picks.flatMap(({ contender: { judged, candidate }, option }, index) =>
    judged.fired.flatMap((rule): Reason[] => {
      const state = question.needs[index]?.state;
      if (state === undefined || rule.effect.kind !== "points") return [];
      return [
        {
          rule: rule.id,
          option,
          kind: "points",
          criterion: rule.effect.criterion,
          delta: null,
          text: fill(rule.because, judged.context),
          conditions: conditionsOf(rule.when, judged.context),
          evidence: evidenceFor(rule.evidence, candidate, state, question),
        },
      ];
    }),
  );
}
