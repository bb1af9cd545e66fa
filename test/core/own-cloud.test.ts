import { describe, expect, it } from "vitest";
import { advise } from "../../src/core/answer/advise.ts";
import { candidatesOf } from "../../src/core/answer/why/candidates.ts";
import { askedOf } from "../../src/core/choose/asked.ts";
import { cloudsIn } from "../../src/core/know/clouds.ts";
import type { WrittenUseCase } from "../../src/shapes/use-case.ts";
import { asOf, shipped } from "./knowledge.ts";

const written: WrittenUseCase = {
  name: "reports",
  needs: [
    { capability: "summarization", bar: "commodity" },
    { capability: "classification", bar: "commodity", task: "bounded" },
  ],
  workload: { requestsPerMonth: 300_000, inputTokens: 2000, outputTokens: 200 },
  data: { boundary: "own-cloud" },
  team: { mlEngineers: 2, onCall: true },
};

const inCloud = (cloud: string): WrittenUseCase => ({
  ...written,
  data: { ...written.data, cloud },
});

const decide = (useCase: WrittenUseCase) =>
  advise(useCase, shipped, asOf, { draws: 128, flips: false, version: "0", sha256: "" });

describe("data that stays in the own cloud", () => {
  it("stays in one: every first pick and every second try", () => {
    for (const cloud of cloudsIn(shipped)) {
      const routes = decide(inCloud(cloud)).plans.flatMap((plan) => plan.routes);
      const offers = routes.flatMap((one) => [one.offer ?? [], one.fallback?.offer ?? []].flat());
      expect(offers.length, cloud).toBeGreaterThan(0);
      for (const one of offers) expect(shipped.providers[one]?.company, one).toBe(cloud);
    }
  });

  it("is served on machines that this cloud rents out, at its price", () => {
    const { question } = askedOf(inCloud("azure"), shipped, asOf);
    const rents = question.needs
      .flatMap(({ table }) => table.rows)
      .flatMap(({ candidate: { cost } }) =>
        cost?.kind === "fleet" ? cost.configuration.rent : [],
      );
    expect(rents.length).toBeGreaterThan(0);
    const providers = new Set(rents.flatMap((rent) => rent.offers.map((one) => one.provider)));
    expect([...providers]).toEqual(["azure"]);
  });

  it("takes the cloud in which the answer is worth most where none is named, and tells the others", () => {
    const answer = decide(written);
    expect(answer.clouds.map(({ cloud }) => cloud).sort()).toEqual(cloudsIn(shipped));
    const taken = answer.clouds[0]?.cloud ?? "";
    expect(answer.useCase.assumed).toContainEqual(
      expect.objectContaining({ path: "data.cloud", value: taken }),
    );
    const named = decide(inCloud(taken));
    expect(named.clouds).toEqual([]);
    const [first, ...next] = answer.next;
    expect(first?.text).toContain(`this answer is for ${taken}`);
    expect({ ...answer, useCase: null, clouds: [], next }).toEqual({ ...named, useCase: null });
    const listed = (useCase: WrittenUseCase) => candidatesOf(useCase, shipped, asOf, 0);
    expect(listed(written)).toEqual(listed(inCloud(taken)));
  });

  it("asks for no cloud where data may go to a vendor, or where nobody measured the work", () => {
    const anywhere = { ...written, data: { boundary: "vendor-agreement" } } as const;
    expect(decide(anywhere).clouds).toEqual([]);
    const unheard = { ...written, needs: [{ capability: "scientific-discovery" }] };
    expect(decide(unheard).clouds).toEqual([]);
  });

  it("never takes a cloud whose machines have no price before one whose bill is known", () => {
    for (const capability of ["document-analysis", "translation", "moderation"]) {
      const { clouds } = decide({
        ...written,
        needs: [{ capability, bar: "strong" }],
        policy: { denyOrigins: ["cn"] },
      });
      const known = clouds.map(({ usdPerMonth }) => usdPerMonth !== null);
      expect(known).toEqual([...known].sort((a, b) => Number(b) - Number(a)));
    }
  });
});
