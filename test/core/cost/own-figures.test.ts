import { describe, expect, test } from "vitest";
import { costOf } from "../../../src/core/costing/costing.ts";
import type { CostDocument } from "../../../src/shapes/cost.ts";
import type { Figures } from "../../../src/shapes/figures.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { asOf, shipped as knowledge } from "../knowledge.ts";

const settings = {
  models: ["llama-3.3-70b", "gpt-6-luna"],
  machine: { gpu: "h100-sxm", gpus: 2, precision: "fp8" as const },
  measured: undefined,
  drift: {},
  draws: 0,
  version: "0",
  sha256: "0",
};
const useCase: WrittenUseCase = {
  name: "own-figures",
  needs: [{ capability: "text-reasoning" }],
  workload: { requestsPerMonth: 5_000_000, inputTokens: 1500, outputTokens: 300 },
};
const priced = (figures?: Figures, more: Partial<WrittenUseCase> = {}): CostDocument =>
  costOf({ ...useCase, ...more, ...(figures && { figures }) }, knowledge, asOf, settings);
const armOf = (document: CostDocument, option: string) => {
  const found = document.needs[0]?.arms.find((one) => one.option === option);
  if (found === undefined) throw new Error(`no arm ${option}`);
  return found;
};
const usual = priced();

/** Items of both bills, and whether each changed. */
function moved(option: string, figures: Figures): string[] {
  const [before, after] = [armOf(usual, option).items, armOf(priced(figures), option).items];
  return Object.keys(before).filter(
    (name) => Math.abs((before[name] ?? 0) - (after[name] ?? 0)) > 1e-9,
  );
}

describe("own figures", () => {
  test("a rent replaces the quotes: the machines cost hours times it, and nothing else moves", () => {
    const figures = { rents: { "h100-sxm": { usdPerHour: 2 } } };
    expect(moved("self-host", figures)).toEqual(["gpus", "spares"]);
    expect(moved("hosted-open", figures)).toEqual([]);
    expect(moved("proprietary-api", figures)).toEqual([]);
    const { items, fleet } = armOf(priced(figures), "self-host");
    expect(fleet?.rent).toMatchObject({
      usdPerGpuHour: 2,
      basis: "user",
      sources: ["own-figures"],
    });
    expect(items.gpus).toBeCloseTo((fleet?.replicas ?? 0) * 2 * 2 * 730, 6);
  });

  test("a price replaces the list's, cached input in its ratio to it, and moves that model only", () => {
    const figures = { prices: { "gpt-6-luna": { input: 3, output: 15 } } };
    expect(moved("self-host", figures)).toEqual([]);
    expect(moved("hosted-open", figures)).toEqual([]);
    const [before, after] = [
      armOf(usual, "proprietary-api"),
      armOf(priced(figures), "proprietary-api"),
    ];
    expect(after.price).toMatchObject({
      input: 3,
      output: 15,
      basis: "user",
      source: "own-figures",
    });
    const ratio = (after.price?.cacheRead ?? 0) / (before.price?.cacheRead ?? 1);
    expect(ratio).toBeCloseTo(3 / (before.price?.input ?? 1), 9);
  });

  test("a discount takes its share off every item but what the vendor does not bill", () => {
    const provider = armOf(usual, "proprietary-api").offer ?? "";
    const after = armOf(priced({ discounts: { [provider]: 0.15 } }), "proprietary-api");
    // Another host may be cheaper now; the discounted one is then still what it was less 15 %.
    expect(after.usdPerMonth?.expected).toBeCloseTo(
      0.85 * (armOf(usual, "proprietary-api").usdPerMonth?.expected ?? 0),
      6,
    );
    expect(after.price?.basis).toBe("user");
  });

  test.each([
    [{ staff: { usdPerYear: 160_000 } }, ["staff", "build", "refresh"]],
    [{ staff: { gatewayUsdPerMonth: 0, buildWeeks: 0 } }, ["gateway", "build"]],
  ] as const)("%j moves only %j", (figures, expected) => {
    const found = moved("self-host", figures);
    expect(expected).toEqual(expect.arrayContaining(found));
    expect(found).toContain(expected[0]);
    expect(moved("hosted-open", figures)).toEqual([]);
  });

  test("a cache at 8 bits and drafts that are checked: the same machine carries more, and says so", () => {
    const carried = (engine: Figures["engine"]) => {
      const document = priced({ engine });
      const perSecond = armOf(document, "self-host").fleet?.serving.requestsPerSecond ?? 0;
      return { perSecond, codes: document.needs[0]?.warnings.map((one) => one.code) };
    };
    const before = armOf(usual, "self-host").fleet?.serving.requestsPerSecond ?? 0;
    const cache = carried({ kvElementBytes: 1 });
    const drafts = carried({ tokensPerStep: 1.4 });
    expect(cache.perSecond).toBeGreaterThan(before);
    expect(cache.codes).toContain("cost.kv-cache");
    // Prefill stays what it was, so the whole gains less than the steps.
    expect(drafts.perSecond).toBeGreaterThan(1.05 * before);
    expect(drafts.perSecond).toBeLessThan(2 * before);
    expect(drafts.codes).toContain("cost.speculative");
  });

  test("a machine of one's own at one's own purchase price", () => {
    const owned = {
      ...{ capexUsd: 15_000, lifeMonths: 36, networkShare: 0, residualShare: 0 },
      ...{ interestPerYear: 0, supportShare: 0, colocationUsdPerKw: 0, kilowatts: 0 },
    };
    const policy = { ownedGpus: [{ gpu: "h100-sxm", count: 8 }] };
    const { fleet } = armOf(priced({ owned }, { policy }), "self-host");
    expect(fleet?.rent).toMatchObject({ mode: "owned", basis: "user" });
    expect((fleet?.rent.usdPerGpuHour ?? 0) * 730).toBeCloseTo(15_000 / 36, 6);
  });

  test("those of a use case win over those of the configuration, figure by figure", () => {
    const configured = {
      ...knowledge,
      pack: { ...knowledge.pack, figures: { staff: { fte: 3, gatewayUsdPerMonth: 7 } } },
    };
    const found = costOf(
      { ...useCase, figures: { staff: { fte: 0 } } },
      configured,
      asOf,
      settings,
    );
    const { items, fleet } = armOf(found, "self-host");
    expect(fleet?.fte).toBe(0);
    expect(items.staff).toBe(0);
    expect(items.gateway).toBe(7);
  });
});
