import fc from "fast-check";
import { expect, test } from "vitest";
import { complete } from "../../../src/core/assume.ts";
import { briefsFor } from "../../../src/core/brief.ts";
import type { Flip } from "../../../src/core/decision.ts";
import { reweighted } from "../../../src/core/flips.ts";
import { leversFor, type NumberLever } from "../../../src/core/levers.ts";
import type { Choice } from "../../../src/core/outcome.ts";
import type { Knowledge } from "../../../src/core/pack.ts";
import { answer, choiceAt, pose } from "../../../src/core/question.ts";
import { type Criterion, criteria, type WrittenUseCase } from "../../../src/core/use-case.ts";
import { knowledgeOf, number, shipped, worlds } from "../knowledge.ts";
import { ask, change, decide, runs, several } from "./setting.ts";

/** Properties 18 and 19: what is said to turn the verdict turns it, and what is nearer does not. */

type Value = Flip["to"];

const replaced = (target: unknown, [key, ...rest]: readonly string[], value: Value): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((one, index) => (String(index) === key ? replaced(one, rest, value) : one));
  const record = (target ?? {}) as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, value) };
};

/** Prices and rents of the market, in the knowledge itself. */
function repriced(path: string, factor: number, knowledge: Knowledge): Knowledge {
  const [, gpu] = /^rent\.(.+)$/.exec(path) ?? [];
  if (gpu !== undefined) {
    const gpuOffers = knowledge.gpuOffers.map((one) =>
      one.gpu === gpu ? { ...one, usdPerGpuHour: one.usdPerGpuHour * factor } : one,
    );
    return { ...knowledge, gpuOffers };
  }
  const key = path.replace(/^price\./, "");
  const models = Object.entries(knowledge.models).map(([id, model]) => {
    const offers = model.offers.map((offer) => {
      if (`${id}@${offer.provider}` !== key) return offer;
      const prices = offer.prices.map((one) => scaledPrice(one, factor));
      return { ...offer, prices };
    });
    return [id, { ...model, offers }];
  });
  return { ...knowledge, models: Object.fromEntries(models) };
}

const scaledPrice = <T extends object>(price: T, factor: number): T =>
  Object.fromEntries(
    Object.entries(price).map(([key, value]) => {
      if (typeof value === "number") return [key, key === "above" ? value : value * factor];
      if (Array.isArray(value)) return [key, value.map((one) => scaledPrice(one, factor))];
      return [
        key,
        typeof value === "object" && value !== null ? scaledPrice(value, factor) : value,
      ];
    }),
  ) as T;

/** The verdict with one change made by hand, not by the code that found it. */
function verdictWith(
  path: string,
  from: Value,
  value: Value,
  written: WrittenUseCase,
  knowledge: Knowledge,
): Choice {
  if (path.startsWith("price.") || path.startsWith("rent.")) {
    const factor = Number(value) / Number(from);
    return ask(written, repriced(path, factor, knowledge)).found.choice;
  }
  if (path.startsWith("weights.")) {
    const { useCase } = complete(written, knowledge);
    const changed = reweighted(useCase, path.slice(8) as Criterion, Number(value));
    return ask({ ...written, weights: changed.weights }, knowledge).found.choice;
  }
  const changed = replaced(written, path.split("."), value) as WrittenUseCase;
  return ask(changed, knowledge).found.choice;
}

/** One in the second digit: numbers of flips are rounded to two, away from where the input stands. */
const unitOf = (value: number) => 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);

