import { describe, expect, it } from "vitest";
import { advise } from "../../src/core/answer/advise.ts";
import { why } from "../../src/core/answer/why/why.ts";
import { knownOn } from "../../src/core/know/known-on.ts";
import type { Knowledge } from "../../src/core/know/pack.ts";
import { shipped } from "./knowledge.ts";

const day = "2026-07-12";
const next = "2026-07-13";
const page = { answer: "yes", published: next, source: "aws-dod" } as const;

/** Amazon's route, as if it had promised Impact Level 5 and said how long it keeps requests on the next day. */
const promised: Knowledge = {
  ...shipped,
  providers: Object.fromEntries(
    Object.entries(shipped.providers).map(([id, one]) => [
      id,
      {
        ...one,
        assurances: id === "aws-bedrock" ? { ...one.assurances, il5: page } : one.assurances,
        machines: id === "aws-bedrock" ? { il5: page } : one.machines,
        terms: id === "aws-bedrock" ? { ...one.terms, retention: page } : one.terms,
      },
    ]),
  ),
};

const secret = {
  name: "secret",
  needs: [{ capability: "text-reasoning" }],
  data: { assurances: ["il5"], boundary: "own-cloud" as const },
};
const quick = { draws: 0, flips: false, version: "0", sha256: "0" };
describe("what a host promises", () => {
  it("is not known before the day on which it could be read", () => {
    const before = knownOn(promised, day).providers["aws-bedrock"];
    expect([before?.assurances.il5, before?.terms.retention]).toEqual([undefined, undefined]);
    expect(before?.machines.il5).toBeUndefined();
    expect(knownOn(promised, next).providers["aws-bedrock"]?.assurances.il5).toEqual(page);
    expect(knownOn(promised, next).providers["aws-bedrock"]?.machines.il5).toEqual(page);
  });

  it("is filtered once for a day, and not at all where nothing is later", () => {
    expect(knownOn(promised, day)).toBe(knownOn(promised, day));
    expect(knownOn(promised, "2026-12-31")).toBe(promised);
  });

  it("is not known of an offer's own list before the offer was read", () => {
    const listed = Object.values(shipped.models).flatMap(({ id, offers }) =>
      offers.flatMap((one) => (one.assurances.length > 0 ? { id, one } : [])),
    );
    const later = listed.filter(({ one }) => one.published > day);
    expect(later.length).toBeGreaterThan(50);
    const known = knownOn(shipped, day).models;
    for (const { id, one } of later)
      expect(
        known[id]?.offers.find(
          (other) => other.source === one.source && other.provider === one.provider,
        )?.assurances,
        `${id} at ${one.provider}`,
      ).toEqual([]);
    expect(listed.filter(({ id, one }) => known[id]?.offers.includes(one)).length).toBeGreaterThan(
      50,
    );
  });

  it("decides from that day on, and is asked before", () => {
    for (const [asOf, status] of [
      [day, "ask"],
      [next, "decided"],
    ] as const) {
      expect(advise(secret, promised, asOf, quick).verdict.status, asOf).toBe(status);
      expect(why(secret, promised, asOf, { ...quick, models: [] }).verdict.status, asOf).toBe(
        status,
      );
    }
  });
});

describe("a team's own figures", () => {
  const usual = { ...secret, data: {}, figures: { discounts: { openai: 0.9 } } };
  const asOf = "2026-11-23";

  it("are what every command decides on", () => {
    const told = advise(usual, shipped, asOf, quick).plans[0]?.routes[0];
    const seen = why(usual, shipped, asOf, { ...quick, models: [] }).needs[0]?.chosen;
    expect(seen).toMatchObject({ model: told?.model, usdPerMonth: told?.usdPerMonth });
    const plain = advise({ ...usual, figures: undefined }, shipped, asOf, quick).plans[0];
    expect(plain?.routes[0]?.usdPerMonth).not.toBe(told?.usdPerMonth);
  });
});
