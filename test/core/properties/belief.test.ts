import fc from "fast-check";
import { expect, test } from "vitest";
import { Ability } from "../../../src/core/believe/ability.ts";
import { beliefOn, type CapabilityBelief } from "../../../src/core/believe/belief.ts";
import { rankOf } from "../../../src/core/believe/efforts.ts";
import { beliefsAt } from "../../../src/core/believe/models.ts";
import { gapAt } from "../../../src/core/believe/success.ts";
import { cdf } from "../../../src/core/choose/normal.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { Effort } from "../../../src/shapes/common.ts";
import { asOf, knowledgeOf, number, shipped, worlds } from "../knowledge.ts";
import { observed, runs, shuffled } from "./setting.ts";

/** What is believed of models, whatever is asked of them afterwards. */

const capabilities = ["text", "code", "extraction"] as const;

function believe(knowledge: Knowledge, capability: string, bounded = false): CapabilityBelief {
  const found = beliefOn({ capability, bounded }, knowledge, asOf);
  if (found === undefined) throw new Error(`nothing is believed on ${capability}`);
  return found;
}

/** Observations at efforts, some of them twice. */
const efforts = fc.array(
  fc.constantFrom<Effort | undefined>(undefined, "low", "medium", "high", "max"),
  { minLength: 29, maxLength: 29 },
);
function atEfforts(knowledge: Knowledge, drawn: readonly (Effort | undefined)[]): Knowledge {
  let at = 0;
  return observed(knowledge, (one) => {
    at++;
    const [effort, other] = [drawn[at % 29], drawn[(at * 7) % 29]];
    const again = { ...one, id: `${one.id}-again`, effort: other, score: (one.score + 95) / 2 };
    return at % 3 === 0 ? [{ ...one, effort }, again] : [{ ...one, effort }];
  });
}

test("more thinking is never believed to do worse", () => {
  fc.assert(
    fc.property(worlds, efforts, fc.boolean(), (world, drawn, bounded) => {
      const knowledge = atEfforts(knowledgeOf(world), drawn);
      for (const capability of capabilities) {
        const least = new Map<string, number>();
        const { rows } = believe(knowledge, capability, bounded);
        for (const { model, gap } of rows.toSorted((a, b) => rankOf(a.effort) - rankOf(b.effort))) {
          expect(gap).toBeLessThanOrEqual(least.get(model.id) ?? Number.POSITIVE_INFINITY);
          least.set(model.id, gap);
        }
      }
    }),
    runs(100),
  );
});

/** At the effort that a model was scored at most: its level, cut at the yardstick, and its chance of clearing bars. */
function atAnchor(knowledge: Knowledge, capability: string, id: string) {
  const scored = beliefsAt(knowledge, asOf).models.find(({ model }) => model.id === id);
  const found = beliefOn({ capability, bounded: false }, knowledge, asOf);
  const row = found?.rows.find((one) => one.model.id === id && one.effort === scored?.anchor);
  if (found === undefined || row === undefined) return undefined;
  const doubt = Math.hypot(row.sd, found.slopeSd * row.gap);
  const chances = [0.75, 0.85, 0.95].map((bar) => cdf((gapAt(bar, 0.85) - row.gap) / doubt));
  return { level: found.yardstick.level - row.gap, chances };
}

const scores = Object.values(shipped.profiles).flatMap(({ benchmarks }) =>
  benchmarks.filter((one) => one.unit === "percent").flatMap((one) => one.observations),
);

/** Lines are fitted anew with the raised score, so not to the last digit; with the same lines it is (ability.test.ts). */
test("a raised score lowers neither level nor chances of the model on any capability", () => {
  let held = 0;
  fc.assert(
    fc.property(fc.constantFrom(...scores), number(0.5, 6), (one, points) => {
      const raised = observed(shipped, (other) => [
        other === one ? { ...other, score: Math.min(99, other.score + points) } : other,
      ]);
      for (const capability of Object.keys(shipped.profiles)) {
        const before = atAnchor(shipped, capability, one.model);
        const after = atAnchor(raised, capability, one.model);
        if (before === undefined || after === undefined) continue;
        held++;
        expect(after.level).toBeGreaterThanOrEqual(before.level - 0.01);
        for (const [at, chance] of after.chances.entries())
          expect(chance).toBeGreaterThanOrEqual((before.chances[at] ?? 0) - 0.01);
      }
    }),
    runs(25),
  );
  expect(held).toBeGreaterThan(100);
});

