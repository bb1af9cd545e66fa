import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli.ts";
import { environment } from "../environment.ts";
import { bin, buildBin, moat, shell, variables } from "./built.ts";

// What only a process shows: pipes, terminals, signals, and that nothing of the machine gets into the answer.

const useCase = fileURLToPath(
  new URL("../../fixtures/use-cases/invoice-triage.yaml", import.meta.url),
);
const quick = ["--draws", "0", "--no-flips"];
const esc = "\u001b";
const hasPty = (await shell("command -v script")).code === 0;

beforeAll(buildBin);

describe("pipes", () => {
  it("a reader that goes away ends it quietly", async () => {
    const ran = await shell(`$MOAT advise ${useCase} --json ${quick.join(" ")} | head -1`);
    expect(ran).toEqual({ stdout: "{\n", stderr: "", code: 0, signal: null });
  });

  it("a reader that is gone before the first byte ends it quietly", async () => {
    const ran = await shell(`$MOAT advise ${useCase} --json ${quick.join(" ")} | true`);
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);
  });

  it("a report of more than a megabyte arrives whole, also where the reader is slow", async () => {
    const files = Array(100).fill(useCase).join(" ");
    const command = `$MOAT advise ${files} --json ${quick.join(" ")}`;
    const { stdout, stderr, code } = await shell(`${command} | (sleep 1; cat)`);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(stdout).decisions).toHaveLength(100);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "a full disk is trouble of one line, not a finding",
    async () => {
      for (const command of [`advise ${useCase} ${quick.join(" ")}`, "--version"]) {
        const { stderr, code } = await shell(`$MOAT ${command} > /dev/full`);
        expect(stderr).toBe("error: the output cannot be written (ENOSPC); check the disk\n");
        expect(code).toBe(2);
      }
    },
  );

  it("- reads standard input", async () => {
    const text = readFileSync(useCase, "utf8");
    const { stdout, code } = await moat(["advise", "-", "--json", ...quick], { input: text });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ useCase: { name: "invoice-triage" } });
  });

  it("a batch comes from a file or a pipe, and each answer is that of a run of its own", async () => {
    const folder = mkdtempSync(join(tmpdir(), "moat-batch-"));
    const needs = [{ capability: "classification" }, { capability: "summarization" }];
    const written = needs.map((need, at) =>
      JSON.stringify({ kind: "moat/use-case@1", name: `n${at}`, needs: [need] }),
    );
    writeFileSync(join(folder, "both.jsonl"), written.join("\r\n"));
    const options = ["-f", "ndjson", ...quick];
    const input = written.join("\n");
    const single = await Promise.all(
      written.map((one) => moat(["advise", "-", ...options], { input: one })),
    );
    const expected = single.map(({ stdout }) => stdout).join("");
    expect(expected.split("\n")).toHaveLength(3);
    for (const ran of [
      await moat(["advise", "--batch", join(folder, "both.jsonl"), ...options]),
      await moat(["advise", "--batch", "-", ...options], { input }),
    ]) {
      expect(ran).toMatchObject({ code: 0, stderr: "2 use cases, 2 decided, 0 refused\n" });
      expect(ran.stdout).toBe(expected);
    }
  });

  it("standard input without an end is read no further than files are", async () => {
    const ran = await shell("set +o pipefail; yes '# moat' | $MOAT advise -");
    expect(ran).toMatchObject({ stdout: "", code: 2 });
    expect(ran.stderr).toBe(
      "standard input: error: it goes on, 5 MB are the most\n  Give the one use case, not a dump.\n",
    );
  });
});

