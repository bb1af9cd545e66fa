import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseUseCase } from "../../src/load/input/use-case.ts";
import { offScale, targetTrouble } from "../../src/load/input/use-case-names.ts";
import { shipped } from "../core/knowledge.ts";

const head = "kind: moat/use-case@1\nname: a-case\nneeds: [{ capability: computer-use }]\n";
const troubles = (text: string) => {
  const { diagnostics } = parseUseCase("case.yaml", text, shipped);
  return diagnostics.map(
    ({ code, line, column, message, help }) => `${code} ${line}:${column} ${message}. ${help}`,
  );
};

describe("names that gates compare with the market", () => {
  it.each([
    ["data: { assurances: [hippa] }", /unknown-assurance 4:22 .*"hippa".*did you mean "baa"/],
    ["data: { assurances: [zero-retentoin] }", /did you mean "zero-retention"/],
    ["data: { assurances: [banana] }", /unknown-assurance .*"banana".*Known are audit, baa, /],
    ["data: { assurances: [baa, iso-27001] }", /unknown-assurance 4:27 .*"iso-27001"/],
    ["data: { assurances: [hipaa] }", /did you mean "baa"/],
    ["policy: { denyVendors: [opnai] }", /unknown-vendor 4:25 .*did you mean "openai"/],
    ["policy: { denyVendors: [azur] }", /did you mean "azure"/],
    [
      "policy: { denyOrigins: [xx] }",
      /unknown-origin 4:25 .*"xx".*models of pack current come from/,
    ],
    ["policy: { denyOrigins: [uk] }", /did you mean "gb"/],
    ["policy: { jurisdictions: [xx] }", /unknown-jurisdiction 4:27 .*"xx".*or eu/],
    ["policy: { jurisdictions: [uk] }", /did you mean "gb"/],
    ["policy: { denyGpus: [h200] }", /unknown-gpu 4:22 .*"h200"/],
    ["policy: { ownedGpus: [{ gpu: h100, count: 2 }] }", /unknown-gpu 4:30 .*"h100".*h100-sxm/],
  ])("refuses %s", (line, says) => {
    const found = troubles(`${head}${line}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  it.each([
    "data: { assurances: [baa, zero-retention, eu-region, us-region, fedramp-high, il5, in-tenant] }",
    "data: { personal: true }",
    "policy: { jurisdictions: [eu, ch], denyGpus: [l40s] }",
    "policy: { denyOrigins: [cn, ru], denyVendors: [zai, aws-bedrock] }",
  ])("takes %s", (line) => {
    expect(troubles(`${head}${line}\n`)).toEqual([]);
  });

  it("warns of a vendor that nothing is of: lists of them are written for more than one tool", () => {
    const text = `${head}policy: { denyVendors: [a-company-without-any-model] }\n`;
    const read = parseUseCase("case.yaml", text, shipped);
    expect(read.ok && read.diagnostics.map((one) => [one.severity, one.help])).toEqual([
      ["warning", "It rules nothing out: nothing of it is in the pack."],
    ]);
  });

  it("takes every use case of the fixtures", () => {
    for (const folder of ["use-cases", "real-decisions"]) {
      const path = fileURLToPath(new URL(`../../fixtures/${folder}`, import.meta.url));
      for (const file of readdirSync(path).filter(
        (one) => one.endsWith(".yaml") && one !== "truth.yaml",
      ))
        expect(troubles(readFileSync(`${path}/${file}`, "utf8")), file).toEqual([]);
    }
  });
});

describe("a score that is off its scale", () => {
  const osworld = shipped.profiles["computer-use"]?.benchmarks.find(
    (one) => one.id === "osworld-verified",
  );

  it("is no bar", () => {
    const bar = (score: number) =>
      `kind: moat/use-case@1\nname: a\nneeds:\n  - capability: computer-use\n    bar: { benchmark: osworld-verified, score: ${score} }\n`;
    expect(troubles(bar(101))[0]).toMatch(/off-scale 5:48 101 is not on the scale .* 0 to 100/);
    expect(troubles(bar(-1))).toHaveLength(1);
    expect(troubles(bar(100))).toEqual([]);
  });

  it("is no target, unless a board without a name has room for it", () => {
    const needs = (capability: string) => ({ needs: [{ capability }] });
    const target = { kind: "score", benchmark: undefined, score: 101 } as const;
    expect(targetTrouble(target, needs("computer-use"), shipped)).toBeDefined();
    expect(targetTrouble(target, needs("chat-assistant"), shipped)).toBeUndefined();
    const named = { ...target, benchmark: "osworld-verified" };
    expect(targetTrouble(named, needs("computer-use"), shipped)?.help).toMatch(/0 to 100/);
  });

  it("does not exist in Elo, and ends at the ceiling of an index", () => {
    expect(osworld).toBeDefined();
    if (osworld === undefined) return;
    expect(offScale({ ...osworld, unit: "elo" }, 1500)).toBeUndefined();
    expect(offScale({ ...osworld, unit: "index", ceiling: 70 }, 71)).toBeDefined();
    expect(offScale({ ...osworld, unit: "error-percent", ceiling: 1 }, 5)).toBeUndefined();
  });
});
