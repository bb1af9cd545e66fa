import fc from "fast-check";
import { expect, test } from "vitest";
import { redecide } from "../../../src/core/check/redecide.ts";
import type { Knowledge } from "../../../src/core/pack.ts";
import type { WrittenUseCase } from "../../../src/core/use-case.ts";
import { asOf, knowledgeOf, shipped, worlds } from "../knowledge.ts";
import { decide, runs, several } from "./setting.ts";

/** A check decides again with less worked out; what it says of the call must be what advise says. */

function same(written: WrittenUseCase, knowledge: Knowledge): string {
  const { verdict } = decide(written, knowledge, 200);
  const { found, tooClose, immaterial } = redecide(written, knowledge, asOf, { count: 200 });
  expect([found.choice, immaterial]).toEqual([verdict.choice, verdict.immaterial]);
  expect(tooClose ? "too-close" : found.status).toBe(verdict.status);
  return verdict.status;
}

test("a check calls it as advise does", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      seen.add(same(written, knowledgeOf(world)));
    }),
    runs(150),
  );
  expect([...seen]).toEqual(expect.arrayContaining(["decided", "too-close", "below-bar"]));
});

test("also where a third option wins more draws than the choice, which beats its runner-up", () => {
  const written = {
    name: "third",
    needs: [{ capability: "knowledge-recall", bar: "commodity", task: "open-ended" }],
    workload: {
      requestsPerMonth: 14_026_029,
      inputTokens: 640,
      outputTokens: 1834,
      batchShare: 0.3,
      peakToMean: 1.82,
      cachedInputShare: 0.56,
    },
    data: { sensitivity: "confidential", boundary: "vendor-agreement", domainData: "labelled" },
    evaluation: "golden-set",
    team: { mlEngineers: 2.6, onCall: true, fineTuning: false },
    horizonMonths: 12,
  } as const;
  const { verdict } = decide(written, shipped, 200);
  expect(verdict.beatsRunnerUp).toBeGreaterThan(shipped.pack.scales.tooCloseUnder);
  expect(same(written, shipped)).toBe("too-close");
});
