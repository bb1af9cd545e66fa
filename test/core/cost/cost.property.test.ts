import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { breakEven } from "../../../src/core/cost/break-even.ts";
import { bestSpill, servedShare, spillAt } from "../../../src/core/cost/spill.ts";
import { type CostOptions, costOf } from "../../../src/core/costing/costing.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { CostDocument } from "../../../src/shapes/cost.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { asOf, knowledgeOf, number, shipped } from "../knowledge.ts";

const world = knowledgeOf();
const settings: CostOptions = { models: [], drift: {}, draws: 0, version: "0", sha256: "0" };

const useCase = (more: Partial<WrittenUseCase> = {}): WrittenUseCase => ({
  name: "one",
  needs: [{ capability: "text", bar: "commodity" }],
  workload: { requestsPerMonth: 3_000_000 },
  ...more,
});
const price = (
  written: WrittenUseCase,
  knowledge: Knowledge = world,
  more: Partial<CostOptions> = {},
): CostDocument => costOf(written, knowledge, asOf, { ...settings, ...more });

/** Expected $ per month by option. */
const usd = ({ needs }: CostDocument) =>
  Object.fromEntries((needs[0]?.arms ?? []).map((one) => [one.option, one.usdPerMonth?.expected]));

const workloads = fc.record({
  requestsPerMonth: number(1e3, 1e8),
  inputTokens: fc.integer({ min: 50, max: 20_000 }),
  outputTokens: fc.integer({ min: 5, max: 3000 }),
  cachedInputShare: number(0, 0.9),
  batchShare: number(0, 1),
  peakToMean: number(1, 4),
  growthPerMonth: fc.constantFrom(0, 0.03),
});