function checkFlips(written: WrittenUseCase, knowledge: Knowledge): number {
  const decision = decide(written, knowledge, 0, true);
  const { choice } = decision.verdict;
  for (const { path, from, to, verdict } of decision.flips) {
    expect(verdict).not.toBe(choice);
    expect([path, verdictWith(path, from, to, written, knowledge)]).toEqual([path, verdict]);
    if (typeof to !== "number" || typeof from !== "number" || to === 0) continue;
    const back = Math.sign(from - to) * unitOf(to);
    // The edge lies within the last digit or two of the rounded value.
    const near = [1, 2, 3, 4].map((steps) =>
      Math.abs(from - to) <= steps * Math.abs(back)
        ? choice
        : verdictWith(path, from, to + steps * back, written, knowledge),
    );
    expect([path, near.includes(choice)]).toEqual([path, true]);
  }
  expect(decision.flips.length).toBeLessThanOrEqual(3);
  const distances = decision.flips.map((one) => one.distance);
  expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  return decision.flips.length;
}

test("every flip turns the verdict to what it says, and its near side does not", () => {
  let found = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      found += checkFlips(written, knowledgeOf(world));
    }),
    runs(120),
  );
  expect(found).toBeGreaterThan(20);
});

/**
 * Weights that turn the verdict nearer than every flip that is told, though they are not among them. The value of each plan
 * is a straight line in a weight, so that a few points on the way miss little; other inputs may turn it there and back.
 */
function overlooked(written: WrittenUseCase, knowledge: Knowledge): Criterion[] {
  const { flips, verdict } = decide(written, knowledge, 0, true);
  const farthest = flips[2]?.distance ?? 1;
  const { weights } = complete(written, knowledge).useCase;
  return criteria.filter((name) => {
    const [from, path] = [weights[name], `weights.${name}`];
    const nearest = Math.min(
      ...flips.filter((one) => one.path === path).map((one) => one.distance),
    );
    return [-1, 1].some((way) =>
      [1, 2, 3, 4, 5, 6, 7].some((step) => {
        const distance = (farthest * step) / 8;
        const share = from + way * distance * 0.95;
        if (share < 0 || share > 0.95 || distance >= nearest) return false;
        return verdictWith(path, from, share, written, knowledge) !== verdict.choice;
      }),
    );
  });
}

test("no weight turns the verdict nearer than the flips that are told", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      expect(overlooked(written, knowledgeOf(world))).toEqual([]);
    }),
    runs(150),
  );
});

/** The first need of a use case, for one of these capabilities of the shipped pack. */
const oneOf = (drawn: fc.Arbitrary<WrittenUseCase>, ...capabilities: readonly string[]) =>
  fc.tuple(drawn, fc.constantFrom(...capabilities)).map(([written, capability]) => ({
    ...written,
    needs: written.needs.slice(0, 1).map((one) => ({ ...one, capability })),
  }));

const priced = ["text-reasoning", "structured-extraction", "code-generation"] as const;

test("the same on the shipped pack", () => {
  let found = 0;
  fc.assert(
    fc.property(
      oneOf(several, "text-reasoning", "classification", "tool-use", "multimodal-vision"),
      (written) => {
        found += checkFlips(written, shipped);
      },
    ),
    runs(25),
  );
  expect(found).toBeGreaterThan(3);
});

const testOf = (path: string, operator: "ne" | "gt", value: string | number) =>
  ({ kind: "test", path, operator, operand: { kind: "literal", value } }) as const;

/** From end to end in equal ratios. */
const scale = ({ low, high }: NumberLever): number[] => {
  const start = Math.max(low, 0.01);
  return Array.from({ length: 10 }, (_, step) => start * (high / start) ** (step / 9));
};

/** A flip looks at less than a decision does; what it leaves out must not be able to win. */
function checkBriefLooks(written: WrittenUseCase, knowledge: Knowledge): number {
  const { question, found } = ask(written, knowledge);
  if (found.choice === "none") return 0;
  const { useCase, asOf } = question;
  const briefFor = briefsFor(question);
  let looks = 0;
  for (const lever of leversFor(useCase, found)) {
    const { market, path } = lever;
    const values = lever.kind === "number" ? scale(lever) : lever.values;
    for (const value of values) {
      const changed = replaced(written, path.split("."), value) as WrittenUseCase;
      const asked =
        market === undefined
          ? complete(changed, knowledge).useCase
          : { ...useCase, market: market(Number(value)) };
      looks++;
      expect([path, value, choiceAt(asked, knowledge, asOf, briefFor(lever))]).toEqual([
        path,
        value,
        answer(pose(asked, knowledge, asOf)).choice,
      ]);
    }
  }
  return looks;
}

