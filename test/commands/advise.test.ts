import { describe, expect, it } from "vitest";
import type { Decision } from "../../src/core/decision.ts";
import { moat } from "./run.ts";

const decided = async (line: string): Promise<Decision> => {
  const { stdout, stderr } = await moat(`advise ${line} --json`);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Decision;
};

describe("what has no price", () => {
  const cost = ({ reasons }: Decision) => reasons.find(({ criterion }) => criterion === "cost");
  const said = (decision: Decision) =>
    [...decision.warnings, ...decision.reasons]
      .map((one) => one.text)
      .filter((text) => /no price|unpriced|unknown price/i.test(text));

  it("is compared in what has one, where only some needs have", async () => {
    const found = await decided(
      "--capability image-generation --capability text-reasoning --bar commodity --requests 10000000 --draws 0 --no-flips",
    );
    expect(cost(found)?.text).toMatch(/^\$\S+ a month against \$\S+, for what has a price$/);
    expect(said(found)).toEqual([expect.stringMatching(/^No price is known for /)]);
  });

  it("is compared as it is claimed, where the pack has claims only", async () => {
    const found = await decided(
      "--capability text-reasoning --pack article-2026-03 --bar 0.7 --preset startup --draws 0 --no-flips",
    );
    expect(cost(found)?.text).toBe("claimed to cost 18 % of an API's bill, against 100 %");
    expect(said(found)).toEqual([expect.stringMatching(/: cost counts as it is claimed\.$/)]);
  });

  it("is not compared with a bill", async () => {
    const found = await decided(
      "--capability chat-assistant --assurance fedramp-high --draws 0 --no-flips",
    );
    expect(found.verdict.margin).toBeNull();
    expect(cost(found)).toBeUndefined();
    expect(said(found)).toEqual([expect.stringMatching(/: it gives way to what has one$/)]);
  });
});

describe("a raised effort", () => {
  const raised = ({ warnings }: Decision) =>
    warnings.filter(({ code }) => code === "cost.effort").map(({ text }) => text);
  const ask = (reasoning: string) =>
    decided(`--capability code-generation --reasoning ${reasoning} --draws 0 --no-flips`);

  it("is named with what it does to the bill", async () => {
    expect(raised(await ask("none"))).toEqual([
      "Priced at effort max, which its scores were run at, not none: 10 times the output tokens.",
    ]);
    expect(raised(await ask("high"))).toEqual([
      "Priced at effort max, which its scores were run at, not high: 1.7 times the output tokens.",
    ]);
  });

  it("is not mentioned where it is the one that was asked for, or nothing has a price", async () => {
    expect(raised(await ask("max"))).toEqual([]);
    const unpriced = "--capability image-generation --bar commodity --draws 0 --no-flips";
    expect(raised(await decided(unpriced))).toEqual([]);
  });
});
