import { describe, expect, it } from "vitest";
import { advise } from "../../src/core/answer/advise.ts";
import { parseUseCase } from "../../src/load/input/use-case.ts";
import { type DecisionFormat, decisionReporters } from "../../src/report/decision/index.ts";
import { headline } from "../../src/report/decision/verdict.ts";
import { styleFor } from "../../src/report/style.ts";
import type { Decision, Verdict } from "../../src/shapes/decision.ts";
import type { Route } from "../../src/shapes/route.ts";
import { asOf, shipped } from "../core/knowledge.ts";

function decided(yaml: string, flips = false): Decision {
  const read = parseUseCase("use-case.yaml", `kind: moat/use-case@1\n${yaml}`, shipped);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const settings = { draws: 64, flips, version: "0.1.0", sha256: "0123456789abcdef" };
  return advise(read.value.useCase, shipped, asOf, settings);
}

const one = decided(`
name: triage
title: Extract fields
needs: [{ capability: structured-extraction, task: bounded }]
workload: { requestsPerMonth: 2000000, inputTokens: 1800, outputTokens: 220 }
team: { mlEngineers: 2, onCall: true }
budget: { usdPerMonth: 6000 }`);
const two = decided(`
name: desk
needs: [{ capability: structured-extraction, share: 90 }, { capability: computer-use, share: 10, bar: parity }]
data: { boundary: own-cloud, assurances: [baa] }`);
const unmeasured = decided("name: images\nneeds: [{ capability: scientific-discovery }]");

function written(decision: Decision, format: DecisionFormat, width = 100, verbose = false) {
  const settings = { style: styleFor(false, width), verbose, around: () => [] };
  return decisionReporters[format]([decision], settings);
}
const flat = (text: string) => text.replace(/\s+/g, " ");

/** The same answer with another verdict, or with other first picks. */
function verdict(changes: Partial<Verdict>): Decision {
  // The draws that it says are those that its plans won; and no pick of it is only a try.
  const { plans } = picks({ tryFirst: false });
  const won = plans.map((plan, at) => ({ ...plan, winShare: at === 0 ? 0.9 : 0 }));
  const own = { ...one.verdict, confidence: 0.9, evenWith: [], namedFor: null, ...changes };
  return { ...one, plans: won, verdict: own };
}
function picks(changes: Partial<Route>): Decision {
  const [head, ...rest] = one.plans as [Decision["plans"][number]];
  const routes = head.routes.map((route) => ({ ...route, ...changes }));
  return { ...one, plans: [{ ...head, routes }, ...rest] };
}

describe("the answer as text", () => {
  it("is one screen for one need", () => {
    const lines = written(one, "text").trimEnd().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(24);
    expect(lines.length).toBeLessThanOrEqual(46);
  });

  it.each([60, 80, 100])("has no line beyond %i columns", (width) => {
    for (const decision of [one, two, unmeasured])
      for (const line of written(decision, "text", width).split("\n"))
        expect(line.length, line).toBeLessThanOrEqual(width);
  });

  it("opens with the verdict and says what was asked, apart from what was assumed", () => {
    const text = flat(written(one, "text"));
    expect(text).toMatch(/^(HOSTED|PROPRIETARY|SELF|HYBRID)/);
    expect(text).toContain(
      "Asked structured-extraction (bounded); 2M requests a month, 1,800 tokens in, 220 tokens out, 2 ML engineers, on call, at most $6,000 a month",
    );
    expect(text).toMatch(/Assumed: .*bar strong, .* more \(-v\)/);
    expect(text).toContain("Moat From public data");
  });

  it("lists terms that sum to the margin", () => {
    const section = written(one, "text").split("\nWhy, against ")[1]?.split("\n\n")[0] ?? "";
    const terms = [...section.matchAll(/^ +([+-]?\d+\.\d) {2}/gm)].map((term) => Number(term[1]));
    const sum = terms.reduce((total, term) => total + term, 0);
    expect(terms.length).toBeGreaterThan(2);
    expect(Math.abs(sum - 100 * (one.verdict.margin ?? 0))).toBeLessThan(0.05 * (terms.length + 1));
  });

  it("names each need, its share, and the volumes at which it was looked at", () => {
    const text = flat(written(two, "text"));
    expect(text).toContain("structured-extraction 90 %");
    expect(text).toContain("computer-use 10 %");
    expect(text).toContain("You gave no volume");
  });

  it("shows everything with -v", () => {
    const text = flat(written(one, "text", 100, true));
    expect(text).toContain("boundary vendor-agreement");
    expect(text).toContain("https://");
    expect(text).not.toContain("more (-v)");
    for (const { plan } of one.plans.slice(1)) expect(text).toContain(`First picks of ${plan}`);
  });
});

