import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { sizeOf } from "../../../src/core/answer/next/evaluate.ts";
import { parseUseCase } from "../../../src/load/input/use-case.ts";
import type { Decision, Step } from "../../../src/shapes/decision.ts";
import { asOf, shipped } from "../knowledge.ts";

function decided(yaml: string): Decision {
  const read = parseUseCase("use-case.yaml", `kind: moat/use-case@1\nname: n\n${yaml}`, shipped);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const settings = { draws: 64, flips: false, version: "0.1.0", sha256: "0123456789abcdef" };
  return advise(read.value.useCase, shipped, asOf, settings);
}
const step = ({ next }: Decision, kind: Step["kind"]) => next.find((one) => one.kind === kind);

const plain = decided("needs: [{ capability: structured-extraction, task: bounded }]");
const golden = decided(
  "needs: [{ capability: structured-extraction, task: bounded }]\nevaluation: golden-set",
);
const own = decided(
  "needs: [{ capability: chat-assistant }]\ndata: { boundary: air-gapped }\nworkload: { requestsPerMonth: 200k }",
);
const secret = decided(
  "needs: [{ capability: chat-assistant }]\ndata: { sensitivity: confidential, assurances: [baa] }",
);
const nobody = decided("needs: [{ capability: scientific-discovery }]");
const shut = decided("needs: [{ capability: chat-assistant }]\nbudget: { usdPerMonth: 0.01 }");
const all = { plain, golden, own, secret, nobody, shut };

describe("the next steps", () => {
  it.each(Object.entries(all))(
    "of %s are sentences, each said once, and end with a day",
    (_, { next, review }) => {
      const texts = next.map(({ text }) => text);
      expect(new Set(texts).size).toBe(texts.length);
      for (const { text, detail } of next) {
        expect(text).toMatch(/^[A-Z].*[.)]$/);
        if (detail !== "") expect(detail).toMatch(/^[A-Z].*\.$/);
      }
      expect(next.at(-1)).toMatchObject({
        kind: "review",
        text: expect.stringContaining(review.by),
      });
    },
  );

  it("name the first pick, how many requests, and what they cost", () => {
    const flat = decided(
      "needs: [{ capability: structured-extraction, task: bounded }]\nfigures: { labels: { usdPerLabel: 2 } }",
    );
    const [route] = flat.plans[0]?.routes ?? [];
    const { text = "" } = step(flat, "evaluate") ?? {};
    expect(text).toContain(route?.model);
    const [, requests, labels] =
      /on about (\d+) of your own requests \(\$(\d+) of labels/.exec(text) ?? [];
    // $2 each, as this team says.
    expect(Number(labels)).toBe(2 * Number(requests));
  });

  it("ask for no labels of whoever has a golden set", () => {
    const { text = "" } = step(golden, "evaluate") ?? {};
    expect(text).toContain("of your golden set");
    expect(text).not.toContain("labels");
  });

  it("name the people and machines that are missing", () => {
    expect(own.verdict.choice).toBe("self-host");
    const machine = own.plans[0]?.routes[0]?.configuration ?? "none";
    const { text = "" } = step(own, "prepare") ?? {};
    expect(text).toMatch(/^Have ready: [\d.]+ more of an ML engineer/);
    expect(text).toContain("a rota");
    expect(text).toContain(`${machine} (to buy)`);
    expect(step(plain, "prepare")).toBeUndefined();
  });

  it("sign what is given by agreement, and ask how long confidential requests are kept", () => {
    const provider = shipped.providers[secret.plans[0]?.routes[0]?.offer ?? ""];
    const { text = "" } = step(secret, "agree") ?? {};
    expect(text.includes("ign baa")).toBe(provider?.assurances.baa?.answer === "by-agreement");
    expect(text.includes("how long it keeps requests")).toBe(
      provider?.assurances["zero-retention"]?.answer !== "yes" &&
        provider?.terms.retention?.answer !== "no",
    );
  });

  it("decide nothing where nobody measured it, and settle a gate where nothing stands", () => {
    expect(nobody.next[0]?.text).toContain("Decide nothing yet");
    expect(shut.next.map(({ kind }) => kind)).toEqual(["settle", "review"]);
  });

  it("say since when evidence is due that is overdue", () => {
    expect(plain.review.because).toBe("evidence");
    expect(step(plain, "review")?.text).toBe(
      `Look again by ${plain.review.by}: its evidence has been due for a review since 2026-10-11.`,
    );
  });
});

