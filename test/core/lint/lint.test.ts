import { describe, expect, it } from "vitest";
import type {
  Benchmark,
  Claim,
  Model,
  Observation,
  Profile,
} from "../../../src/core/know/knowledge.ts";
import { zeroBaseline } from "../../../src/core/profile/lint/baseline.ts";
import { contradictingClaims } from "../../../src/core/profile/lint/contradiction.ts";
import { lintRules } from "../../../src/core/profile/lint/finding.ts";
import { gapWithoutBenchmark } from "../../../src/core/profile/lint/gap.ts";
import { priceSpread } from "../../../src/core/profile/lint/price-spread.ts";
import { pastReview } from "../../../src/core/profile/lint/review.ts";
import { savingWithoutDenominator } from "../../../src/core/profile/lint/saving.ts";
import { observedTwice } from "../../../src/core/profile/lint/twice.ts";
import { windowWithoutTarget } from "../../../src/core/profile/lint/window.ts";

const said = (more: Partial<Claim>): Claim => ({
  text: "A sentence.",
  source: "s",
  published: "2026-01-01",
  ...more,
});

function profile(claims: Record<string, Claim>, more: Partial<Profile> = {}): Profile {
  return {
    id: "p",
    title: "P",
    summary: "P",
    aliases: [],
    class: "code",
    dataSource: { kind: "public", claims: [] },
    integration: { kind: "native", claims: [] },
    modalities: ["text"],
    pricedInTokens: true,
    turn: "background",
    work: "composing",
    benchmarks: [],
    unscored: [],
    scenarios: [],
    claims,
    reviewed: "2026-11-01",
    ...more,
  };
}

const run = (id: string, more: Partial<Observation> = {}): Observation => ({
  id,
  model: "m",
  score: 50,
  date: "2026-01-01",
  published: "2026-01-01",
  evaluator: "independent",
  source: "s",
  ...more,
});

const board = (
  id: string,
  observations: Observation[],
  more: Partial<Benchmark> = {},
): Benchmark => ({
  id,
  title: id,
  unit: "percent",
  better: "higher",
  grade: "independent",
  weight: 1,
  observations,
  ...more,
});

describe("lints of the evidence", () => {
  it("say of each what, why and how to mend it, in one sentence or two", () => {
    for (const [id, { title, why, remedy }] of Object.entries(lintRules)) {
      expect(id).toMatch(/^lint\.[a-z-]+$/);
      expect(title).not.toMatch(/\.$/);
      for (const text of [why, remedy]) expect(text).toMatch(/^[A-Z0-9].*[.?]$/);
    }
  });

  it.each<[string, Partial<Claim>, number]>([
    ["a saving in the text", { text: "Saves 86 % of the bill." }, 1],
    ["a share of the cost", { costShare: [0.1, 0.2] }, 1],
    [
      "a saving with its denominator",
      { text: "Saves 86 %.", denominator: "GPT-5.4, list price" },
      0,
    ],
    ["a saving without a figure", { text: "It saves time." }, 0],
    ["a figure without a saving", { text: "It scores 86 %." }, 0],
  ])("savings: %s", (_, claim, count) => {
    expect(savingWithoutDenominator(profile({ c: said(claim) }))).toHaveLength(count);
  });

  it("gaps want a board, windows a level", () => {
    expect(gapWithoutBenchmark(profile({ c: said({ gap: [0.1, 0.2] }) }))).toHaveLength(1);
    expect(gapWithoutBenchmark(profile({ c: said({ gap: [0.1, 0.2], benchmark: "b" }) }))).toEqual(
      [],
    );
    expect(windowWithoutTarget(profile({ c: said({ months: [6, 12] }) }), {})).toHaveLength(1);
    expect(
      windowWithoutTarget(profile({ c: said({ months: [6, 12], denominator: "GPT-5.4" }) }), {}),
    ).toEqual([]);
  });

  it("windows aim at a model that exists", () => {
    const window = { months: [6, 12] as const, from: "2026-01-01", target: "gpt-5.4", claims: [] };
    const aimed = profile({}, { closing: { window, never: 0, claims: [] } });
    expect(windowWithoutTarget(aimed, {})).toHaveLength(1);
  });

  it("a 0 without a note is a missing measurement; an error rate of 0 is not", () => {
    const zero = (more: Partial<Observation>, of: Partial<Benchmark> = {}) =>
      zeroBaseline(
        profile({}, { benchmarks: [board("b", [run("o", { score: 0, ...more })], of)] }),
      );
    expect(zero({})).toHaveLength(1);
    expect(zero({ note: "no task solved" })).toEqual([]);
    expect(zero({}, { better: "lower", unit: "error-percent" })).toEqual([]);
    expect(zeroBaseline(profile({ c: said({ gap: [1, 1] }) }))).toHaveLength(1);
  });

  it.each<[string, Partial<Claim>, Partial<Claim>, number]>([
    [
      "15-20 % of the cost against 86 % saved",
      { costShare: [0.15, 0.2] },
      { text: "Saves 86 %.", value: 0.86 },
      1,
    ],
    [
      "80-85 % saved is 15-20 % of the cost",
      { costShare: [0.15, 0.2] },
      { text: "Saves 82 %.", value: 0.82 },
      0,
    ],
    [
      "gaps on one board",
      { gap: [0.1, 0.2], benchmark: "b" },
      { gap: [0.3, 0.4], benchmark: "b" },
      1,
    ],
    [
      "gaps on two boards",
      { gap: [0.1, 0.2], benchmark: "b" },
      { gap: [0.3, 0.4], benchmark: "c" },
      0,
    ],
    ["gaps that overlap", { gap: [0.1, 0.2] }, { gap: [0.2, 0.4] }, 0],
    [
      "one of them marked as wrong",
      { costShare: [0.15, 0.2], status: "contradicted" },
      { text: "Saves 86 %.", value: 0.86 },
      0,
    ],
  ])("claims: %s", (_, one, other, count) => {
    expect(contradictingClaims(profile({ one: said(one), other: said(other) }))).toHaveLength(
      count,
    );
  });

  it("three months after a look, a profile wants another", () => {
    const on = (day: string) => pastReview(profile({}), 3, day).length;
    expect([on("2026-11-01"), on("2027-01-31"), on("2027-02-02")]).toEqual([0, 0, 1]);
  });

  it("one figure under two boards counts twice; another effort or day does not", () => {
    const twice = (more: Partial<Observation>) =>
      observedTwice(
        profile({}, { benchmarks: [board("a", [run("x")]), board("b", [run("y", more)])] }),
      ).length;
    expect([
      twice({}),
      twice({ effort: "high" }),
      twice({ date: "2026-02-01" }),
      twice({ source: "t" }),
    ]).toEqual([1, 0, 0, 0]);
  });

  it("prices of two sources for one time may differ by 5 %", () => {
    const spread = (output: number, more = {}) => {
      const price = { input: 1, output: 4, published: "2026-02-01", source: "s" };
      const other = { input: 1, output, published: "2026-01-01", source: "t", ...more };
      const offer = {
        provider: "p",
        kind: "host",
        placement: "vendor",
        assurances: [],
        free: false,
        prices: [price, other],
        published: "2026-01-01",
        source: "s",
      };
      return priceSpread({ id: "m", offers: [offer] } as unknown as Model, "2026-11-01").length;
    };
    expect([spread(4), spread(4.2), spread(4.21), spread(3.5)]).toEqual([0, 0, 1, 1]);
    expect(spread(8, { from: "2027-01-01" })).toBe(0);
    expect(spread(8, { published: "2027-01-01" })).toBe(0);
  });
});
