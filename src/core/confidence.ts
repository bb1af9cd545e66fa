import { options } from "./candidates/candidate.ts";
import type { Arena } from "./contender.ts";
import type { Plan } from "./contest.ts";
import { type Choice, choiceOf, outcomeOf, planOf } from "./outcome.ts";
import { planCost } from "./plan-cost.ts";
import type { Answer } from "./question.ts";
import { normals, streamOf, weightDraws } from "./random.ts";
import { type Chance, Showing } from "./showing.ts";

/** What a number of draws says about an answer. All shares are of the draws. */
export interface Draws {
  readonly count: number;
  readonly winShare: Readonly<Record<Choice, number>>;
  /** Share in which the choice beats the runner-up; half a point for a draw in which neither stands. */
  readonly beatsRunnerUp: number;
  /** Share with the choice where only weights, or only evidence, vary. */
  readonly preferenceRobustness: number;
  readonly evidenceRobustness: number;
  /** $ per month of each single option's expected plan, over the draws, sorted. */
  readonly usd: readonly Float64Array[];
}

/** Runs the contest `count` times over weights and evidence, and once more over each of them alone. */
export function drawOutcomes(
  arena: Arena,
  answer: Pick<Answer, "choice" | "outcome" | "runnerUp">,
  count: number,
): Draws {
  const chanceOf = chances(arena, count);
  const { weights, weightConcentration } = arena.useCase;
  const { choice } = answer;
  const runnerUp = answer.runnerUp === undefined ? "none" : choiceOf(answer.runnerUp);
  const wins = { "self-host": 0, "hosted-open": 0, "proprietary-api": 0, hybrid: 0, none: 0 };
  let beats = 0;
  let byWeights = 0;
  let byEvidence = 0;
  const expected = new Showing(arena, { often: true }).show(undefined);
  const showing = new Showing(arena, { often: true });
  for (const [draw, drawn] of weightDraws(weights, weightConcentration, count).entries()) {
    showing.show(chanceOf(draw));
    const outcome = outcomeOf(arena, { weights: drawn, showing });
    wins[outcome.choice]++;
    beats += duel(planOf(outcome, choice), planOf(outcome, runnerUp));
    if (outcomeOf(arena, { weights: drawn, showing: expected }).choice === choice) byWeights++;
    if (outcomeOf(arena, { weights, showing }).choice === choice) byEvidence++;
  }
  return {
    count,
    winShare: shares(wins, count),
    beatsRunnerUp: beats / count,
    preferenceRobustness: byWeights / count,
    evidenceRobustness: byEvidence / count,
    usd: answer.outcome.single.map((plan) => costsOf(plan, arena, chanceOf, count)),
  };
}

const shares = (wins: Readonly<Record<Choice, number>>, count: number): Record<Choice, number> =>
  Object.fromEntries(Object.entries(wins).map(([choice, won]) => [choice, won / count])) as Record<
    Choice,
    number
  >;

/** Cost of one plan as throughput and rent vary; hosted prices are known, so theirs does not. */
function costsOf(
  plan: Plan | undefined,
  arena: Arena,
  chanceOf: (draw: number) => Chance,
  count: number,
): Float64Array {
  if (plan === undefined) return new Float64Array(0);
  const usd = new Float64Array(count).fill(plan.usdPerMonth);
  if (plan.picks.every(({ contender }) => contender.cost?.kind !== "fleet")) return usd;
  for (let draw = 0; draw < count; draw++) usd[draw] = planCost(plan.picks, arena, chanceOf(draw));
  return usd.sort();
}

function duel(one: Plan | undefined, other: Plan | undefined): number {
  if (one === undefined) return other === undefined ? 0.5 : 0;
  if (other === undefined) return 1;
  if (one.tier !== other.tier) return one.tier < other.tier ? 1 : 0;
  return one.value > other.value ? 1 : one.value === other.value ? 0.5 : 0;
}

/** Keyed by need, option and input, never by model or offer: twenty offers cannot win by luck. */
function chances({ fields }: Arena, count: number): (draw: number) => Chance {
  const quality = fields.map(({ need }) =>
    options.map((option) => streamOf(`quality:${need.id}:${option}`, count)),
  );
  const throughput = normals("throughput:self-host", count);
  const rent = normals("rent:self-host", count);
  return (draw) => ({
    quality: (need, option) => {
      const stream = quality[need]?.[option];
      return { z: stream?.normals[draw] ?? 0, p: stream?.uniforms[draw] ?? 0.5 };
    },
    throughput: throughput[draw] ?? 0,
    rent: rent[draw] ?? 0,
  });
}
