import { unscoredCandidates } from "./candidates/all.ts";
import { type Candidate, options } from "./candidates/candidate.ts";
import {
  type Arena,
  type Bill,
  type Contender,
  contender,
  type Field,
  withoutDominated,
} from "./contender.ts";
import { betterPlan, expectedScene, type Plan } from "./contest.ts";
import { leastOwnCost } from "./cost/fleet.ts";
import { needFacts, useCaseFacts } from "./facts.ts";
import { type Judged, judgeFor, passes, passesFacts, type Settled, settleFor } from "./judge.ts";
import type { Day, Option } from "./knowledge.ts";
import { type Choice, choiceOf, type Outcome, outcomeOf } from "./outcome.ts";
import type { Knowledge } from "./pack.ts";
import type { Facts } from "./rules/condition.ts";
import { settledFor } from "./settled.ts";
import { type NeedState, needState } from "./situation.ts";
import type { UseCase } from "./use-case.ts";

/** A use case set against what is known at a day: every candidate of every need, judged. */
export interface Question {
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
  readonly asOf: Day;
  readonly base: Facts;
  readonly needs: readonly {
    readonly state: NeedState;
    readonly facts: Facts;
    readonly judged: readonly Judged[];
    /** Somebody has measured a candidate, whether it stands or not. */
    readonly measured: boolean;
  }[];
  /** Those that stand at expected values. */
  readonly arena: Arena;
  /** Candidates were asked about gates only until one failed: who stands but for the bar is not known. */
  readonly isBrief: boolean;
}

/** With those beside them that have a chance of clearing the bar in a draw. */
export const hopefuls = (question: Asked): Arena => arenaOf(question, isHopeful);

export const isHopeful = (one: Judged): boolean =>
  passesFacts(one) &&
  (one.candidate.quality.kind === "unknown" || one.candidate.clearing.probability > hopeless);

const hopeless = 1e-4;

/** The answer at the expected values of everything. */
export interface Answer {
  readonly choice: Choice;
  readonly status: "decided" | "below-bar" | "insufficient-evidence" | "infeasible";
  readonly outcome: Outcome;
  readonly plan: Plan | undefined;
  readonly runnerUp: Plan | undefined;
}

/** Ways to look at less, for each need: only who stands at expected values, not who may do so in a draw. */
export type Brief = readonly {
  /** Others outdo these. */
  readonly without: ReadonlySet<Settled>;
  /** Candidates whose costs have not changed. */
  readonly kept: ReadonlyMap<Settled, Candidate>;
}[];

/**
 * The choice at expected values alone. For one need, own machines that lose at the lowest bill there is lose at any, and
 * need not be sized.
 */
export function choiceAt(useCase: UseCase, knowledge: Knowledge, asOf: Day, brief: Brief): Choice {
  const asked = ask(useCase, knowledge, asOf, true, brief);
  const isSingle = asked.needs.length === 1;
  const choiceIn = (arena: Arena) => answer({ ...asked, arena }).choice;
  if (isSingle) {
    const usdPerMonth = leastOwnCost(useCase, knowledge);
    const choice = choiceIn(
      arenaOf(asked, passes, everyone, ({ candidate }) =>
        candidate.kind === "scored" && candidate.placement === "own"
          ? { kind: "hosted", usdPerMonth }
          : candidate.cost,
      ),
    );
    if (choice === "hosted-open" || choice === "proprietary-api") return choice;
  }
  // Which of the candidates of an option is best does not matter where only the choice is asked for.
  const choice = choiceIn(arenaOf(asked, passes, isSingle ? everyone : withoutDominated));
  return choice === "none" ? answer(pose(useCase, knowledge, asOf)).choice : choice;
}

/**
 * Briefly each candidate is looked at only until a gate fails. The choice at expected values is the same; what
 * removed whom, and who stands but for the bar, is not known then.
 */
export function pose(useCase: UseCase, knowledge: Knowledge, asOf: Day, isBrief = false): Question {
  const asked = ask(useCase, knowledge, asOf, isBrief);
  return { ...asked, arena: arenaOf(asked, passes) };
}

function ask(
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
  isBrief: boolean,
  brief?: Brief,
): Omit<Question, "arena"> {
  const base = useCaseFacts(useCase);
  const states = useCase.needs.flatMap(
    (need) => needState(need, knowledge, asOf, useCase.scenario, useCase.horizonMonths) ?? [],
  );
  const needs = states.map((state, index) => {
    const facts = needFacts(state, base);
    const ground = { facts, useCase, knowledge, asOf };
    const [settle, judge] = [settleFor(ground), judgeFor(ground, isBrief)];
    const { all, standing, measured } = settledFor(state, ground);
    const look = brief?.[index];
    const here = look === undefined ? all : standing.filter((one) => !look.without.has(one));
    const scored = here.map((one) =>
      judge(one, look?.kept.get(one) ?? one.of.candidate(state, useCase)),
    );
    const placings = all.map((one) => one.of);
    const others = unscoredCandidates(placings, state, useCase, knowledge, asOf).map((one) =>
      judge(settle(one, one), one),
    );
    return {
      state,
      facts,
      judged: [...scored, ...others],
      measured: measured || others.some(isMeasured),
    };
  });
  return { useCase, knowledge, needs, asOf, base, isBrief };
}

