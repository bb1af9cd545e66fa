import fc from "fast-check";
import { expect, test } from "vitest";

import { contender, qualityValue } from "../../../src/core/contender.ts";
import type { Pick } from "../../../src/core/contest.ts";
import { valuesOf } from "../../../src/core/contribution.ts";
import { passes } from "../../../src/core/judge.ts";
import { planCost } from "../../../src/core/plan-cost.ts";
import { criteria } from "../../../src/core/use-case.ts";
import { knowledgeOf, number, worlds } from "../knowledge.ts";
import { type Asked, api, ask, change, rounding, runs, selfHost, several } from "./setting.ts";

/** What needs share ties them together: spares of one model, and a cap on the sum. */

test("a higher cap never takes an option away", () => {
  fc.assert(
    fc.property(worlds, several, number(2, 5.5), number(1, 20), (world, written, log, factor) => {
      const knowledge = knowledgeOf(world);
      const at = (usdPerMonth: number) =>
        ask(change(written, "budget", { usdPerMonth }), knowledge);
      const [low, high] = [at(10 ** log), at(10 ** log * factor)];
      // Where all miss the bar, only the last that stands is an option: with more money there may be two.
      if (low.found.status === "below-bar") return;
      for (const [index, value] of low.values.entries())
        if (value !== undefined) expect(high.values[index]).toBeDefined();
    }),
    runs(400),
  );
});

test("an option stands under every cap that its cheapest candidates fit together", () => {
  fc.assert(
    fc.property(worlds, several, (world, drawn) => {
      const written = {
        ...drawn,
        needs: drawn.needs.map((one) => ({ ...one, capability: "text" })),
      };
      const knowledge = knowledgeOf(world);
      const cheapest = ask(written, knowledge).question.needs.map(({ judged }) =>
        Math.min(
          ...judged
            .filter((one) => passes(one) && one.candidate.option === "proprietary-api")
            .filter((one) => one.candidate.quality.kind === "measured")
            .map(({ candidate: { cost } }) =>
              cost?.kind === "hosted" ? cost.usdPerMonth : Number.POSITIVE_INFINITY,
            ),
        ),
      );
      const usdPerMonth = 1.001 * cheapest.reduce((sum, one) => sum + one, 0);
      if (!Number.isFinite(usdPerMonth)) return;
      const { values } = ask(change(written, "budget", { usdPerMonth }), knowledge);
      expect(values[api]).toBeDefined();
    }),
    runs(300),
  );
});

/** Value of self-hosting with one model for all needs, worked out from its parts; undefined where it does not stand. */
function onOne(id: string, { question }: Asked): number | undefined {
  const { arena, useCase, needs, knowledge } = question;
  const picks = needs.flatMap(({ judged }): Pick[] => {
    const one = judged.find(
      ({ candidate, ...rest }) =>
        candidate.option === "self-host" &&
        candidate.kind === "scored" &&
        candidate.quality.kind === "measured" &&
        candidate.model?.id === id &&
        passes({ candidate, ...rest }),
    );
    if (one === undefined) return [];
    const quality = one.candidate.clearing.median;
    const contending = contender(one, useCase, knowledge);
    const worth = qualityValue(contending, quality, knowledge.pack.scales.qualityWorst);
    return [{ contender: contending, option: "self-host", quality, worth, usd: 0, tier: 0 }];
  });
  if (picks.length < needs.length) return undefined;
  const usdPerMonth = planCost(picks, arena, undefined);
  const values = valuesOf({ picks, usdPerMonth, set: 1, value: 0, tier: 0 }, arena);
  return criteria.reduce((sum, one) => sum + useCase.weights[one] * values[one], 0);
}

test("self-hosting is worth at least what one model for all needs is worth", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const asked = ask(change(written, "team", { fineTuning: false }), knowledgeOf(world));
      const plan = asked.found.outcome.single[selfHost];
      if (plan === undefined || plan.tier > 0) return;
      for (const id of ["open-big", "open-small"]) {
        const value = onOne(id, asked);
        if (value !== undefined) expect(plan.value).toBeGreaterThanOrEqual(value - rounding);
      }
    }),
    runs(600),
  );
});
