import { describe, expect, it, vi } from "vitest";
import { main } from "../src/cli.ts";
import { environment } from "./environment.ts";

// Each line reads a pack from its YAML, on machines that do other things besides.
vi.setConfig({ testTimeout: 60_000 });

const day = ["--as-of", "2026-11-23"];
const run = (...argv: string[]) => main(["profiles", ...argv, ...day], environment());
const golden = (name: string) => `../fixtures/profiles/${name}.txt`;
/** A pack's digest changes with every fact of it; what is said here does not hang on it. */
const steady = (text: string) => text.replace(/\([0-9a-f]{16}\)/g, "(digest)");

describe("moat profiles, as a person reads it", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["list", ["list"]],
    ["show-computer-use", ["show", "computer-use"]],
    ["show-scientific-discovery", ["show", "scientific-discovery"]],
    ["show-text-reasoning-history", ["show", "text-reasoning", "--history"]],
    ["diff-article-current", ["diff", "article-2026-03", "current"]],
  ];
  it.each(cases)("%s", async (name, argv) => {
    const { stdout, stderr, exitCode } = await run(...argv);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    await expect(steady(stdout)).toMatchFileSnapshot(golden(name));
  });

  it("sources, the head of them", async () => {
    const { stdout } = await run("sources");
    await expect(`${stdout.split("\n").slice(0, 16).join("\n")}\n`).toMatchFileSnapshot(
      golden("sources-head"),
    );
  });

  it("keeps text within 40 columns, but for words that are longer", async () => {
    const narrow = environment({ stdout: { isTTY: false, columns: 40 } });
    const { stdout } = await main(["profiles", "show", "computer-use", ...day], narrow);
    const long = stdout.split("\n").filter((line) => line.length > 40);
    const cells = long.map((line) => line.trim().split(/ {2,}/).at(-1) ?? "");
    expect(cells.filter((cell) => cell.includes(" "))).toEqual([]);
  });
});

describe("moat profiles, as a program reads it", () => {
  it.each([
    ["moat.profiles", ["list"]],
    ["moat.profile", ["show", "gui-agents"]],
    ["moat.sources", ["sources"]],
    ["moat.profiles-diff", ["diff", "article-2026-03", "current"]],
  ] as const)("%s is one document", async (format, argv) => {
    const { stdout, exitCode } = await run(...argv, "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format, formatVersion: "1.0" });
  });

  it.each([
    ["list"],
    ["show", "computer-use"],
    ["sources"],
    ["diff", "article-2026-03", "current"],
  ])("%s has a Markdown form with a heading", async (...argv) => {
    const { stdout } = await run(...argv, "-f", "markdown");
    expect(stdout).toMatch(/^### /);
  });
});

describe("what was not public yet", () => {
  const show = async (asOf: string) => {
    const argv = ["profiles", "show", "computer-use", "--json", "--as-of", asOf];
    return JSON.parse((await main(argv, environment())).stdout);
  };

  it("shows no score, claim or judgement of a later day", async () => {
    const early = await show("2026-03-19");
    const dates = JSON.stringify(early).match(/"published":"\d{4}-\d{2}-\d{2}"/g) ?? [];
    expect(dates.filter((one) => one > '"published":"2026-03-19"')).toEqual([]);
    const claim = early.claims.find((one: { id: string }) => one.id === "article-computer-use");
    expect(claim).toMatchObject({ status: "open", by: [], note: null });
  });

  it("judges a claim once the first score that decides it is out", async () => {
    const later = await show("2026-04-15");
    const claim = later.claims.find((one: { id: string }) => one.id === "article-computer-use");
    expect(claim.status).toBe("contradicted");
    expect(claim.by.map((one: { score: { id: string } }) => one.score.id)).toEqual([
      "holo3-35b-a3b-osworld",
    ]);
  });

  it("gives the gap of the article's day: 63.3 against 75.0", async () => {
    const [board] = (await show("2026-03-19")).boards;
    const gap = board.gaps.find((one: { size: string }) => one.size === "any");
    expect(gap).toMatchObject({ open: { score: 63.3 }, proprietary: { score: 75 } });
    expect(gap.relative).toBeCloseTo(0.156, 3);
  });
});

describe("the seed article, checked", () => {
  it("holds every claim of the article against a status, and the windows against the boards", async () => {
    const { stdout } = await run("diff", "article-2026-03", "current", "--json");
    const diff = JSON.parse(stdout);
    const claims = diff.capabilities.flatMap((one: { claims: unknown[] }) => one.claims);
    const counted = Object.values<number>(diff.statuses).reduce((sum, one) => sum + one, 0);
    expect(counted).toBe(claims.length);
    const computerUse = diff.capabilities.find((one: { id: string }) => one.id === "computer-use");
    expect(computerUse.status).toBe("contradicted");
    expect(computerUse.expert.outcomes[0]).toMatchObject({
      result: "earlier",
      reachedBy: { model: "holo3-35b-a3b", date: "2026-03-31" },
    });
    expect(computerUse.advice.before.choice).toBe("proprietary-api");
  });
});

describe("wrong input", () => {
  it.each([
    [["show", "computer-usee"], 'did you mean "computer-use"?'],
    [["show"], "one capability is needed"],
    [["list", "more"], "one name too many"],
    [["shwo"], 'did you mean "show"?'],
    [["diff", "current"], "two packs are needed"],
    [["diff", "article-2026-3", "current"], 'did you mean "article-2026-03"?'],
    [["show", "__proto__"], "there is no capability"],
    [["constructor"], 'there is no "constructor" here'],
  ] as const)("%j exits with 2 and says what to do", async (argv, message) => {
    const { stdout, stderr, exitCode } = await run(...argv);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
  });

  it("is one error document with --json", async () => {
    const { stdout } = await run("show", "nothing-like-it", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ format: "moat.error" });
  });
});
