import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lintRules } from "../../src/core/profile/lint/finding.ts";
import { readPack } from "../../src/load/pack/pack.ts";
import { scratch } from "../scratch.ts";
import { moat, repository } from "./run.ts";

interface Document {
  readonly summary: Record<"errors" | "warnings" | "notes" | "expected", number>;
  readonly packs: {
    id: string;
    census: { facts: number; sources: number; primaryShare: number };
  }[];
  readonly findings: { rule: string; file: string; line: number; expected: string | null }[];
}

async function validated(line: string): Promise<{ document: Document; exitCode: number }> {
  const { stdout, exitCode } = await moat(
    `validate ${line} --json --as-of 2026-11-23`.replace("  ", " "),
  );
  return { document: JSON.parse(stdout) as Document, exitCode };
}

describe("moat validate", () => {
  it("finds nothing in the shipped packs but what they own up to", async () => {
    const { document, exitCode } = await validated("");
    expect(exitCode).toBe(0);
    expect(document.summary).toMatchObject({ errors: 0, warnings: 0 });
    const known = document.findings.filter((one) => one.expected !== null);
    const [article, current] = ["article-2026-03", "current"].map((pack) =>
      known.filter((one) => one.file.startsWith(`rules/${pack}/`)).map((one) => one.rule),
    );
    expect(new Set(current)).toEqual(new Set(["lint.past-review"]));
    expect(new Set(article)).toEqual(
      new Set([
        "lint.saving-without-denominator",
        "lint.contradicting-claims",
        "lint.gap-without-benchmark",
        "lint.window-without-target",
        "lint.zero-baseline",
      ]),
    );
  });

  it("counts facts and sources, and the share with a primary source", async () => {
    const { document } = await validated("");
    const current = document.packs.find((one) => one.id === "current");
    expect(current?.census.facts).toBeGreaterThan(2000);
    expect(current?.census.sources).toBeGreaterThan(200);
    // Most scores are read in mirrors of Artificial Analysis, which are secondary.
    expect(current?.census.primaryShare).toBeGreaterThan(0.15);
    const { stdout } = await moat("validate --as-of 2026-11-23");
    expect(stdout).toMatch(/\d+ facts\s+from\s+\d+\s+sources,\s+\d+ %\s+from a primary source/);
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /scores: \d+ % by third parties, \d+ % under an open licence, Artificial Analysis \d+ %/,
    );
  });

  const notes = [
    ...["price-spread", "newest-evidence", "review-before-news"],
    ...["hole", "offer-not-relisted"],
  ];
  /** Decides, so it is asked for. */
  const strict = ["single-board-winner"];

  it("has a fixture for each lint, and each fires its own and nothing else", async () => {
    const names = Object.keys(lintRules).map((one) => one.replace("lint.", ""));
    const folders = (await readdir(join(repository, "fixtures/lints"))).filter(
      (one) => !one.endsWith(".md"),
    );
    expect(folders.sort()).toEqual(names.sort());
    for (const name of names) {
      const { document, exitCode } = await validated(
        `fixtures/lints/${name}${strict.includes(name) ? " --strict" : ""}`,
      );
      const own = document.findings.filter((one) => one.file.startsWith(`fixtures/lints/${name}/`));
      expect(
        own.map((one) => one.rule),
        name,
      ).toEqual([`lint.${name}`]);
      expect(exitCode, name).toBe(notes.includes(name) ? 0 : 1);
    }
  });

  it("counts a note as a finding when it is strict", async () => {
    expect(
      (await moat("validate fixtures/lints/price-spread --strict --as-of 2026-11-23")).exitCode,
    ).toBe(1);
  });

  it("lets evidence go stale: half a year later every profile wants a review", async () => {
    const { stdout, exitCode } = await moat("validate current --json --as-of 2027-06-01");
    const { findings } = JSON.parse(stdout) as Document;
    const stale = findings.filter((one) => one.rule === "lint.past-review");
    expect(exitCode).toBe(1);
    expect(stale.length).toBeGreaterThanOrEqual(23);
  });

  it("checks a file by its kind, and one of a pack with its pack", async () => {
    expect(await moat("validate fixtures/packs-example/use-case.yaml")).toMatchObject({
      exitCode: 1,
    });
    const own = await moat(
      "validate fixtures/packs-example/bank/rules/vendors.yaml --as-of 2026-11-23",
    );
    expect(own).toMatchObject({ exitCode: 0 });
    const slip = await moat("validate fixtures/packs-extend/slip/pack.yaml --as-of 2026-11-23");
    expect(slip.stdout).toContain("fixtures/packs-extend/slip/pack.yaml:6:25");
    expect(slip.exitCode).toBe(1);
  });

  it("refuses what is not there or not ours", async () => {
    expect(await moat("validate nowhere")).toMatchObject({ exitCode: 2, stdout: "" });
    expect(await moat("validate src")).toMatchObject({ exitCode: 2, stdout: "" });
    expect((await moat("validate .biome.json")).stdout).toContain("does not say what it is");
    expect(await moat("validate --as-of 2026-02-30")).toMatchObject({ exitCode: 2 });
  });
});

describe("what a source must have", () => {
  it("is a licence, in every shipped list", async () => {
    const read = readPack(join(repository, "rules/current"), join(repository, "rules"));
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    const { sources } = read.value.knowledge;
    for (const [id, { licence, url, retrieved }] of Object.entries(sources))
      expect(
        [licence, url, retrieved].every((one) => one.length > 2),
        id,
      ).toBe(true);
  });
});

describe("a pack folder", () => {
  it("with a slip in the name of a folder is told so", async () => {
    const folder = scratch("stray");
    await mkdir(join(folder, "rule"));
    await writeFile(
      join(folder, "pack.yaml"),
      "kind: moat/pack@1\nextends: current\nid: stray\nversion: 1.0.0\ntitle: Stray\n",
    );
    const { stdout, exitCode } = await moat("validate . --as-of 2026-11-23", { cwd: folder });
    expect(stdout).toContain('did you mean "rules"');
    expect(exitCode).toBe(1);
  });
});
