import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { pricesAt } from "../../../src/core/cost/hosted.ts";
import { requestCost, requestItems } from "../../../src/core/cost/request-items.ts";
import { costOf } from "../../../src/core/costing/costing.ts";
import type { Price } from "../../../src/core/know/knowledge.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { asOf, number, shipped } from "../knowledge.ts";

const settings = { models: [] as string[], drift: {}, draws: 0, version: "0", sha256: "0" };
const written = (workload: WrittenUseCase["workload"], capability = "speech-to-text") =>
  ({ name: "calls", needs: [{ capability }], workload }) satisfies WrittenUseCase;

const bill = (
  workload: WrittenUseCase["workload"],
  model: string,
  { figures, capability }: { figures?: WrittenUseCase["figures"]; capability?: string } = {},
) => {
  const found = costOf({ ...written(workload, capability), figures }, shipped, asOf, {
    ...settings,
    models: [model],
  });
  return found.needs[0]?.arms.find((one) => one.model === model && one.option !== "self-host");
};

describe("the bill of a minute of audio", () => {
  test("by hand: 100,000 calls of 4 minutes to Scribe v2 at 0.003667 $ a minute, one in fifty twice", () => {
    const arm = bill({ requestsPerMonth: 100_000, audioMinutes: 4 }, "scribe-v2");
    expect(arm?.offer).toBe("elevenlabs");
    expect(arm?.items.speech).toBeCloseTo(100_000 * 4 * 0.003667, 6);
    expect(arm?.usdPerMonth?.expected).toBeCloseTo(1466.8 * 1.02, 6);
    expect(arm?.price).toMatchObject({ perMinute: 0.003667, published: "2026-07-03" });
  });

  test("tokens beside the minutes are billed where the seller says so: Voxtral Small at Mistral", () => {
    const workload = { inputTokens: 1000, outputTokens: 2000, cachedInputShare: 0 };
    const arm = bill(
      { requestsPerMonth: 1_000_000, audioMinutes: 10, ...workload },
      "voxtral-small-24b",
    );
    expect(arm?.offer).toBe("mistral");
    expect(arm?.items).toMatchObject({ speech: 40_000 });
    expect(arm?.items.input).toBeCloseTo(100, 6);
    expect(arm?.items.output).toBeCloseTo(800, 6);
  });

  test("a price of tokens says nothing of a minute, nor one of minutes of a token", () => {
    const heard = bill({ audioMinutes: 1 }, "voxtral-small-24b");
    expect(heard?.offer).not.toBe("aws-bedrock");
    const sold = shipped.models["whisper-large-v3"]?.offers ?? [];
    expect(sold.map(({ provider }) => provider)).toContain("groq");
    expect(sold.flatMap((one) => pricesAt(one, asOf).prices)).toEqual([]);
  });

  test("never falls with the minutes, the requests or what may wait", () => {
    const price = fc.record({
      perMinute: number(1e-5, 1),
      input: number(0, 10),
      output: number(0, 10),
    });
    const dated = { published: "2026-11-01", source: "made-up" };
    fc.assert(
      fc.property(price, number(0, 500), number(0, 500), number(0, 1), (of, one, more, share) => {
        const at = (amount: number): number =>
          requestCost(
            { ...of, ...dated } satisfies Price,
            {
              ...{ inputTokens: 500, outputTokens: 100, cachedInputShare: 0, batchShare: share },
              speech: { unit: "audioMinutes", amount },
            },
            0.5,
          );
        expect(at(one + more)).toBeGreaterThanOrEqual(at(one));
        expect(at(one + more) - at(one)).toBeCloseTo(of.perMinute * more, 6);
      }),
    );
  });

  test("a vendor's discount takes its part of the minutes", () => {
    const workload = { requestsPerMonth: 1000, audioMinutes: 10 };
    const list = bill(workload, "scribe-v2");
    const less = bill(workload, "scribe-v2", { figures: { discounts: { elevenlabs: 0.25 } } });
    expect(less?.usdPerMonth?.expected).toBeCloseTo(0.75 * (list?.usdPerMonth?.expected ?? 0), 9);
  });

  test("a million characters that are read aloud", () => {
    const price = { input: 0, output: 0, perMillionCharacters: 35 };
    const request = { inputTokens: 9, outputTokens: 9, cachedInputShare: 0, batchShare: 0 };
    const speech = { unit: "characters", amount: 2_000 } as const;
    const dated = { ...price, published: "2026-07-19", source: "made-up" };
    expect(requestItems(dated, { ...request, speech }, 1).speech).toBeCloseTo(0.07, 12);
  });
});

