import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../src/cli.ts";
import { log as logSchema } from "../src/shapes/log.ts";
import { timeline } from "../src/shapes/timeline.ts";
import { timelineScore } from "../src/shapes/timeline-score.ts";
import { environment } from "./environment.ts";

const folder = mkdtempSync(join(tmpdir(), "moat-timeline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...argv: string[]) => main(["timeline", ...argv], environment());
const golden = (name: string) => `../fixtures/timeline/${name}`;
/** A pack's digest changes with every fact of it; what is said here does not hang on it. */
const steady = (text: string) => text.replace(/\([0-9a-f]{16}\)/g, "(digest)");

const march = ["--as-of", "2026-03-19"];
const today = ["--as-of", "2026-11-23"];

describe("moat timeline, as a person reads it", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["computer-use-observed-2026-03.txt", ["--capability", "computer-use", ...march]],
    [
      "computer-use-article-2026-03.txt",
      ["--capability", "computer-use", "--pack", "article-2026-03"],
    ],
    ["scientific-discovery.txt", ["--capability", "scientific-discovery", ...today]],
    ["two-needs.md", ["--capability", "computer-use,summarization", "-f", "markdown", ...today]],
    ["two-needs.csv", ["--capability", "computer-use,scientific-discovery", "-f", "csv", ...today]],
  ];
  it.each(cases)("%s", async (name, argv) => {
    const { stdout, stderr, exitCode } = await run(...argv);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    await expect(steady(stdout)).toMatchFileSnapshot(golden(name));
  });

  it("keeps within 40 columns, but for words that are longer", async () => {
    const { stdout } = await main(
      ["timeline", "--capability", "computer-use", ...today],
      environment({ stdout: { isTTY: false, columns: 40 } }),
    );
    const long = stdout.split("\n").filter((line) => line.length > 40);
    expect(long.filter((line) => line.trim().includes(" "))).toEqual([]);
  });

  it("writes JSON after its schema", async () => {
    const { stdout } = await run("--capability", "computer-use", "--json", ...today);
    expect(() => timeline.parse(JSON.parse(stdout))).not.toThrow();
  });

  it("says the same bytes twice", async () => {
    const argv = ["--capability", "text-reasoning", ...today];
    expect(await run(...argv)).toEqual(await run(...argv));
  });
});

describe("wrong input", () => {
  it.each([
    [["--capability", "computer-use", "--target", "gpt-5.5x"], /did you mean/],
    [["--capability", "computer-use", "--target", "osworld-verfied=75"], /osworld-verified/],
    [["--capability", "computer-use", "--target", "osworld-verified=101"], /0 to 100/],
    [["--capability", "computer-use", "--target", "101"], /0 to 100/],
    [["--capability", "computer-use", "--size-class", "small"], /up-to-130b/],
    [["--capability", "computer-use", "--contract-ends", "2020-01-01"], /is not a day from/],
    [["--capability", "computer-user"], /did you mean "computer-use"/],
    [[], /moat timeline --capability/],
    [["--score", "no-such-file.jsonl"], /no such file/],
  ])("%j", async (argv, message) => {
    const { stdout, stderr, exitCode } = await run(...argv, ...today);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe("the log of past advice", () => {
  const log = join(folder, "log.jsonl");
  const advise = (day: string, ...more: string[]) =>
    main(
      ["advise", "--draws", "0", "--no-flips", "--as-of", day, "--log", log, ...more],
      environment({ cwd: folder }),
    );

  it("keeps one line per decision, and scores them by what is known later", async () => {
    for (const day of ["2026-03-19", "2026-05-01"])
      await advise(day, "--capability", "computer-use,scientific-discovery");
    writeFileSync(log, `${readFileSync(log, "utf8")}{"format":"moat.log"\n`);
    const { stdout, exitCode } = await main(
      ["timeline", "--score", log, ...today],
      environment({ cwd: folder }),
    );
    expect(exitCode).toBe(0);
    await expect(steady(stdout)).toMatchFileSnapshot(golden("score.txt"));
    const json = await main(
      ["timeline", "--score", log, "--json", ...today],
      environment({ cwd: folder }),
    );
    expect(() => timelineScore.parse(JSON.parse(json.stdout))).not.toThrow();
    const [line = ""] = readFileSync(log, "utf8").split("\n");
    expect(() => logSchema.parse(JSON.parse(line))).not.toThrow();
  });

  it("says where it cannot write, and prints no decision then", async () => {
    const { stdout, stderr, exitCode } = await main(
      [
        "advise",
        "--draws",
        "0",
        "--capability",
        "classification",
        "--log",
        "none/there.jsonl",
        ...today,
      ],
      environment({ cwd: folder }),
    );
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toMatch(/the log cannot be written/);
  });
});
