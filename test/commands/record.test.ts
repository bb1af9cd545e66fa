import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { template } from "../../src/commands/init.ts";
import type { CheckReport } from "../../src/shapes/check.ts";
import type { Decision } from "../../src/shapes/decision.ts";
import type { DiffReport } from "../../src/shapes/diff.ts";
import { diffReport } from "../../src/shapes/diff.ts";
import { shipped } from "../core/knowledge.ts";
import { moat } from "./run.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "moat-record-"));
  writeFileSync(join(cwd, "use-case.yaml"), template);
});
afterEach(() => rmSync(cwd, { recursive: true }));

const text = (file: string): string => readFileSync(join(cwd, file), "utf8");
const run = (line: string) => moat(line, { cwd });

/** Headings of MADR 4.0 in the order of its template. */
const headings = [
  "## Context and Problem Statement",
  "## Decision Drivers",
  "## Considered Options",
  "## Decision Outcome",
  "### Consequences",
  "### Confirmation",
  "## Pros and Cons of the Options",
  "## More Information",
];

describe("advise --record", () => {
  it.each(["0001-invoices.md", "0001-invoices.yaml"])(
    "writes %s, which check finds clean",
    async (file) => {
      const { exitCode } = await run(`advise use-case.yaml --draws 200 --record ${file}`);
      expect(exitCode).toBe(0);
      const { stdout } = await run("check --json");
      const { summary, records, findings } = JSON.parse(stdout) as CheckReport;
      expect(summary).toMatchObject({ records: 1, clean: 1, errors: 0, warnings: 0 });
      // The scores behind it are old on any day, which a record of today cannot help.
      expect(findings.map((one) => one.rule)).toEqual(["check.stale-evidence"]);
      expect(records[0]?.today?.choice).toBe(records[0]?.choice);
    },
  );

  it("has the headings of MADR in their order, and names the use case by its path", async () => {
    await run("advise use-case.yaml --draws 200 --record 0001.md");
    const places = headings.map((one) => text("0001.md").indexOf(`\n${one}\n`));
    expect(places.every((one) => one > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text("0001.md")).toMatch(/^---\nstatus: accepted\ndate: 2026-11-23\n/);
    expect(text("0001.md")).toContain("useCase: use-case.yaml");
  });

  it("keeps a use case of flags in the record itself", async () => {
    await run("advise --capability summarization --draws 0 --record r.yaml");
    expect(text("r.yaml")).toContain("summarization");
    const { stdout } = await run("check --json r.yaml");
    expect((JSON.parse(stdout) as CheckReport).summary.invalid).toBe(0);
  });

  it("keeps what a capability named twice costs", async () => {
    const capability = "structured-extraction";
    const needs = [
      { capability, bar: "commodity", share: 90 },
      { capability, bar: "parity", share: 5 },
    ];
    const useCase = { kind: "moat/use-case@1", name: "twice", needs };
    writeFileSync(join(cwd, "twice.json"), JSON.stringify(useCase));
    const { stdout: advice } = await run("advise twice.json --draws 0 --json --record r.yaml");
    const chosen = ((JSON.parse(advice) as Decision).plans[0]?.routes ?? []).map(
      (one) => one.usdPerMonth ?? 0,
    );
    const { stdout } = await run("check r.yaml --json");
    const { records } = JSON.parse(stdout) as CheckReport;
    expect(records[0]?.today?.usdPerMonth).toBeCloseTo(
      chosen.reduce((sum, one) => sum + one),
      2,
    );
  });

  it("knows a host that is not the cheapest, and none that does not offer the model", async () => {
    await run("advise use-case.yaml --draws 0 --record r.yaml");
    const written = text("r.yaml");
    const [, model = ""] =
      /model: (\S+), effort: /.exec(written) ?? /model: ([\w.-]+)/.exec(written) ?? [];
    const hosts = (shipped.models[model]?.offers ?? []).filter((one) => one.kind !== "router");
    expect(hosts.length).toBeGreaterThan(1);
    const found = async (host: string) => {
      const route = `model: ${model}$1offer: ${host}`;
      writeFileSync(
        join(cwd, "r.yaml"),
        written.replace(/model: \S+?(,? effort: \w+, |\s+effort: \w+\s+|, )offer: [\w-]+/, route),
      );
      return (await run("check r.yaml --json")).stdout;
    };
    for (const { provider } of hosts)
      expect(await found(provider)).not.toContain("nobody offers it");
    expect(await found("elsewhere")).toContain("nobody offers it");
  });

  it("never goes over a file unless it is told to, and leaves nothing half written", async () => {
    writeFileSync(join(cwd, "r.md"), "mine\n");
    const refused = await run("advise use-case.yaml --draws 0 --record r.md");
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(text("r.md")).toBe("mine\n");
    expect((await run("advise use-case.yaml --draws 0 --force --record r.md")).exitCode).toBe(0);
    expect(text("r.md")).toContain("moat:");
    expect(readdirSync(cwd).sort()).toEqual(["r.md", "use-case.yaml"]);
  });

  it.each(["r.txt", "use-case.yaml/r.md"])("refuses to write %s", async (file) => {
    const { exitCode, stdout } = await run(`advise use-case.yaml --draws 0 --record ${file}`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(existsSync(join(cwd, file))).toBe(false);
  });

  it("makes the folder that it goes to", async () => {
    const { exitCode } = await run("advise use-case.yaml --draws 0 --record docs/decisions/r.md");
    expect(exitCode).toBe(0);
    expect(text("docs/decisions/r.md")).toContain("moat:");
  });

  it("says what changed since when the use case is another one", async () => {
    await run("advise use-case.yaml --draws 0 --record r.yaml");
    writeFileSync(join(cwd, "use-case.yaml"), template.replace("200000", "200001"));
    const { stdout } = await run("check --json r.yaml");
    const { findings } = JSON.parse(stdout) as CheckReport;
    expect(findings[0]?.changes[0]?.id).toBe("use-case");
  });
});

describe("diff", () => {
  const decide = async (day: string, file: string, more = "") =>
    run(
      `advise --capability multimodal-vision --bar strong --draws 200 --no-flips --as-of ${day} -f json=${file}${more}`,
    );

  it("names a flip and the facts behind it, and fails on it when asked to", async () => {
    await decide("2026-03-19", "a.json");
    await decide("2026-11-23", "b.json");
    const { stdout, exitCode } = await run("diff a.json b.json --json --fail-on flip");
    const report = JSON.parse(stdout) as DiffReport;
    expect(diffReport.safeParse(report).error).toBeUndefined();
    const [a, b] = [text("a.json"), text("b.json")].map((one) => JSON.parse(one) as Decision);
    expect(a?.verdict.choice).not.toBe(b?.verdict.choice);
    expect(report.summary).toEqual({ flips: 1, changes: 0, same: 0 });
    expect(report.items[0]).toMatchObject({ from: a?.verdict.choice, to: b?.verdict.choice });
    expect(report.items[0]?.lines.some((one) => one.what.includes("best open weights"))).toBe(true);
    expect(exitCode).toBe(1);
    expect((await run("diff a.json b.json")).exitCode).toBe(0);
    expect((await run("diff a.json b.json")).stdout).toContain("FLIP");
  });

  it("names the observations that nobody could know at the earlier day", async () => {
    for (const [day, file] of [
      ["2026-03-19", "a.json"],
      ["2026-11-23", "b.json"],
    ])
      await run(
        `advise --capability multimodal-vision --draws 0 --no-flips --as-of ${day} -f json=${file}`,
      );
    const later = async (line: string) => {
      const { items } = JSON.parse((await run(line)).stdout) as DiffReport;
      return (items[0]?.lines ?? []).filter((one) => one.what === "published since");
    };
    const facts = (await later("diff a.json b.json --json")).map((one) => String(one.to));
    expect(facts.some((one) => one.includes("per 1M tokens ["))).toBe(true);
    expect(facts.every((one) => one.slice(0, 10) > "2026-03-19")).toBe(true);
    expect(await later("diff b.json a.json --json")).toEqual([]);
  });

  it("finds nothing between a document and itself", async () => {
    await decide("2026-11-23", "a.json");
    const { stdout, exitCode } = await run("diff a.json a.json --fail-on change");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("0 flips, 0 other changes, 1 the same");
  });

  it("compares two checks by fingerprint", async () => {
    const record = (choice: string) =>
      `kind: moat/record@1\nuseCase: { needs: [{ capability: summarization }] }\nchoice: ${choice}\n`;
    writeFileSync(join(cwd, "r.yaml"), record("self-host"));
    await run("check r.yaml -f json=a.json");
    writeFileSync(join(cwd, "r.yaml"), record("hosted-open"));
    await run("check r.yaml -f json=b.json");
    const { stdout } = await run("diff a.json b.json --json");
    const { items } = JSON.parse(stdout) as DiffReport;
    expect(items[0]).toMatchObject({ name: "r.yaml", kind: "change" });
    const gone = items[0]?.lines.find((one) => one.what === "check.contradicted");
    expect(gone?.to).toBeNull();
  });

  it("refuses what is not a document of moat, and two of different kinds", async () => {
    writeFileSync(join(cwd, "x.json"), '{"secret": "value"}');
    await decide("2026-11-23", "a.json");
    writeFileSync(join(cwd, "r.yaml"), "kind: moat/record@1\nchoice: hosted-open\n");
    await run("check r.yaml -f json=c.json");
    for (const line of ["diff x.json a.json", "diff a.json gone.json", "diff a.json c.json"]) {
      const { exitCode, stdout, stderr } = await run(line);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).not.toContain("secret");
    }
  });
});
