import { expect, it } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { logEntry } from "../../../src/core/timeline/score/entry.ts";
import { scoreLog } from "../../../src/core/timeline/score/score.ts";
import type { LogEntry } from "../../../src/shapes/log.ts";
import { asOf, shipped } from "../knowledge.ts";

const made = (day: string, capability: string): LogEntry => {
  const written = { name: capability, needs: [{ capability }] };
  const settings = { draws: 0, flips: false, version: "0.1.0", sha256: capability };
  return logEntry(advise(written, shipped, day, settings), written, shipped);
};
const score = (entries: readonly LogEntry[], day = asOf) =>
  scoreLog(
    { entries: entries.map((entry, index) => ({ line: index + 1, entry })), unreadable: [] },
    { knowledge: shipped, asOf: day },
    "0.1.0",
  );

/** The forecast of one size only, with probabilities that make the sums easy. */
const said = (entry: LogEntry, six: number): LogEntry => ({
  ...entry,
  forecasts: entry.forecasts.slice(0, 1).map((one) => ({
    ...one,
    closedBy: { "6": six, "12": 1 },
  })),
});

const march = made("2026-03-19", "computer-use");
const text = made("2026-03-19", "text-reasoning");

it("Brier: the mean square of what was said against what came", () => {
  // Computer use was reached within the month, the text index was not within eight.
  const { brier } = score([said(march, 0.7), said(text, 0.4)]);
  expect(brier[0]).toMatchObject({ months: 6, count: 2, alwaysNo: 0.5 });
  expect(brier[0]?.score).toBeCloseTo((0.3 ** 2 + 0.4 ** 2) / 2, 12);
  expect(brier[1]).toEqual({ months: 12, count: 0, score: null, alwaysNo: null });
});

it("counts nothing that is too young: on the day itself no forecast is due", () => {
  const { brier, coverage, forecasts } = score([march], "2026-04-15");
  expect(brier.map((one) => one.count)).toEqual([0, 0]);
  expect(coverage).toEqual({ count: 0, held: null });
  expect(forecasts).toHaveLength(2);
});

it("coverage: only ranges that are over count, and one below its range is a miss", () => {
  const at = (low: number, high: number): LogEntry => ({
    ...march,
    forecasts: march.forecasts.slice(0, 1).map((one) => ({ ...one, interval80: [low, high] })),
  });
  expect(score([at(0.1, 5)]).coverage).toEqual({ count: 1, held: 1 });
  expect(score([at(1, 5)]).coverage).toEqual({ count: 1, held: 0 });
  expect(score([at(0.1, 50)]).coverage).toEqual({ count: 0, held: null });
});

it("advice that would be another one today is named", () => {
  const turned: LogEntry = { ...march, verdict: { ...march.verdict, choice: "hybrid" } };
  const now = score([march, turned]).advice;
  expect(now.count).toBe(2);
  expect(now.turned.map((one) => [one.line, one.from])).toContainEqual([2, "hybrid"]);
});

it("lists every line that it cannot score, with the reason", () => {
  const lost: LogEntry = {
    ...march,
    asOf: "2026-03-20",
    useCase: { ...march.useCase, written: null },
    forecasts: march.forecasts.map((one) => ({
      ...one,
      levels: [{ benchmark: "gone", score: 1 }],
    })),
  };
  const reasons = score([
    march,
    march,
    made("2026-03-19", "scientific-discovery"),
    lost,
    { ...march, asOf: "2027-01-01" },
  ]).unscored.map((one) => `${one.line}: ${one.because}`);
  expect(reasons).toEqual([
    "2: the same as in line 1",
    "2: the same as in line 1",
    "3: no forecast was made: nothing had been measured",
    "4: board gone is not in the pack",
    "4: board gone is not in the pack",
    "4: its use case was too long for a line of the log",
    "5: it was made on 2027-01-01, after the as-of day",
  ]);
});
