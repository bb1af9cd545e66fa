import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { hostedCost } from "../../src/core/cost/hosted.ts";
import type { Knowledge } from "../../src/core/know/pack.ts";
import { parseSource } from "../../src/load/file/source.ts";
import { marketReferences } from "../../src/load/market/market-references.ts";
import { readPack } from "../../src/load/pack/pack.ts";
import { repository } from "../commands/run.ts";
import { tinyPack } from "../packs.ts";

function knowledgeOf(folder: string, root = join(repository, "rules")): Knowledge {
  const pack = readPack(folder, root, { cwd: repository });
  if (!pack.ok) throw new Error(JSON.stringify(pack.diagnostics));
  return pack.value.knowledge;
}

const shipped = knowledgeOf(join(repository, "rules/current"));
const bank = knowledgeOf(join(repository, "fixtures/packs-example/bank"));

describe("providers", () => {
  it("inherit what they do not state from the one that they are a route of", () => {
    const { aws, "aws-bedrock": bedrock, "aws-govcloud": government } = shipped.providers;
    expect(bedrock?.home).toBe("us");
    expect(bedrock?.assurances.baa).toBe(aws?.assurances.baa);
    expect(government?.terms.training).toBe(bedrock?.terms.training);
    expect(government?.regions).toEqual(["us"]);
    expect(government?.assurances["fedramp-high"]?.answer).toBe("yes");
    expect(bedrock?.assurances["fedramp-high"], "what nobody says is unknown").toBeUndefined();
  });

  it("are there for every offer and every rent, of own packs too", () => {
    const offers = Object.values(bank.models).flatMap((one) => one.offers);
    for (const { provider } of [...offers, ...bank.gpuOffers])
      expect(bank.providers[provider]?.id).toBe(provider);
    expect(bank.providers["bank-cloud"]).toMatchObject({ home: "de", regions: ["eu", "de"] });
  });

  it("say what may not be sent to them", () => {
    const { personalData, healthData } = shipped.providers.doubleword?.terms ?? {};
    expect([personalData?.answer, healthData?.answer]).toEqual(["by-agreement", "no"]);
  });
});

describe("whoever sells batches for less", () => {
  const text = readFileSync(join(repository, "rules/market/serving.yaml"), "utf8");
  const trouble = (from: string, to: string) => {
    const read = parseSource("serving.yaml", text.replace(from, to));
    return read.ok ? marketReferences(read.value, shipped) : read.diagnostics;
  };

  it("is a provider with that tier", () => {
    expect(trouble("", "")).toEqual([]);
    const [unknown, ...more] = trouble(" aws-bedrock,", " aws-bedrok,");
    expect(more).toEqual([]);
    expect(unknown).toMatchObject({ code: "reference.provider", file: "serving.yaml" });
    expect(unknown?.help).toContain("aws-bedrock");
    expect(trouble(" aws-bedrock,", " constructor,")[0]?.message).toMatch(
      /no provider "constructor"/,
    );
    expect(trouble(" aws-bedrock,", " aws,")[0]?.message).toContain('no tier "batch"');
  });

  it("sells them for half: at Bedrock too", () => {
    const offer = Object.values(shipped.models)
      .flatMap((one) => one.offers)
      .find((one) => one.provider === "aws-bedrock" && one.prices.length > 0);
    if (offer === undefined) throw new Error("nothing is sold at Bedrock");
    const plain = { inputTokens: 1000, outputTokens: 100, cachedInputShare: 0, batchShare: 0 };
    const [now, later] = [0, 1].map((batchShare) =>
      hostedCost(offer, {
        request: { ...plain, batchShare },
        volume: [1000],
        serving: shipped.serving,
        asOf: "2026-11-30",
      }),
    );
    expect((later?.usdPerRequest ?? 0) / (now?.usdPerRequest ?? 1)).toBeCloseTo(0.5, 9);
  });
});

describe("thinking and speed", () => {
  it("are figures that a pack may say anew, one by one", async () => {
    const tiny = await tinyPack();
    const { efforts, speeds } = knowledgeOf(tiny.pack, tiny.root);
    expect(efforts.thinking.hard.value).toBe(4000);
    expect(efforts.measured).toHaveLength(1);
    expect(speeds).toMatchObject([{ model: "open-one", provider: "acme-host", perTokenMs: 20 }]);
    await tiny.remove();
  });

  it("hold a first token only where it is no end of thoughts that are not shown", () => {
    const opus = shipped.speeds.filter((one) => one.model === "claude-opus-5.5");
    expect(opus.length).toBeGreaterThan(3);
    expect(opus.filter((one) => one.firstTokenMs !== undefined)).toEqual([]);
    const streamed = shipped.speeds.find((one) => one.model === "kimi-k3" && one.effort === "max");
    expect(streamed?.firstTokenMs).toBeLessThan(5000);
  });

  it("grow with the effort: the shares of high are in order", () => {
    const { none, low, medium, high, xhigh, max } = shipped.efforts.share;
    const shares = [none, low, medium, high, xhigh, max].map((one) => one.value);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[3]).toBe(1);
  });
});

describe("hosts of open models", () => {
  it("are three at least wherever price lists have three, and never free", () => {
    const { offers } = parse(
      readFileSync(join(repository, "rules/market/host-offers.yaml"), "utf8"),
    );
    const models = Object.values(shipped.models).filter((one) => one.weights === "open");
    const many = models.filter((one) => one.offers.length >= 3).length;
    console.log(
      `${offers.length} offers from price lists; ${many} of ${models.length} open models have three hosts`,
    );
    expect(many).toBeGreaterThan(40);
    for (const { model, provider } of offers as { model: string; provider: string }[]) {
      const offer = shipped.models[model]?.offers.find((one) => one.provider === provider);
      expect(offer?.prices.length, `${model} at ${provider}`).toBeGreaterThan(0);
    }
  });

  it("sell what they sell today", () => {
    const price = (model: string, provider: string) =>
      shipped.models[model]?.offers.find((one) => one.provider === provider)?.prices.at(-1);
    expect(price("mistral-large-4", "mistral")).toMatchObject({ input: 0.7, output: 2.1 });
    expect(price("deepseek-v4.1-flash", "deepseek")).toMatchObject({ input: 0.3, output: 1.2 });
    // Its own name for it is another model's by now.
    for (const old of ["deepseek-v4-flash", "deepseek-v4-flash-0731"])
      expect(shipped.models[old]?.offers.map((one) => one.provider)).not.toContain("deepseek");
    const preview = shipped.models["kimi-k2"]?.offers;
    expect(preview?.find((one) => one.provider === "moonshotai")?.retires).toBe("2026-05-25");
  });
});
