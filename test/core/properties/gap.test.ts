import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../../src/core/knowledge.ts";
import type { Knowledge } from "../../../src/core/pack.ts";
import { qualityAt } from "../../../src/core/quality.ts";
import { knowledgeOf, number, type World, worlds } from "../knowledge.ts";
import {
  api,
  ask,
  change,
  decide,
  hostedOpen,
  lead,
  rounding,
  runs,
  selfHost,
  single,
} from "./setting.ts";

/** Properties 7, 8, 30 and 31: what people expect of scores, of the closing forecast, and of newer evidence. */

const untuned = (written: Parameters<typeof change>[0]) =>
  change(written, "team", { fineTuning: false });

/** Every score of the open models nearer to a hundred; the reference stays where it is. */
const nearer = (world: World, share: number): World => ({
  ...world,
  scores: Object.fromEntries(
    Object.entries(world.scores).map(([key, score]) => [
      key,
      key.includes("/open") ? score + (99 - score) * share : score,
    ]),
  ),
});

test("a smaller gap never hurts open weights against a proprietary API, and adds no gate", () => {
  fc.assert(
    fc.property(worlds, single, number(0, 1), (world, drawn, share) => {
      const written = untuned(drawn);
      const [far, near] = [knowledgeOf(world), knowledgeOf(nearer(world, share))];
      const [before, after] = [ask(written, far), ask(written, near)];
      for (const option of [selfHost, hostedOpen]) {
        const held = lead(before, option, api);
        if (held === undefined) continue;
        expect(lead(after, option, api)).toBeGreaterThanOrEqual(held - rounding);
      }
      const kept = (asked: typeof before) =>
        asked.question.needs.flatMap(({ judged }) =>
          judged
            .filter((one) => one.barVetoes.length === 0 && one.candidate.model?.weights === "open")
            .map(({ candidate }) => `${candidate.option} ${candidate.model?.id}`),
        );
      for (const one of kept(before)) expect(kept(after)).toContain(one);
    }),
    runs(200),
  );
});

/**
 * The shipped scale lets the noise shrink to nothing at the reference (`fullNoiseAt`), and with it the chance that open
 * weights are ahead: where they win only if they are, a smaller gap lowers P(open weights). With the same noise for every
 * gap the property is exact.
 */
test("a smaller gap never lowers P(open weights) where the noise is the same on both sides", () => {
  fc.assert(
    fc.property(worlds, single, number(0, 1), (world, drawn, share) => {
      const written = untuned(drawn);
      const level = (knowledge: Knowledge): Knowledge => ({
        ...knowledge,
        pack: {
          ...knowledge.pack,
          evidence: { ...knowledge.pack.evidence, fullNoiseAt: 1e-9, minimumSupportAtParity: 0.5 },
        },
      });
      const [before, after] = [world, nearer(world, share)].map((one) =>
        decide(written, level(knowledgeOf(one)), 60),
      );
      const won = (one: typeof before) => one?.options[api]?.winShare ?? 0;
      if (before?.verdict.choice === "none") return;
      expect(won(after)).toBeLessThanOrEqual(won(before) + rounding);
    }),
    runs(150),
  );
});

const faster = (knowledge: Knowledge, probability: number): Knowledge => ({
  ...knowledge,
  profiles: Object.fromEntries(
    Object.entries(knowledge.profiles).map(([id, profile]) => [
      id,
      {
        ...profile,
        scenarios: [{ id: "faster", title: "faster", speedUp: 3, probability, claims: [] }],
      },
    ]),
  ),
});

const scenario = (written: Parameters<typeof change>[0]) => ({ ...written, scenario: "faster" });

test("earlier closing never lowers the value of any option", () => {
  fc.assert(
    fc.property(worlds, single, number(0, 1), (world, written, probability) => {
      const before = ask(scenario(written), faster(knowledgeOf(world), 0)).values;
      const after = ask(scenario(written), faster(knowledgeOf(world), probability)).values;
      for (const [index, value] of before.entries()) {
        if (value !== undefined) expect(after[index]).toBeGreaterThanOrEqual(value - rounding);
      }
    }),
    runs(200),
  );
});

/**
 * The closing share lifts cheap proprietary models as well, so against a proprietary API it is certain only where the
 * reference is the proprietary answer.
 */
const onlyReference = (knowledge: Knowledge): Knowledge => ({
  ...knowledge,
  models: Object.fromEntries(
    Object.entries(knowledge.models).map(([id, model]) => [
      id,
      id === "closed-mini" || id === "closed-old" ? { ...model, offers: [] } : model,
    ]),
  ),
});

const topIsReference = (world: World): World => ({
  ...world,
  scores: Object.fromEntries(
    Object.entries(world.scores).map(([key, score]) => [
      key,
      key.endsWith("/closed-top") ? 97 : score * 0.95,
    ]),
  ),
});

