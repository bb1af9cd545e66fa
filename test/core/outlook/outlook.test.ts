import { describe, expect, it } from "vitest";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { Target } from "../../../src/core/timeline/goal.ts";
import { timelineReport } from "../../../src/core/timeline/outlook.ts";
import type { TimelineReport } from "../../../src/shapes/timeline.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { readShipped, shipped } from "../knowledge.ts";

const article = readShipped("article-2026-03");
const march = "2026-03-19";
const today = "2026-11-23";

interface Asked {
  readonly capability: string;
  readonly asOf: string;
  readonly target?: Target;
  readonly contractEnds?: string;
  readonly use?: Partial<WrittenUseCase>;
  readonly knowledge?: Knowledge;
}

function report(asked: Asked): TimelineReport {
  const { capability, asOf, target = { kind: "reference" }, contractEnds, use } = asked;
  return timelineReport(
    { name: "test", needs: [{ capability }], ...use },
    asked.knowledge ?? shipped,
    asOf,
    { target, sizeClass: undefined, contractEnds, version: "0.1.0", sha256: "" },
  );
}

const need = (asked: Asked) => report(asked).needs[0];
const median = (asked: Asked, row = 0) =>
  need(asked)?.fixed.at(row)?.forecasts[0]?.medianMonths ?? Number.POSITIVE_INFINITY;

const observed: Asked = { capability: "computer-use", asOf: march };
const claimed: Asked = { capability: "computer-use", asOf: march, knowledge: article };
const now: Asked = { capability: "computer-use", asOf: today };

describe("computer use on the day of the article", () => {
  it("has a median under 6 months from the scores of that day, and about 18 from the claims", () => {
    expect(need(observed)).toMatchObject({ basis: "measured" });
    expect(median(observed)).toBeLessThan(6);
    expect(need(observed)?.medianWithoutWindow).toBeCloseTo(3.6, 1);
    expect(need(claimed)).toMatchObject({ basis: "claimed" });
    expect(median(claimed)).toBeGreaterThan(17.5);
    expect(median(claimed)).toBeLessThan(18.5);
  });

  it("says why: the claimed gap of 100 % is contradicted by a score of that day", () => {
    const gap = need(claimed)?.claims.find((one) => one.gap?.[0] === 1);
    expect(gap?.status).toBe("contradicted");
    expect(need(observed)?.boards[0]?.open?.score).toBe(63.3);
    const refuted = need(observed)?.claims.find((one) => one.id === "article-zero-baseline");
    expect(refuted?.status).toBe("contradicted");
  });

  it.each([observed, claimed])("shows base and contrarian, which is never later", (asked) => {
    for (const { forecasts } of need(asked)?.fixed ?? []) {
      expect(forecasts.map((one) => one.scenario)).toEqual(["base", "contrarian"]);
      const [base, faster] = forecasts;
      expect(faster?.medianMonths).toBeLessThan(base?.medianMonths ?? 0);
    }
  });

  it("knows no score of a later day", () => {
    expect(JSON.stringify(need(observed))).not.toMatch(/holo3|qwen3\.8/);
  });
});

describe("what is not known", () => {
  it("has no number at all for a capability that nobody measures", () => {
    const { needs, action } = report({ capability: "scientific-discovery", asOf: today });
    expect(needs[0]).toMatchObject({
      basis: "unmeasured",
      boards: [],
      fixed: [],
      moving: null,
      ageMonths: null,
      history: null,
    });
    expect(needs[0]?.missing).toMatch(/your own evaluation/);
    expect(needs[0]?.missing).not.toMatch(/\d/);
    expect(action.choice).toBe("none");
  });

  it("makes no forecast for a level that no proprietary model has shown", () => {
    const target = { kind: "score", benchmark: "osworld-verified", score: 99 } as const;
    expect(need({ ...now, target })).toMatchObject({ fixed: [] });
    expect(need({ ...now, target })?.missing).toMatch(
      /No model has reached 99, open or proprietary/,
    );
  });
});

describe("targets and audiences", () => {
  it("a level that is reached names the first model there and its day", () => {
    const target = { kind: "model", model: "gpt-5.4" } as const;
    const [any] = need({ ...now, target })?.fixed ?? [];
    expect(any?.reached).toMatchObject({ model: "holo3-35b-a3b", on: "2026-03-31" });
  });

  it("the score of a model and the model itself are the same level", () => {
    const byModel = need({ ...observed, target: { kind: "model", model: "claude-opus-4.6" } });
    const target = { kind: "score", benchmark: "osworld-verified", score: 72.7 } as const;
    expect(need({ ...observed, target })?.fixed).toEqual(byModel?.fixed);
  });

  it("a lower level is never later", () => {
    const at = (score: number) =>
      median({ ...observed, target: { kind: "score", benchmark: undefined, score } });
    const medians = [60, 64, 67, 70, 72.7, 75].map(at);
    expect(medians).toEqual(medians.toSorted((a, b) => a - b));
    expect(medians[0]).toBe(0);
  });

  it.each(["text-reasoning", "agentic-coding", "computer-use"])(
    "%s: a stricter licence is never reached sooner, nor a smaller model",
    (capability) => {
      const gap = (licence: "permissive" | "commercial" | "any") => {
        const asked = { capability, asOf: today, use: { policy: { licence } } };
        return need(asked)?.fixed.at(-1)?.gapLogit ?? Number.POSITIVE_INFINITY;
      };
      expect(gap("permissive")).toBeGreaterThanOrEqual(gap("commercial"));
      expect(gap("commercial")).toBeGreaterThanOrEqual(gap("any"));
      const medians = need({ capability, asOf: today })?.fixed.map(
        (one) => one.forecasts[0]?.medianMonths ?? Number.POSITIVE_INFINITY,
      );
      expect(medians).toEqual(medians?.toSorted((a, b) => a - b));
    },
  );
});

