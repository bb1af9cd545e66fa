import { complete } from "../assume.ts";
import { options } from "../candidates/candidate.ts";
import { type Draws, drawOutcomes } from "../confidence.ts";
import { type Arena, contender, withoutDominated } from "../contender.ts";
import type { Plan } from "../contest.ts";
import { type Judged, judgeFor, passesFacts } from "../judge.ts";
import type { Day } from "../knowledge.ts";
import { type Choice, choiceOf } from "../outcome.ts";
import type { Knowledge } from "../pack.ts";
import { type Answer, answer, hopefuls, pose, type Question } from "../question.ts";
import type { Assumption, UseCase, WrittenUseCase } from "../use-case.ts";

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
  const brief = pose(useCase, knowledge, asOf, {});
  const whole = once(() => pose(useCase, knowledge, asOf));
  const briefly = answer(brief);
  // Where nothing stands, only the whole question tells why.
  const [question, found] =
    briefly.choice === "none" ? [whole(), answer(whole())] : [brief, briefly];
  const draws =
    count > 0 && found.choice !== unless ? drawn(question, found, brief, count) : undefined;
  const { immaterialMargin, tooCloseUnder } = knowledge.pack.scales;
  const { plan, runnerUp } = found;
  const compared = plan !== undefined && runnerUp !== undefined && plan.tier === runnerUp.tier;
  return {
    useCase,
    assumed,
    question,
    whole,
    found,
    draws,
    immaterial: compared && Math.abs(plan.value - runnerUp.value) < immaterialMargin,
    tooClose:
      found.status === "decided" &&
      runnerUp !== undefined &&
      draws !== undefined &&
      draws.beatsRunnerUp < tooCloseUnder,
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
  const runnerUp = found.runnerUp === undefined ? "none" : choiceOf(found.runnerUp);
  const arena =
    question !== brief
      ? found.status === "below-bar"
        ? { ...question.arena, withBar: false }
        : hopefuls(question.arena)
      : hopefuls(contested(brief));
  return drawOutcomes(arena, found, runnerUp, count);
}

/** A brief question with those brought back that miss the bar at expected values: in a draw they may clear it. */
function contested(brief: Question): Arena {
  const { arena, needs, useCase, knowledge, asOf } = brief;
  const fields = arena.fields.map((field, index) => {
    const { judged = [], facts = brief.base } = needs[index] ?? {};
    const judge = judgeFor(facts, useCase, knowledge, asOf);
    const again = judged
      .map(
        (one): Judged =>
          one.barVetoes.length > 0 && one.candidate.clearing.probability > hopeless
            ? judge(one.candidate)
            : one,
      )
      .filter((one) => one.candidate.kind !== "none" && passesFacts(one));
    const contenders = options.map((option) =>
      withoutDominated(
        again
          .filter((one) => one.candidate.option === option && isHopeful(one))
          .map((one) => contender(one, useCase, knowledge)),
      ),
    );
    return { ...field, contenders };
  });
  return { ...arena, fields };
}

const hopeless = 1e-4;

/** Those that fell to the bar at once were not asked about their other gates. */
const isHopeful = ({ barVetoes, candidate }: Judged): boolean =>
  barVetoes.length === 0 || candidate.clearing.probability > hopeless;

/** The plan of a choice at expected values; undefined where it does not stand. */
export function planFor({ found }: Redecision, choice: Choice): Plan | undefined {
  if (choice === found.choice) return found.plan;
  if (choice === "none") return undefined;
  return choice === "hybrid" ? found.outcome.split : found.outcome.single[options.indexOf(choice)];
}
