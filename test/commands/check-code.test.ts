import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { walk } from "../../src/load/code/walk.ts";
import type { CheckReport, Finding } from "../../src/shapes/check.ts";
import { checkReport } from "../../src/shapes/check.ts";
import { moat } from "./run.ts";

const fixture = fileURLToPath(new URL("../../fixtures/repos/code-monorepo", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true });
});

/** A folder of its own with these files; in our repository paths and rules of git would be others. */
function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(tmpdir(), "moat-code-"));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  return made;
}

async function check(cwd: string, more = ""): Promise<CheckReport & { exitCode: number }> {
  const { stdout, stderr, exitCode } = await moat(`check --code --json${more}`, { cwd });
  expect(stderr).toBe("");
  return { ...(JSON.parse(stdout) as CheckReport), exitCode };
}

const short = ({ file, line, severity, rule }: Finding): string =>
  `${file}:${line} ${severity} ${rule}`;
const codes = ({ findings }: CheckReport): string[] =>
  findings.filter((one) => one.rule.startsWith("code.")).map(short);

describe("a repository with five decisions", () => {
  const mono = folder();
  // The reports beside it are no part of it.
  cpSync(fixture, mono, { recursive: true, filter: (path) => !/expected\.\w+$/.test(path) });
  const formats = { text: "txt", sarif: "sarif", junit: "xml", github: "github" };

  it("comes out whole, in every form that CI reads", async () => {
    const to = Object.entries(formats).map(([name, ending]) => ` -f ${name}=out.${ending}`);
    const report = await check(mono, `${to.join("")} --as-of 2026-11-23`);
    expect(checkReport.safeParse(report).error).toBeUndefined();
    expect(report.exitCode).toBe(1);
    for (const ending of Object.values(formats))
      await expect(readFileSync(join(mono, `out.${ending}`), "utf8")).toMatchFileSnapshot(
        join(fixture, `expected.${ending}`),
      );
    // What lies in generated/ is left out by .gitignore, and tests are counted only.
    expect(codes(report).filter((one) => /generated|\.test\.ts/.test(one))).toEqual([]);
    const rules = new Set(report.findings.map((one) => one.rule));
    for (const rule of [
      "retired-model",
      "retiring-model",
      "outside-boundary",
      "denied-vendor",
      "other-model",
      "undecided",
      "unknown-deployment",
    ])
      expect(rules).toContain(`code.${rule}`);
  });

  it("fails by --fail-on, and is stricter when told so", async () => {
    const tools = folder({ "a.py": 'from openai import OpenAI\nMODEL = "gpt-6-luna"\n' });
    expect((await check(tools)).exitCode).toBe(0);
    expect((await check(tools, " --fail-on note")).exitCode).toBe(1);
    const strict = await check(tools, " --strict");
    expect(strict.exitCode).toBe(1);
    expect(codes(strict)).toEqual(["a.py:1 error code.undecided"]);
  });

  it("takes what is there as known, and keeps it when code is not looked at", async () => {
    const cwd = folder({
      "src/a.ts": 'export const model = "claude-2.1";\n',
      "docs/r.yaml":
        "kind: moat/record@1\nuseCase: { needs: [{ capability: summarization, bar: commodity }] }\nchoice: hosted-open\n",
    });
    await moat("baseline write --code", { cwd });
    const known = await check(cwd);
    expect(known.exitCode).toBe(0);
    expect(known.findings.find((one) => one.rule === "code.retired-model")?.baseline).toBe(
      "unchanged",
    );
    const without = await moat("check --json", { cwd });
    expect((JSON.parse(without.stdout) as CheckReport).baseline?.gone).toBe(0);
    await moat("baseline prune", { cwd });
    expect((await check(cwd)).exitCode).toBe(0);
    writeFileSync(join(cwd, "src/b.ts"), 'export const model = "claude-2.0";\n');
    expect((await check(cwd)).exitCode).toBe(1);
  });

  it("calls no waiver for code unused when code is not looked at", async () => {
    const { stdout } = await moat("check --json --as-of 2026-11-23", { cwd: mono });
    expect(stdout).not.toContain("waiver.unused");
  });
});

describe("an id is judged by who serves it", () => {
  const found = async (text: string, name = "a.ts"): Promise<string[]> =>
    codes(await check(folder({ [name]: text }), " --as-of 2026-11-30"));

  it("and what is retired at its maker may live on at a cloud", async () => {
    const id = "claude-opus-4-1-20250805";
    expect(await found(`const model = "${id}";\n`)).toContain("a.ts:1 error code.retired-model");
    const bedrock = `import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";\nconst model = "us.anthropic.${id}-v1:0";\n`;
    expect(await found(bedrock)).toEqual([
      "a.ts:1 note code.undecided",
      "a.ts:2 warning code.retiring-model",
    ]);
  });

  it("and not by a day that was not public yet", async () => {
    const cwd = folder({ "a.ts": 'const model = "gpt-4o";\n' });
    expect(codes(await check(cwd, " --as-of 2026-10-13"))).toEqual(["a.ts:1 note code.undecided"]);
    expect(codes(await check(cwd, " --as-of 2026-10-16"))).toContain(
      "a.ts:1 warning code.retiring-model",
    );
  });

  it("and open weights are nobody's own", async () => {
    expect(await found('const model = "qwen3-32b";\n')).toEqual(["a.ts:1 note code.undecided"]);
  });
});