describe("the size of an evaluation", () => {
  const quality = (p50: number, half: number) => ({ p10: p50 - half, p50, p90: p50 + half });

  it("leaves chance half of what is in doubt", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.6, max: 1.05, noNaN: true }),
        fc.double({ min: 0.6, max: 1.05, noNaN: true }),
        fc.double({ min: 0.1, max: 0.2, noNaN: true }),
        (a, b, half) => {
          const { requests, isShort } = sizeOf([quality(a, half), quality(b, half)], 0.85);
          if (requests === 50 || isShort) return;
          const error = Math.sqrt(
            [a, b].reduce((sum, q) => sum + (0.85 * q * (1 - 0.85 * q)) / requests, 0),
          );
          const doubt = (0.85 * 2 * half * Math.SQRT2) / 2.563;
          expect(error).toBeLessThanOrEqual(doubt / 2 + 1e-9);
          expect(error).toBeGreaterThan(doubt / 2 / 1.15);
        },
      ),
    );
  });

  it("is 50 at least, and 1,000 at most, which it says", () => {
    expect(sizeOf([quality(0.9, 0.4), quality(0.9, 0.4)], 0.85)).toEqual({
      requests: 50,
      isShort: false,
    });
    expect(sizeOf([quality(0.9, 0.01), quality(0.9, 0.01)], 0.85)).toEqual({
      requests: 1000,
      isShort: true,
    });
    expect(sizeOf([], 0.85)).toEqual({ requests: 100, isShort: false });
  });
});

describe("growth under a cap", () => {
  const grown = (more: string) =>
    decided(
      `needs: [{ capability: structured-extraction }]\nworkload: { requestsPerMonth: 2M, growthPerMonth: 2x/quarter }\n${more}`,
    );
  const month = ({ warnings }: Decision) =>
    /in month (\d+) of 12/.exec(
      warnings.find(({ code }) => code === "budget.growth")?.text ?? "",
    )?.[1];

  it("names the month whose own bill is over it", () => {
    const free = grown("");
    const mean = free.plans[0]?.usdPerMonth?.p50 ?? 0;
    const capped = grown(`budget: { usdPerMonth: ${Math.ceil(2 * mean)} }`);
    const [route] = capped.plans[0]?.routes ?? [];
    expect(route?.configuration).toBeNull();
    // Of tokens a month's bill grows as the volume does.
    const growth = 2 ** (1 / 3);
    const volumes = Array.from({ length: 12 }, (_, at) => growth ** at);
    const first = (route?.usdPerMonth ?? 0) / (volumes.reduce((a, b) => a + b) / 12);
    const over = volumes.findIndex((volume) => first * volume > Math.ceil(2 * mean)) + 1;
    expect(month(capped)).toBe(over === 0 ? undefined : String(over));
    expect(over).toBeGreaterThan(1);
  });

  it("says nothing without growth", () => {
    expect(
      month(
        decided("needs: [{ capability: structured-extraction }]\nbudget: { usdPerMonth: $6k }"),
      ),
    ).toBeUndefined();
  });
});

describe("one model for all needs", () => {
  it("is named where the plan takes several and this is worth about as much", () => {
    const two = decided(
      "needs: [{ capability: classification, task: bounded }, { capability: summarization }]\nworkload: { requestsPerMonth: 1M }",
    );
    const models = new Set(two.plans[0]?.routes.map(({ model }) => model));
    if (models.size === 1) expect(two.oneModel).toBeNull();
    else if (two.oneModel !== null) {
      expect(new Set(two.oneModel.routes.map(({ model }) => model)).size).toBe(1);
      expect(two.oneModel.routes).toHaveLength(2);
    }
    expect(plain.oneModel).toBeNull();
  });
});
