import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ability, fitAbility, type ScoredRow } from "../../../src/core/believe/ability.ts";
import type { Fit } from "../../../src/core/know/fit.ts";
import type { AbilityParameters } from "../../../src/shapes/pack.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/ability/${name}`, import.meta.url), "utf8"));
const golden = read("golden.json");
const rows = read("rows.json");
const parameters: AbilityParameters = golden.constants;

type Cells = readonly [number, number, number][];
const rowOf = (month: number, cells: Cells): ScoredRow => ({
  month,
  scores: cells.map(([board, z, weight]) => ({ board, z, weight })),
});

/** Agrees to 1e-9, relative to the size of the number. */
function close(actual: number | undefined, wanted: number): void {
  expect(Math.abs((actual ?? Number.NaN) - wanted)).toBeLessThan(
    1e-9 * Math.max(1, Math.abs(wanted)),
  );
}

type Target = { b: number; u: number; refZ: number; w: number };

/** Distance to reference scores on some boards and its doubt, as the reference implementation defines them. */
function estimate(row: ScoredRow, targets: readonly Target[], fit: Fit) {
  const of = new Ability(row, fit);
  const total = targets.reduce((sum, one) => sum + one.u, 0);
  let [behind, variance] = [0, 0];
  for (const { b, u, refZ, w } of targets) {
    const line = fit.lines[b];
    if (line === undefined) throw new Error(`board ${b} has no line`);
    const f = of.at(line.home);
    behind += (u / total) * (refZ - line.mu - line.slope * f);
    variance +=
      (u / total) ** 2 *
      line.noise ** 2 *
      (1 / w + 1 / line.weight + (f - line.centre) ** 2 / line.spread);
    for (const other of targets) {
      const y = fit.lines[other.b];
      if (y !== undefined)
        variance +=
          (u / total) * (other.u / total) * line.slope * y.slope * of.covariance(line.home, y.home);
    }
  }
  return { behind, sd: parameters.widen * Math.sqrt(variance) };
}

describe("lines and abilities agree with the reference implementation", () => {
  const { input, iterations, estimates } = golden.tiny;
  const homes = input.boards.map((one: { home: string }) => one.home);
  const tiny: ScoredRow[] = input.rows.map(
    (one: { month: number; cells: { b: number; z: number; w: number }[] }) => ({
      month: one.month,
      scores: one.cells.map(({ b, z, w }) => ({ board: b, z, weight: w })),
    }),
  );

  it.each(["1", "20"])("five boards and six rows after %s steps", (steps) => {
    const fit = fitAbility(homes, tiny, { ...parameters, iterations: Number(steps) });
    const wanted = iterations[steps];
    close(fit.t0, wanted.t0);
    close(fit.t1, wanted.t1);
    for (const [at, line] of wanted.lines.entries()) {
      if (line === null) expect(fit.lines[at]).toBeUndefined();
      else for (const key of Object.keys(line)) close(fit.lines[at]?.[key as "mu"], line[key]);
    }
  });

  it("estimates on them", () => {
    const fit = fitAbility(homes, tiny, parameters);
    for (const one of estimates) {
      const row = tiny[one.row] as ScoredRow;
      const found = estimate(row, one.targets, fit);
      close(found.behind, one.behind);
      close(found.sd, one.sd);
      close(new Ability(row, fit).general, one.general);
    }
  });

  it.each(["2026-06-30", "2026-11-30"])("the whole pack on %s", (day) => {
    const { boards, rows: all } = rows[day];
    const wanted = golden.real[day];
    const scored = all.map(([, , month, cells]: [string, string, number, Cells]) =>
      rowOf(month, cells),
    );
    const fit = fitAbility(
      boards.map(([, home]: [string, string]) => home),
      scored,
      parameters,
    );
    close(fit.t1, wanted.t1);
    for (const [at, [id]] of boards.entries()) {
      const line = wanted.lines[id];
      if (line === undefined) expect(fit.lines[at]).toBeUndefined();
      else for (const key of Object.keys(line)) close(fit.lines[at]?.[key as "mu"], line[key]);
    }
    for (const one of wanted.estimates) {
      const place = all.findIndex(
        ([model, tier]: [string, string | null]) => model === one.model && tier === one.tier,
      );
      const targets = wanted.targets[one.capability].map(
        ([b, u, refZ, w]: [number, number, number, number]) => ({ b, u, refZ, w }),
      );
      const found = estimate(scored[place], targets, fit);
      close(found.behind, one.behind);
      close(found.sd, one.sd);
    }
  });
});

describe("an ability", () => {
  const { boards, rows: all } = rows["2026-11-30"];
  const homes: string[] = boards.map(([, home]: [string, string]) => home);
  const scored: ScoredRow[] = all.map(([, , month, cells]: [string, string, number, Cells]) =>
    rowOf(month, cells),
  );
  const fit = fitAbility(homes, scored, parameters);
  const places = fc.record({
    row: fc.integer({ min: 0, max: scored.length - 1 }),
    cell: fc.nat(),
    raise: fc.double({ min: 0.01, max: 2, noNaN: true }),
  });

  it("never falls anywhere when a score of its own rises", () => {
    fc.assert(
      fc.property(places, ({ row, cell, raise }) => {
        const before = scored[row] as ScoredRow;
        const at = cell % before.scores.length;
        const after = {
          ...before,
          scores: before.scores.map((one, place) =>
            place === at ? { ...one, z: one.z + raise } : one,
          ),
        };
        const [a, b] = [new Ability(before, fit), new Ability(after, fit)];
        for (const home of new Set(homes))
          expect(b.at(home)).toBeGreaterThanOrEqual(a.at(home) - 1e-12);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it("does not hang on the order of rows", () => {
    const turned = fitAbility(homes, scored.toReversed(), parameters);
    for (const [at, line] of fit.lines.entries())
      if (line !== undefined)
        expect(Math.abs((turned.lines[at]?.mu ?? 0) - line.mu)).toBeLessThan(1e-9);
  });

  it("is no better known by a score that a vendor ran itself than by an independent one", () => {
    for (const row of scored.slice(0, 40)) {
      const weighed = (weight: number) => ({
        ...row,
        scores: row.scores.map((one) => ({ ...one, weight })),
      });
      const [free, vendor] = [1, 0.5].map((weight) => new Ability(weighed(weight), fit));
      expect(free?.variance).toBeLessThanOrEqual((vendor?.variance ?? 0) + 1e-12);
    }
  });
});
