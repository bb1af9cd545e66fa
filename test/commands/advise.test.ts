import { describe, expect, it } from "vitest";
import type { Decision } from "../../src/shapes/decision.ts";
import { moat } from "./run.ts";

const decided = async (line: string): Promise<Decision> => {
  const { stdout, stderr } = await moat(`advise ${line} --json`);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Decision;
};

const warned = ({ warnings }: Decision, about: string) =>
  warnings.filter(({ code }) => code === about).map(({ text }) => text);

describe("what has no price", () => {
  const cost = ({ reasons }: Decision) => reasons.find(({ criterion }) => criterion === "cost");

  it("is compared in what has one, where only some needs have", async () => {
    const found = await decided(
      "--capability image-generation --capability text-reasoning --bar commodity --requests 10000000 --draws 0 --no-flips",
    );
    expect(cost(found)?.text).toMatch(
      /^\$\S+ a month expected.*, against \$\S+.*, for what has a price$/,
    );
    expect(found.plans[0]?.usdPerMonth).toBeNull();
    expect(warned(found, "cost.unpriced")).toEqual([
      "Not decided in money: no price is known for image-generation, on any side.",
    ]);
  });

  it("is compared by rules alone, where the pack has claims only", async () => {
    const found = await decided(
      "--capability text-reasoning --pack article-2026-03 --bar 0.7 --preset startup --draws 0 --no-flips",
    );
    expect(cost(found)?.text).toBe("rules alone: no price is known on either side");
    expect(cost(found)?.delta).toBeGreaterThan(0);
    expect(found.plans.map((one) => one.usdPerMonth)).toEqual(found.plans.map(() => null));
    expect(warned(found, "cost.unpriced")).toEqual([
      "Not decided in money: no price is known for text-reasoning, on any side.",
    ]);
  });

  it("is not compared with a bill", async () => {
    const ask = "--capability structured-extraction --draws 0 --no-flips";
    const capped = await decided(`${ask} --budget 6000`);
    const unpriced = capped.options
      .flatMap((one) => one.vetoes)
      .filter((one) => one.rule === "current/gate.unpriced");
    expect(unpriced.reduce((sum, one) => sum + one.removes, 0)).toBeGreaterThan(0);
    // Without the cap no gate takes those away, and still none of them stands beside what has a price.
    const found = await decided(ask);
    const vetoes = found.options.flatMap((one) => one.vetoes.map(({ rule }) => rule));
    expect(vetoes).not.toContain("current/gate.unpriced");
    const routes = found.plans.flatMap((one) => one.routes);
    const named = routes.flatMap(({ fallback, ...one }) => (fallback ? [one, fallback] : [one]));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((one) => one.usdPerMonth === null)).toEqual([]);
    expect(warned(found, "cost.unpriced")).toEqual([]);
  });
});

describe("thinking", () => {
  const ask = (reasoning: string) =>
    decided(`--capability code-generation --reasoning ${reasoning} --draws 0 --no-flips`);

  it("is named with the tokens that it adds to the bill", async () => {
    const found = await ask("high");
    const [route] = found.plans[0]?.routes ?? [];
    expect(route?.effort).toBe("high");
    expect(route?.thinkingTokens).toBeGreaterThan(1000);
    const [text, ...others] = warned(found, "cost.thinking");
    expect(others).toEqual([]);
    expect(text).toMatch(
      /^Thinking is billed as output on top of what is seen: .* at high, about 4,000 tokens a request \(\w+\)\.$/,
    );
  });

  it("is never beyond what was asked for", async () => {
    const found = await ask("none");
    const efforts = found.plans.flatMap((one) => one.routes.map(({ effort }) => effort));
    expect(new Set(efforts)).toEqual(new Set(["none"]));
  });

  it("is not mentioned where there is none, or nothing has a price", async () => {
    expect(warned(await ask("none"), "cost.thinking")).toEqual([]);
    const unpriced = "--capability image-generation --bar commodity --draws 0 --no-flips";
    expect(warned(await decided(unpriced), "cost.thinking")).toEqual([]);
  });
});
