import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askingFor } from "../../src/commands/dialogue.ts";
import type { Asker } from "../../src/commands/outcome.ts";
import { moat as inProcess } from "../commands/run.ts";
import { environment } from "../environment.ts";
import { bin, buildBin, moat, shell, variables } from "./built.ts";

// Somebody at a terminal is asked; nobody else ever is.

const hasPty = (await shell("command -v script")).code === 0;
const scratch = mkdtempSync(join(tmpdir(), "moat-dialogue-"));
afterAll(() => rmSync(scratch, { recursive: true }));
beforeAll(buildBin, 120_000);

/** What is pressed where a question is on the screen. */
type Script = readonly (readonly [RegExp, string])[];

interface Played {
  readonly screen: string;
  readonly folder: string;
}

/** A run in a pseudo-terminal: each key is sent when its question is drawn, however slow the machine is. */
function play(line: string, keys: Script): Promise<Played> {
  const folder = mkdtempSync(join(scratch, "run-"));
  const inside = `stty cols 100 rows 40; ${line}; echo "code $?"`;
  return new Promise((resolve, reject) => {
    const env = variables({ MOAT: `${process.execPath} ${bin}`, TERM: "xterm", SHELL: "/bin/sh" });
    const child = spawn("script", ["-qec", inside, "/dev/null"], {
      cwd: folder,
      env,
      stdio: "pipe",
    });
    let screen = "";
    let from = 0;
    let at = 0;
    child.stdout.on("data", (chunk) => {
      screen += stripVTControlCharacters(String(chunk));
      const [question, key] = keys[at] ?? [];
      if (question === undefined || key === undefined || !question.test(screen.slice(from))) return;
      from = screen.length;
      at++;
      child.stdin.write(key);
    });
    child.on("error", reject);
    child.on("close", () => resolve({ screen, folder }));
  });
}

const enter = "\r";
const answers: Script = [
  [/What should the model do/, "classif"],
  [/classif/, enter],
  [/How good/, enter],
  [/Requests a month/, `1m${enter}`],
  // Refused on the spot, with what to write.
  [/For millions write 1M/, `\u007fM${enter}`],
  [/Tokens in and out/, enter],
  [/Where may the data go/, enter],
  [/every host give/, enter],
  [/Who could run/, enter],
  [/most that you would pay/, `$6k${enter}`],
];

describe.skipIf(!hasPty)("somebody at a terminal", () => {
  it("is asked, and gets what the printed line and the written file give, byte for byte", async () => {
    const options = "--as-of 2026-11-23 --draws 0 --no-flips";
    const { screen, folder } = await play(
      `$MOAT advise --ask --json ${options} > out.json`,
      answers,
    );
    expect(screen).toContain("code 0");
    expect(screen).toContain("Written to use-case.yaml. The same without questions:");
    const json = readFileSync(join(folder, "out.json"), "utf8");
    expect(JSON.parse(json).useCase.given).toContainEqual({
      path: "workload.requestsPerMonth",
      value: 1_000_000,
    });
    const line = screen.slice(screen.indexOf("moat advise --capability")).split("code 0")[0] ?? "";
    const printed = line.replaceAll("\r", "").trim();
    expect(printed).toContain("--budget '$6k'");
    const again = await shell(`moat() { $MOAT "$@"; }; ${printed} --json`);
    expect(again).toMatchObject({ stdout: json, stderr: "", code: 0 });
    const file = await moat([
      "advise",
      join(folder, "use-case.yaml"),
      "--json",
      ...options.split(" "),
    ]);
    expect(file.stdout).toBe(json);
  }, 60_000);

  it("who leaves leaves nothing behind", async () => {
    const { screen, folder } = await play("$MOAT advise", [
      [/What should the model do/, enter],
      [/How good/, "\u0003"],
    ]);
    expect(screen).toContain("Nothing was written.");
    expect(screen).toContain("code 130");
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it.each(["CI=true", "TERM=dumb"])("is a program with %s", async (set) => {
    const { screen } = await play(`${set} timeout 20 $MOAT advise`, []);
    expect(screen).toContain("no use case given");
    expect(screen).toContain("code 2");
  });
});

const streams = { input: {}, output: {} } as Asker;
const terminal = { isTTY: true, columns: 100 };
const bare = { fields: {} };
const flags = [true, false];
const grid = flags.flatMap((stdin) =>
  flags.flatMap((stdout) =>
    flags.flatMap((stderr) =>
      flags.flatMap((ci) => flags.map((dumb) => ({ stdin, stdout, stderr, ci, dumb }))),
    ),
  ),
);

describe("nobody else", () => {
  const worldOf = ({ stdin, stdout, stderr, ci, dumb }: (typeof grid)[number]) =>
    environment({
      asker: stdin && stderr ? streams : undefined,
      stdout: { ...terminal, isTTY: stdout },
      stderr: { ...terminal, isTTY: stderr },
      variables: { ...(ci ? { CI: "true" } : {}), TERM: dumb ? "dumb" : "xterm" },
    });

  it("is asked in one of 32 worlds: three terminals, no build, no dumb terminal", () => {
    const asked = grid.filter((one) => askingFor([], bare, worldOf(one)) === "yes");
    expect(asked).toEqual([{ stdin: true, stdout: true, stderr: true, ci: false, dumb: false }]);
  });

  it("is asked with --ask where there is no terminal to ask at, or --no-input anywhere", () => {
    for (const one of grid) {
      const world = worldOf(one);
      expect(askingFor([], { ...bare, input: false }, world)).toBe("no");
      const forced = askingFor([], { ...bare, ask: true }, world);
      if (one.stdin && one.stderr) expect(forced).toBe("yes");
      else expect(forced).toMatchObject({ severity: "error", file: "--ask" });
    }
  });

  it.each<[string, Parameters<typeof askingFor>[0], object]>([
    ["a file", ["use-case.yaml"], {}],
    ["a field", [], { fields: { capability: ["classification"] } }],
    ["a format", [], { format: ["markdown"] }],
    ["json", [], { json: true }],
    ["quiet", [], { quiet: true }],
    ["a stream", [], { batch: "-" }],
  ])("who gives %s is not asked", (_, paths, options) => {
    const world = environment({ asker: streams, stdout: terminal, stderr: terminal });
    expect(askingFor(paths, { ...bare, ...options }, world)).toBe("no");
  });

  it("gets the three lines on how to start, and exit code 2", async () => {
    for (const line of ["advise", "advise --no-input"]) {
      const { stdout, stderr, exitCode } = await inProcess(line);
      expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
      expect(stderr).toContain("moat init use-case.yaml && moat advise use-case.yaml");
    }
    const clash = await inProcess("advise --ask --no-input");
    expect(clash.stderr).toContain("it does not go with --no-input");
  });
});
