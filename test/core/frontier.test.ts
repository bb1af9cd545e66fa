import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardsAt } from "../../src/core/believe/evidence.ts";
import {
  boardGap,
  catchUps,
  medianMonths,
  records,
  sizes,
} from "../../src/core/believe/frontier.ts";
import type { Benchmark, Observation } from "../../src/core/know/knowledge.ts";
import type { Knowledge } from "../../src/core/know/pack.ts";
import { readPack } from "../../src/load/pack/pack.ts";
import { environment } from "../environment.ts";

const { rules } = environment();
const pack = readPack(`${rules}/current`, rules);
if (!pack.ok) throw new Error(JSON.stringify(pack.diagnostics));
const { knowledge } = pack.value;
const today = "2026-11-23";

/** A board of made-up scores of two models, one of either side, that are real only in that they exist. */
const world: Knowledge = {
  ...knowledge,
  models: Object.fromEntries(
    (["open", "closed"] as const).map((weights) => [
      weights,
      {
        ...Object.values(knowledge.models)[0],
        id: weights,
        weights,
        status: "general",
        published: "2025-01-01",
        released: { api: "2025-01-01", weights: weights === "open" ? "2025-01-01" : undefined },
        parameters: { total: 100, active: 10 },
      },
    ]),
  ) as Knowledge["models"],
};

const score = (
  model: string,
  date: string,
  value: number,
  id = `${model}-${date}`,
): Observation => ({
  id,
  model,
  score: value,
  date,
  published: date,
  evaluator: "independent",
  source: "test",
});

const board = (
  observations: readonly Observation[],
  unit: Benchmark["unit"] = "percent",
): Benchmark => ({
  id: "board",
  title: "Board",
  unit,
  better: unit === "error-percent" ? "lower" : "higher",
  grade: "independent",
  weight: 1,
  observations,
});

const story = board([
  score("closed", "2025-02-01", 60),
  score("open", "2025-03-01", 50),
  score("open", "2025-06-01", 62),
  score("closed", "2025-07-01", 70),
  score("open", "2025-08-01", 40),
]);

describe("the gap on a board", () => {
  it("compares the best of either side, and says since when who leads", () => {
    expect(boardGap(story, { knowledge: world, asOf: today })).toMatchObject({
      open: { score: 62 },
      proprietary: { score: 70 },
      points: 8,
      relative: 8 / 70,
      lead: "proprietary",
      since: "2025-07-01",
    });
    expect(boardGap(story, { knowledge: world, asOf: "2025-06-15" })).toMatchObject({
      points: -2,
      lead: "open",
      since: "2025-06-01",
    });
  });

  it("has no gap where one side has no score", () => {
    const gap = boardGap(story, { knowledge: world, asOf: "2025-02-15" });
    expect([gap.points, gap.lead, gap.since]).toEqual([undefined, undefined, undefined]);
  });

  it("turns the sign where fewer is better, and gives Elo no relative gap", () => {
    const errors = board(
      [score("closed", "2025-02-01", 5), score("open", "2025-02-01", 8)],
      "error-percent",
    );
    expect(boardGap(errors, { knowledge: world, asOf: today })).toMatchObject({
      points: 3,
      lead: "proprietary",
    });
    const elo = board(
      [score("closed", "2025-02-01", 1300), score("open", "2025-02-01", 1320)],
      "elo",
    );
    expect(boardGap(elo, { knowledge: world, asOf: today })).toMatchObject({
      points: -20,
      relative: undefined,
      lead: "open",
    });
  });

  it("leaves out what is too large for a size class", () => {
    const small = sizes.find((one) => one.id === "up-to-40b");
    expect(boardGap(story, { knowledge: world, asOf: today, size: small }).open).toBeUndefined();
  });

  it("looks back with what became known later only when it is asked to", () => {
    const late = board([
      score("closed", "2025-02-01", 60),
      { ...score("open", "2025-02-01", 55), published: "2025-05-01" },
    ]);
    expect(boardGap(late, { knowledge: world, asOf: "2025-03-01" }).open).toBeUndefined();
    expect(boardGap(late, { knowledge: world, asOf: "2025-03-01", known: today }).open?.score).toBe(
      55,
    );
  });

  it("counts an open score from the day on which the weights were out", () => {
    const first = board([score("open", "2024-12-01", 55)]);
    expect(records(first, "open", { knowledge: world, asOf: today })[0]?.date).toBe("2025-01-01");
  });
});

describe("catch-ups", () => {
  it("reach each proprietary record that led, and leave the last one open", () => {
    const found = catchUps(story, { knowledge: world, asOf: "2025-09-01" });
    expect(found.map((one) => [one.record.score, one.by?.score])).toEqual([
      [60, 62],
      [70, undefined],
    ]);
    expect(found[0]?.months).toBeCloseTo(3.94, 1);
    expect(medianMonths(found)).toBeUndefined();
    expect(medianMonths(found.slice(0, 1))).toBeCloseTo(3.94, 1);
  });
});

const scores = fc.array(
  fc.record({
    side: fc.constantFrom("open", "closed"),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    value: fc.integer({ min: 1, max: 99 }),
  }),
  { maxLength: 20 },
);

const two = (value: number) => String(value).padStart(2, "0");

describe("frontiers of any board", () => {
  it("only rise, never share a day, and end at the best score", () => {
    fc.assert(
      fc.property(scores, (list) => {
        const made = list.map(({ side, day, month, value }, index) =>
          score(side, `2025-${two(month)}-${two(day)}`, value, `s${index}`),
        );
        const found = records(board(made), "open", { knowledge: world, asOf: today });
        const values = found.map((one) => one.score);
        const days = found.map((one) => one.date);
        expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
        expect(days).toEqual([...new Set(days)].sort());
        const best = Math.max(
          ...made.filter((one) => one.model === "open").map((one) => one.score),
        );
        expect(found.at(-1)?.score).toBe(Number.isFinite(best) ? best : undefined);
      }),
    );
  });

  it("agree with the reference that decisions use, on every board of the pack", () => {
    for (const profile of Object.values(knowledge.profiles)) {
      for (const one of boardsAt(profile, knowledge, today)) {
        const { proprietary } = boardGap(one.benchmark, { knowledge, asOf: today });
        expect(proprietary?.score, one.benchmark.id).toBe(one.reference.score);
      }
    }
  });
});