/** Caps and limits, which make gates of what candidates cost. */
const capped = fc
  .tuple(several, fc.option(number(2, 5.5)), fc.option(fc.constantFrom(1, 2, 8, 64)))
  .map(([written, cap, maxGpus]) => {
    const inBudget = cap === null ? {} : { usdPerMonth: Math.round(10 ** cap) };
    const limited = maxGpus === null ? written : change(written, "policy", { maxGpus });
    return change(limited, "budget", inBudget);
  });

test("a brief look at a turned input gives the choice that the whole decision gives", () => {
  let looks = 0;
  fc.assert(
    fc.property(worlds, capped, (world, written) => {
      looks += checkBriefLooks(written, knowledgeOf(world));
    }),
    runs(200),
  );
  expect(looks).toBeGreaterThan(1000);
});

test("the same where the shipped pack offers a choice of assurances and places", () => {
  fc.assert(
    fc.property(oneOf(capped, ...priced), (written) => {
      checkBriefLooks(change(written, "data", { assurances: ["zero-retention"] }), shipped);
    }),
    runs(30),
  );
});

/** The shipped pack with a gate of one's own. */
function gated(...of: readonly ReturnType<typeof testOf>[]): Knowledge {
  const budget = shipped.rules.find((one) => one.id === "current/gate.budget");
  if (budget === undefined) throw new Error("the shipped pack has lost its gate on budgets");
  const gate = { ...budget, id: "mine/gate", when: { kind: "all", of } } as const;
  return { ...shipped, rules: [...shipped.rules, gate] };
}

const spendAbroad = gated(
  testOf("candidate.model.origin", "ne", "us"),
  testOf("candidate.usdPerMonth", "gt", 2000),
);
const oneHost = gated(testOf("candidate.provider", "ne", "google-vertex"));

test("the same where a gate asks for costs and for a maker at once, or for a host", () => {
  fc.assert(
    fc.property(
      oneOf(capped, ...priced),
      fc.constantFrom(spendAbroad, oneHost),
      (written, knowledge) => {
        checkBriefLooks(written, knowledge);
      },
    ),
    runs(60),
  );
  const example = {
    kind: "moat/use-case@1",
    name: "found by chance",
    needs: [{ capability: "structured-extraction", bar: 0.85 }],
    workload: { inputTokens: 1800, outputTokens: 220, growthPerMonth: 0.05, peakToMean: 1 },
    team: { mlEngineers: 1, onCall: true },
    budget: { usdPerMonth: 1_000_000 },
  } as const;
  expect(checkBriefLooks(example, spendAbroad)).toBeGreaterThan(50);
});

test("a price of nothing is no lever: embeddings have no output", () => {
  const needs = [{ capability: "embeddings" }, { capability: "moderation" }];
  const written = { kind: "moat/use-case@1", name: "z", needs } as const;
  const { flips } = decide({ ...written, workload: { requestsPerMonth: 100 } }, shipped, 0, true);
  expect(flips.length).toBeGreaterThan(0);
  for (const { from, distance } of flips) {
    expect(distance).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(from).not.toBe(0);
  }
});

test("a weight moves against all others in their proportion", () => {
  fc.assert(
    fc.property(several, fc.constantFrom(...criteria), number(0, 0.95), (written, name, share) => {
      const { useCase } = complete(written, shipped);
      const { weights } = reweighted(useCase, name, share);
      expect(criteria.reduce((sum, one) => sum + weights[one], 0)).toBeCloseTo(1, 9);
      expect(weights[name]).toBe(share);
      const others = criteria.filter((one) => one !== name);
      const ratios = others.map((one) => weights[one] / useCase.weights[one]);
      for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0] ?? 0, 9);
    }),
    runs(200),
  );
});
