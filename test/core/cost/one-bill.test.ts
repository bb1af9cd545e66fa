import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask } from "../../../src/core/choose/question.ts";
import { workOf } from "../../../src/core/choose/work.ts";
import { itemsOf, usdOf } from "../../../src/core/cost/bill.ts";
import { expectedConditions } from "../../../src/core/cost/conditions.ts";
import { ownFleet } from "../../../src/core/cost/configuration.ts";
import { fteFor } from "../../../src/core/cost/fixed.ts";
import { fleetCost } from "../../../src/core/cost/fleet.ts";
import { computes, splits } from "../../../src/core/cost/footprint.ts";
import { machinesFor } from "../../../src/core/cost/servable.ts";
import { planFor } from "../../../src/core/costing/arms.ts";
import { monthlyUsd } from "../../../src/core/gate/monthly.ts";
import { complete } from "../../../src/core/know/assume.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { Stack, WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { asOf, number, shipped } from "../knowledge.ts";

const { serving } = shipped;
const cents = (usd: number | undefined) => Math.round(100 * (usd ?? Number.NaN));

/** Figures that are 0 as shipped: a bill that forgets one of them is right by luck only. */
const figure = <Of extends { value: number }>(one: Of, value: number): Of => ({ ...one, value });
const withAll: Knowledge = {
  ...shipped,
  serving: {
    ...serving,
    fleet: { ...serving.fleet, stagingReplicas: figure(serving.fleet.stagingReplicas, 1) },
    network: {
      ...serving.network,
      egressUsdPerGb: figure(serving.network.egressUsdPerGb, 0.09),
      storageUsdPerGbMonth: figure(serving.network.storageUsdPerGbMonth, 0.1),
    },
  },
};

const drawn = fc.record({
  requestsPerMonth: number(2, 8).map((exponent) => Math.round(10 ** exponent)),
  inputTokens: fc.integer({ min: 50, max: 200_000 }),
  outputTokens: fc.integer({ min: 5, max: 3000 }),
  cachedInputShare: fc.double({ min: 0, max: 1, noNaN: true }),
  batchShare: fc.constantFrom(0, 0.4, 1),
  growthPerMonth: fc.constantFrom(0, 0.1),
});

const asked = (workload: WrittenUseCase["workload"], knowledge: Knowledge, stack?: Stack) => {
  const written = {
    name: "drawn",
    needs: [{ capability: "text-reasoning" }],
    workload,
    team: { stack },
  };
  const [need] = ask({ useCase: complete(written, knowledge).useCase, knowledge, asOf }).needs;
  if (need === undefined) throw new Error("nothing is asked");
  return need;
};

test("the decision's dollars are the bill's dollars, and the bill's items add up to them, to the cent", () => {
  let [own, hosted] = [0, 0];
  fc.assert(
    fc.property(drawn, (workload) => {
      const { judged, terms } = asked(workload, withAll);
      const { horizonMonths } = terms.useCase;
      const isOwn = ({ candidate }: (typeof judged)[number]) => candidate.placement === "own";
      const some = [...judged.filter(isOwn).slice(0, 8), ...judged.slice(-30)];
      for (const { candidate } of some) {
        const { model, cost } = candidate;
        if (model === undefined || cost === undefined) continue;
        const { option, kind, offer, effort, thinking, request } = candidate;
        const named = { option, kind, model, offer, effort, thinking, request, cost };
        const plan = planFor(
          { ...named, served: candidate.boundedBy ?? model },
          terms.state,
          terms,
        );
        if (plan === undefined) continue;
        const expected = expectedConditions(
          withAll.serving,
          cost.kind === "fleet" ? cost : undefined,
        );
        const bill = usdOf(plan, expected);
        expect(cents(monthlyUsd(candidate, withAll.serving, horizonMonths))).toBe(cents(bill));
        const sum = Object.values(itemsOf(plan, expected)).reduce((total, one) => total + one, 0);
        expect(cents(sum)).toBe(cents(bill));
        if (plan.kind === "own") own++;
        else hosted++;
      }
    }),
    { numRuns: 12 },
  );
  expect(own).toBeGreaterThan(30);
  expect(hosted).toBeGreaterThan(50);
});

const open = Object.values(shipped.models).filter((one) => one.serving?.architecture);

test("more requests never cost less on own machines, people included", () => {
  fc.assert(
    fc.property(fc.constantFrom(...open), drawn, number(1, 4), (model, workload, factor) => {
      const usdAt = (requestsPerMonth: number) => {
        const { terms } = asked({ ...workload, requestsPerMonth }, shipped);
        const request = { ...workload };
        const fleet = ownFleet(model, workOf(terms.state, request, shipped), terms);
        return fleet && fleetCost(fleet, serving, terms.useCase.horizonMonths);
      };
      const [before, after] = [workload.requestsPerMonth, workload.requestsPerMonth * factor].map(
        usdAt,
      );
      if (before === undefined) return;
      expect(after).toBeGreaterThanOrEqual(before * (1 - 1e-12));
    }),
    { numRuns: 20 },
  );
});

