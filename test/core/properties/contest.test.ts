import fc from "fast-check";
import { expect, test } from "vitest";
import type { Knowledge } from "../../../src/core/pack.ts";
import type { WrittenUseCase } from "../../../src/core/use-case.ts";
import { knowledgeOf, number, usual, withScales, worlds } from "../knowledge.ts";
import { ask, change, closeTo, decide, rounding, runs, several, single } from "./setting.ts";

/** Properties 12, 13, 14, 16, 22 and 28: the contest itself. */

/** Vendors of which no model is the best of its option. */
function losers({ found, question }: ReturnType<typeof ask>): string[] {
  const plans = [...found.outcome.single, found.outcome.split, found.plan];
  const used = new Set(
    plans.flatMap((plan) =>
      (plan?.picks ?? []).map((one) => one.contender.candidate.model?.vendor ?? ""),
    ),
  );
  const all = Object.values(question.knowledge.models).map((one) => one.vendor);
  return [...new Set(all)].filter((one) => !used.has(one));
}

/** Policy takes the models away as candidates; the yardstick stays, whatever the policy says. */
test("taking a losing model away changes neither the winner nor any score", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, several, fc.nat(), (world, written, which) => {
      const knowledge = knowledgeOf(world);
      const before = ask(written, knowledge);
      const lost = losers(before);
      const vendor = lost[which % lost.length];
      if (vendor === undefined || before.found.choice === "none") return;
      held++;
      const after = ask(change(written, "policy", { denyVendors: [vendor] }), knowledge);
      expect(after.found.choice).toBe(before.found.choice);
      expect(after.values).toEqual(before.values);
    }),
    runs(400),
  );
  expect(held).toBeGreaterThan(20);
});

/** A copy of an offer at a higher price: it can win nothing. Hosts are not multiplied, since a rule counts them. */
test("a dearer copy of a proprietary offer changes nothing, not even the confidence", () => {
  fc.assert(
    fc.property(worlds, several, number(1.01, 4), (world, written, factor) => {
      const knowledge = knowledgeOf(world);
      const models = Object.fromEntries(
        Object.entries(knowledge.models).map(([id, model]) => {
          const [first] = model.offers;
          if (model.weights === "open" || first === undefined) return [id, model];
          const prices = first.prices.map((one) => ({
            ...one,
            input: one.input * factor,
            output: one.output * factor,
          }));
          return [
            id,
            { ...model, offers: [...model.offers, { ...first, provider: "zz", prices }] },
          ];
        }),
      );
      const before = decide(written, knowledge, 50);
      const after = decide(written, { ...knowledge, models }, 50);
      expect(after.verdict).toEqual(before.verdict);
      expect(after.options.map((one) => one.score)).toEqual(before.options.map((one) => one.score));
      expect(after.options.map((one) => one.winShare)).toEqual(
        before.options.map((one) => one.winShare),
      );
    }),
    runs(100),
  );
});

/** Facts in another order, as other file names would give them. */
function shuffled(knowledge: Knowledge, order: (size: number) => number[]): Knowledge {
  const mix = <T>(all: readonly T[]): T[] =>
    order(all.length).flatMap((index) => {
      const one = all[index];
      return one === undefined ? [] : [one];
    });
  const record = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(mix(Object.entries(all)));
  const profiles = Object.fromEntries(
    mix(Object.entries(knowledge.profiles)).map(([id, profile]) => [
      id,
      {
        ...profile,
        benchmarks: mix(profile.benchmarks).map((one) => ({
          ...one,
          observations: mix(one.observations),
        })),
      },
    ]),
  );
  return {
    ...knowledge,
    profiles,
    models: record(knowledge.models),
    gpus: record(knowledge.gpus),
    gpuOffers: mix(knowledge.gpuOffers),
    rules: mix(knowledge.rules),
  };
}

/** A permutation from a seed: sorted by a hash of place and seed. */
const permutation = (seed: number) => (size: number) =>
  Array.from({ length: size }, (_, index) => index).sort(
    (a, b) => (Math.imul(a + 1, seed | 1) % 1013) - (Math.imul(b + 1, seed | 1) % 1013) || a - b,
  );

test("the order of models, boards, offers, machines and rules is irrelevant", () => {
  fc.assert(
    fc.property(worlds, several, fc.integer(), (world, written, seed) => {
      const knowledge = knowledgeOf(world);
      const before = decide(written, knowledge, 30);
      const after = decide(written, shuffled(knowledge, permutation(seed)), 30);
      expect(after.verdict.choice).toBe(before.verdict.choice);
      expect(after.verdict.status).toBe(before.verdict.status);
      expect(after.verdict.confidence).toBe(before.verdict.confidence);
      for (const [index, one] of before.options.entries())
        closeTo(after.options[index]?.score, one.score);
      expect(after.routes.map((one) => one.model)).toEqual(before.routes.map((one) => one.model));
    }),
    runs(200),
  );
});

