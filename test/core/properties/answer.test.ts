import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { nextReview } from "../../../src/core/answer/review.ts";
import { choose } from "../../../src/core/choose/choose.ts";
import { drawPlans } from "../../../src/core/choose/draws.ts";
import { addMonths, monthsBetween } from "../../../src/core/know/months.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import { keyOf, normals, uniform } from "../../../src/core/know/random.ts";
import { planOverTime } from "../../../src/core/what-if/over-time.ts";
import { decisionReporters } from "../../../src/report/decision/index.ts";
import { styleFor } from "../../../src/report/style.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { asOf, knowledgeOf, number, withScales, worlds } from "../knowledge.ts";
import { ask, change, closeTo, decide, rounding, runs, several, shuffled } from "./setting.ts";

/** What an answer says of itself, and that it says the same each time. */

test.each([0, 32])("reasons sum to the margin over the next plan, with %i draws", (draws) => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { verdict, reasons } = decide(written, knowledgeOf(world), draws);
      if (verdict.margin === null) return;
      const terms = reasons.filter((one) => one.kind === "criterion");
      const sum = terms.reduce((total, one) => total + (one.delta ?? 0), 0);
      closeTo(sum, verdict.margin);
    }),
    runs(50),
  );
});

test("the headline has the highest mean, or is even with the plan that has it", () => {
  let even = 0;
  fc.assert(
    fc.property(worlds, several, fc.constantFrom(0, 48), (world, written, draws) => {
      const { verdict, plans } = decide(written, knowledgeOf(world), draws);
      const [head, ...others] = plans;
      if (head === undefined) return;
      const best = plans.reduce((held, one) => (one.value > held.value + 1e-12 ? one : held));
      if (best !== head) expect(verdict.evenWith).toContain(best.plan);
      for (const name of verdict.evenWith) {
        expect(name).not.toBe(head.plan);
        const one = others.find(({ plan }) => plan === name);
        if (one === undefined) continue;
        // Five points are next to nothing in a toss-up, and more where the best loses most draws.
        const lost = Math.max(0, 0.5 - (best.winShare ?? 1));
        expect(best.value - one.value).toBeLessThanOrEqual(0.05 + 0.18 * lost + rounding);
      }
      if (verdict.evenWith.length > 0) even++;
    }),
    runs(120),
  );
  expect(even).toBeGreaterThan(5);
});

test("shares of draws lie in 0 to 1 and sum to no more, and nobody is surer than the pack allows", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { chosen, question } = ask(written, knowledgeOf(world));
      const { ranked } = choose(question, 48);
      const shares = ranked.map((one) => one.wins ?? 0);
      for (const one of shares) expect(one).toBeGreaterThanOrEqual(0);
      expect(shares.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 + rounding);
      if (ranked.length > 0)
        closeTo(
          shares.reduce((sum, one) => sum + one, 0),
          1,
        );
      const { verdict, plans } = decide(written, knowledgeOf(world), 48);
      const estimated = plans[0]?.routes.some((one) => one.evidence.estimated);
      expect(verdict.confidence ?? 0).toBeLessThanOrEqual(estimated ? 0.75 : 0.95);
      expect(chosen.ranked.length).toBe(ranked.length);
    }),
    runs(50),
  );
});

const sections = ["needs", "workload", "data", "team", "budget", "weights"] as const;

/** Use cases that differ in part: what was worked out for the one nearly serves the other. */
const related = fc
  .tuple(several, several, fc.subarray([...sections], { minLength: 1, maxLength: 2 }))
  .map(([written, other, changed]): [WrittenUseCase, WrittenUseCase] => [
    written,
    { ...written, ...Object.fromEntries(changed.map((one) => [one, other[one]])) },
  ]);

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test("the same bytes whatever was decided before, and in any time zone", () => {
  const zones = fc.constantFrom("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin");
  fc.assert(
    fc.property(worlds, related, zones, (world, [written, other], there) => {
      process.env.TZ = "UTC";
      const first = JSON.stringify(decide(written, knowledgeOf(world), 32, true));
      process.env.TZ = there;
      // Caches belong to the knowledge: another use case has to leave no trace in them.
      const knowledge = knowledgeOf(structuredClone(world));
      decide(other, knowledge, 16);
      expect(JSON.stringify(decide(structuredClone(written), knowledge, 32, true))).toBe(first);
    }),
    runs(8),
  );
});

test("the same bytes in another order of profiles and models, and the same answer in any order of facts", () => {
  const turned = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).toReversed());
  fc.assert(
    fc.property(worlds, several, fc.integer(), (world, written, seed) => {
      const knowledge = knowledgeOf(world);
      const { profiles, models } = knowledge;
      const other: Knowledge = { ...knowledge, profiles: turned(profiles), models: turned(models) };
      const before = decide(written, knowledge, 32);
      expect(JSON.stringify(decide(written, other, 32))).toBe(JSON.stringify(before));
      const mixed = decide(written, shuffled(knowledge, seed), 32);
      expect(mixed.verdict.choice).toBe(before.verdict.choice);
      expect(mixed.verdict.confidence).toBe(before.verdict.confidence);
      for (const [at, one] of before.plans.entries()) {
        closeTo(mixed.plans[at]?.value, one.value);
        expect(mixed.plans[at]?.routes.map(({ model }) => model)).toEqual(
          one.routes.map(({ model }) => model),
        );
      }
    }),
    runs(40),
  );
});