const own: Route["evidence"] = {
  ...{ boards: [], own: 2, others: 11 },
  ...{ estimated: false, kin: false, untoldEffort: false },
};

describe("a first pick", () => {
  it.each<[string, Partial<Route>, string]>([
    [
      "its chance",
      { clearsBar: 0.844, nextUp: null, evidence: own },
      "clears the bar in 84 of 100",
    ],
    [
      "a chance that is never certain",
      { clearsBar: 1, nextUp: null, evidence: own },
      "in 99 of 100",
    ],
    [
      "one digit of what nobody measured here",
      { clearsBar: 0.844, nextUp: null, evidence: { ...own, estimated: true } },
      "clears the bar in about 80 of 100",
    ],
    [
      "its list prices, and those that follow",
      {
        rates: {
          ...{ input: 0.75, cached: 0.07, output: 3.75, batch: null },
          later: { from: "2027-01-01", input: 1.5, cached: null, output: 7.5, batch: null },
        },
      },
      "($0.75 in, $0.07 cached, $3.75 out per 1M; from 2027-01-01 $1.50 in, $7.50 out)",
    ],
    ["an unknown price", { usdPerMonth: null }, "price unknown"],
    [
      "a price that is a bound",
      { usdPerMonth: 40, boundedBy: "glm-5.1", rates: null },
      "$40 a month at most, the price of glm-5.1",
    ],
    ["a try", { tryFirst: true, fallback: null }, "nothing to fall back on"],
    [
      "what it is estimated from",
      {
        kind: "scored",
        evidence: { ...own, own: 0, others: 11, estimated: true },
      },
      "estimated from 11 scores on other boards",
    ],
    [
      "a claim",
      { kind: "claim", model: null, thinkingTokens: 0 },
      "as the claim describes it; as claimed, not measured",
    ],
  ])("says %s", (_, changes, text) => {
    expect(flat(written(picks(changes), "text"))).toContain(text);
  });

  it("never costs $0 where the price is not known", () => {
    const [head, ...rest] = picks({ usdPerMonth: null, fallback: null, nextUp: null }).plans;
    const plans = [{ ...head, usdPerMonth: null, expectedUsdPerMonth: null }, ...rest];
    const text = written({ ...one, plans } as Decision, "text");
    expect(text).toContain("First picks: not decided in money");
    expect(text).not.toMatch(/\$0(?![.\d])/);
  });
});

describe("every status has its words", () => {
  it.each<[Partial<Verdict>, string, string]>([
    [{ status: "decided" }, "decided", "of the draws"],
    [
      {
        status: "even",
        evenWith: ["self-host"],
        namedFor: "parties",
        confidence: 0.9,
        words: "very likely",
      },
      "EVEN with self-host",
      "Very likely (90 % of the draws) one of these two is best; nothing known decides between them. Named first: fewer",
    ],
    [{ status: "ask" }, "ASK FIRST", "once what the first step asks is answered"],
    [{ status: "below-bar" }, "BELOW THE BAR", "The nearest is named, and clears your bar in"],
    [{ status: "no-evidence", choice: "none" }, "nobody measured it", "No public board measures"],
    [{ status: "no-price", choice: "none" }, "not known", "no public price"],
    [{ status: "infeasible", choice: "none" }, "nothing passes", "No candidate passes every gate"],
  ])("%o", (changes, standing, sentence) => {
    const head = headline(verdict(changes));
    expect(head.standing).toContain(standing);
    expect(head.sentence).toContain(sentence);
  });

  it("says that nobody measured it, and no more about options", () => {
    const text = flat(written(unmeasured, "text"));
    expect(text).toContain("NO RECOMMENDATION nobody measured it");
    expect(text).not.toContain("Plans");
    expect(text).not.toContain("Shut");
  });
});

describe("what comes from files", () => {
  const nasty = { ...one, useCase: { ...one.useCase, title: "a\u001b[31m | *b* <i>" } };

  it("cannot steer a terminal", () => {
    expect(written(nasty, "text")).toContain("a\\u001b[31m");
  });

  it("cannot become markup", () => {
    expect(written(nasty, "markdown")).toContain("\\| \\*b\\* \\<i\\>");
  });
});

it("Markdown has the same content in tables and lists", () => {
  const text = written(one, "markdown");
  expect(text).toMatch(/^### (HOSTED|PROPRIETARY|SELF)/);
  expect(text).toContain("| plan | points | wins | $ a month | expected | P(bar) |");
  expect(text).not.toMatch(/\*\* /);
});
