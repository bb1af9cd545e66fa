import { options } from "./candidates/candidate.ts";
import type { Arena, Plan, Scene } from "./contest.ts";
import { type Choice, outcomeOf, planOf } from "./outcome.ts";
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
  /** $ per month of each single option, sorted. */
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
export function drawOutcomes(arena: Arena, choice: Choice, runnerUp: Choice, count: number): Draws {
  const streams = streamsFor(arena, count);
  const { weights, weightConcentration } = arena.useCase;
  const winShare = { "self-host": 0, "hosted-open": 0, "proprietary-api": 0, hybrid: 0, none: 0 };
  const usd = options.map((): number[] => []);
  let beats = 0;
  let byWeights = 0;
  let byEvidence = 0;
  for (let draw = 0; draw < count; draw++) {
    const drawn = drawWeights(weights, weightConcentration, draw, count);
    const outcome = outcomeOf(arena, evidenceScene(streams, drawn, draw));
    winShare[outcome.choice] += 1 / count;
    beats += duel(planOf(outcome, choice), planOf(outcome, runnerUp));
    for (const [index, plan] of outcome.single.entries())
      if (plan !== undefined) usd[index]?.push(plan.usdPerMonth);
    if (outcomeOf(arena, expectedScene(drawn)).choice === choice) byWeights++;
    if (outcomeOf(arena, evidenceScene(streams, weights, draw)).choice === choice) byEvidence++;
  }
  return {
    count,
    winShare,
    beatsRunnerUp: beats / count,
    preferenceRobustness: byWeights / count,
    evidenceRobustness: byEvidence / count,
    usd: usd.map((values) => Float64Array.from(values).sort()),
  };
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
