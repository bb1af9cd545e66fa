import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { safe } from "../../../src/core/know/printable.ts";
import {
  type FindingsFormat,
  findingsFormats,
  findingsReporters,
} from "../../../src/report/findings/index.ts";
import type { CheckReport } from "../../../src/shapes/check.ts";
import { finding, hard, nasty, report, settings } from "./report.ts";

const render = (format: FindingsFormat, of: CheckReport = hard) =>
  findingsReporters[format](of, settings);

describe("every format", () => {
  it.each(findingsFormats)("%s lets no control character through", (format) => {
    for (const of of [hard, report([])]) expect(render(format, of)).not.toMatch(/[^\P{Cc}\t\r\n]/u);
  });

  it.each(findingsFormats)("%s gives the same bytes twice", (format) => {
    expect(render(format)).toBe(render(format, structuredClone(hard)));
  });

  it.each(["text", "json", "markdown", "sarif", "junit", "csv"] as const)(
    "%s still shows what is waived",
    (format) => {
      const shown = render(format);
      expect(shown).toContain(format === "junit" ? "<skipped/>" : "W-1");
    },
  );

  it.each(["compact", "github", "gitlab"] as const)(
    "%s leaves out what is waived or known",
    (format) => {
      const shown = render(format);
      expect(shown).not.toContain("check.contradicted");
      expect(shown).not.toContain("check.drifted");
    },
  );
});

describe("compact", () => {
  it("writes one line for each finding that counts, and nothing where there is none", () => {
    const lines = render("compact").trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    for (const line of lines)
      expect(line).toMatch(/^.+:\d+:\d+: (error|warning|note): .+ \[[a-z.-]+\]$/);
    expect(render("compact", report([]))).toBe("");
  });
});

describe("csv", () => {
  it("reads back cell by cell by the rules of RFC 4180", () => {
    const rows = parseCsv(render("csv"));
    const [head = [], first = []] = rows;
    expect(rows).toHaveLength(hard.findings.length + 1);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    expect(first[head.indexOf("remedy")]).toBe(safe(nasty));
  });
});

/** A reader of RFC 4180 of our own, so that writer and reader share no mistake. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(i + 1) === '"') cell += text.charAt(i++);
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "," || (char === "\r" && text.charAt(i + 1) === "\n")) {
      rows.at(-1)?.push(cell);
      cell = "";
      if (char === "\r" && ++i < text.length - 1) rows.push([]);
    } else cell += char;
  }
  return rows;
}

describe("json", () => {
  it("carries the messages as they are", () => {
    const read = JSON.parse(render("json")) as CheckReport;
    expect(read.findings[0]?.message).toBe(nasty);
  });
});

describe("a report of nothing", () => {
  it.each(findingsFormats)("is a whole document in %s", (format) => {
    const shown = render(format, report([]));
    if (format === "json" || format === "sarif" || format === "gitlab")
      expect(() => JSON.parse(shown)).not.toThrow();
    if (format === "junit") expect(shown).toContain("<testsuites>");
    if (format === "text") expect(shown).toMatch(/^PASSES/);
    expect(shown === "" || shown.endsWith("\n")).toBe(true);
  });
});

describe("a thousand findings", () => {
  it("are all there in SARIF, in one run", () => {
    const many = report(
      Array.from({ length: 1000 }, (_, i) =>
        finding({ fingerprint: i.toString(16).padStart(32, "0") }),
      ),
    );
    const { runs } = JSON.parse(render("sarif", many)) as { runs: { results: unknown[] }[] };
    expect(runs).toHaveLength(1);
    expect(runs[0]?.results).toHaveLength(1000);
  });
});

it("the golden schemas have their licences beside them", () => {
  const readme = readFileSync(
    new URL("../../../fixtures/formats/README.md", import.meta.url),
    "utf8",
  );
  expect(readme).toContain("Apache-2.0");
  expect(readme).toContain("MIT");
});
