import fc from "fast-check";
import { expect, test } from "vitest";
import type { Knowledge } from "../../../src/core/pack.ts";
import type { WrittenUseCase } from "../../../src/core/use-case.ts";
import { knowledgeOf, number, worlds } from "../knowledge.ts";
import { ask, change, closeTo, decide, runs, several } from "./setting.ts";

/** Properties 17, 20 and 21: certainty, the scale of weights, and the currency. */

/** Nothing varies: boards without noise, weights as stated, machines and rents as expected. */
function certain(knowledge: Knowledge): Knowledge {
  const { pack, serving } = knowledge;
  const none = (of: (typeof serving.fleet)["rentLnSd"]) => ({ ...of, value: 0 });
  const { lnError80 } = serving.estimator;
  return {
    ...knowledge,
    pack: {
      ...pack,
      evidence: { ...pack.evidence, boardSd: 0, ageSd: 0 },
      scales: { ...pack.scales, weightConcentration: { preset: 1e12, own: 1e12 } },
    },
    serving: {
      ...serving,
      estimator: {
        ...serving.estimator,
        lnError80: { ...lnError80, knownPair: 0, newPair: 0, newModel: 0, newFamily: 0 },
      },
      fleet: { ...serving.fleet, rentLnSd: none(serving.fleet.rentLnSd) },
      maturity: {
        ...serving.maturity,
        denseLnSd: none(serving.maturity.denseLnSd),
        expertsLnSd: none(serving.maturity.expertsLnSd),
        freshLnSd: none(serving.maturity.freshLnSd),
      },
    },
  };
}

test("without any uncertainty every draw gives the choice", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, several, (world, drawn) => {
      const written = change(drawn, "team", { fineTuning: false });
      const decision = decide(written, certain(knowledgeOf(world)), 20);
      const { choice, status, margin, confidence } = decision.verdict;
      // Wilson and Hilferty leave a trace of noise in the weights, so exact ties may fall either way.
      if (status !== "decided" || (margin !== null && margin < 1e-4)) return;
      if (decision.routes.some((one) => one.evidence === "unknown")) return;
      held++;
      expect(confidence).toBeGreaterThanOrEqual(0.89);
      if (choice !== "hybrid")
        expect(decision.options.find((one) => one.option === choice)?.winShare).toBe(1);
    }),
    runs(200),
  );
  expect(held).toBeGreaterThan(10);
});

test("scaling all swing points changes nothing", () => {
  fc.assert(
    fc.property(worlds, several, number(0.01, 100), (world, written, factor) => {
      const knowledge = knowledgeOf(world);
      const { weights } = written;
      if (weights === undefined) return;
      const scaled = Object.fromEntries(
        Object.entries(weights).map(([key, value]) => [key, (value ?? 0) * factor]),
      ) as unknown as typeof weights;
      const [before, after] = [
        ask(written, knowledge),
        ask({ ...written, weights: scaled }, knowledge),
      ];
      expect(after.found.choice).toBe(before.found.choice);
      for (const [index, value] of before.values.entries()) closeTo(after.values[index], value);
    }),
    runs(200),
  );
});

/** Every amount of money in another currency: prices, rents, wages, gateway, tuning, budgets. */
function converted(knowledge: Knowledge, rate: number): Knowledge {
  const { serving, pack } = knowledge;
  const priced = (of: (typeof serving.fleet)["rentLnSd"]) => ({ ...of, value: of.value * rate });
  const models = Object.fromEntries(
    Object.entries(knowledge.models).map(([id, model]) => [
      id,
      {
        ...model,
        offers: model.offers.map((offer) => ({
          ...offer,
          prices: offer.prices.map((one) => ({
            ...one,
            input: one.input * rate,
            output: one.output * rate,
          })),
        })),
      },
    ]),
  );
  return {
    ...knowledge,
    models,
    gpuOffers: knowledge.gpuOffers.map((one) => ({
      ...one,
      usdPerGpuHour: one.usdPerGpuHour * rate,
    })),
    serving: {
      ...serving,
      staff: {
        ...serving.staff,
        usdPerYear: priced(serving.staff.usdPerYear),
        gatewayUsdPerMonth: priced(serving.staff.gatewayUsdPerMonth),
      },
      tuning: { ...serving.tuning, computeUsd: priced(serving.tuning.computeUsd) },
    },
    pack: {
      ...pack,
      scales: {
        ...pack.scales,
        reviewUsd: pack.scales.reviewUsd * rate,
        hurtsAtFloorUsd: pack.scales.hurtsAtFloorUsd * rate,
      },
    },
  };
}

test("another currency changes no score", () => {
  fc.assert(
    fc.property(
      worlds,
      several,
      number(0.01, 100),
      fc.boolean(),
      fc.option(number(500, 100_000), { nil: undefined }),
      (world, drawn, rate, stated, cap) => {
        const hurts = stated ? drawn.budget?.hurtsAtUsdPerMonth : undefined;
        const budget = (by: number): WrittenUseCase => ({
          ...drawn,
          budget: {
            usdPerMonth: cap === undefined ? undefined : cap * by,
            hurtsAtUsdPerMonth: hurts === undefined ? undefined : hurts * by,
          },
        });
        const knowledge = knowledgeOf(world);
        const before = decide(budget(1), knowledge);
        const after = decide(budget(rate), converted(knowledge, rate));
        expect(after.verdict.choice).toBe(before.verdict.choice);
        for (const [index, one] of before.options.entries())
          closeTo(after.options[index]?.score, one.score, 1e-6);
        closeTo(
          (before.verdict.marginUsdPerMonth ?? 0) * rate,
          after.verdict.marginUsdPerMonth ?? 0,
          1e-6,
        );
      },
    ),
    runs(200),
  );
});