describe("the bills of cost and of advise", () => {
  test("are the same dollars for the same candidate", () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const written = useCase({ workload });
        const decision = advise(written, world, asOf, {
          draws: 0,
          flips: false,
          version: "0",
          sha256: "0",
        });
        const found = usd(price(written));
        for (const { plan, options, usdPerMonth } of decision.plans) {
          const [option] = options;
          if (usdPerMonth === null || option === undefined || options.length > 1) continue;
          expect(Math.abs((found[option] ?? 0) / usdPerMonth.p50 - 1), plan).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("hold for the shipped pack too, with two needs and tuned models", () => {
    const written = useCase({
      needs: [
        { capability: "structured-extraction", task: "bounded", share: 0.7 },
        { capability: "text-reasoning", share: 0.3 },
      ],
      data: { domainData: "labelled" },
      evaluation: "golden-set",
      team: { mlEngineers: 2, onCall: true, fineTuning: true },
    });
    const decision = advise(written, shipped, asOf, {
      draws: 0,
      flips: false,
      version: "0",
      sha256: "0",
    });
    const { needs, together } = price(written, shipped);
    const alone = decision.plans.filter(({ options }) => options.length === 1);
    expect(alone.length).toBeGreaterThan(1);
    for (const { need, option, usdPerMonth } of alone.flatMap(({ routes }) => routes)) {
      const arm = needs.find((one) => one.need === need)?.arms.find((one) => one.option === option);
      expect(Math.abs((arm?.usdPerMonth?.expected ?? 0) / (usdPerMonth ?? 1) - 1)).toBeLessThan(
        1e-9,
      );
    }
    for (const { option } of decision.options) {
      const plan = alone.find((one) => one.plan === option);
      expect(together[option]).toEqual(plan?.usdPerMonth?.p50 ?? null);
    }
  });
});

describe("what must hold whatever the workload", () => {
  test("no bill falls as the volume grows, and no replica goes while the machine stays", () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const curve = price(useCase({ workload })).needs[0]?.curve ?? [];
        expect(curve.length).toBeGreaterThan(0);
        for (const [index, point] of curve.entries()) {
          const before = curve[index - 1];
          if (before === undefined) continue;
          for (const [option, value] of Object.entries(point.usd))
            expect(value ?? 0).toBeGreaterThanOrEqual(
              (before.usd[option as "self-host"] ?? 0) * (1 - 1e-12),
            );
          if (point.fleet === before.fleet)
            expect(point.replicas ?? 0).toBeGreaterThanOrEqual(before.replicas ?? 0);
        }
      }),
      { numRuns: 12 },
    );
  });

  test("p10 <= p50 <= p90, in every amount", () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const { needs } = price(useCase({ workload }), world, { draws: 200 });
        for (const { usdPerMonth, perMillion } of needs[0]?.arms ?? [])
          for (const one of [usdPerMonth, ...Object.values(perMillion ?? {})]) {
            if (one === null) continue;
            expect(one.p10).toBeLessThanOrEqual(one.p50);
            expect(one.p50).toBeLessThanOrEqual(one.p90);
          }
      }),
      { numRuns: 15 },
    );
  });

  test("a cheaper rent never makes the own fleet dearer, which serves the same model thinking as hard", () => {
    const withRents = (factor: number): Knowledge => ({
      ...world,
      gpuOffers: world.gpuOffers.map((one) => ({
        ...one,
        usdPerGpuHour: one.usdPerGpuHour * factor,
      })),
    });
    fc.assert(
      fc.property(workloads, number(0.2, 1), (workload, factor) => {
        const [before, after] = [world, withRents(factor)].map((one) => {
          const still = useCase({ workload: { ...workload, reasoning: "none" } });
          return usd(price(still, one, { models: ["open-big"] }))["self-host"] ?? 0;
        });
        expect(after ?? 0).toBeLessThanOrEqual((before ?? 0) * (1 + 1e-9));
      }),
      { numRuns: 12 },
    );
  });

  test("another currency changes every amount alike and nothing else", () => {
    const inCurrency = (rate: number): Knowledge => {
      const figure = (one: { value: number; range?: readonly [number, number] | undefined }) => ({
        ...one,
        value: one.value * rate,
        ...(one.range === undefined ? {} : { range: [one.range[0] * rate, one.range[1] * rate] }),
      });
      const { serving } = world;
      const models = Object.fromEntries(
        Object.entries(world.models).map(([id, model]) => [
          id,
          {
            ...model,
            offers: model.offers.map((one) => ({
              ...one,
              prices: one.prices.map((of) => ({
                ...of,
                input: of.input * rate,
                output: of.output * rate,
              })),
            })),
          },
        ]),
      );
      return {
        ...world,
        models,
        gpuOffers: world.gpuOffers.map((one) => ({
          ...one,
          usdPerGpuHour: one.usdPerGpuHour * rate,
        })),
        serving: {
          ...serving,
          staff: {
            ...serving.staff,
            usdPerYear: figure(serving.staff.usdPerYear),
            gatewayUsdPerMonth: figure(serving.staff.gatewayUsdPerMonth),
          },
          tuning: { ...serving.tuning, computeUsd: figure(serving.tuning.computeUsd) },
          network: {
            ...serving.network,
            egressUsdPerGb: figure(serving.network.egressUsdPerGb),
            storageUsdPerGbMonth: figure(serving.network.storageUsdPerGbMonth),
          },
        } as Knowledge["serving"],
      };
    };
    const hurts = (rate: number) => useCase({ budget: { hurtsAtUsdPerMonth: 20_000 * rate } });
    const plain = price(hurts(1), world, { draws: 300 });
    const other = price(hurts(7), inCurrency(7), { draws: 300 });
    for (const [option, amount] of Object.entries(usd(plain)))
      expect((usd(other)[option] ?? 0) / (amount ?? 1)).toBeCloseTo(7, 6);
    const relative = ({ needs }: CostDocument) =>
      needs[0]?.against.map(
        ({ model, breakEven: found, probabilityOwnCheaper, crossoverMonth }) => ({
          model,
          kind: found.withStaff.kind,
          crossings: found.withStaff.crossings.map((one) => one.volume.toPrecision(6)),
          probabilityOwnCheaper,
          crossoverMonth,
        }),
      );
    expect(relative(other)).toEqual(relative(plain));
  });

  test("more machines never serve less, and the best fleet below the peak is the cheapest one", () => {
    const terms = fc.record({
      meanLoad: number(0.05, 40),
      peakToMean: number(1, 4),
      batchShare: number(0, 1),
      usdPerReplica: number(100, 20_000),
      hostedUsd: number(100, 1e6),
    });
    fc.assert(
      fc.property(terms, fc.integer({ min: 1, max: 60 }), (one, replicas) => {
        const full = { ...one, fixedUsd: () => 0, mostReplicas: 100 };
        const [less, more] = [spillAt(replicas, full), spillAt(replicas + 1, full)];
        expect(more.ownShare).toBeGreaterThanOrEqual(less.ownShare - 1e-12);
        expect(less.ownShare).toBeLessThanOrEqual(1);
        expect(less.utilisation).toBeLessThanOrEqual(1 + 1e-9);
        expect(bestSpill(full).usd).toBeLessThanOrEqual(spillAt(1, full).usd);
        expect(servedShare(replicas, one.peakToMean)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe("break-even over the staircase", () => {
  const stairs = (
    usdPerReplica: number,
    fixed: number,
    price: number,
    limit = Number.POSITIVE_INFINITY,
  ) => {
    const replicasAt = (volume: number) => Math.max(1, Math.ceil(volume - 1e-9));
    return {
      own: (volume: number) => replicasAt(volume) * usdPerReplica + fixed,
      hosted: (volume: number) => volume * price,
      steps: Array.from({ length: 600 }, (_, index) => index + 1 + 1e-9),
      replicasAt,
      current: 0,
      fleetAt: () => "one",
      isAllowed: (volume: number) => replicasAt(volume) <= limit,
    };
  };

  test("never, where a full replica costs more than the API", () => {
    expect(breakEven(stairs(100, 0, 99)).kind).toBe("never");
    expect(breakEven(stairs(100, 50, 100)).kind).toBe("never");
  });

  test("once, where the first replica pays before it is full and the second is no loss", () => {
    expect(breakEven(stairs(100, 0, 400))).toMatchObject({
      kind: "at",
      volume: expect.closeTo(0.25, 6),
    });
  });

  test("several times, where a new replica throws the fleet back", () => {
    const found = breakEven(stairs(100, 0, 120));
    expect(found.kind).toBe("band");
    // 100/120 of the first; the second replica is dearer until 200/120, and the fifth comes when the API costs as much.
    expect(found.crossings.slice(0, 3).map((one) => [one.cheaper, one.volume.toFixed(2)])).toEqual([
      ["own", "0.83"],
      ["hosted", "1.00"],
      ["own", "1.67"],
    ]);
    expect(found.crossings.at(-1)).toMatchObject({ cheaper: "own" });
  });

  test("already, where the volume is beyond the last crossing", () => {
    expect(breakEven({ ...stairs(100, 0, 400), current: 3 })).toMatchObject({
      kind: "already",
      since: expect.closeTo(0.25, 6),
    });
  });

  test("infeasible, where it takes more replicas than there may be, or than are looked at", () => {
    expect(breakEven(stairs(100, 1000, 200, 4))).toMatchObject({
      kind: "infeasible",
      needsReplicas: 11,
    });
    expect(breakEven(stairs(100, 1e6, 200))).toMatchObject({
      kind: "infeasible",
      needsReplicas: expect.closeTo(10_000, -2),
    });
  });

  test("every crossing is one: just below it the other side is cheaper", () => {
    const terms = fc.tuple(number(10, 1000), number(0, 5000), number(10, 1000));
    fc.assert(
      fc.property(terms, ([usdPerReplica, fixed, price]) => {
        const one = stairs(usdPerReplica, fixed, price);
        for (const { volume, cheaper } of breakEven(one).crossings) {
          const gap = (at: number) => one.own(at) - one.hosted(at);
          const [below, above] = [gap(volume * (1 - 1e-6)), gap(volume * (1 + 1e-6))];
          const tie = 1e-5 * one.hosted(volume);
          if (cheaper === "own") expect(above).toBeLessThanOrEqual(tie);
          else expect(above).toBeGreaterThan(-tie);
          expect(cheaper === "own" ? below : -below).toBeGreaterThan(-tie);
        }
      }),
    );
  });
});

describe("a break-even of cost", () => {
  const models = ["qwen3.5-35b-a3b", "gpt-5.2-codex"];
  const asked = (requestsPerMonth: number, more: Partial<WrittenUseCase["workload"]> = {}) =>
    price(
      useCase({
        needs: [{ capability: "structured-extraction", task: "bounded" }],
        // How hard a model thinks is chosen anew at each volume, so it is fixed here.
        workload: {
          requestsPerMonth,
          inputTokens: 1800,
          outputTokens: 220,
          reasoning: "none",
          ...more,
        },
      }),
      shipped,
      { models },
    ).needs[0];
  const gapAgainst = (
    model: string,
    requests: number,
    more?: Partial<WrittenUseCase["workload"]>,
  ) =>
    asked(requests, more)?.against.find((one) => one.model === model)?.gapUsdPerMonth ?? Number.NaN;

  test.each([
    [2e4, {}],
    [2e6, { batchShare: 0.5 }],
    [2e6, { growthPerMonth: 0.1 }],
    [4e8, {}],
  ])("of %f requests holds when cost is asked there", (requests, more) => {
    const against = asked(requests, more)?.against ?? [];
    expect(against.map((one) => one.model)).toEqual(models);
    for (const { model, breakEven: found } of against) {
      const { crossings } = found.withStaff;
      expect(crossings.length, model).toBeGreaterThan(0);
      for (const { volume, cheaper, fleet } of [crossings[0], crossings.at(-1)].flatMap(
        (one) => one ?? [],
      )) {
        const [below, above] = [0.9999, 1.0001].map((by) => gapAgainst(model, volume * by, more));
        const sign = cheaper === "own" ? 1 : -1;
        expect(sign * (below ?? 0), `${model} below ${volume}`).toBeGreaterThan(0);
        expect(sign * (above ?? 0), `${model} above ${volume}`).toBeLessThanOrEqual(0);
        const there = asked(volume * 1.0001, more)?.arms.find((one) => one.option === "self-host");
        expect(there?.fleet?.configuration).toBe(fleet);
      }
    }
  });

  test("is the same whatever volume is asked about", () => {
    const volumes = [2e4, 2e6, 4e8].map((requests) =>
      asked(requests)?.against.map(
        (one) => `${one.offer} ${one.breakEven.withStaff.crossings[0]?.volume.toPrecision(6)}`,
      ),
    );
    expect(volumes[1]).toEqual(volumes[0]);
    expect(volumes[2]).toEqual(volumes[0]);
  });

  test("the curve has the machines that each volume would have", () => {
    const { curve = [] } = asked(2e6) ?? {};
    for (const point of [curve[6], curve[24], curve.at(-1)].flatMap((one) => one ?? [])) {
      const there = asked(point.requestsPerMonth)?.arms.find((one) => one.option === "self-host");
      expect(point.fleet).toBe(there?.fleet?.configuration);
      expect(point.usd["self-host"]).toBeCloseTo(there?.usdPerMonth?.expected ?? 0, 4);
    }
  });

  test("is of machines that policy allows", () => {
    const limited = price(
      useCase({ workload: { requestsPerMonth: 1e6 }, policy: { maxGpus: 2 } }),
      shipped,
      { models },
    ).needs[0];
    for (const { breakEven: found } of limited?.against ?? [])
      if (found.withStaff.kind === "at")
        expect(found.withStaff.crossings[0]?.fleet).toMatch(/^1 x/);
  });
});

describe("work that may wait", () => {
  const own = (batchShare: number) =>
    price(useCase({ workload: { requestsPerMonth: 1e5, batchShare, reasoning: "none" } }), world, {
      models: ["open-small"],
    }).needs[0]?.arms.find((one) => one.option === "self-host");

  test("takes machines by the hour, and none to spare", () => {
    const [online, waits] = [own(0), own(1)];
    expect(online?.fleet).toMatchObject({ replicas: 1, spares: 1 });
    expect(waits?.fleet).toMatchObject({ spares: 0, peakReplicas: 1 });
    const { replicas = 1, gpusPerReplica = 1, rent } = waits?.fleet ?? {};
    expect(replicas).toBeLessThan(1);
    const hours = replicas * world.serving.fleet.hoursPerMonth.value;
    expect(waits?.items.gpus).toBeCloseTo(hours * gpusPerReplica * (rent?.usdPerGpuHour ?? 0), 6);
  });

  test("has no peak to send elsewhere", () => {
    expect(own(1)?.fleet?.ways.map((one) => one.kind)).not.toContain("spill");
  });
});

describe("what a user adds", () => {
  const own = (more: Partial<CostOptions>) => {
    const { needs } = price(useCase(), world, more);
    const arm = needs[0]?.arms.find((one) => one.option === "self-host");
    if (arm === undefined) throw new Error("no self-host arm");
    return { arm, warnings: needs[0]?.warnings.map((one) => one.code) ?? [] };
  };

  test("a measurement as fast as the estimate makes maturity certain and the interval narrow", () => {
    const before = own({ draws: 200 });
    const { serving } = before.arm.fleet ?? {};
    const outputTokens = 300 + before.arm.thinkingTokens;
    const load = { concurrency: serving?.concurrency ?? 1, inputTokens: 1500, outputTokens };
    const tokensPerSecond =
      ((serving?.outputTokensPerSecond ?? 0) / (serving?.maturity ?? 1)) * 0.8;
    const after = own({ draws: 200, measured: { tokensPerSecond, ...load } });
    expect(after.arm.fleet?.serving).toMatchObject({ maturity: 1, basis: "user", lnError80: 0.15 });
    expect(after.arm.fleet?.serving.correction).toBeCloseTo(0.8, 1);
    expect(after.warnings).toContain("cost.measured");
    expect(after.warnings).not.toContain("cost.maturity-unknown");
    expect(before.warnings).toContain("cost.maturity-unknown");
  });

  test("a machine is taken as asked for, and the runners-up say what speaks against them", () => {
    const { arm } = own({ machine: { gpu: "l40s" } });
    expect(arm.fleet?.gpu).toBe("l40s");
    expect(arm.fleet?.runnersUp.length).toBeGreaterThan(0);
    for (const one of arm.fleet?.runnersUp ?? []) expect(one.because).not.toBe("");
  });

  test("each drift moves its own side", () => {
    const at = (drift: CostOptions["drift"]) => usd(price(useCase(), world, { drift }));
    const still = at({});
    expect(at({ rent: 0.5 })["self-host"]).toBeGreaterThan(still["self-host"] ?? 0);
    expect(at({ rent: 0.5 })["hosted-open"]).toBe(still["hosted-open"]);
    expect(at({ capabilityPrice: -0.8 })["hosted-open"]).toBeLessThan(still["hosted-open"] ?? 0);
    expect(at({ software: 0.6 })["self-host"]).toBeLessThanOrEqual(still["self-host"] ?? 0);
  });
});
