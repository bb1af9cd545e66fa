import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { diffDecisions } from "../../src/core/check/diff/decisions.ts";
import { parseDocument } from "../../src/load/file/documents.ts";
import { decisionReporters } from "../../src/report/decision/index.ts";
import { styleFor } from "../../src/report/style.ts";
import type { Decision } from "../../src/shapes/decision.ts";

const file = new URL("../../fixtures/documents/decision-1.0.json", import.meta.url);
const old = JSON.parse(readFileSync(fileURLToPath(file), "utf8")) as Record<string, unknown>;

function read(value: unknown): readonly Decision[] {
  const document = parseDocument("old.json", JSON.stringify(value));
  if (!document.ok) throw new Error(JSON.stringify(document.diagnostics));
  return document.value.kind === "decisions" ? document.value.decisions : [];
}

describe("a decision of format 1.0", () => {
  const [decision] = read(old) as [Decision];

  it("has the shape of 2.0", () => {
    const { verdict, plans, formatVersion } = decision;
    expect({ formatVersion, status: verdict.status, choice: verdict.choice }).toEqual({
      formatVersion: "2.0",
      status: "even",
      choice: "proprietary-api",
    });
    expect(verdict.evenWith).toEqual(["hosted-open"]);
    expect(plans[0]).toMatchObject({ plan: "proprietary-api", options: ["proprietary-api"] });
    expect(plans[0]?.routes).toHaveLength((old.routes as unknown[]).length);
    expect(plans.slice(1).every((one) => one.routes.length === 0)).toBe(true);
  });

  it("can be printed and compared", () => {
    const settings = { style: styleFor(false, 100), verbose: true, around: () => [] };
    expect(decisionReporters.text([decision], settings)).toContain("PROPRIETARY API  EVEN with");
    expect(diffDecisions([decision], read({ ...decision, asOf: "2026-12-01" }))).toMatchObject([
      { kind: "change", lines: [{ what: "as of", from: "2026-11-23", to: "2026-12-01" }] },
    ]);
  });

  it("may be one of several", () => {
    const several = { format: "moat.decisions", formatVersion: "1.0", decisions: [old, decision] };
    expect(read(several)).toHaveLength(2);
  });

  it("is refused with a reason where it is broken", () => {
    const broken = parseDocument(
      "old.json",
      JSON.stringify({ ...old, verdict: 3, options: [null] }),
    );
    expect(broken.ok).toBe(false);
  });
});