describe("what is read", () => {
  it("is what git sees: an oracle that is not ours", async () => {
    const names = [
      "a.py",
      "b/a.py",
      "b/c/a.py",
      "log/a.py",
      "b/log/a.py",
      "keep/a.py",
      "keep/x.py",
      "sp ace/a.py",
      "d/deep/er/a.py",
      "tmp1/a.py",
      "tmp2/a.py",
      "made.gen.py",
      "b/made.gen.py",
      "b/c/made.gen.py",
      "only/here/a.py",
      "b/only/here/a.py",
      "b/deep.py",
      "b/c/deep.py",
    ];
    const cwd = folder({
      ...Object.fromEntries(names.map((one) => [one, 'MODEL = "gpt-4"\n'])),
      ".gitignore":
        "log/\nkeep/*\n!keep/a.py\n/d/**/er\ntmp[1]/\n# c\nsp\\ ace/\n*.gen.py\nonly/here\n**/deep.py  \n",
      "b/.gitignore": "!log/\nc/*.py\n!made.gen.py\n!/c/deep.py\n",
    });
    execFileSync("git", ["init", "-q"], { cwd });
    // What is tracked is seen, also below a folder that is left out.
    execFileSync("git", ["add", "-f", "b/c/a.py", "d/deep/er/a.py"], { cwd });
    const seen = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.py"], {
      cwd,
      encoding: "utf8",
    });
    const report = await check(cwd, " --as-of 2026-11-30");
    const files = report.findings
      .filter((one) => one.rule === "code.retired-model")
      .map((one) => one.file);
    expect(files).toEqual(seen.trim().split("\n").sort());
    // From a folder inside as well: rules above it hold.
    const inner = await moat("check --code b --json --as-of 2026-11-30", { cwd });
    const below = (JSON.parse(inner.stdout) as CheckReport).findings.filter(
      (one) => one.rule === "code.retired-model",
    );
    expect(below.map((one) => one.file)).toEqual(files.filter((one) => one.startsWith("b/")));
  });

  it("does not follow links, and takes hostile files for what they are", async () => {
    const cwd = folder({
      "long.ts": `const model = "claude-2.1"; ${"x".repeat(900_000)}\n`,
      "many.settings.json": `{ ${Array.from({ length: 10_000 }, (_, at) => `"model${at}": "gpt-4-${at}"`).join(",\n")} }`,
      "binary.ts": 'const model = "claude-2.1";\0\n',
      "large.ts": `const model = "claude-2.1";\n${"// x\n".repeat(220_000)}`,
      "sub/bad\u001b[31m\u202ename.ts": 'const model = "claude-2.1";\n',
      ".gitignore": `${Array.from({ length: 5000 }, (_, at) => `ignored${at}/**/*.x${at}`).join("\n")}\n`,
    });
    symlinkSync(cwd, join(cwd, "sub/loop"));
    const report = await check(cwd, " --as-of 2026-11-30");
    const bad = "sub/bad\u001b[31m\u202ename.ts:1";
    expect(codes(report)).toEqual([
      `${bad} error code.retired-model`,
      `${bad} note code.undecided`,
    ]);
    const { stdout } = await moat("check --code", { cwd });
    for (const one of ["\u001b", "\u202e"]) expect(stdout).not.toContain(one);
  });

  it("leaves out what thousands of rules name, whatever folder each is of", () => {
    const files = Array.from({ length: 3000 }, (_, at) => [`m${at % 30}/f${at}.py`, ""]);
    const kinds = ["gen#/", "out#/**/*.x#", "/build/o#.py", "*.ext#", "f#.py"];
    const rules = Array.from({ length: 5000 }, (_, at) =>
      (kinds[at % kinds.length] ?? "").replaceAll("#", String(at)),
    );
    const root = folder({ ...Object.fromEntries(files), ".gitignore": rules.join("\n") });
    const all = { file: () => true, folder: () => true };
    const left = [...walk(root, root, all)].flatMap((one) => one.names);
    // f4.py, f9.py … are named by rules; .gitignore itself stays.
    expect(left.length).toBe(3000 - 600 + 1);
  });

  it("is refused where there is no such folder", async () => {
    const { exitCode, stderr, stdout } = await moat("check --code nowhere", { cwd: folder() });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('there is no folder "nowhere"');
  });
});

describe("moat init --from-code", () => {
  const cwd = folder({
    "src/a.py": 'import anthropic\nMODEL = "claude-opus-4-8"\nOTHER_MODEL = "claude-opus-4-8"\n',
    "src/b.py": 'MODEL = "gpt-6-luna"\n',
  });

  it("drafts a use case for each use, and decides nothing before a person has filled it in", async () => {
    const { stderr, exitCode } = await moat("init use-cases --from-code src", { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      "use-cases/uses-claude-opus-4-8.yaml\n  use-cases/uses-gpt-6-luna.yaml",
    );
    const text = readFileSync(join(cwd, "use-cases/uses-claude-opus-4-8.yaml"), "utf8");
    expect(text).toContain("#   src/a.py:2\n#   src/a.py:3\n");
    const open = await moat("advise use-cases/uses-gpt-6-luna.yaml", { cwd });
    expect([open.exitCode, open.stderr.includes("FILL-IN")]).toEqual([2, true]);
    const filled = text.replace("FILL-IN", "summarization");
    writeFileSync(join(cwd, "use-cases/uses-claude-opus-4-8.yaml"), filled);
    expect(
      (await moat("advise use-cases/uses-claude-opus-4-8.yaml --draws 0 --no-flips", { cwd }))
        .exitCode,
    ).toBe(0);
  });

  it("writes over nothing", async () => {
    expect((await moat("init use-cases --from-code src", { cwd })).exitCode).toBe(2);
  });
});