it("the built script is what V8 takes best, and imports nothing: a script that was kept cannot", () => {
  const text = readFileSync(join(bin, "../cli.cjs"), "latin1");
  expect(Math.max(...new Set(Buffer.from(text, "latin1")))).toBeLessThan(128);
  expect(text).not.toMatch(/[^\w$.]import\(/);
  // Loaded at the start of packages that are in it, and never used.
  expect(text).not.toMatch(/require\("node:(tty|child_process|readline|fs\/promises)"\)/);
});

it.skipIf(process.platform === "win32")("the build may be run as a command", () => {
  expect(statSync(bin).mode & 0o111).toBe(0o111);
});

describe("compiled code", () => {
  const args = ["advise", useCase, ...quick];
  const inFolder = (folder: string, changes: NodeJS.ProcessEnv = {}) =>
    moat(args, { env: variables({ XDG_CACHE_HOME: folder, ...changes }) });
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name));

  it("is kept by the first run, taken by the second, and changes no byte", async () => {
    const folder = mkdtempSync(join(tmpdir(), "moat-cache-"));
    const first = await inFolder(folder);
    const [file = ""] = filesIn(folder);
    const kept = statSync(file);
    expect(kept.size).toBeGreaterThan(100_000);
    expect(await inFolder(folder)).toEqual(first);
    expect(filesIn(folder)).toEqual([file]);
    // Written anew, it would have been renamed into its place and be another file.
    expect(statSync(file).ino).toBe(kept.ino);
  });

  it("of another text, damaged or cut off is made anew: V8 would run it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "moat-cache-"));
    const first = await inFolder(folder);
    const [file = ""] = filesIn(folder);
    const kept = readFileSync(file);
    const flipped = (at: number) => {
      const other = Buffer.from(kept);
      other[at] = (other[at] ?? 0) ^ 16;
      return other;
    };
    const middle = kept.length >> 1;
    for (const one of [flipped(3), flipped(middle), kept.subarray(0, middle), Buffer.alloc(0)]) {
      writeFileSync(file, one);
      expect(await inFolder(folder)).toEqual(first);
      expect(readFileSync(file).length).toBeGreaterThan(100_000);
      expect(readFileSync(file).equals(one)).toBe(false);
    }
    expect(filesIn(folder)).toEqual([file]);
  });

  it("is not kept of a misspelt command, of help or of wrong input, nor where it is not wanted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "moat-cache-"));
    for (const one of [["advize"], ["advise", "none.yaml"], ["advise", "--help"]])
      await moat(one, { env: variables({ XDG_CACHE_HOME: folder }) });
    expect((await inFolder(folder, { NODE_DISABLE_COMPILE_CACHE: "1" })).code).toBe(0);
    expect((await inFolder(folder, { NODE_OPTIONS: "--enable-source-maps" })).code).toBe(0);
    expect(filesIn(folder)).toEqual([]);
  });

  it("is neither sought nor left where somebody else may have put it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "moat-cache-"));
    const env = variables({ XDG_CACHE_HOME: "cache", HOME: "" });
    expect(await moat(args, { env, cwd: folder })).toMatchObject({ code: 0, stderr: "" });
    expect(filesIn(folder)).toEqual([]);
    if (process.geteuid?.() !== 0) return;
    await inFolder(folder);
    const [file = ""] = filesIn(folder);
    chownSync(file, 54_321, 54_321);
    expect((await inFolder(folder)).code).toBe(0);
    expect(statSync(file).uid).toBe(0);
  });

  it("costs nothing but speed where its folder cannot be written to", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "moat-cache-")), "file");
    writeFileSync(file, "");
    expect(await inFolder(file)).toMatchObject({ code: 0, stderr: "" });
  });
});

// Node's own way of making folders above folders tries for ever there.
describe.runIf(process.platform === "linux")("where no folder can be made", () => {
  const ended = { env: variables({ XDG_CACHE_HOME: "/proc/x" }), timeout: 200_000 };

  it("the code is not kept, and the command ends", async () => {
    const ran = await moat(["advise", useCase, ...quick], ended);
    expect(ran).toMatchObject({ code: 0, signal: null, stderr: "" });
  });

  it("a record is refused with the reason, and so is an import", async () => {
    const record = await moat(["advise", useCase, ...quick, "--record", "/proc/x/d.md"], ended);
    expect(record).toMatchObject({ code: 2, signal: null, stdout: "" });
    expect(record.stderr).toContain("the folder cannot be made (ENOENT)");
    const list = fileURLToPath(new URL("../../fixtures/imports/litellm.json", import.meta.url));
    const update = ["profiles", "update", "--from", list, "--as-of", "2026-11-23"];
    const env = { ...ended.env, MOAT_MARKET: "/proc/x/market" };
    const imported = await moat(update, { ...ended, env });
    expect(imported).toMatchObject({ code: 2, signal: null, stdout: "" });
    expect(imported.stderr).toContain("the folder cannot be made (ENOENT)");
  });
});