/** Rows by model and effort, rounded to what sums in another order may change. */
const said = ({ rows, yardstick, slopeSd }: CapabilityBelief) => ({
  yardstick: { ...yardstick, level: yardstick.level.toFixed(9) },
  slopeSd: slopeSd.toFixed(9),
  rows: rows.map(({ model, gap, sd, ...row }) => [model.id, gap.toFixed(9), sd.toFixed(9), row]),
});

test("the order of files, boards and scores changes no belief", () => {
  fc.assert(
    fc.property(worlds, efforts, fc.integer(), (world, drawn, seed) => {
      const knowledge = atEfforts(knowledgeOf(world), drawn);
      const other = shuffled(knowledge, seed);
      for (const capability of capabilities)
        expect(said(believe(other, capability))).toEqual(said(believe(knowledge, capability)));
    }),
    runs(60),
  );
});

test("no day sees a score of a later one", () => {
  fc.assert(
    fc.property(worlds, number(1, 99), number(0, 1), (world, score, share) => {
      const knowledge = knowledgeOf(world);
      const told = observed(knowledge, (one) =>
        score / 100 < share ? [one] : [one, { ...one, id: "new", score, published: "2026-11-24" }],
      );
      for (const capability of capabilities)
        expect(said(believe(told, capability))).toEqual(said(believe(knowledge, capability)));
    }),
    runs(40),
  );
});

test("whoever has no score of its own is doubted more than the lines alone say", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const whole = withMath(knowledgeOf(world));
      const isLeft = (model: string, board: string) =>
        model === "open-big" && !["board-c", "board-m"].includes(board);
      const knowledge = observed(whole, (one, board) => (isLeft(one.model, board) ? [] : [one]));
      const { evidence } = knowledge.pack;
      const belief = { ...evidence.belief, imputedFactor: 1 };
      const lines = {
        ...knowledge,
        pack: { ...knowledge.pack, evidence: { ...evidence, belief } },
      };
      const found = believe(knowledge, "text");
      for (const [at, row] of found.rows.entries()) {
        expect(row.imputed).toBe(row.model.id === "open-big");
        const factor = row.imputed ? evidence.belief.imputedFactor : 1;
        expect(row.sd).toBeCloseTo(factor * (believe(lines, "text").rows[at]?.sd ?? 0), 9);
      }
      // What is read from the boards of its kin is measured as those are, and further off.
      const { kinFactor } = evidence.belief;
      const wider = found.rows.map((row) => ({ ...row, sd: kinFactor * row.sd }));
      expect(believe(knowledge, "extraction").rows).toEqual(wider);
    }),
    runs(60),
  );
});

test("with the same lines, one score less never makes an ability surer anywhere", () => {
  const { boards, fit, models } = beliefsAt(shipped, asOf);
  const homes = [...new Set(boards.map((one) => one.home))];
  fc.assert(
    fc.property(fc.constantFrom(...models), fc.nat(), ({ cells }, drop) => {
      const fewer = cells.filter((_, at) => at !== drop % cells.length);
      const [all, less] = [cells, fewer].map((scores) => new Ability({ month: 0, scores }, fit));
      for (const home of homes)
        expect(less?.covariance(home, home)).toBeGreaterThanOrEqual(
          (all?.covariance(home, home) ?? 0) - 1e-12,
        );
    }),
    runs(200),
  );
});

/** A further capability that all models of `code` were scored on, with its own board. */
function withMath(knowledge: Knowledge): Knowledge {
  const { code } = knowledge.profiles;
  if (code === undefined) throw new Error("the small world has no code");
  const benchmarks = code.benchmarks.map((one) => ({ ...one, id: "board-m" }));
  const math = { ...code, id: "math", benchmarks };
  return { ...knowledge, profiles: { ...knowledge.profiles, math } };
}