describe("a decision on speech", () => {
  test("is one of dollars, and names the minutes that it assumes", () => {
    const decision = advise(written({ requestsPerMonth: 100_000 }), shipped, asOf, {
      ...{ draws: 64, flips: false, version: "0", sha256: "0" },
    });
    expect(decision.verdict.status).not.toBe("no-price");
    const minutes = decision.useCase.assumed.find(({ path }) => path.endsWith("audioMinutes"));
    expect(minutes).toMatchObject({ path: "needs.0.workload.audioMinutes", value: 5 });
    const route = decision.plans[0]?.routes[0];
    expect(route?.rates?.perMinute).toBeGreaterThan(0);
  });

  test("assumes none where they are stated, and none for work that is sold by the token", () => {
    const options = { draws: 0, flips: false, version: "0", sha256: "0" };
    const paths = (one: WrittenUseCase) =>
      advise(one, shipped, asOf, options).useCase.assumed.map(({ path }) => path);
    const stated = paths(written({ audioMinutes: 12 }));
    expect(stated.filter((path) => path.endsWith("audioMinutes"))).toEqual([]);
    const other = paths(written({}, "classification"));
    expect(other.filter((path) => /audioMinutes|characters/.test(path))).toEqual([]);
  });
});

describe("own machines that write down what they hear", () => {
  const own = (workload: WrittenUseCase["workload"], model = "whisper-large-v3") => {
    const found = costOf(written(workload), shipped, asOf, { ...settings, models: [model] });
    return found.needs[0]?.arms.find((one) => one.option === "self-host" && one.model === model);
  };
  const speed = shipped.models["whisper-large-v3"]?.transcribes?.[0]?.value ?? 0;

  test("by hand: replicas of an A100 for the busiest hour, with spare, people and gateway in the same bill", () => {
    const arm = own({ requestsPerMonth: 6_000_000, audioMinutes: 5, batchShare: 0 });
    const { maxLoad, hoursPerMonth } = shipped.serving.fleet;
    const minutesAnHour = (6_000_000 * 5 * 2.1) / hoursPerMonth.value;
    const carried = 60 * speed * maxLoad.value * (arm?.fleet?.serving.maturity ?? 0);
    expect(arm?.fleet).toMatchObject({ gpu: "a100-sxm", gpusPerReplica: 1, spares: 1 });
    expect(arm?.fleet?.peakReplicas).toBe(Math.ceil(minutesAnHour / carried));
    expect(arm?.fleet?.serving.firstTokenMs).toBeCloseTo((5 * 60_000) / speed, 6);
    expect(arm?.fleet?.verify).toEqual([]);
    const items = Object.values(arm?.items ?? {}).reduce((sum, one) => sum + one, 0);
    expect(items).toBeCloseTo(arm?.usdPerMonth?.expected ?? 0, 6);
    expect(arm?.items.staff).toBeGreaterThan(0);
    expect(arm?.items.speech).toBe(0);
  });

  test("twice the minutes are twice the load, in calls or in length", () => {
    const load = (requestsPerMonth: number, audioMinutes: number) =>
      own({ requestsPerMonth, audioMinutes })?.fleet?.utilisation ?? 0;
    expect(load(200_000, 5)).toBeCloseTo(2 * load(100_000, 5), 9);
    expect(load(100_000, 10)).toBeCloseTo(2 * load(100_000, 5), 9);
  });

  test("where nobody measured how fast, there is no price, whatever its tokens cost", () => {
    const silent = { ...shipped.models["voxtral-small-24b"], transcribes: undefined };
    const models = { ...shipped.models, "voxtral-small-24b": silent } as typeof shipped.models;
    const found = costOf(written({ audioMinutes: 5 }), { ...shipped, models }, asOf, {
      ...settings,
      models: ["voxtral-small-24b"],
    });
    const arm = found.needs[0]?.arms.find((one) => one.option === "self-host");
    expect(arm?.model === "voxtral-small-24b" ? arm.usdPerMonth : null).toBeNull();
  });
});