const isMeasured = ({ candidate }: Judged): boolean =>
  candidate.kind !== "none" && candidate.quality.kind !== "unknown";

type Asked = Pick<Question, "useCase" | "knowledge" | "needs">;

/** Who competes in draws: where nothing clears the bar at expected values, those that come closest. */
export const drawable = (question: Question, { status }: Answer): Arena =>
  status === "below-bar" ? nearestToBar(question) : hopefuls(question);

/** Those who compete. A contender is priced when it is made, so that those who do not stand are not made. */
export function arenaOf(
  { useCase, knowledge, needs }: Asked,
  stands: (one: Judged) => boolean,
  // Of two that tie, the one that is worse at something must not win by its name.
  competing = withoutDominated,
  billOf: (one: Judged) => Bill = ({ candidate }) => candidate.cost,
): Arena {
  const fields = needs.map(({ state, judged, measured }): Field => {
    const standing = judged.filter((one) => one.candidate.kind !== "none" && stands(one));
    const perOption = options.map((option) =>
      standing
        .filter((one) => one.candidate.option === option)
        .map((one) => contender(one, useCase, knowledge, billOf(one))),
    );
    return {
      need: state.need,
      bar: state.threshold,
      measured,
      contenders: perOption.map(competing),
      own: perOption[optionIndex("self-host")] ?? [],
    };
  });
  return { fields: weighed(fields), useCase, knowledge, withBar: true };
}

const everyone = <One>(all: One): One => all;

/** Needs that nobody measured stay aside only while the measured ones make up most of the work. */
function weighed(fields: readonly Field[]): readonly Field[] {
  const measured = fields
    .filter((one) => one.measured)
    .reduce((sum, one) => sum + one.need.share, 0);
  return measured >= 0.5 ? fields : fields.map((one) => ({ ...one, measured: true }));
}

/** A brief question is answered only where something stands; where nothing does, the whole one tells what is nearest. */
export function answer(question: Question): Answer {
  const { arena, needs, useCase } = question;
  const { weights } = useCase;
  const outcome = outcomeOf(arena, expectedScene(arena, weights));
  if (outcome.choice !== "none") return settled(outcome.choice, "decided", outcome);
  const unheardOf = needs.some(({ judged }) =>
    judged.every((one) => one.candidate.kind === "none"),
  );
  if (outcome.insufficient || unheardOf) return settled("none", "insufficient-evidence", outcome);
  if (question.isBrief) return settled("none", "infeasible", outcome);
  const lowered = nearestToBar(question);
  const butForBar = outcomeOf(lowered, expectedScene(lowered, weights));
  const standing = butForBar.single.filter((one) => one !== undefined);
  const only = standing.length === 1 ? standing[0] : undefined;
  if (only === undefined) return settled("none", "infeasible", outcome);
  return settled(choiceOf(only), "below-bar", { ...butForBar, best: only, split: undefined });
}

/** Where no candidate clears the bar, the one that comes closest counts: points cannot make up for a missed promise. */
export function nearestToBar(question: Asked): Arena {
  const arena = whateverTheBar(question);
  const fields = arena.fields.map((field) => ({
    ...field,
    contenders: field.contenders.map(nearest),
    own: nearest(field.own),
  }));
  return { ...arena, fields };
}

/** Everyone that passes the gates about facts, with no bar to clear. */
export const whateverTheBar = (question: Asked): Arena => ({
  ...arenaOf(question, passesFacts),
  withBar: false,
});

function nearest(all: readonly Contender[]): readonly Contender[] {
  const best = Math.max(...all.map((one) => one.candidate.clearing.median));
  return all.filter((one) => one.unknown || one.candidate.clearing.median === best);
}

function settled(choice: Choice, status: Answer["status"], outcome: Outcome): Answer {
  const plan = choice === "none" ? undefined : outcome.best;
  const others = [...outcome.single, outcome.split].filter(
    (one) => one !== undefined && one !== plan,
  );
  const runnerUp = others.reduce<Plan | undefined>((held, one) => betterPlan(one, held), undefined);
  return { choice, status, outcome, plan, runnerUp: choice === "none" ? undefined : runnerUp };
}

export const optionIndex = (option: Option): number => options.indexOf(option);
