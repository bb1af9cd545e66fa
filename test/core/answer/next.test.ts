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

describe("machines and models that the team has not", () => {
  it("are tried before they are bought", () => {
    const kinds = own.next.map(({ kind }) => kind);
    expect(step(own, "evaluate")?.text).toMatch(/^Try /);
    expect(kinds.indexOf("evaluate")).toBeLessThan(kinds.indexOf("prepare"));
  });

  const tuned = decided(
    "needs: [{ capability: classification, bar: strong, task: bounded, workload: { inputTokens: 1200, outputTokens: 15 } }]\nworkload: { requestsPerMonth: 45M }\ndata: { domainData: labelled }\nteam: { mlEngineers: 3, onCall: true, fineTuning: true }",
  );

  it("are tuned before they are tried, for what the bill has of it", () => {
    expect(tuned.plans[0]?.routes[0]?.kind).toBe("tuned");
    const [first, second] = tuned.next;
    expect(first?.text).toMatch(/^Tune .+ on labels of your own: about 3 weeks/);
    expect(second?.kind).toBe("evaluate");
  });

  it("are had from hosts of whom it is documented", () => {
    const known = Object.values(shipped.providers).filter(
      ({ terms }) => terms.ownWeights?.answer === "yes",
    );
    expect(known.length).toBeGreaterThan(1);
    const text = tuned.plans[0]?.options.includes("hosted-open") ? tuned.next[0]?.text : undefined;
    // Both were read a day after the pack's.
    expect(text).not.toContain("Fireworks");
  });
});

describe("what has to be asked", () => {
  const asked = (yaml: string, day = "2026-12-01") => {
    const read = parseUseCase("use-case.yaml", `kind: moat/use-case@1\nname: n\n${yaml}`, shipped);
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    const settings = { draws: 64, flips: false, version: "0.1.0", sha256: "0123456789abcdef" };
    return advise(read.value.useCase, shipped, day, settings);
  };
  const region = asked(
    "needs: [{ capability: long-context, bar: strong, workload: { inputTokens: 120k, outputTokens: 2500 } }]\nworkload: { requestsPerMonth: 4500 }\ndata: { sensitivity: confidential, boundary: own-cloud, cloud: gcp, assurances: [eu-region] }",
  );

  it("is whether the route that documents it serves the model, where the company has one", () => {
    expect(region.verdict.status).toBe("ask");
    expect(region.next[0]?.text).toMatch(
      /^Ask whether Google Vertex AI, within a region serves \S+, and at what price: there it has eu-region\. If the answer is no: /,
    );
  });

  const calls = asked(
    "needs: [{ capability: speech-to-text, bar: strong, workload: { audioMinutes: 7 } }]\nworkload: { requestsPerMonth: 800k }\ndata: { personal: true, sensitivity: confidential, assurances: [eu-region] }",
  );

  it("is first what saves most, its misses counted", () => {
    const { text = "" } = calls.next.find(({ text }) => text.includes("If yes")) ?? {};
    const [, price = "", pick = ""] =
      /for \$([\d.]+k?) a month instead of \$([\d.]+k?)/.exec(text) ?? [];
    const inUsd = (amount: string) => Number.parseFloat(amount) * (amount.endsWith("k") ? 1000 : 1);
    expect(inUsd(price)).toBeLessThan(0.75 * inUsd(pick));
    const route = calls.plans[0]?.routes[0];
    const others = calls.asks.filter(
      ({ usdPerMonth, clearsBar }) =>
        usdPerMonth !== null && clearsBar >= (route?.clearsBar ?? 1) - 0.05,
    );
    const least = Math.min(...others.map(({ usdPerMonth }) => usdPerMonth ?? 0));
    expect(inUsd(price)).toBeLessThan(1.2 * least);
  });

  it("is nothing of rented machines where somebody documents it", () => {
    const self = calls.plans.find(({ plan }) => plan === "self-host");
    expect(self?.routes.flatMap(({ asks }) => asks)).toEqual([]);
    expect(self?.routes[0]?.meets).toContainEqual(
      expect.objectContaining({ path: "data.assurances", value: ["eu-region"] }),
    );
  });
});

describe("a trial of an agent", () => {
  it("is of tasks, and is paid for by all of their steps", () => {
    const yaml =
      "needs: [{ capability: tool-use, workload: { inputTokens: 9000, outputTokens: 250 } }]\nworkload: { requestsPerMonth: 1.2M }";
    const agent = decided(yaml);
    const { stepsPerTask } = shipped.pack.choice;
    const { text = "" } = step(agent, "evaluate") ?? {};
    expect(text).toContain(`tasks, ${stepsPerTask} requests each`);
    const [, tasks = "0", tokens = "0"] = /on (\d+) .+?, \$(\d+) of tokens/.exec(text) ?? [];
    const route = agent.plans[0]?.routes[0];
    const ofPick = ((route?.usdPerMonth ?? 0) / 1.2e6) * Number(tasks) * stepsPerTask;
    expect(Number(tokens)).toBeGreaterThan(ofPick);
  });
});

describe("a bar that only the best clear", () => {
  const tutor = (bar: string) =>
    decided(
      `needs: [{ capability: text-reasoning, bar: ${bar}, workload: { inputTokens: 1300, outputTokens: 350 } }]\nworkload: { requestsPerMonth: 800k }\npolicy: { denyOrigins: [cn] }`,
    );
  const parity = tutor("parity");
  const strong = tutor("strong");

  it("is put in question where the pick is likely to miss it and the one below costs far less", () => {
    const [route] = strong.plans[0]?.routes ?? [];
    const { text = "" } = step(parity, "settle") ?? {};
    expect(text).toContain("Settle whether text-reasoning needs bar parity: at strong it is ");
    expect(text).toContain(`${route?.model} at ${route?.offer}`);
    expect(strong.plans[0]?.expectedUsdPerMonth ?? 0).toBeLessThan(
      0.5 * (parity.plans[0]?.expectedUsdPerMonth ?? 0),
    );
  });

  it("is left alone where it is met, or is not one of the best", () => {
    expect(step(strong, "settle")).toBeUndefined();
  });
});
