// Decisions in a warm process, each at another volume or of another size: no answer is remembered.
import { milliseconds, perSecond } from "./measure.mjs";
import { decide, fixture, read } from "./moat.mjs";

const useCase = read(fixture("invoice-triage.yaml"));
const workload = (changes) => ({ ...useCase, workload: { ...useCase.workload, ...changes } });
/** From 50,000 to a million a month. */
const varied = (i) => workload({ requestsPerMonth: 50_000 + 950 * (i % 1000) });
/** Sizes of requests that did not come before: every machine is estimated again. */
const reshaped = (i) =>
  workload({ inputTokens: 500 + ((i * 7919) % 4001), outputTokens: 40 + (i % 97) });

const rate = (vary, draws) => () => perSecond((i) => decide(vary(i), { draws, flips: false }));

const everything = { draws: 2000, flips: true };

const entries = [
  // First what streams do: calls that draw and look for flips leave V8 with code for more cases, which is slower.
  {
    name: "decisions without draws and flips",
    unit: "/s",
    bar: { least: 2000 },
    measure: rate(varied, 0),
  },
  {
    name: "the same, each with other sizes of requests",
    unit: "/s",
    measure: rate(reshaped, 0),
  },
  { name: "decisions with 200 draws", unit: "/s", measure: rate(varied, 200) },
  {
    name: "decisions with 2,000 draws, no flips",
    unit: "/s",
    bar: { least: 80 },
    measure: rate(varied, 2000),
  },
  {
    name: "one decision, 2,000 draws, flips, review",
    unit: "ms",
    bar: { most: 40 },
    measure: () => milliseconds((i) => decide(varied(i), everything), 40),
  },
  {
    name: "the same for three needs",
    unit: "ms",
    measure: () => {
      const three = read(fixture("claims-desk.yaml"));
      return milliseconds(() => decide(three, everything), 40);
    },
  },
];

export function* warm() {
  for (const { measure, ...entry } of entries) yield { ...entry, value: measure() };
}
