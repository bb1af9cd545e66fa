import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelUsd } from "../../../src/core/cost/labels.ts";
import { withOwnFigures } from "../../../src/core/cost/own-figures.ts";
import type { Need } from "../../../src/core/know/use-case.ts";
import { asOf, shipped as knowledge } from "../knowledge.ts";

const { labels } = knowledge.serving;

const workload = (more: object = {}) =>
  ({ inputTokens: 1500, outputTokens: 300, cachedInputShare: 0, ...more }) as Need["workload"];
const person = { turn: "person" } as const;
const asked = (task: Need["task"], more: object = {}, profile: object = person) =>
  ({ profile, need: { task, workload: workload(more) } }) as Parameters<typeof labelUsd>[0];

describe("a label", () => {
  it("costs the time of reading: a letter by hand, of a contract what matters, a line of text the least", () => {
    const letter = asked("open-ended", { inputTokens: 2_200, outputTokens: 0 });
    const minutes = (2_200 * labels.wordsPerToken.value) / labels.wordsPerMinute.value;
    expect(labelUsd(letter, labels)).toBeCloseTo((minutes / 60) * labels.expertUsdPerHour.value);
    const contract = asked("open-ended", { inputTokens: 22_000, outputTokens: 0 });
    expect(labelUsd(contract, labels)).toBeCloseTo(
      (labels.mostMinutes.value / 60) * labels.expertUsdPerHour.value,
    );
    const line = asked("bounded", { inputTokens: 40, outputTokens: 2 });
    expect(labelUsd(line, labels)).toBeCloseTo(
      (labels.leastMinutes.value / 60) * labels.officeUsdPerHour.value,
    );
  });

  it("never costs less for more to read", () => {
    const tokens = fc.integer({ min: 0, max: 200_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        share,
        fc.integer({ min: 1, max: 4 }),
        (input, more, cached, n) => {
          const of = (inputTokens: number, answers: number) =>
            labelUsd(
              asked("open-ended", { inputTokens, cachedInputShare: cached }),
              labels,
              answers,
            );
          expect(of(input + more, n)).toBeGreaterThanOrEqual(of(input, n));
          expect(of(input, n + 1)).toBeGreaterThanOrEqual(of(input, n));
        },
      ),
    );
  });

  it("of a task of an agent is its end, and of speech as long as it lasts", () => {
    const agent = { turn: "agent" };
    const steps = [20_000, 200_000].map((inputTokens) =>
      labelUsd(asked("open-ended", { inputTokens }, agent), labels),
    );
    expect(steps[0]).toBe(steps[1]);
    const speech = { turn: "background", soldBy: { unit: "audioMinutes", perRequest: 5 } };
    const heard = asked("open-ended", { audioMinutes: 30, outputTokens: 0 }, speech);
    expect(labelUsd(heard, labels)).toBeCloseTo(labels.expertUsdPerHour.value / 2);
  });

  it("costs what the team says it does", () => {
    const own = withOwnFigures(knowledge, { figures: { labels: { usdPerLabel: 7 } } }, asOf);
    expect(labelUsd(asked("open-ended", { inputTokens: 22_000 }), own.serving.labels, 3)).toBe(7);
    expect(own.serving.labels.usdPerLabel?.basis).toBe("user");
  });
});
