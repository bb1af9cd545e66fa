import { describe, expect, it } from "vitest";
import type { Model, Offer } from "../../src/core/know/knowledge.ts";
import type { Knowledge } from "../../src/core/know/pack.ts";
import { priceForecasts } from "../../src/core/profile/price-forecast.ts";
import { shipped } from "./knowledge.ts";

const capability = "text-reasoning";
const asOf = "2026-11-30";
const profile = shipped.profiles[capability];
if (profile === undefined) throw new Error("text-reasoning is gone");

function forecastOf(knowledge: Knowledge, day = asOf) {
  const [view] = priceForecasts(profile as NonNullable<typeof profile>, capability, knowledge, day);
  if (view === undefined) throw new Error("the article's forecast of prices is gone");
  return view;
}

/** The shipped market with the offers of one model replaced. */
function with_(id: string, offers: (model: Model) => readonly Offer[]): Knowledge {
  const model = shipped.models[id];
  if (model === undefined) throw new Error(id);
  return { ...shipped, models: { ...shipped.models, [id]: { ...model, offers: offers(model) } } };
}

const gift = (more: Partial<Offer>): Offer => ({
  ...{ provider: "zz-host", kind: "host", placement: "vendor", assurances: [], free: false },
  prices: [{ input: 0.01, output: 0.01, published: "2026-11-01", source: "made-up" }],
  ...{ published: "2026-11-01", source: "made-up" },
  ...more,
});

describe("the article's forecast of prices", () => {
  const view = forecastOf(shipped);

  it("is followed month by month, from its own day to the last", () => {
    expect(view).toMatchObject({ from: "2026-03-19", usdPerMillion: [0.1, 0.3], model: "gpt-5.4" });
    expect(view.window).toEqual(["2027-09-18", "2028-03-19"]);
    expect(view.series.map((one) => one.day.slice(0, 7)).slice(0, 3)).toEqual([
      "2026-03",
      "2026-04",
      "2026-05",
    ]);
    expect(view.series.at(-1)?.day).toBe(asOf);
    expect(forecastOf(shipped, "2026-03-19").series).toHaveLength(1);
    expect(priceForecasts(profile, capability, shipped, "2026-03-18")).toEqual([]);
  });

  it("starts at what the model itself cost, and the best of a day costs no less than the old level", () => {
    expect(view.series[0]?.fixed).toMatchObject({ input: 2.5, output: 15, usdPerMillion: 5.625 });
    for (const { day, fixed, moving } of view.series) {
      expect(fixed?.usdPerMillion, day).toBeLessThanOrEqual(moving?.usdPerMillion ?? 0);
      for (const one of [fixed, moving]) {
        const model = shipped.models[one?.model ?? ""];
        expect((model?.released.api ?? model?.released.weights ?? "9") <= day, day).toBe(true);
        expect(one?.since).toBe((one?.published ?? "") > day);
      }
    }
  });

  it("says how far the price is on its way, in its logarithm", () => {
    const [first, last] = [view.series[0], view.series.at(-1)].map((one) => one?.moving);
    const fallen = (first?.usdPerMillion ?? 0) / (last?.usdPerMillion ?? 1);
    const whole = (first?.usdPerMillion ?? 0) / 0.3;
    expect(view.moving?.share).toBeCloseTo(Math.log(fallen) / Math.log(whole), 12);
    expect(2 ** (view.elapsed / (view.moving?.halvingMonths ?? 1))).toBeCloseTo(fallen, 9);
    const reached = view.series.find((one) => (one.fixed?.usdPerMillion ?? 1) <= 0.3)?.day;
    expect(view.fixed?.reached).toBe(reached);
  });
});

describe("the least price", () => {
  const best = "claude-opus-5.5";
  const last = (knowledge: Knowledge) => forecastOf(knowledge).series.at(-1)?.fixed;

  it("is whoever's is lowest among models at the level", () => {
    const cheap = with_(best, ({ offers }) => [...offers, gift({})]);
    expect(last(cheap)).toMatchObject({ model: best, provider: "zz-host", usdPerMillion: 0.01 });
    expect(last(with_("llama-3.1-8b", ({ offers }) => [...offers, gift({})]))?.model).not.toBe(
      "llama-3.1-8b",
    );
  });

  it.each<[string, Partial<Offer>]>([
    ["a router's", { kind: "router" }],
    ["what is given away", { free: true }],
    ["what the host has ended", { retires: "2026-11-15" }],
    [
      "a price of a later day",
      {
        prices: [
          {
            input: 0.01,
            output: 0.01,
            published: "2026-11-01",
            from: "2026-12-01",
            source: "made-up",
          },
        ],
      },
    ],
  ])("is never %s", (_, more) => {
    const knowledge = with_(best, ({ offers }) => [...offers, gift(more)]);
    expect(last(knowledge)).toEqual(last(shipped));
  });
});