describe("every forecast of the pack", () => {
  const all = Object.keys(shipped.profiles).flatMap((capability) =>
    [march, today].flatMap((asOf) =>
      (need({ capability, asOf })?.fixed ?? []).flatMap(({ forecasts }) =>
        forecasts.map((line) => ({ name: `${capability} ${asOf}`, line })),
      ),
    ),
  );

  it("there are some", () => expect(all.length).toBeGreaterThan(60));

  it("rises with time, and its interval holds the median", () => {
    for (const { name, line } of all) {
      const shares = line.curve.map((one) => one.share);
      expect(shares, name).toEqual(shares.toSorted((a, b) => a - b));
      const [low, high] = line.interval80.map((one) => one ?? Number.POSITIVE_INFINITY);
      const middle = line.medianMonths ?? Number.POSITIVE_INFINITY;
      expect(low, name).toBeLessThanOrEqual(middle);
      expect(high, name).toBeGreaterThanOrEqual(middle);
      expect(line.curve[6]?.share, name).toBeCloseTo(line.closedBy["6"], 12);
    }
  });
});

describe("the frontier that moves on", () => {
  it("widens with time around the gap of today, and gives the base rate of all series", () => {
    const moving = need(now)?.moving;
    const ranges = moving?.gapAfter.map((one) => one.range) ?? [];
    expect(ranges.length).toBe(4);
    for (const [index, [low, high]] of ranges.entries()) {
      expect(low).toBeLessThan(moving?.gap ?? 0);
      expect(high).toBeGreaterThan(moving?.gap ?? 0);
      if (index > 0)
        expect(high - low).toBeGreaterThan(
          (ranges[index - 1]?.[1] ?? 0) - (ranges[index - 1]?.[0] ?? 0),
        );
    }
    expect(moving?.ledLater.map((one) => one.share)).toEqual([0.03, 0.04, 0.07]);
    expect(moving?.lagMonths).toBeGreaterThan(0);
  });
});

describe("when to look again", () => {
  it("comes before a contract ends, with time to move", () => {
    const fresh = { capability: "text-reasoning", asOf: today };
    const { review } = report({ ...fresh, contractEnds: "2027-02-01" });
    expect(review).toMatchObject({ by: "2027-01-04" });
    expect(review.because).toMatch(/your contract ends on 2027-02-01/);
  });

  it("is not after a contract that ends within days", () => {
    expect(report({ ...now, contractEnds: "2026-12-01" }).review.by <= "2026-12-01").toBe(true);
  });

  it("comes a month from now where the scores are older than the pack trusts them", () => {
    const { review } = report({ ...now, contractEnds: "2027-02-01" });
    expect(review).toMatchObject({ by: "2026-12-23", because: "evidence" });
    expect(review.evidenceExpires < today).toBe(true);
  });

  it("names a price that is known to change", () => {
    const use = { data: { assurances: ["fedramp-high" as const] } };
    const { review } = report({ capability: "chat-assistant", asOf: today, use });
    expect(review.events).toEqual([
      { day: "2027-01-01", text: expect.stringMatching(/^the price of .+ changes on 2027-01-01$/) },
    ]);
    expect(review.by <= "2027-01-01").toBe(true);
  });

  it("says that a bar at the frontier moves on", () => {
    const use = { needs: [{ capability: "text-reasoning", bar: "frontier" as const }] };
    const { action } = report({ ...now, use });
    expect(action.steps.at(-1)).toMatch(/your bar moves with the frontier/);
  });

  it("tells at which score to switch, where the API is bought", () => {
    const use = { needs: [{ capability: "computer-use", bar: "parity" as const }] };
    const { action, needs } = report({ ...observed, use });
    expect(action.choice).toBe("proprietary-api");
    const score = needs[0]?.bar.switchAt?.score ?? 0;
    expect(score).toBeGreaterThan(63.3);
    expect(score).toBeLessThan(75);
    expect(action.steps.at(-1)).toContain(
      `scores at least ${Math.round(score * 10) / 10} on OSWorld-Verified`,
    );
  });
});

describe("a target that no model has reached", () => {
  const score = (value: number): Target => ({
    kind: "score",
    benchmark: "osworld-verified",
    score: value,
  });

  it("is nothing to act on, whatever the bar of the use case allows", () => {
    const { action, needs } = report({ ...now, target: score(95) });
    expect(needs[0]?.target.unreached).toBe(true);
    expect(needs[0]?.missing).toMatch(/No model has reached 95, open or proprietary/);
    expect(action.plan).toBe("wait");
    expect(action.steps[0]).toMatch(/^Nothing to buy or to run is at 95/);
  });

  it("is told from one that open weights alone have reached", () => {
    const observed = shipped.profiles["computer-use"];
    if (observed === undefined) throw new Error("computer-use");
    const lead = { id: "test", model: "qwen3.8-27b", score: 96, date: today, published: today };
    const benchmarks = observed.benchmarks.map((one) => ({
      ...one,
      observations: [
        ...one.observations,
        { ...lead, evaluator: "independent" as const, source: "test" },
      ],
    }));
    const profiles = { ...shipped.profiles, "computer-use": { ...observed, benchmarks } };
    const asked = { ...now, target: score(95), knowledge: { ...shipped, profiles } };
    expect(need(asked)?.target.unreached).toBeUndefined();
    expect(need(asked)?.missing).toMatch(/open weights have/);
    expect(report(asked).action.plan).toBe("act");
  });
});
