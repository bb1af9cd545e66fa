import fc from "fast-check";
import { expect } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { type Chosen, choose } from "../../../src/core/choose/choose.ts";
import { type Field, type Plan, plansOf } from "../../../src/core/choose/plans.ts";
import { ask as pose, type Question } from "../../../src/core/choose/question.ts";
import type { Row } from "../../../src/core/choose/table.ts";
import { NeedValues } from "../../../src/core/choose/value.ts";
import { complete } from "../../../src/core/know/assume.ts";
import type { Model, Observation, Offer } from "../../../src/core/know/knowledge.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { Decision } from "../../../src/shapes/decision.ts";
import type { WrittenBar, WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { asOf, number } from "../knowledge.ts";

/** Use cases at random, and the two ways of asking about them. */

const weights = fc.record({
  quality: number(1, 100),
  cost: number(1, 100),
  privacy: number(1, 100),
  ops: number(1, 100),
  control: number(1, 100),
  speed: number(1, 100),
});

const need = fc.record({
  capability: fc.constantFrom("text", "code", "extraction"),
  share: number(0.2, 3),
  bar: fc.constantFrom<WrittenBar>("commodity", "strong", "parity", "frontier", 0.6, 0.8, 0.9),
  task: fc.constantFrom("bounded", "open-ended"),
});

const requests = number(2, 9).map((exponent) => Math.round(10 ** exponent));

const shape = {
  requestsPerMonth: requests,
  // Few shapes: the capacity of a machine is worked out once for each, and a property needs many runs.
  inputTokens: fc.constantFrom(400, 3000),
  outputTokens: fc.constantFrom(10, 300),
  batchShare: number(0, 1),
  peakToMean: number(1, 6),
};

const parts = {
  name: fc.constant("drawn"),
  workload: fc.record(shape),
  data: fc.record({
    sensitivity: fc.constantFrom("public", "internal", "confidential", "regulated"),
    boundary: fc.constantFrom("anywhere", "vendor-agreement", "own-cloud", "own-premises"),
    domainData: fc.constantFrom("none", "labelled"),
  }),
  evaluation: fc.constantFrom("none", "golden-set"),
  team: fc.record({
    mlEngineers: number(0, 6),
    onCall: fc.boolean(),
    fineTuning: fc.boolean(),
  }),
  budget: fc.record({ hurtsAtUsdPerMonth: number(3.5, 6).map((exponent) => 10 ** exponent) }),
  horizonMonths: fc.constantFrom(6, 12, 24),
  weights,
};

const draw = (most: number): fc.Arbitrary<WrittenUseCase> =>
  fc.record({ ...parts, needs: fc.array(need, { minLength: 1, maxLength: most }) });

/** One need, so that every plan is exact. */
export const single = draw(1);
/** Up to three needs. */
export const several = draw(3);

export const change = (
  written: WrittenUseCase,
  section: "data" | "workload" | "budget" | "team" | "policy",
  values: object,
): WrittenUseCase => ({ ...written, [section]: { ...written[section], ...values } });

export const withBar = (
  written: WrittenUseCase,
  bar: WrittenUseCase["needs"][number]["bar"],
): WrittenUseCase => ({ ...written, needs: written.needs.map((one) => ({ ...one, bar })) });

export interface Asked {
  readonly question: Question;
  readonly chosen: Chosen;
  /** Value of the best plan of each single option; undefined where none stands. */
  readonly values: readonly (number | undefined)[];
}

export function ask(written: WrittenUseCase, knowledge: Knowledge): Asked {
  const { useCase } = complete(written, knowledge);
  const question = pose({ useCase, knowledge, asOf });
  const chosen = choose(question, 0);
  const values = [1, 2, 4].map((set) => chosen.ranked.find(({ plan }) => plan.set === set)?.value);
  return { question, chosen, values };
}

export const decide = (
  written: WrittenUseCase,
  knowledge: Knowledge,
  draws = 0,
  flips = false,
): Decision => advise(written, knowledge, asOf, { draws, flips, version: "0", sha256: "0" });

const mapped = <T>(all: Readonly<Record<string, T>>, to: (one: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id, to(one)]));

/** The same knowledge with other observations, or with other offers. */
export const observed = (
  knowledge: Knowledge,
  to: (one: Observation, board: string) => readonly Observation[],
): Knowledge => ({
  ...knowledge,
  profiles: mapped(knowledge.profiles, (profile) => ({
    ...profile,
    benchmarks: profile.benchmarks.map((board) => ({
      ...board,
      observations: board.observations.flatMap((one) => to(one, board.id)),
    })),
  })),
});

export const offered = (
  knowledge: Knowledge,
  to: (offer: Offer, model: Model) => readonly Offer[],
): Knowledge => ({
  ...knowledge,
  models: mapped(knowledge.models, (model) => ({
    ...model,
    offers: model.offers.flatMap((one) => to(one, model)),
  })),
});

/** An offer at so many times its price. */
export const priced = (offer: Offer, factor: number): Offer => ({
  ...offer,
  prices: offer.prices.map((one) => ({
    ...one,
    input: one.input * factor,
    output: one.output * factor,
  })),
});

/** Facts in another order, as other file names would give them. */
export function shuffled(knowledge: Knowledge, seed: number): Knowledge {
  const key = (at: number) => Math.imul(at + 1, seed | 1) % 1013;
  const mix = <T>(all: readonly T[]): T[] =>
    all
      .map((one, at) => [one, at] as const)
      .sort(([, a], [, b]) => key(a) - key(b) || a - b)
      .map(([one]) => one);
  const record = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(mix(Object.entries(all)));
  return {
    ...knowledge,
    profiles: record(
      mapped(knowledge.profiles, (profile) => ({
        ...profile,
        benchmarks: mix(profile.benchmarks).map((one) => ({
          ...one,
          observations: mix(one.observations),
        })),
      })),
    ),
    models: record(mapped(knowledge.models, (one) => ({ ...one, offers: mix(one.offers) }))),
    gpus: record(knowledge.gpus),
    gpuOffers: mix(knowledge.gpuOffers),
    rules: mix(knowledge.rules),
  };
}

/** Lead of one option over another; undefined where either does not stand. */
export function lead({ values }: Asked, one: number, other: number): number | undefined {
  const [a, b] = [values[one], values[other]];
  return a === undefined || b === undefined ? undefined : a - b;
}

export const [selfHost, hostedOpen, api] = [0, 1, 2] as const;

/** As many on any machine: what is bounded in time finds less on a busy one. */
/** A world is slow to shrink, for hours: a failure is told as it was drawn, and repeats with its path. */
export const runs = (numRuns: number) => ({ numRuns, seed: 42, endOnFailure: true });

/** Who a row is, whatever it costs. */
export const nameOf = ({ candidate: { model, kind, effort, option, offer } }: Row): string =>
  [model?.id, kind, effort, option, offer?.provider].join("|");

/** The plans of a field, the best first, where what the work of each need is worth is held as it was in another. */
export function plansAsMeasured(field: Field, { rates, stakes, values }: Field): Plan[] {
  const held = field.tables.map((table, at) => new NeedValues(table, values[at]?.rates ?? rates));
  return plansOf({ ...field, rates, stakes, values: held });
}

export const rounding = 1e-9;

/** Equal but for rounding, or both absent. */
export const closeTo = (
  a: number | null | undefined,
  b: number | null | undefined,
  within = rounding,
) => {
  if (typeof a === "number" && typeof b === "number")
    expect(Math.abs(a - b)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(a)));
  else expect(a ?? null).toBe(b ?? null);
};
