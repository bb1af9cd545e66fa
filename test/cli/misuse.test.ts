import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli.ts";
import type { Environment } from "../../src/commands/outcome.ts";
import { addMonths } from "../../src/core/know/months.ts";
import { nearest, suggest } from "../../src/load/file/diagnostic.ts";
import { environment } from "../environment.ts";

// A command line that cannot be meant as it stands: refused, with what to write instead.

const cwd = mkdtempSync(join(tmpdir(), "moat-misuse-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const moat = (line: string, changes: Partial<Environment> = {}) =>
  main(line.split(" "), environment({ cwd, ...changes }));
const quick = "--draws 0 --no-flips";
const useCase = "kind: moat/use-case@1\nname: a-case\nneeds: [{ capability: chat-assistant }]\n";
writeFileSync(join(cwd, "case.yaml"), useCase);
writeFileSync(
  join(cwd, "cases.jsonl"),
  `${JSON.stringify({ kind: "moat/use-case@1", name: "a", needs: [{ capability: "chat-assistant" }] })}\n`,
);

async function refusal(line: string, changes: Partial<Environment> = {}): Promise<string> {
  const { stdout, stderr, exitCode } = await moat(line, changes);
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
  return stderr;
}

describe("the clock", () => {
  it.each(["abc", "99999999999999999", "0"])("SOURCE_DATE_EPOCH=%s is refused", async (epoch) => {
    const today = epoch === "0" ? "1970-01-01" : "";
    const said = await refusal("explain exit-codes", {
      today,
      variables: { SOURCE_DATE_EPOCH: epoch },
    });
    expect(said).toContain(`SOURCE_DATE_EPOCH is "${epoch}"`);
    expect(said).toContain("seconds since 1970");
  });

  it("does not matter for --help", async () => {
    expect((await moat("--help", { today: "" })).exitCode).toBe(0);
  });

  it.each(["9999-12-31", "1999-12-31", "2026-02-30"])("--as-of %s is no day", async (day) => {
    expect(await refusal(`advise case.yaml --as-of ${day}`)).toMatch(
      /^--as-of: error: .*not a day/,
    );
  });

  it.each([
    "advise case.yaml",
    "validate",
    "profiles list",
    "profiles diff article-2026-03 current",
    "explain",
    "check",
  ])("a bad MOAT_AS_OF is not laid at the door of --as-of: %s", async (line) => {
    const said = await refusal(line, { variables: { MOAT_AS_OF: "yesterday" } });
    expect(said).toMatch(/^MOAT_AS_OF: error: "yesterday" is not a day/);
    const flag = await refusal(`${line} --as-of tomorrow`, {
      variables: { MOAT_AS_OF: "yesterday" },
    });
    expect(flag).toMatch(/^--as-of: error: "tomorrow" is not a day/);
  });

  it("no reckoning leaves the years of four digits", () => {
    expect(addMonths("2099-12-31", 1e6)).toBe("9999-12-31");
  });
});

describe("flags that do not go together", () => {
  it.each([
    ["--batch cases.jsonl --record r.md", "--record: "],
    ["--batch cases.jsonl --log l.jsonl", "--log: "],
    ["--batch cases.jsonl case.yaml", "case.yaml beside it"],
    ["--batch cases.jsonl -f text", "--format: "],
    ["--batch cases.jsonl -f ndjson=out", "--format: "],
    ["--batch cases.jsonl --sweep horizonMonths=1..9:3", "--sweep"],
    ["case.yaml --sweep horizonMonths=1..9:3 --record r.md", "--record: "],
    ["case.yaml --force", "--force: "],
  ])("advise %s", async (flags, says) => {
    expect(await refusal(`advise ${flags}`)).toContain(says);
  });

  it.each(["init -f csv", "baseline write -f csv"])("%s", async (line) => {
    expect(await refusal(line)).toContain("--format: error: ");
  });

  it("--batch takes the formats that it writes", async () => {
    const chunks = async function* () {};
    expect((await moat("advise --batch - -f ndjson", { chunks })).exitCode).toBe(0);
  });

  it.each([
    ["--preset nope", "--preset"],
    ["--bar 7", "--bar"],
    ["--capability nowhere", "--capability"],
    ["", "standard input"],
  ])("--batch lays what is wrong with %j at the door of %s", async (flags, place) => {
    const needs = [{ capability: "summarization", ...(flags === "" ? { bar: 7 } : {}) }];
    const useCase = JSON.stringify({ kind: "moat/use-case@1", name: "one", needs });
    let written = "";
    const { exitCode } = await moat(`advise --batch - --draws 0 ${flags}`.trim(), {
      chunks: async function* () {
        yield useCase;
      },
      write: async (text) => {
        written += text;
        return true;
      },
    });
    expect(exitCode).toBe(2);
    const { errors, line } = JSON.parse(written);
    expect(errors.map((one: { file: string }) => one.file)).toEqual([place]);
    expect(line).toBe(1);
  });

  it("--batch says what is wrong with its file as other commands do", async () => {
    expect(await refusal("advise --batch nowhere.jsonl")).toContain("there is no such file");
  });
});

describe("flags that name something", () => {
  const advise = `advise --capability chat-assistant ${quick}`;

  it.each([
    ["--assurance banana", "--assurance", "Known are audit, baa, "],
    ["--assurance baa,hippa", "--assurance", 'did you mean "baa"'],
    ["--deny-vendor opnai", "--deny-vendor", 'did you mean "openai"'],
    ["--deny-origin uk", "--deny-origin", 'did you mean "gb"'],
    ["--capability chat-asistant", "--capability", "chat-assistant"],
    ["--preset balancd", "--preset", "balanced"],
    ["--scenario contrarain", "--scenario", "contrarian"],
    ["--pack curent", "--pack", "current"],
  ])("%s is refused with the nearest name", async (flags, name, help) => {
    const said = await refusal(`${advise} ${flags}`);
    expect(said).toMatch(new RegExp(`^${name}: error: `, "m"));
    expect(said).toContain(help);
  });

  it("--deny-vendor takes what is in no pack, and says so", async () => {
    const { stdout, stderr, exitCode } = await moat(
      `${advise} --deny-vendor a-company-without-any-model --json`,
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).format).toBe("moat.decision");
    expect(stderr).toMatch(
      /^--deny-vendor: warning: there is no vendor or provider "a-company-without-any-model"/,
    );
    expect(
      (await moat(`${advise} --deny-vendor a-company-without-any-model --json -q`)).stderr,
    ).toBe("");
  });

  it.each([
    ["data.assurances", /baa.*zero-retention/s],
    ["policy.denyVendors", /aws-bedrock.*openai/s],
    ["preset", /balanced.*regulated/s],
    ["scenario", /base.*contrarian/s],
    ["needs[].capability", /agentic-coding.*tool-use/s],
  ])("explain %s lists what there is", async (field, values) => {
    expect((await moat(`explain ${field}`)).stdout).toMatch(values);
  });
});

describe("flags of all commands", () => {
  it("are taken by each of them", async () => {
    const { stdout } = await moat("--help");
    const names = [...stdout.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(14);
    const flags = ["-f", "--json", "--as-of", "--pack", "-q", "-v", "--color", "--no-color"];
    for (const name of names) {
      const help = (await moat(`${name} --help`)).stdout;
      const missing = flags.filter((flag) => !new RegExp(`^ +${flag}\\b`, "m").test(help));
      expect(missing, name).toEqual([]);
    }
  });

  it("work where there is but one format", async () => {
    expect(JSON.parse((await moat("schema --json")).stdout).names).toContain("use-case");
    expect((await moat("schema use-case -q --no-color")).exitCode).toBe(0);
    expect((await moat("completion bash -q --color never")).exitCode).toBe(0);
    expect(await refusal("completion bash -f markdown")).toContain("--format: error: ");
  });
});

describe("-q", () => {
  it("silences notes, and no error", async () => {
    expect((await moat("init loud.yaml")).stderr).toContain("Wrote");
    expect((await moat("init quiet.yaml -q")).stderr).toBe("");
    expect(await refusal("init quiet.yaml -q")).toContain("already");
    // A folder of the path is a file: neither the file nor the name beside it can be there.
    expect(await refusal("init loud.yaml/below.yaml")).toContain("cannot be written (ENOTDIR)");
    expect((await moat("advise --batch cases.jsonl -q --draws 0")).stderr).toBe("");
  });
});

describe("names", () => {
  it.each([
    ["nope", ["code", "ops"], undefined],
    ["pwsh", ["bash", "zsh", "fish"], undefined],
    ["strnog", ["commodity", "strong"], "strong"],
    ["STRONG", ["commodity", "strong"], "strong"],
    ["computer", ["computer-use", "code"], "computer-use"],
    ["pakc", ["pack", "kind"], "pack"],
  ])("%s among %j", (written, known, meant) => {
    expect(nearest(written, known)).toBe(meant);
  });

  it("many are listed by how they begin, or else the first few of them", () => {
    const known = ["b200", "h100-nvl", "h100-sxm", ..."abcdefghijk"].map((one) => one);
    expect(suggest("h101", known)).toBe("the closest of 14 known names: h100-nvl, h100-sxm");
    expect(suggest("zzzz", known)).toMatch(/^use one of 14 known names, such as b200, h100-nvl/);
  });

  it("explain finds them in any case, and ends its sentences once", async () => {
    expect((await moat("explain GATE.BUDGET")).exitCode).toBe(0);
    expect(await refusal("explain confidense")).toMatch(/did you mean "confidence"\? Without/);
    expect(await refusal("explain nope")).not.toMatch(/[?.]\./);
  });
});

describe("values", () => {
  it.each([
    ["--capability chat-assistant --bar strnog", /^--bar: error: .*\n.*"strong"/],
    ["--capability chat-assistant --requests -5", /^--requests: error: .* must be above 0, not -5/],
    ["case.yaml --horizon 0", /^--horizon: error: horizonMonths must be at least 1, not 0/],
    ["--capability nope", /^--capability: error: there is no capability "nope"/],
    ["--horizon 3", /^--capability: error: needs is missing/],
  ])("advise %s blames the flag, in plain words", async (flags, says) => {
    expect(await refusal(`advise ${flags} ${quick}`)).toMatch(says);
  });

  it("an empty configuration is not told to hold a use case", async () => {
    const folder = mkdtempSync(join(cwd, "config-"));
    writeFileSync(join(folder, "moat.config.yaml"), "");
    const said = await refusal("config print", { cwd: folder });
    expect(said).toContain("kind: moat/config@1");
    expect(said).not.toContain("use case");
  });

  it("a key that turns the direction of the text does not reach the terminal", async () => {
    writeFileSync(join(cwd, "turned.yaml"), `${useCase}"a\u202eb": 1\n`);
    expect(await refusal("advise turned.yaml")).toContain('unknown key "a\\u202eb"');
  });
});

describe("check", () => {
  it("counts no record where only a use case cannot be read, and says the column", async () => {
    const folder = mkdtempSync(join(cwd, "check-"));
    writeFileSync(join(folder, "case.yaml"), `${useCase}bugdet: 1\n`);
    const { stdout, exitCode } = await moat("check", { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stdout).toContain("0 records checked");
    expect(stdout).toContain("input.invalid, line 4, column 1");
  });
});
