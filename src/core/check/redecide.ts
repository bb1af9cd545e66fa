import { complete } from "../assume.ts";
import { type Draws, drawOutcomes } from "../confidence.ts";
import { judgeFor } from "../judge.ts";
import type { Day } from "../knowledge.ts";
import type { Choice } from "../outcome.ts";
import type { Knowledge } from "../pack.ts";
import { type Answer, answer, drawable, isHopeful, pose, type Question } from "../question.ts";
import type { Assumption, UseCase, WrittenUseCase } from "../use-case.ts";
import { isImmaterial, isTooClose, marginOf } from "../verdict.ts";

/** A use case decided again, with no more worked out than a check asks for. */
export interface Redecision {
  readonly useCase: UseCase;
  readonly assumed: readonly Assumption[];
  /** The question at expected values: who stands is known, what removed the others is not. */
  readonly question: Question;
  /** The same with every gate of every candidate, worked out when somebody asks. */
  readonly whole: () => Question;
  readonly found: Answer;
  readonly draws: Draws | undefined;
  /** The lead is so small, or so unsure, that neither side is wrong. */
  readonly immaterial: boolean;
  readonly tooClose: boolean;
}

export interface Drawing {
  readonly count: number;
  /** No draws are made where this is the answer anyway. */
  readonly unless?: Choice | undefined;
}

export function redecide(
  written: WrittenUseCase,
  knowledge: Knowledge,
  asOf: Day,
  { count, unless }: Drawing,
): Redecision {
  const { useCase, assumed } = complete(written, knowledge);
  const brief = pose(useCase, knowledge, asOf, true);
  const whole = once(() => pose(useCase, knowledge, asOf));
  const briefly = answer(brief);
  // Where nothing stands, only the whole question tells why.
  const [question, found] =
    briefly.choice === "none" ? [whole(), answer(whole())] : [brief, briefly];
  const draws =
    count > 0 && found.choice !== unless ? drawn(question, found, brief, count) : undefined;
  const { scales } = knowledge.pack;
  return {
    useCase,
    assumed,
    question,
    whole,
    found,
    draws,
    immaterial: isImmaterial(marginOf(found), scales),
    tooClose: isTooClose(found, draws, scales),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same draws as moat advise makes, fewer of them. */
function drawn(question: Question, found: Answer, brief: Question, count: number): Draws {
  const asked = question === brief ? withHopefuls(brief) : question;
  return drawOutcomes(drawable(asked, found), found, count);
}

/** A brief question with every gate asked of those who miss the bar at expected values: in a draw they may clear it. */
function withHopefuls(brief: Question): Question {
  const { useCase, knowledge, asOf } = brief;
  const needs = brief.needs.map((need) => {
    const judge = judgeFor({ facts: need.facts, useCase, knowledge, asOf });
    const judged = need.judged.map((one) =>
      one.barVetoes.length > 0 && isHopeful(one) ? judge(one.settled, one.candidate) : one,
    );
    return { ...need, judged };
  });
  return { ...brief, needs };
}
