import { describe, expect, it } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { trialRequests } from "../../../src/core/choose/trial.ts";
import { parseUseCase } from "../../../src/load/input/use-case.ts";
import type { Decision, Step } from "../../../src/shapes/decision.ts";
import { asOf, shipped } from "../knowledge.ts";

function decided(yaml: string, flips = false): Decision {
  const read = parseUseCase("use-case.yaml", `kind: moat/use-case@1\nname: n\n${yaml}`, shipped);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const settings = { draws: 64, flips, version: "0.1.0", sha256: "0123456789abcdef" };
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
      /on (\d+) of your own requests \(\$(\d+) of labels/.exec(text) ?? [];
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
    expect(text).toMatch(/^Once it passes, have ready: [\d.]+ more of an ML engineer/);
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

describe("below the bar", () => {
  const nearest = decided(
    "needs: [{ capability: agentic-coding, bar: parity }]\ndata: { boundary: own-premises }\npolicy: { ownedGpus: [{ gpu: h100-sxm, count: 8 }] }",
    true,
  );

  it("only what clears it is a turn, and those levers come before any trial", () => {
    expect(nearest.verdict.status).toBe("below-bar");
    expect(nearest.flips.map(({ verdict }) => verdict)).toContain(nearest.verdict.choice);
    for (const { belowBar, verdict } of nearest.flips) {
      expect(belowBar).toBe(false);
      expect(verdict).not.toBe("none");
    }
    expect(nearest.next[0]).toMatchObject({ kind: "settle" });
    expect(step(nearest, "evaluate")?.text).toMatch(/^If nothing may, try /);
  });
});

describe("a cap", () => {
  it("shuts no option of which cheaper picks fit under it", () => {
    const { plans } = decided(
      "needs: [{ capability: retrieval-answering, workload: { inputTokens: 4500, outputTokens: 250 } }, { capability: chat-assistant }]\nworkload: { requestsPerMonth: 2.5M }\nlatency: { firstTokenMs: 1200 }\npolicy: { denyOrigins: [cn] }\nbudget: { usdPerMonth: 1200 }",
    );
    const under = plans.find(({ plan }) => plan === "proprietary-api");
    expect(under?.usdPerMonth?.p50).toBeLessThanOrEqual(1200);
  });
});

describe("the size of an evaluation", () => {
  const [profile] = Object.values(shipped.profiles);
  if (profile === undefined) throw new Error("no profile");
  const requests = (chance: number, imputed = false) =>
    trialRequests({ chance, imputed }, { belief: undefined, profile }, { knowledge: shipped });

  it("is the most for a try, and the surer the pick the fewer, down to the least", () => {
    expect(requests(0.5)).toBe(100);
    expect(requests(0.69)).toBe(100);
    expect(requests(0.98, true)).toBe(100);
    expect(requests(0.85)).toBe(50);
    expect(requests(0.99)).toBe(30);
  });
});
