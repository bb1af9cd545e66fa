// Decisions in a warm process, each at another volume, so that no answer is remembered.
import { milliseconds } from "./measure.mjs";
import { decide, fixture, read } from "./moat.mjs";

const useCase = read(fixture("invoice-triage.yaml"));
const varied = (i) => ({
  ...useCase,
  workload: { ...useCase.workload, requestsPerMonth: 50_000 + 977 * i },
});

const perSecond = (draws, times) => () =>
  1000 / milliseconds((i) => decide(varied(i), { draws, flips: false }), times);

const everything = { draws: 2000, flips: true };

const entries = [
  {
    name: "one decision, 2,000 draws, flips, review",
    unit: "ms",
    bar: { most: 40 },
    measure: () => milliseconds((i) => decide(varied(i), everything), 40),
  },
  {
    name: "the same for three needs",
    unit: "ms",
    bar: { most: 40 },
    measure: () => {
      const three = read(fixture("claims-desk.yaml"));
      return milliseconds(() => decide(three, everything), 40);
    },
  },
  {
    name: "decisions without draws and flips",
    unit: "/s",
    bar: { least: 2000 },
    measure: perSecond(0, 400),
  },
  { name: "decisions with 200 draws", unit: "/s", measure: perSecond(200, 100) },
  {
    name: "decisions with 2,000 draws, no flips",
    unit: "/s",
    bar: { least: 80 },
    measure: perSecond(2000, 40),
  },
];

export function* warm() {
  for (const { measure, ...entry } of entries) yield { ...entry, value: measure() };
}
