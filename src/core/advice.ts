import type { Advice } from "./decision.ts";
import { evidenceFor } from "./describe.ts";
import { disagreement } from "./evidence.ts";
import { extend } from "./facts.ts";
import type { Rule } from "./pack.ts";
import type { Answer, Question } from "./question.ts";
import type { Context, Facts } from "./rules/condition.ts";
import { evaluate } from "./rules/evaluate.ts";
import { fill } from "./rules/trace.ts";

/** Advisories: rules about the use case, its needs and the routes chosen. They move no score. */
export function adviceFor(question: Question, found: Answer): Advice[] {
  const rules = question.knowledge.rules.filter((rule) => rule.effect.kind === "advise");
  const answerFacts = { answer: { choice: found.choice, status: found.status } };
  const contexts: Record<Rule["given"], { facts: Facts; need: number }[]> = {
    "use-case": [{ facts: extend(question.base, answerFacts), need: 0 }],
    need: question.needs.map(({ facts }, need) => ({ facts: extend(facts, answerFacts), need })),
    candidate: (found.plan?.picks ?? []).map(({ contender }, need) => ({
      facts: extend(contender.judged.context.facts, {
        ...answerFacts,
        boards: boardFacts(contender.candidate.standing, question),
      }),
      need,
    })),
  };
  const advice = rules.flatMap((rule) =>
    contexts[rule.given].flatMap(({ facts, need }) => advise(rule, facts, need, question, found)),
  );
  const seen = new Map(advice.map((one) => [`${one.rule}|${one.text}`, one]));
  return [...seen.values()];
}

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
  { needs, knowledge }: Question,
  found: Answer,
): Advice[] {
  const context: Context = { facts, parameters: knowledge.pack.parameters };
  if (evaluate(rule.when, context) !== true) return [];
  const state = needs[need]?.state;
  const candidate = found.plan?.picks[need]?.contender.candidate;
  const evidence =
    state === undefined ? [] : evidenceFor(rule.evidence, candidate, state, knowledge);
  const text =
    rule.remedy === undefined
      ? fill(rule.because, context)
      : `${fill(rule.because, context)} ${fill(rule.remedy, context)}`;
  return [{ rule: rule.id, title: rule.title, text, evidence }];
}
