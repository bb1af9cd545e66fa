import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bin, buildBin, moat, shell, variables } from "./built.ts";

// What only real threads show: they read the pack and answer as the first thread does, and end with the process.

beforeAll(buildBin);
afterAll(() => rmSync(folder, { recursive: true }));

const quick = ["--draws", "0", "--no-flips", "--as-of", "2026-11-23"];
const folder = mkdtempSync(join(tmpdir(), "moat-threads-"));
const file = join(folder, "many.jsonl");
const lineOf = (at: number): string =>
  JSON.stringify({
    kind: "moat/use-case@1",
    name: `n${at}`,
    needs: [{ capability: at % 2 === 0 ? "classification" : "summarization" }],
    workload: { requestsPerMonth: 1000 + 997 * at },
  });
const lines = Array.from({ length: 64 }, (_, at) => lineOf(at));
// Past the first forty, which are answered without a thread.
lines[50] = "{";
lines[52] = "";
lines[55] = lineOf(55).replace("summarization", "nothing-known");
writeFileSync(file, `${lines.join("\n")}\n`);

describe("a batch on several threads", () => {
  it("has the bytes and the exit code of one thread, bad lines and their places included", async () => {
    const run = (jobs: string) => moat(["advise", "--batch", file, ...quick, "--jobs", jobs]);
    const [one, three] = [await run("1"), await run("3")];
    expect(one.stderr).toBe("63 use cases, 61 decided, 2 refused\n");
    expect(one.code).toBe(2);
    expect(one.stdout).toContain('"line":51');
    expect(three).toEqual(one);
  });

  it("has the bytes of two processes that take half of the lines each, as README.md tells", async () => {
    const good = lines.filter((_, at) => ![50, 52, 55].includes(at)).join("\n");
    writeFileSync(join(folder, "good.jsonl"), `${good}\n`);
    const batch = `$MOAT advise --batch - -q ${quick.join(" ")}`;
    const halves = await shell(
      `cd ${folder} && (head -n 30 good.jsonl | ${batch} > a & tail -n +31 good.jsonl | ${batch} > b & wait) && cat a b`,
    );
    const whole = await shell(`cd ${folder} && ${batch} --jobs 2 < good.jsonl`);
    expect(whole).toEqual(halves);
    expect(whole.stdout.split("\n")).toHaveLength(62);
  });

  it("ends quietly, and reads no further, when its reader goes away", async () => {
    // Without an end: it would run for ever if it went on.
    const endless = `while cat ${file}; do :; done 2>/dev/null`;
    const ran = await shell(
      `set +o pipefail; (${endless}) | $MOAT advise --batch - ${quick.join(" ")} --jobs 2 | sed -n 60q | wc -c`,
    );
    expect(ran).toMatchObject({ stderr: "", code: 0, stdout: "0\n" });
  });

  it("ends at a signal with all its threads", async () => {
    const args = [bin, "advise", "--batch", "-", ...quick, "--jobs", "2"];
    const child = spawn(process.execPath, args, { env: variables(), stdio: "pipe" });
    const ended = once(child, "close");
    let told = "";
    child.stderr.on("data", (text) => {
      told += text;
    });
    // Never ended: threads run, and wait for more.
    child.stdin.write(readFileSync(file));
    let seen = "";
    for await (const text of child.stdout) {
      seen += text;
      if (seen.split("\n").length > 45) break;
    }
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(told).toBe("");
  });
});

it("a check of many records has the bytes and the exit code of one thread", async () => {
  const repository = join(folder, "records");
  mkdirSync(join(repository, ".git"), { recursive: true });
  for (let at = 0; at < 30; at++)
    writeFileSync(
      join(repository, `d${at}.yaml`),
      `kind: moat/record@1\nuseCase: ${lineOf(at)}\nchoice: ${at === 28 ? "nothing-known" : at % 3 === 0 ? "self-host" : "proprietary-api"}\n`,
    );
  const args = ["check", "--json", "--draws", "0", "--as-of", "2026-11-23"];
  const run = (jobs: string) => moat([...args, "--jobs", jobs], { cwd: repository });
  const [one, two] = [await run("1"), await run("2")];
  expect(JSON.parse(one.stdout).summary).toMatchObject({ invalid: 1 });
  expect(one.code).toBe(2);
  expect(two).toEqual(one);
});

it.each(["0", "65", "two"])("--jobs %s is refused", async (jobs) => {
  const ran = await moat(["advise", "--batch", file, "--jobs", jobs]);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain("--jobs: error: ");
});
