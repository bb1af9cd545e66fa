import { options } from "./candidates/candidate.ts";
import { type Arena, type Plan, planCost, type Scene } from "./contest.ts";
import { type Choice, type Outcome, outcomeOf, planOf } from "./outcome.ts";
import { drawWeights, normals } from "./random.ts";
import type { Criterion } from "./use-case.ts";

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

interface Streams {
  readonly quality: readonly (readonly Float64Array[])[];
  readonly throughput: Float64Array;
  readonly rent: Float64Array;
}

export function expectedScene(weights: Readonly<Record<Criterion, number>>): Scene {
  return { weights, z: undefined, throughput: 0, rent: 0 };
}

/** Runs the contest `count` times over weights and evidence, and once more over each of them alone. */
export function drawOutcomes(
  arena: Arena,
  answer: { readonly choice: Choice; readonly outcome: Outcome },
  runnerUp: Choice,
  count: number,
): Draws {
  const streams = streamsFor(arena, count);
  const { weights, weightConcentration } = arena.useCase;
  const { choice } = answer;
  const wins = { "self-host": 0, "hosted-open": 0, "proprietary-api": 0, hybrid: 0, none: 0 };
  let beats = 0;
  let byWeights = 0;
  let byEvidence = 0;
  for (let draw = 0; draw < count; draw++) {
    const drawn = drawWeights(weights, weightConcentration, draw, count);
    const outcome = outcomeOf(arena, evidenceScene(streams, drawn, draw));
    wins[outcome.choice]++;
    beats += duel(planOf(outcome, choice), planOf(outcome, runnerUp));
    if (outcomeOf(arena, expectedScene(drawn)).choice === choice) byWeights++;
    if (outcomeOf(arena, evidenceScene(streams, weights, draw)).choice === choice) byEvidence++;
  }
  return {
    count,
    winShare: shares(wins, count),
    beatsRunnerUp: beats / count,
    preferenceRobustness: byWeights / count,
    evidenceRobustness: byEvidence / count,
    usd: answer.outcome.single.map((plan) => costsOf(plan, arena, streams, count)),
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
  streams: Streams,
  count: number,
): Float64Array {
  if (plan === undefined) return new Float64Array(0);
  const { weights } = arena.useCase;
  const cost = (draw: number) => planCost(plan.picks, arena, evidenceScene(streams, weights, draw));
  return Float64Array.from({ length: count }, (_, draw) => cost(draw)).sort();
}

function duel(one: Plan | undefined, other: Plan | undefined): number {
  if (one === undefined) return other === undefined ? 0.5 : 0;
  if (other === undefined) return 1;
  if (one.tier !== other.tier) return one.tier < other.tier ? 1 : 0;
  return one.value > other.value ? 1 : one.value === other.value ? 0.5 : 0;
}

/** Keyed by need, option and input, never by model or offer: twenty offers cannot win by luck. */
function streamsFor({ fields }: Arena, count: number): Streams {
  return {
    quality: fields.map(({ need }) =>
      options.map((option) => normals(`quality:${need.id}:${option}`, count)),
    ),
    throughput: normals("throughput:self-host", count),
    rent: normals("rent:self-host", count),
  };
}

function evidenceScene(
  streams: Streams,
  weights: Readonly<Record<Criterion, number>>,
  draw: number,
): Scene {
  return {
    weights,
    z: (need, option) => streams.quality[need]?.[option]?.[draw] ?? 0,
    throughput: streams.throughput[draw] ?? 0,
    rent: streams.rent[draw] ?? 0,
  };
}
