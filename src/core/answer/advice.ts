import type { Advice } from "../../shapes/decision.ts";
import { beliefsAt } from "../believe/models.ts";
import type { Chosen } from "../choose/choose.ts";
import { answerable } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { Candidate } from "../gate/candidate.ts";
import { extend } from "../gate/facts.ts";
import type { NeedState } from "../gate/need.ts";
import { evaluate } from "../gate/rules/evaluate.ts";
import { fill } from "../gate/rules/trace.ts";
import type { Context, Facts } from "../know/condition.ts";
import type { Knowledge, Rule } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import { evidenceFor } from "./evidence.ts";

const advisories = remembering(
  ({ rules }: Knowledge) => rules.filter((rule) => rule.effect.kind === "advise"),
  new WeakMap(),
);

/** Advisories: rules about the use case, its needs and the routes chosen. They move no score. */
export function adviceFor(question: Question, chosen: Chosen): Advice[] {
  const { choice, status, ranked } = chosen;
  const answer = { answer: { choice, status } };
  const needs = answerable(question);
  const picks = ranked[0]?.plan.picks ?? [];
  const asked: Record<Rule["given"], AdviceSubject[]> = {
    "use-case": [{ facts: extend(question.base, answer), state: question.needs[0]?.state }],
    need: question.needs.map(({ facts, state }) => ({ facts: extend(facts, answer), state })),
    candidate: picks.map(({ row: { judged, candidate } }, at) => {
      const state = needs[at]?.state;
      const boards = state && boardFacts(candidate, state, question);
      return { facts: extend(judged.context.facts, { ...answer, boards }), state, candidate };
    }),
  };
  const advice = advisories(question.knowledge).flatMap((rule) =>
    asked[rule.given].flatMap((one) => advise(rule, one, question)),
  );
  const seen = new Map(advice.map((one) => [`${one.rule}|${one.text}`, one]));
  return [...seen.values()];
}

interface AdviceSubject {
  readonly facts: Facts;
  readonly state: NeedState | undefined;
  readonly candidate?: Candidate;
}

/** What rules may ask about the boards behind a candidate: those of the need that scored its model. */
export function boardFacts(
  { model }: Candidate,
  { belief }: NeedState,
  { knowledge, asOf }: Pick<Question, "knowledge" | "asOf">,
) {
  if (model === undefined || belief === undefined) return undefined;
  const { fit, boards, models } = beliefsAt(knowledge, asOf);
  const scored = models.find((one) => one.model === model);
  const ids = new Set(belief.boards.map(({ benchmark }) => benchmark.id));
  const own = (scored?.cells ?? []).filter(({ board }) =>
    ids.has(boards[board]?.benchmark.id ?? ""),
  );
  const vendorRun = own.filter(({ observation }) => observation.evaluator === "vendor").length;
  // Beside what its ability explains, how far apart two boards place it.
  const beside = own.flatMap(({ board, z }) => {
    const line = fit.lines[board];
    return line === undefined || scored === undefined
      ? []
      : [z - line.mu - line.slope * scored.ability.at(line.home)];
  });
  const disagreement = beside.length < 2 ? 0 : Math.max(...beside) - Math.min(...beside);
  return {
    count: own.length,
    vendorRun,
    allVendorRun: own.length > 0 && vendorRun === own.length,
    disagreement,
    disagree: disagreement > knowledge.pack.evidence.disagreement,
  };
}

function advise(
  rule: Rule,
  { facts, state, candidate }: AdviceSubject,
  question: Question,
): Advice[] {
  const context: Context = { facts, parameters: question.knowledge.pack.parameters };
  if (evaluate(rule.when, context) !== true) return [];
  const evidence =
    state === undefined ? [] : evidenceFor(rule.evidence, candidate, state, question);
  const text =
    rule.remedy === undefined
      ? fill(rule.because, context)
      : `${fill(rule.because, context)} ${fill(rule.remedy, context)}`;
  return [{ rule: rule.id, title: rule.title, text, evidence }];
}
