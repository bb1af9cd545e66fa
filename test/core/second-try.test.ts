import { describe, expect, it } from "vitest";
import { choose } from "../../src/core/choose/choose.ts";
import { sharedMiss } from "../../src/core/choose/fallback.ts";
import { asksMore } from "../../src/core/choose/last-tries.ts";
import { ask, type Question } from "../../src/core/choose/question.ts";
import { complete } from "../../src/core/know/assume.ts";
import type { Model } from "../../src/core/know/knowledge.ts";
import type { Knowledge } from "../../src/core/know/pack.ts";
import type { WrittenUseCase } from "../../src/shapes/use-case.ts";
import { asOf, shipped } from "./knowledge.ts";

const model = (id: string): Model => {
  const found = shipped.models[id];
  if (found === undefined) throw new Error(`no model ${id}`);
  return found;
};

const asked = (written: Partial<WrittenUseCase>, knowledge = shipped): Question => {
  const whole = { name: "n", needs: [], ...written } as unknown as WrittenUseCase;
  const { useCase } = complete(whole, knowledge);
  return ask({ useCase, knowledge, asOf, within: useCase });
};

const withShare = (share: number): Knowledge => ({
  ...shipped,
  pack: {
    ...shipped.pack,
    choice: { ...shipped.pack.choice, sameMaker: { ...shipped.pack.choice.sameMaker, share } },
  },
});

describe("misses that two models have in common", () => {
  const { share } = shipped.pack.choice.sameMaker;

  it("are those of one maker at about the same time, and nobody else's", () => {
    expect(sharedMiss(model("gemini-3.7-flash"), model("gemini-3.8-flash"), shipped)).toBe(share);
    expect(sharedMiss(model("gpt-5.4"), model("gpt-6-luna"), shipped)).toBe(0);
    expect(sharedMiss(model("gemini-3.7-flash"), model("claude-haiku-5.5"), shipped)).toBe(0);
    expect(sharedMiss(undefined, model("gpt-5.4"), shipped)).toBe(0);
  });

  const needs: WrittenUseCase["needs"] = [
    { capability: "chat-assistant", bar: "strong" },
  ] as WrittenUseCase["needs"];

  it("make no pick worth more than where there are none", () => {
    const bests = [0, share, 1].map((one) => {
      const { needs: all, useCase, knowledge } = asked({ needs }, withShare(one));
      const { field } = choose({ needs: all, useCase, knowledge } as Question, 0);
      return field.values.map((values) =>
        [0, 1, 2].map((option) => values.best(option)?.value ?? 0),
      );
    });
    const [none = [], some = [], always = []] = bests.map((one) => one.flat());
    none.forEach((value, at) => {
      expect(some[at]).toBeLessThanOrEqual(value + 0.006);
      expect(always[at]).toBeLessThanOrEqual((some[at] ?? 0) + 0.006);
    });
  });

  it("send a second try to another maker where all are in common", () => {
    const question = asked({ needs }, withShare(1));
    for (const { plan } of choose(question, 0).ranked)
      for (const { row, fallback } of plan.picks) {
        if (fallback === undefined) continue;
        const shared = sharedMiss(
          row.candidate.model,
          fallback.row.candidate.model,
          question.knowledge,
        );
        if (row.candidate.model !== fallback.row.candidate.model) expect(shared).toBe(0);
      }
  });
});

describe("a second try", () => {
  const question = asked({
    needs: [
      {
        capability: "structured-extraction",
        task: "bounded",
        share: 0.4,
        workload: { inputTokens: 2200, outputTokens: 300 },
      },
      {
        capability: "document-analysis",
        share: 0.6,
        workload: { inputTokens: 3500, outputTokens: 400 },
      },
    ],
    workload: { requestsPerMonth: 400_000, batchShare: 0.8 },
    evaluation: "golden-set",
    data: {
      personal: true,
      sensitivity: "confidential",
      boundary: "own-cloud",
      cloud: "azure",
      assurances: ["eu-region"],
    },
  } as Partial<WrittenUseCase>);

  it("asks for no more than the first where anybody else can be had", () => {
    const { field, ranked } = choose(question, 0);
    const pick = ranked.find(({ plan }) => plan.picks[0]?.row.option === 2)?.plan.picks[0];
    if (pick?.fallback === undefined) throw new Error("no second try");
    // Somebody in another option has to be asked first, and would be taken.
    expect(field.tables[0]?.rows.some((row) => asksMore(row, pick.row))).toBe(true);
    expect(asksMore(pick.fallback.row, pick.row)).toBe(false);
  });
});