test("a stream depends on its name and its draw only", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(5000), fc.string(), (name, draw, other) => {
      const value = uniform(keyOf(name), draw);
      expect(uniform(keyOf(name), draw)).toBe(value);
      expect(value > 0 && value < 1).toBe(true);
      if (name !== other) expect(normals(name, 64)).not.toEqual(normals(other, 64));
      expect(normals(name, 64)[13]).toBe(normals(name, 300)[13]);
    }),
    runs(100),
  );
});

/** Nothing to self-host, whose staff a need brings with it however small it is. */
const hostedOnly = (knowledge: Knowledge): Knowledge => ({
  ...knowledge,
  models: Object.fromEntries(
    Object.entries(knowledge.models).map(([id, one]) => [
      id,
      one.weights === "open" ? { ...one, released: { api: "2026-02-01" } } : one,
    ]),
  ),
});

test("an added need moves no draw of another, and more draws move none of the first", () => {
  let held = 0;
  const share = 1e-9;
  fc.assert(
    fc.property(worlds, several, (world, drawn) => {
      const {
        needs: all,
        weights = { quality: 1, cost: 0, privacy: 1, ops: 1, control: 1, speed: 1 },
      } = drawn;
      // People's time to change a model does not hang on the share of its need, so money is left out.
      const one = { ...drawn, needs: all.slice(0, 1), weights: { ...weights, cost: 0 } };
      const written = change(one, "team", { fineTuning: false });
      // It may take a model of its own, which costs a plan as much in every draw.
      const knowledge = withScales(hostedOnly(knowledgeOf(world)), { overheadPerModel: 0 });
      const drawsOf = (needs: WrittenUseCase["needs"], count: number) => {
        const { chosen } = ask({ ...written, needs }, knowledge);
        const plans = chosen.ranked.map(({ plan }) => plan);
        return new Map(
          drawPlans(plans, chosen.field, count).plans.map((one) => [one.plan.set, one.values]),
        );
      };
      const alone = drawsOf(written.needs, 32);
      const first = written.needs[0]?.capability;
      const added = { capability: first === "code" ? "text" : "code", bar: 0.51, share };
      const more = drawsOf(
        [{ ...written.needs[0], capability: String(first), share: 1 }, added],
        32,
      );
      const longer = drawsOf(written.needs, 80);
      for (const [set, values] of alone) {
        expect(longer.get(set)?.slice(0, 32)).toEqual(values);
        const beside = more.get(set);
        if (beside === undefined) continue;
        held++;
        for (const [draw, value] of values.entries())
          expect(Math.abs((beside[draw] ?? Number.NaN) - value)).toBeLessThan(1e-6);
      }
    }),
    runs(50),
  );
  expect(held).toBeGreaterThan(20);
});

test("text, Markdown and JSON name the same models, day and choice", () => {
  const settings = { style: styleFor(false, 100), verbose: false, around: () => [] };
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const decision = decide(written, knowledgeOf(world), 16);
      const said = JSON.parse(decisionReporters.json([decision]));
      expect(said.verdict.choice).toBe(decision.verdict.choice);
      for (const format of ["text", "markdown"] as const) {
        const report = decisionReporters[format]([decision], settings);
        expect(report).toContain(decision.review.by);
        for (const { model } of decision.plans[0]?.routes ?? [])
          if (model !== null) expect(report).toContain(model);
      }
    }),
    runs(30),
  );
});

test("a bridge is worth no less than staying where switching is free, and is never taken where it is dear", () => {
  let bridges = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const plan = (switchingMonths: number) => {
        const { question, chosen } = ask(written, withScales(knowledge, { switchingMonths }));
        return { ...planOverTime(question, chosen), choice: chosen.choice };
      };
      const [free, usual, dear] = [plan(0), plan(0.5), plan(1e6)];
      expect(free.gain).toBeGreaterThanOrEqual(0);
      expect(usual.gain).toBeLessThanOrEqual(free.gain + rounding);
      expect(free.plan === "wait").toBe(free.choice === "none");
      if (free.plan === "bridge") bridges++;
      if (dear.gain < 0) expect(dear.plan).toBe("act");
      if (usual.plan === "bridge") expect(free.plan).toBe("bridge");
    }),
    runs(60),
  );
  expect(bridges).toBeGreaterThan(1);
});

test("the next review lies within one and six months, and comes no later where more is at stake", () => {
  fc.assert(
    fc.property(worlds, several, number(1, 1e6), number(1, 10), (world, written, loss, factor) => {
      const { question, chosen } = ask(written, knowledgeOf(world));
      const review = nextReview(question, chosen, loss);
      const months = monthsBetween(asOf, review.by);
      // The day is rounded.
      expect(months).toBeGreaterThanOrEqual(1 - 0.02);
      expect(review.by <= addMonths(asOf, 6)).toBe(true);
      expect(nextReview(question, chosen, loss * factor).by <= review.by).toBe(true);
    }),
    runs(40),
  );
});
