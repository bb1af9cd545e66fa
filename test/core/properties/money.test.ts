import fc from "fast-check";
import { expect, test } from "vitest";
import { moneyOf } from "../../../src/core/choose/money.ts";
import { planCost } from "../../../src/core/choose/plan-cost.ts";
import { fleetSize } from "../../../src/core/cost/fleet.ts";
import type { Candidate } from "../../../src/core/gate/candidate.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { knowledgeOf, number, worlds } from "../knowledge.ts";
import {
  type Asked,
  ask,
  change,
  closeTo,
  decide,
  offered,
  priced,
  rounding,
  runs,
  several,
  single,
} from "./setting.ts";

/** Bills: what is shared, what lies between two tries, and what has no price. */

const own = ({ question }: Asked): Candidate[] =>
  question.needs.flatMap(({ table }) =>
    table.rows.flatMap(({ candidate }) =>
      candidate.option === "self-host" &&
      candidate.kind === "scored" &&
      candidate.cost !== undefined
        ? [candidate]
        : [],
    ),
  );

test("needs on the same weights share one fleet, its spares and its staff; on others the staff alone", () => {
  let [shared, apart] = [0, 0];
  fc.assert(
    fc.property(worlds, several, fc.nat(), fc.nat(), (world, written, one, other) => {
      const asked = ask(written, knowledgeOf(world));
      const all = own(asked);
      const [a, b] = [all[one % all.length], all[other % all.length]];
      if (a?.cost?.kind !== "fleet" || b?.cost?.kind !== "fleet") return;
      const terms = asked.question;
      const together = planCost([a, b], terms);
      const [first, second] = [planCost([a], terms), planCost([b], terms)];
      expect(together).toBeLessThan(first + second);
      expect(together).toBeGreaterThanOrEqual(Math.max(first, second) - rounding);
      const isSame =
        a.model === b.model &&
        a.cost.configuration.gpu === b.cost.configuration.gpu &&
        a.cost.configuration.gpusPerReplica === b.cost.configuration.gpusPerReplica &&
        a.cost.configuration.precision === b.cost.configuration.precision;
      const { kind, option, cost, model } = b;
      // As if they were other weights.
      const split = planCost(
        [a, { kind, option, cost, model: model && { ...model, id: "x" } }],
        terms,
      );
      if (isSame) expect(together).toBeLessThanOrEqual(split + rounding);
      else closeTo(together, split);
      if (isSame && together < split - 1) shared++;
      if (!isSame) apart++;
    }),
    runs(80),
  );
  expect([shared > 5, apart > 5]).toEqual([true, true]);
});

test("the expected bill lies between the two bills, the switch and the trial added", () => {
  let moved = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      for (const { plan } of ask(written, knowledgeOf(world)).chosen.ranked) {
        let extra = 0;
        for (const { row, fallback, moves, switchUsd, trialUsd, expectedUsd } of plan.picks) {
          const bills = [row.usd, fallback?.row.usd ?? row.usd];
          const running = expectedUsd - trialUsd;
          expect(trialUsd).toBeGreaterThanOrEqual(0);
          expect(running).toBeGreaterThanOrEqual(Math.min(...bills) - rounding);
          expect(running).toBeLessThanOrEqual(Math.max(...bills) + moves * switchUsd + 1e-6);
          extra += expectedUsd - row.usd;
          if (moves > 0) moved++;
        }
        closeTo(plan.expectedUsd, plan.usd + extra);
      }
    }),
    runs(60),
  );
  expect(moved).toBeGreaterThan(20);
});

test("without a price nothing costs $0, and nobody wins by having none", () => {
  let [none, bounded] = [0, 0];
  const ids = ["open-big", "open-small", "closed-mini", "closed-top"];
  fc.assert(
    fc.property(worlds, several, fc.subarray(ids, { minLength: 1 }), (world, written, silent) => {
      const knowledge = offered(knowledgeOf(world), (one, model) =>
        silent.includes(model.id) ? [{ ...one, prices: [] }] : [one],
      );
      const { question } = ask(written, knowledge);
      for (const { table } of question.needs)
        for (const { usd, candidate } of table.rows) {
          if (!table.priced) continue;
          expect(usd).toBeGreaterThan(0);
          if (candidate.boundedBy !== undefined) bounded++;
        }
      for (const { table } of question.needs) none += table.unpriced.length;
      const { plans, verdict } = decide(written, knowledge);
      for (const { routes } of plans)
        for (const { usdPerMonth, fallback } of routes) {
          if (verdict.status === "no-price") continue;
          expect(usdPerMonth ?? 1).toBeGreaterThan(0);
          expect(fallback?.usdPerMonth ?? 1).toBeGreaterThan(0);
        }
    }),
    runs(60),
  );
  expect([none > 10, bounded > 10]).toEqual([true, true]);
});