describe("colour", () => {
  // What the environment says comes in as data; that a pipe and a terminal are told apart, only a process shows.
  const coloured = async (args: readonly string[], said: NodeJS.ProcessEnv = {}) => {
    const world = environment({ variables: said });
    const ran = await main(["advise", useCase, ...quick, ...args], world);
    expect(ran.exitCode).toBe(0);
    return ran.stdout.includes(esc);
  };

  it("a pipe has none, and FORCE_COLOR gives it some", async () => {
    const args = ["advise", useCase, ...quick];
    const [plain, forced] = [
      await moat(args),
      await moat(args, { env: variables({ FORCE_COLOR: "1" }) }),
    ];
    expect([plain.code, plain.stdout.includes(esc)]).toEqual([0, false]);
    expect([forced.code, forced.stdout.includes(esc)]).toEqual([0, true]);
  });
  it("--color always has it", async () => {
    expect(await coloured(["--color", "always"], { NO_COLOR: "1" })).toBe(true);
  });
  it("FORCE_COLOR has it, and wins over NO_COLOR", async () => {
    expect(await coloured([], { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(true);
  });
  it("an empty or zero FORCE_COLOR forces nothing", async () => {
    expect(await coloured([], { FORCE_COLOR: "" })).toBe(false);
    expect(await coloured([], { FORCE_COLOR: "0" })).toBe(false);
  });
  it("--no-color wins over FORCE_COLOR", async () => {
    expect(await coloured(["--no-color"], { FORCE_COLOR: "1" })).toBe(false);
  });
  it.each(["json", "markdown"])("%s never has it", async (format) => {
    expect(await coloured(["-f", format, "--color", "always"])).toBe(false);
  });

  // A pseudo-terminal by `script` of util-linux, which not every system has.
  it.skipIf(!hasPty).each([
    { name: "a terminal has it", env: { TERM: "xterm" }, flag: "", has: true },
    { name: "NO_COLOR turns it off", env: { TERM: "xterm", NO_COLOR: "1" }, flag: "", has: false },
    {
      name: "an empty NO_COLOR does not",
      env: { TERM: "xterm", NO_COLOR: "" },
      flag: "",
      has: true,
    },
    { name: "a dumb one has none", env: { TERM: "dumb" }, flag: "", has: false },
    {
      name: "--color never turns it off",
      env: { TERM: "xterm" },
      flag: "--color never",
      has: false,
    },
  ])("on a terminal: $name", async ({ env, flag, has }) => {
    const command = `$MOAT advise ${useCase} ${quick.join(" ")} ${flag}`;
    const { stdout } = await shell(`script -qec "${command}" /dev/null`, env);
    expect(stdout).toContain("First picks");
    expect(stdout.includes(esc)).toBe(has);
  });
});

describe("width", () => {
  it("at 40 columns no line is longer, but for a word that is", async () => {
    const world = environment({ variables: { COLUMNS: "40" } });
    const { stdout } = await main(["advise", useCase], world);
    // Beside its label, which takes a column of its own, a word may be longer than what is left.
    const isOneWord = (line: string) =>
      !/\S\s+\S/.test(line.trim()) || /^ {2}\S+(?: \S+)? {2,}\S+$/.test(line);
    const wide = stdout.split("\n").filter((line) => line.length > 40 && !isOneWord(line));
    expect(wide).toEqual([]);
  });

  it("a senseless COLUMNS changes nothing", async () => {
    const plain = await moat(["advise", useCase, ...quick]);
    const odd = await moat(["advise", useCase, ...quick], { env: variables({ COLUMNS: "wide" }) });
    expect(odd.stdout).toBe(plain.stdout);
  });
});

describe("the same input gives the same bytes", () => {
  const args = ["advise", useCase, "--json", "--as-of", "2026-11-23"];
  let here: ReturnType<typeof moat> | undefined;

  it.each([
    { where: "in another time zone", options: { env: variables({ TZ: "Pacific/Kiritimati" }) } },
    {
      where: "in another language",
      options: { env: variables({ LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" }) },
    },
    { where: "in another folder", options: { cwd: tmpdir() } },
    { where: "on another day", options: { env: variables({ SOURCE_DATE_EPOCH: "1900000000" }) } },
    { where: "a second time", options: {} },
  ])("$where", async ({ options }) => {
    here ??= moat(args);
    expect((await here).code).toBe(0);
    expect(await moat(args, options)).toEqual(await here);
  });

  it("today is SOURCE_DATE_EPOCH in UTC, wherever that is another day", async () => {
    const env = variables({ TZ: "Pacific/Kiritimati" });
    const { stdout } = await moat(["advise", useCase, "--json", ...quick], { env });
    expect(JSON.parse(stdout)).toMatchObject({ asOf: "2026-11-23" });
  });

  it("no path of the machine is in it", async () => {
    here ??= moat(args);
    const { stdout } = await here;
    expect(stdout).not.toContain(tmpdir());
    expect(stdout).not.toContain(fileURLToPath(new URL("../..", import.meta.url)));
  });
});

describe("signals and exits", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("%s ends it as that signal does", async (signal) => {
    // It waits for a standard input that never comes, so the signal always finds it running.
    const child = spawn(process.execPath, [bin, "advise", "-"], {
      env: variables(),
      stdio: "pipe",
    });
    const ended = new Promise((resolve) => child.on("close", (code, by) => resolve(by ?? code)));
    setTimeout(() => child.kill(signal), 1000);
    // A shell shows it as 128 and the number of the signal: 130 and 143.
    expect(await ended).toBe(signal);
  });

  it.each([["--help"], ["-h"], ["advise", "--help"], ["help", "advise"]])(
    "%s %s",
    async (...args) => {
      const { stdout, stderr, code } = await moat(args.filter((one) => one !== undefined));
      expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
      expect(stdout).toContain("Usage: moat");
      expect(stdout.split("\n").every((line) => line.length <= 100)).toBe(true);
    },
  );

  it("--version", async () => {
    expect(await moat(["--version"])).toEqual({
      stdout: "0.1.0\n",
      stderr: "",
      code: 0,
      signal: null,
    });
  });

  it.each(["99999999999999999", "abc"])("SOURCE_DATE_EPOCH=%s is no crash", async (epoch) => {
    const env = variables({ SOURCE_DATE_EPOCH: epoch });
    expect(await moat(["--version"], { env })).toMatchObject({ stdout: "0.1.0\n", code: 0 });
    const { stdout, stderr, code } = await moat(["explain", "exit-codes"], { env });
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toMatch(/^moat: error: SOURCE_DATE_EPOCH is/);
  });

  it.each([{ args: [] }, { args: ["advise"] }])(
    "$args says in one line each how to start",
    async ({ args }) => {
      const { stdout, stderr, code } = await moat(args);
      expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
      // A line of what is wrong, then each way under a line that says when to take it.
      const [, ...ways] = stderr.trimEnd().split("\n");
      const commands = ways.filter((_, at) => at % 2 === 1);
      expect(commands).toEqual([
        "    moat init use-case.yaml && moat advise use-case.yaml",
        "    moat advise --capability structured-extraction --requests 200000",
        ...(args.length === 0 ? ["    moat --help"] : []),
      ]);
      expect(ways).toHaveLength(2 * commands.length);
    },
  );
});
