import type { Candidate } from "./candidates/candidate.ts";
import { monthlyCost } from "./cost/monthly.ts";
import type { Advice } from "./decision.ts";
import { evidenceFor } from "./describe.ts";
import { disagreement } from "./evidence.ts";
import { extend } from "./facts.ts";
import { passes } from "./judge.ts";
import type { Knowledge, Rule } from "./pack.ts";
import type { Threshold } from "./quality.ts";
import type { Answer, Question } from "./question.ts";
import { remembering } from "./remember.ts";
import type { Context, Facts } from "./rules/condition.ts";
import { evaluate } from "./rules/evaluate.ts";
import { fill } from "./rules/trace.ts";

const advisories = remembering(
  ({ rules }: Knowledge) => rules.filter((rule) => rule.effect.kind === "advise"),
  new WeakMap(),
);

/** Advisories: rules about the use case, its needs and the routes chosen. They move no score. */
export function adviceFor(question: Question, found: Answer): Advice[] {
  const { choice, status } = found;
  const answerFacts = { answer: { choice, status } };
  const contexts: Record<Rule["given"], { facts: Facts; need: number }[]> = {
    "use-case": [{ facts: extend(question.base, answerFacts), need: 0 }],
    need: question.needs.map(({ facts }, need) => {
      const rival = rivalFacts(question, found, need);
      return { facts: extend(facts, { ...answerFacts, rival }), need };
    }),
    candidate: (found.plan?.picks ?? []).map(({ contender }, need) => ({
      facts: extend(contender.judged.context.facts, {
        ...answerFacts,
        boards: boardFacts(contender.candidate.standing, question),
      }),
      need,
    })),
  };
  const advice = advisories(question.knowledge).flatMap((rule) =>
    contexts[rule.given].flatMap(({ facts, need }) => advise(rule, facts, need, question, found)),
  );
  const seen = new Map(advice.map((one) => [`${one.rule}|${one.text}`, one]));
  return [...seen.values()];
}

/**
 * The cheapest candidate whose few scores would clear the bar, if they were enough to be believed: the evaluation that
 * could pay. Undefined where the choice itself is unmeasured or unpriced.
 */
export function rivalFacts(
  { needs, useCase, knowledge }: Question,
  { plan }: Answer,
  need: number,
) {
  const chosen = plan?.picks[need]?.contender;
  const asked = needs[need];
  if (chosen === undefined || asked === undefined || chosen.unknown || chosen.unpriced)
    return undefined;
  const usd = (candidate: Candidate) =>
    monthlyCost(candidate, useCase, knowledge)?.total ?? Number.POSITIVE_INFINITY;
  const promising = asked.judged
    .filter((one) => passes(one) && isPromising(one.candidate, asked.state.threshold))
    .map(({ candidate }) => ({ title: candidate.model?.title ?? "", usd: usd(candidate) }));
  const cheapest = promising.toSorted((a, b) => a.usd - b.usd)[0];
  return cheapest && { title: cheapest.title, saving: usd(chosen.candidate) - cheapest.usd };
}

const isPromising = ({ quality, standing }: Candidate, bar: Threshold): boolean =>
  quality.kind === "unknown" &&
  standing !== undefined &&
  standing.boards.length > 0 &&
  standing.behind <= bar.behind;

/** What rules may ask about the boards behind a candidate. */
export function boardFacts(
  standing: Parameters<typeof disagreement>[0] | undefined,
  { knowledge }: Pick<Question, "knowledge">,
) {
  if (standing === undefined) return undefined;
  const vendorRun = standing.boards.filter((one) => one.observation.evaluator === "vendor").length;
  return {
    count: standing.boards.length,
    vendorRun,
    allVendorRun: standing.boards.length > 0 && vendorRun === standing.boards.length,
    disagreement: disagreement(standing),
    disagree: disagreement(standing) > knowledge.pack.evidence.disagreement,
  };
}

function advise(
  rule: Rule,
  facts: Facts,
  need: number,
  question: Question,
  found: Answer,
): Advice[] {
  const { needs, knowledge } = question;
  const context: Context = { facts, parameters: knowledge.pack.parameters };
  if (evaluate(rule.when, context) !== true) return [];
  const state = needs[need]?.state;
  const candidate = found.plan?.picks[need]?.contender.candidate;
  const evidence =
    state === undefined ? [] : evidenceFor(rule.evidence, candidate, state, question);
  const text =
    rule.remedy === undefined
      ? fill(rule.because, context)
      : `${fill(rule.because, context)} ${fill(rule.remedy, context)}`;
  return [{ rule: rule.id, title: rule.title, text, evidence }];
}
