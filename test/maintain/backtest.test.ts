import { expect, test } from "vitest";
import { fitAtOrigin } from "./backtest/fit.ts";
import { type History, readHistory } from "./backtest/history.ts";
import { survival } from "./backtest/survival.ts";
import { backtestText, movingFrontier, panelsOf } from "./backtest/table.ts";

const history = readHistory(new URL("../../fixtures/backtest/series.json", import.meta.url));
const panels = panelsOf(history);

test("the printed table is the one that the fixtures hold", async () => {
  await expect(backtestText(history)).toMatchFileSnapshot("../../fixtures/backtest/table.txt");
});

test.each(panels)("$title: the 80 % interval holds 75 to 88 %", ({ lines }) => {
  const ours = lines.find(({ method }) => method.kind === "ours");
  expect(ours?.scores.coverage.held).toBeGreaterThanOrEqual(0.75);
  expect(ours?.scores.coverage.held).toBeLessThanOrEqual(0.88);
});

test.each(panels)(
  "$title: better than every naive method at 6 months and over all",
  ({ lines }) => {
    const ours = lines.find(({ method }) => method.kind === "ours");
    for (const { method, scores } of lines.filter((one) => one.method.kind === "naive")) {
      expect(ours?.scores.brier[1], method.name).toBeLessThan(scores.brier[1] ?? 0);
      expect(ours?.scores.crps, method.name).toBeLessThan(scores.crps);
    }
  },
);

test("the Brier score at 6 months stays where it is; the first back-test, on easier series, had 0.184", () => {
  const [first, all] = panels.map(
    ({ lines }) => lines.find(({ method }) => method.kind === "ours")?.scores.brier[1] ?? 1,
  );
  expect(first).toBeLessThan(0.205);
  expect(all).toBeLessThan(0.215);
});

test("a fit does not see what came after its day", () => {
  const month = 15;
  const later = (one: History["origins"][number]) => one.month > month;
  const known: History = {
    targets: history.targets.filter((one) => one.start < month),
    origins: history.origins.filter((one) => !later(one)),
  };
  const changed: History = {
    targets: history.targets.map((one) =>
      one.start + one.months > month + 0.1 ? { ...one, months: one.months + 5 } : one,
    ),
    origins: history.origins.map((one) => (later(one) ? { ...one, progress: 9 } : one)),
  };
  expect(fitAtOrigin(changed, month)).toEqual(fitAtOrigin(history, month));
  expect(fitAtOrigin(known, month)).toEqual(fitAtOrigin(history, month));
});

test("open weights led the moving frontier in about one month of twenty", () => {
  const { led, ledLater } = movingFrontier(history, (first) => first);
  expect(led).toBeCloseTo(0.05, 2);
  expect(ledLater.map(({ share }) => Math.round(share * 100))).toEqual([3, 4, 7]);
});

test("Kaplan-Meier: censored times leave the risk set without an event", () => {
  // Textbook case: 1, 2+, 3, 4+ -> 3/4 after 1, then half of that after 3.
  const left = survival([1, 2, 3, 4].map((value) => ({ value, seen: value % 2 === 1, weight: 1 })));
  expect([0.5, 1, 2.5, 3, 9].map(left)).toEqual([1, 0.75, 0.75, 0.375, 0.375]);
});