test("a bill counts straight up to the one that hurts, and by ratio beyond it, without a jump or an end", () => {
  fc.assert(
    fc.property(number(1, 1e7), number(1, 1e6), number(1.01, 50), (usd, hurtsAt, factor) => {
      expect(moneyOf(usd * factor, hurtsAt)).toBeLessThan(moneyOf(usd, hurtsAt));
      const lost = moneyOf(usd, hurtsAt) - moneyOf(usd * factor, hurtsAt);
      if (usd >= hurtsAt) expect(lost).toBeCloseTo(Math.log(factor), 6);
      if (usd * factor <= hurtsAt) expect(lost).toBeCloseTo((usd * (factor - 1)) / hurtsAt, 6);
    }),
    runs(200),
  );
  expect([moneyOf(0, 10), moneyOf(10, 10)]).toEqual([1, 0]);
});

test("a fleet is whole, never shrinks with its load, and costs the same between its steps", () => {
  fc.assert(
    fc.property(worlds, single, number(1, 3), (world, written, factor) => {
      for (const { cost } of own(ask(written, knowledgeOf(world)))) {
        if (cost?.kind !== "fleet" || cost.waits) continue;
        const few = fleetSize(cost);
        const many = fleetSize({ ...cost, load: cost.load.map((one) => one * factor) });
        expect(Number.isInteger(few.peakReplicas)).toBe(true);
        expect(many.usdPerMonth).toBeGreaterThanOrEqual(few.usdPerMonth);
        if (many.peakReplicas === few.peakReplicas) expect(many.usdPerMonth).toBe(few.usdPerMonth);
      }
    }),
    runs(60),
  );
});

test("scaling all weights changes nothing", () => {
  fc.assert(
    fc.property(worlds, several, number(0.01, 100), (world, written, factor) => {
      const { weights } = written;
      if (weights === undefined) return;
      const scaled = Object.fromEntries(
        Object.entries(weights).map(([key, value]) => [key, (value ?? 0) * factor]),
      ) as unknown as typeof weights;
      const knowledge = knowledgeOf(world);
      const [before, after] = [weights, scaled].map((one) =>
        ask({ ...written, weights: one }, knowledge),
      );
      expect(after?.chosen.choice).toBe(before?.chosen.choice);
      for (const [at, value] of before?.values.entries() ?? []) closeTo(after?.values[at], value);
    }),
    runs(40),
  );
});

/** Every amount of money in another currency: prices, rents, wages, gateway, tuning, labels, floors. */
function converted(knowledge: Knowledge, rate: number): Knowledge {
  const { serving, pack } = knowledge;
  const { staff, tuning, fleet, labels } = serving;
  const at = (of: typeof fleet.rentLnSd) => ({ ...of, value: of.value * rate });
  const { hurtsAtFloorUsd } = pack.choice;
  return {
    ...offered(knowledge, (one) => [priced(one, rate)]),
    gpuOffers: knowledge.gpuOffers.map((one) => ({
      ...one,
      usdPerGpuHour: one.usdPerGpuHour * rate,
    })),
    serving: {
      ...serving,
      staff: {
        ...staff,
        usdPerYear: at(staff.usdPerYear),
        gatewayUsdPerMonth: at(staff.gatewayUsdPerMonth),
      },
      tuning: { ...tuning, computeUsd: at(tuning.computeUsd) },
      labels: {
        ...labels,
        officeUsdPerHour: at(labels.officeUsdPerHour),
        expertUsdPerHour: at(labels.expertUsdPerHour),
      },
    },
    pack: {
      ...pack,
      scales: { ...pack.scales, reviewUsd: pack.scales.reviewUsd * rate },
      choice: {
        ...pack.choice,
        hurtsAtFloorUsd: hurtsAtFloorUsd * rate,
      },
    },
  };
}

test("another currency changes no value", () => {
  const caps = fc.option(number(500, 100_000), { nil: undefined });
  fc.assert(
    fc.property(
      worlds,
      several,
      number(0.01, 100),
      caps,
      fc.boolean(),
      (world, drawn, rate, cap, stated) => {
        const hurts = stated ? drawn.budget?.hurtsAtUsdPerMonth : undefined;
        const budget = (by: number): WrittenUseCase =>
          change(drawn, "budget", {
            usdPerMonth: cap === undefined ? undefined : cap * by,
            hurtsAtUsdPerMonth: hurts === undefined ? undefined : hurts * by,
          });
        const knowledge = knowledgeOf(world);
        const before = decide(budget(1), knowledge);
        const after = decide(budget(rate), converted(knowledge, rate));
        expect(after.verdict.choice).toBe(before.verdict.choice);
        for (const [at, one] of before.plans.entries())
          closeTo(after.plans[at]?.value, one.value, 1e-6);
        const margin = before.verdict.marginUsdPerMonth;
        closeTo(after.verdict.marginUsdPerMonth, margin === null ? null : margin * rate, 1e-6);
      },
    ),
    runs(50),
  );
});
