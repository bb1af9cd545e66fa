import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { type CheckRuleId, checkRules } from "../../../src/core/check/rules.ts";
import { sarif } from "../../../src/report/findings/sarif.ts";
import type { CheckReport } from "../../../src/shapes/check.ts";
import { moat } from "../../commands/run.ts";
import { finding, hard, report } from "./report.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const ajv = new Ajv04.default({ strict: false, allErrors: true });
// Two copies of the types of ajv, one of them in the package for draft-04.
addFormats.default(ajv as unknown as Parameters<typeof addFormats.default>[0]);
const validate = ajv.compile(
  JSON.parse(readFileSync(at("fixtures/formats/sarif-2.1.0-cut.json"), "utf8")) as object,
);

/** One finding of every rule, so that every rule is described. */
const all: CheckReport = report(
  Object.keys(checkRules).map((rule, index) =>
    finding({ rule: rule as CheckRuleId, fingerprint: index.toString(16).padStart(32, "0") }),
  ),
);

describe("sarif", () => {
  it.each([
    ["nothing", report([])],
    ["every fate", hard],
    ["every rule", all],
  ])("is valid by the schema with %s", (_, of) => {
    expect(validate(JSON.parse(sarif(of))), JSON.stringify(validate.errors)).toBe(true);
  });

  interface Log {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly suppressions?: readonly object[];
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
        }[];
      }[];
    }[];
  }
  const run = (of: CheckReport) => (JSON.parse(sarif(of)) as Log).runs[0];

  it("gives each rule an id of its own, and points at it", () => {
    const { tool, results = [] } = run(all) ?? {};
    const ids = tool?.driver.rules.map((one) => one.id) ?? [];
    expect(new Set(ids).size).toBe(Object.keys(checkRules).length);
    for (const one of results) expect(ids[one.ruleIndex]).toBe(one.ruleId);
  });

  it("keeps what is waived, as suppressed", () => {
    const waived = run(hard)?.results.filter((one) => one.suppressions !== undefined);
    expect(waived).toHaveLength(1);
  });

  it("writes relative addresses that are addresses", () => {
    for (const { locations } of run(hard)?.results ?? [])
      for (const { physicalLocation } of locations) {
        const { uri } = physicalLocation.artifactLocation;
        expect(new URL(uri, "file:///root/").pathname).toBe(`/root/${uri}`);
      }
  });
});

// Not a dependency: a hundred megabytes for one check. Where it is installed, it is asked.
const multitool = [
  process.env.SARIF_MULTITOOL ?? "",
  at("node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"),
].find((one) => one !== "" && existsSync(one));

describe("the SARIF Multitool with the rules of SARIF and GitHub", () => {
  it.skipIf(multitool === undefined)(
    "finds no error and no warning",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "moat-sarif-"));
      const cwd = at("fixtures/repos/ten-records");
      const { stdout } = await moat("check -f sarif", { cwd });
      for (const text of [stdout, sarif(all), sarif(report([]))]) {
        writeFileSync(join(folder, "check.sarif"), text);
        const log = join(folder, "result.sarif");
        const flags = ["--rule-kind", "Sarif;Gh", "--level", "Error;Warning", "--output", log];
        execFileSync(
          multitool ?? "",
          ["validate", join(folder, "check.sarif"), ...flags, "--log", "ForceOverwrite"],
          { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" }, stdio: "pipe" },
        );
        const found = JSON.parse(readFileSync(log, "utf8")) as {
          runs: { results: { ruleId: string; level?: string }[] }[];
        };
        // Without a level a result is a warning; notes are matters of taste.
        const counted = found.runs.flatMap((one) =>
          one.results.filter((result) => result.level !== "note").map((result) => result.ruleId),
        );
        expect(counted).toEqual([]);
      }
      rmSync(folder, { recursive: true });
    },
    120_000,
  );
  if (multitool === undefined)
    it("is skipped: @microsoft/sarif-multitool-linux is not installed, and SARIF_MULTITOOL names none", () => {
      expect(multitool).toBeUndefined();
    });
});