test("the order of needs is irrelevant", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const names = new Set(written.needs.map((one) => one.capability));
      // A capability that is named twice gets its number from the order.
      if (names.size < written.needs.length) return;
      const before = decide(written, knowledge, 30);
      const after = decide({ ...written, needs: written.needs.toReversed() }, knowledge, 30);
      expect(after.verdict.choice).toBe(before.verdict.choice);
      closeTo(after.verdict.margin, before.verdict.margin);
      for (const [index, one] of before.options.entries()) {
        closeTo(after.options[index]?.score, one.score);
        closeTo(after.options[index]?.winShare, one.winShare);
      }
    }),
    runs(200),
  );
});

test("contributions sum to the margin", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { verdict, reasons } = decide(written, knowledgeOf(world));
      if (verdict.margin === null) return;
      const terms = reasons.filter((one) => one.kind === "criterion");
      closeTo(
        terms.reduce((sum, one) => sum + (one.delta ?? 0), 0),
        verdict.margin,
      );
    }),
    runs(400),
  );
});

test("win shares lie in 0 to 1 and sum to 1 with the splits and the draws that nobody wins", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { options, verdict } = decide(written, knowledgeOf(world), 60);
      const won = options.map((one) => one.winShare ?? 0);
      for (const one of won) expect(one).toBeGreaterThanOrEqual(0);
      const sum = won.reduce((total, one) => total + one, 0);
      expect(sum).toBeLessThanOrEqual(1 + rounding);
      if (written.needs.length === 1 && verdict.choice === "none") expect(sum).toBeLessThan(1);
      expect(verdict.confidence ?? 0).toBeLessThanOrEqual(0.95);
    }),
    runs(150),
  );
});

const worth = (written: WrittenUseCase, knowledge: Knowledge, overheadPerOption: number) =>
  ask(written, withScales(knowledge, { overheadPerOption })).found;

test("a split is at least as good as every single option where splitting is free, and gone where it is dear", () => {
  let splits = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const free = worth(written, knowledge, 0);
      const dear = worth(written, knowledge, 1e6);
      if (free.plan === undefined || free.status !== "decided") return;
      if (free.choice === "hybrid") splits++;
      for (const one of free.outcome.single) {
        if (one !== undefined && one.tier === free.plan.tier)
          expect(free.plan.value).toBeGreaterThanOrEqual(one.value - rounding);
      }
      const [best] = dear.outcome.single
        .filter((one) => one !== undefined)
        .sort((a, b) => a.tier - b.tier || b.value - a.value);
      if (best === undefined || best.tier !== dear.outcome.best?.tier) return;
      expect(dear.choice).not.toBe("hybrid");
      closeTo(dear.outcome.best.value, best.value);
    }),
    runs(400),
  );
  expect(splits).toBeGreaterThan(2);
});

/** All options and models alike: what is left is the canonical order. */
function alike(): Knowledge {
  const knowledge = knowledgeOf(usual);
  const same = { "self-host": 0.3, "hosted-open": 0.3, "proprietary-api": 0.3 };
  const scores = Object.fromEntries(Object.keys(usual.scores).map((key) => [key, 80]));
  const level = withScales(knowledgeOf({ ...usual, scores }), {
    opsNeed: same,
    lockIn: same,
    weeksToStart: same,
    exposure: { own: 0.3, hosted: 0.3, assured: 0.3 },
  });
  const rules = knowledge.rules.filter((one) => one.effect.kind !== "points");
  return { ...level, rules };
}

test("exact ties fall the same way in any order: to the most reversible option, then by name", () => {
  const weights = { quality: 1, cost: 0, privacy: 1, ops: 1, control: 1, speed: 1 };
  fc.assert(
    fc.property(single, fc.integer(), (drawn, seed) => {
      const written = {
        ...change(drawn, "data", { boundary: "vendor-agreement", domainData: "none" }),
        needs: [{ capability: "code", bar: "strong" as const }],
        weights,
      };
      const before = decide(written, alike());
      const after = decide(written, shuffled(alike(), permutation(seed)));
      expect(before.verdict.choice).toBe("self-host");
      expect(before.verdict.margin).toBe(0);
      expect(after.verdict.choice).toBe("self-host");
      expect(after.options.map((one) => one.best.map((best) => best.model))).toEqual(
        before.options.map((one) => one.best.map((best) => best.model)),
      );
    }),
    runs(60),
  );
});