test("earlier closing never hurts open weights against the reference, nor lowers their probability", () => {
  fc.assert(
    fc.property(worlds, single, number(0, 1), (world, written, probability) => {
      const knowledge = onlyReference(knowledgeOf(topIsReference(world)));
      const [slow, fast] = [faster(knowledge, 0), faster(knowledge, probability)];
      const [before, after] = [ask(scenario(written), slow), ask(scenario(written), fast)];
      for (const option of [selfHost, hostedOpen]) {
        const held = lead(before, option, api);
        if (held !== undefined)
          expect(lead(after, option, api)).toBeGreaterThanOrEqual(held - rounding);
      }
      const won = (of: Knowledge) => decide(scenario(written), of, 40).options[api]?.winShare ?? 0;
      expect(won(fast)).toBeLessThanOrEqual(won(slow) + rounding);
    }),
    runs(150),
  );
});

test("a frontier bar moves on: no closing forecast counts for it", () => {
  fc.assert(
    fc.property(worlds, single, number(0, 1), (world, drawn, probability) => {
      const written = {
        ...scenario(drawn),
        needs: drawn.needs.map((one) => ({ ...one, bar: "frontier" as const })),
      };
      const knowledge = knowledgeOf(world);
      const [slow, fast] = [faster(knowledge, 0), faster(knowledge, probability)];
      expect(ask(written, fast).values).toEqual(ask(written, slow).values);
    }),
    runs(100),
  );
});

/** The same scores published once more, nearer to the as-of day; the days of the runs stay. */
function republished(knowledge: Knowledge): Knowledge {
  const profiles = Object.entries(knowledge.profiles).map(([id, profile]) => {
    const benchmarks = profile.benchmarks.map((board) => {
      const again = board.observations.map(
        (one): Observation => ({ ...one, id: `${one.id}-again`, published: "2026-11-22" }),
      );
      return { ...board, observations: [...board.observations, ...again] };
    });
    return [id, { ...profile, benchmarks }];
  });
  return { ...knowledge, profiles: Object.fromEntries(profiles) };
}

const louder = (knowledge: Knowledge, factor: number): Knowledge => ({
  ...knowledge,
  pack: {
    ...knowledge.pack,
    evidence: { ...knowledge.pack.evidence, boardSd: knowledge.pack.evidence.boardSd * factor },
  },
});

/** Candidates that clear the bar; where more of them do, the question is another one. */
const clearing = (written: Parameters<typeof ask>[0], knowledge: Knowledge) =>
  ask(written, knowledge)
    .question.arena.fields.flatMap((field) => field.contenders)
    .flatMap((all) => all.filter((one) => one.passesBar).map((one) => one.candidate.model?.id))
    .sort()
    .join();

/** Standard error of the difference between two shares of so many draws, times three. */
const draws = 300;
const sampling = 3 * Math.sqrt((2 * 0.25) / draws) * 0.5;

const agreement = (written: Parameters<typeof ask>[0], knowledge: Knowledge) =>
  decide(written, knowledge, draws).verdict;

const neverLessSure = (
  sharpen: (world: World) => readonly [dull: Knowledge, sharp: Knowledge],
  count: number,
) => {
  let held = 0;
  fc.assert(
    fc.property(worlds, single, (world, drawn) => {
      const written = untuned(drawn);
      const [dull, sharp] = sharpen(world);
      if (clearing(written, dull) !== clearing(written, sharp)) return;
      const [before, after] = [agreement(written, dull), agreement(written, sharp)];
      if (before.status === "insufficient-evidence" || before.choice !== after.choice) return;
      held++;
      expect(after.evidenceRobustness ?? 1).toBeGreaterThanOrEqual(
        (before.evidenceRobustness ?? 0) - sampling,
      );
    }),
    runs(count),
  );
  expect(held).toBeGreaterThan(count / 30);
};

test("newer evidence of the same value never lowers the confidence", () => {
  neverLessSure((world) => {
    const knowledge = knowledgeOf(world);
    return [knowledge, republished(knowledge)];
  }, 120);
});

test("wider evidence never raises the confidence by more than sampling does", () => {
  neverLessSure((world) => {
    const knowledge = knowledgeOf(world);
    return [louder(knowledge, 1.6), knowledge];
  }, 120);
});

test("more support and less age never widen a belief", () => {
  fc.assert(
    fc.property(worlds, single, (world, written) => {
      const spread = (knowledge: Knowledge) =>
        ask(written, knowledge).question.needs.flatMap(({ judged }) =>
          judged.map(({ candidate: { quality } }) =>
            Math.abs(qualityAt(quality, -1, 0.85) - qualityAt(quality, 1, 0.85)),
          ),
        );
      const knowledge = knowledgeOf(world);
      const after = spread(republished(knowledge));
      for (const [index, width] of spread(knowledge).entries())
        expect(after[index]).toBeLessThanOrEqual(width + rounding);
    }),
    runs(150),
  );
});