describe("people", () => {
  const fte = (replicas: number, gpus: number) => fteFor(replicas, gpus, serving.staff);

  test("no machine more adds a twentieth of a person, and none takes one away", () => {
    for (let replicas = 2; replicas < 5000; replicas = Math.ceil(replicas * 1.1)) {
      const step = fte(replicas + 1, replicas + 1) - fte(replicas, replicas);
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(0.11);
    }
  });

  test("machines count as well as replicas", () => {
    expect(fte(2, 2)).toBeCloseTo(0.5, 1);
    expect(fte(2, 32)).toBeGreaterThan(fte(2, 2) + 0.1);
    expect(fte(16, 16)).toBeGreaterThan(0.9);
    expect(fte(16, 16)).toBeLessThan(1.2);
    expect(fte(256, 256)).toBeGreaterThan(2);
    expect(fte(256, 256)).toBeLessThan(3);
    expect(fte(4544, 4544)).toBeGreaterThan(10);
  });
});

describe("machines that one would really get", () => {
  test("every replica size divides the heads, and weights are in numbers that the GPU computes", () => {
    for (const model of open)
      for (const { gpu, gpusPerReplica, precision } of machinesFor(model, shipped)) {
        const architecture = model.serving?.architecture;
        if (!architecture) continue;
        expect(splits(architecture, gpusPerReplica)).toBe(true);
        expect(computes(gpu, precision)).toBe(true);
      }
  });

  test("64 heads are not divided over 3 GPUs; 10 KV heads not over 4", () => {
    const heads = (of: number, kvHeads: number) => ({
      ...(open[0]?.serving?.architecture ?? ({} as never)),
      heads: of,
      kvHeads,
      mla: undefined,
    });
    expect([1, 2, 3, 4, 8, 16].filter((one) => splits(heads(64, 8), one))).toEqual([
      1, 2, 4, 8, 16,
    ]);
    expect([1, 2, 4, 5].filter((one) => splits(heads(40, 10), one))).toEqual([1, 2, 5]);
  });

  test("fp4 is for GPUs that have it", () => {
    const has = Object.values(shipped.gpus).filter((one) => computes(one, "fp4"));
    const ids = has.map((one) => one.id);
    expect(ids).toContain("b200");
    expect(ids).not.toContain("h100-sxm");
    expect(ids).not.toContain("mi300x");
  });

  test("a GPU whose only quote is of a day on which nobody could have it is never taken", () => {
    const single = shipped.gpuOffers.filter(
      (one) => one.gpu === "mi300x" && one.mode === "on-demand" && !one.volatile,
    );
    expect(single.map((one) => one.available)).toEqual([false]);
    for (const requestsPerMonth of [1e4, 1e7]) {
      const { terms } = asked({ requestsPerMonth }, shipped);
      for (const model of open) {
        const request = {
          inputTokens: 1500,
          outputTokens: 300,
          cachedInputShare: 0,
          batchShare: 0,
        };
        const fleet = ownFleet(model, workOf(terms.state, request, shipped), terms);
        expect(fleet?.configuration.gpu.id).not.toBe("mi300x");
      }
    }
  });

  test("the largest request fits beside the weights, on more GPUs where it must", () => {
    const model = shipped.models["llama-3.3-70b"];
    if (model === undefined) throw new Error("no such model");
    const sizes = (contextTokens: number) => {
      const { terms } = asked({ contextTokens, inputTokens: 1500, outputTokens: 300 }, shipped);
      const request = { inputTokens: 1500, outputTokens: 300, cachedInputShare: 0, batchShare: 0 };
      const limits = { contextTokens: terms.useCase.workload.contextTokens };
      return machinesFor(model, shipped)
        .filter((one) => one.gpu.id === "h100-sxm" && one.serving(request, limits) !== undefined)
        .map((one) => one.gpusPerReplica);
    };
    expect(sizes(8000)).toContain(1);
    expect(sizes(120_000)).not.toContain(1);
    expect(Math.max(...sizes(1_000_000))).toBeGreaterThan(2);
  });
});

describe("maturity is a choice", () => {
  const terms = (stack?: Stack) => asked({ requestsPerMonth: 1e7 }, shipped, stack).terms;
  const unstated = terms();
  const fleetOf = (id: string, stack?: Stack) => {
    const model = shipped.models[id];
    const used = stack === undefined ? unstated : terms(stack);
    const request = { inputTokens: 1500, outputTokens: 300, cachedInputShare: 0, batchShare: 0 };
    return model && ownFleet(model, workOf(used.state, request, shipped), used);
  };

  test("what is stated holds for dense models and for mixtures of experts", () => {
    const factor = (id: string, stack: Stack) => fleetOf(id, stack)?.maturity.factor;
    expect(factor("qwen3.5-397b-a17b", "tuned")).toBe(1);
    expect(factor("qwen3.5-397b-a17b", "default")).toBe(0.65);
    expect(factor("qwen3.5-397b-a17b", "fresh")).toBe(0.35);
    expect(factor("llama-3.3-70b", "default")).toBe(1);
  });

  test("unstated, a correction that was measured on the engine counts as tuned", () => {
    for (const { id } of open) {
      const fleet = fleetOf(id);
      if (fleet?.configuration.capacity.basis === "measured")
        expect(fleet.maturity.kind).toBe("tuned");
      else if (fleet !== undefined) expect(fleet.maturity.kind).not.toBe("tuned");
    }
  });
});
