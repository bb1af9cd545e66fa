import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClosingState, closingForecast } from "../../../src/core/believe/forecast/closing.ts";
import { fit } from "./facts.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const chance = number(0, 1);
const factor = number(1, 5);

const states: fc.Arbitrary<ClosingState> = fc.record({
  class: fc.constantFrom(
    ...(["text-reasoning", "code", "agentic", "computer-use"] as const),
    ...(["vision", "media", "knowledge", "preference"] as const),
  ),
  ageMonths: number(0, 60),
  gap: number(-0.5, 6),
  progress: maybe(fc.record({ delta: number(0, 4), months: number(0, 12) })),
  window: maybe(
    fc
      .tuple(number(-2, 20), number(0.05, 30))
      .map(([low, width]): [number, number] => [low, low + width]),
  ),
  never: maybe(number(0, 0.9)),
  scenario: maybe(fc.record({ probability: chance, speedUp: factor })),
  forced: maybe(
    fc.array(fc.record({ months: number(-2, 30), probability: chance }), { maxLength: 3 }),
  ),
  lagFactor: maybe(number(1, 2)),
});
const months = number(0.01, 60);
const runs = { numRuns: 500, seed: 42 };
const rounding = 1e-9;

const at = (state: ClosingState, month: number) => closingForecast(state, fit).probability(month);

test("the forecast is a distribution and its interval holds its median", () => {
  fc.assert(
    fc.property(states, months, number(0, 30), (state, month, later) => {
      const { probability, median, interval80, closedShare } = closingForecast(state, fit);
      const now = probability(month);
      expect(now).toBeGreaterThanOrEqual(0);
      expect(now).toBeLessThanOrEqual(1);
      expect(probability(month + later)).toBeGreaterThanOrEqual(now - rounding);
      expect(interval80[0]).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(interval80[1]);
      expect(closedShare(month)).toBeLessThanOrEqual(now + rounding);
    }),
    runs,
  );
});

const neverDelays = (
  name: string,
  change: (state: ClosingState, chance: number, factor: number, month: number) => ClosingState,
) =>
  test(`${name} never delays closing`, () => {
    fc.assert(
      fc.property(states, months, chance, factor, (state, month, p, times) => {
        const changed = at(change(state, p, times, month), month);
        expect(changed).toBeGreaterThanOrEqual(at(state, month) - rounding);
      }),
      runs,
    );
  });

neverDelays("a smaller gap", (state, p) => ({ ...state, gap: state.gap - p }));
neverDelays("a gap that shrinks to a share", (state, p) => ({
  ...state,
  gap: Math.min(state.gap, state.gap * p),
}));
neverDelays("faster progress", (state, p) => ({
  ...state,
  progress: state.progress && { ...state.progress, delta: state.progress.delta + p },
}));
neverDelays("a scenario, or a likelier and faster one", (state, p, times) => {
  const { probability, speedUp } = state.scenario ?? { probability: 0, speedUp: 1 };
  const scenario = { probability: Math.max(probability, p), speedUp: speedUp * times };
  return { ...state, scenario };
});
neverDelays("a forced opening", (state, probability, _, month) => ({
  ...state,
  forced: [...(state.forced ?? []), { probability, months: month / 2 }],
}));
neverDelays("a less likely never", (state, p) => ({ ...state, never: (state.never ?? 0) * p }));
neverDelays("a shorter lag of the size class", (state, p) => ({
  ...state,
  lagFactor: 1 + ((state.lagFactor ?? 1) - 1) * p,
}));
