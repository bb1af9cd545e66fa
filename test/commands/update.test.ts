import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waitForUpdate } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { scratch } from "../scratch.ts";
import { moat, repository } from "./run.ts";

const samples = join(repository, "fixtures/imports");
const day = "--as-of 2026-11-23";

interface Change {
  readonly what: string;
  readonly state: string;
  readonly after: string;
}

interface Document {
  readonly importFormat: string;
  readonly sha256: string;
  readonly taken: Change[];
  readonly held: Change[];
  readonly unchanged: number;
  readonly unmatched: number;
  readonly older: number;
  readonly skipped: Record<string, number>;
  readonly written: string | null;
}

/** An empty folder with the samples in it, and nothing of this repository above it. */
async function place(): Promise<string> {
  const folder = scratch("import");
  await cp(samples, folder, { recursive: true });
  return folder;
}

async function update(
  file: string,
  cwd: string,
  more = "",
): Promise<{ document: Document; exitCode: number }> {
  const { stdout, exitCode } = await moat(`profiles update --from ${file} ${day} --json${more}`, {
    cwd,
  });
  return { document: JSON.parse(stdout) as Document, exitCode };
}

describe("moat profiles update", () => {
  it("reads models.dev: takes a change, holds a jump back, leaves routers, aliases and scores out", async () => {
    const { document, exitCode } = await update("models-dev.json", await place());
    expect(document.importFormat).toBe("models.dev");
    expect(document.taken.map((one) => [one.what, one.after])).toEqual([
      ["gpt-5.4 at openai", "2.25/13.5 $ from 2026-11-23"],
    ]);
    expect(document.held.map((one) => [one.what, one.state])).toEqual([
      ["gpt-5.4-mini at openai", "held"],
    ]);
    expect(Object.values(document.skipped)).toEqual([1, 1, 1, 1]);
    expect(exitCode).toBe(1);
  });

  it("reads LiteLLM: rounds the noise of floats, skips the sample row, tells regions apart", async () => {
    const { document, exitCode } = await update("litellm.json", await place());
    expect(document.importFormat).toBe("litellm");
    expect(document.taken.map((one) => one.after)).toEqual(["2.25/13.5 $ from 2026-11-23"]);
    expect(document.skipped["a sample row"]).toBe(1);
    expect(document.held).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it("reads genai-prices with tiers and announced days", async () => {
    const { document } = await update("genai-prices.json", await place());
    expect(document.importFormat).toBe("genai-prices");
    expect(document.taken.map((one) => one.after)).toEqual([
      "0.18/0.72 $ from 2026-11-23, then 0.3/1.2 $ from 2027-01-01",
    ]);
    expect(document.unchanged).toBe(2);
  });

  it("reads GPU rents: newer ones only, other cards left out", async () => {
    const { document } = await update("gpu-prices.csv", await place());
    expect(document.importFormat).toBe("gpu-csv");
    expect(document.taken.map((one) => one.what)).toContain("h100-sxm at runpod, on-demand");
    expect(document.held.map((one) => one.what)).toEqual(["h200-sxm at nebius, on-demand"]);
    expect(document.older).toBe(7);
    expect(document.skipped["a GPU that moat does not know"]).toBe(2);
  });

  it("writes an overlay that later runs read, and that leaves earlier days as they were", async () => {
    const cwd = await place();
    const price = async (on: string) => {
      const line = `advise --capability chat-assistant --draws 0 --no-flips --json --as-of ${on}`;
      return JSON.parse((await moat(line, { cwd })).stdout).packs[0].sha256 as string;
    };
    const before = await price("2026-11-23");
    expect((await update("models-dev.json", cwd)).document.written).toBe(".moat/market");
    expect((await update("gpu-prices.csv", cwd)).document.written).toBe(".moat/market");
    expect(await price("2026-11-23")).not.toBe(before);
    expect((await readdir(join(cwd, ".moat/market"))).sort()).toEqual([
      "gpu-offers.yaml",
      "prices.yaml",
      "sources.yaml",
    ]);
    for (const name of ["gpu-offers.yaml", "prices.yaml", "sources.yaml"])
      expect((await moat(`validate .moat/market/${name}`, { cwd })).exitCode, name).toBe(0);
    const again = await update("models-dev.json", cwd);
    expect(again.document.taken).toEqual([]);
    expect(again.document.unchanged).toBe(2);
  });

  it("records the digest of the file and its day", async () => {
    const cwd = await place();
    const { document } = await update("genai-prices.json", cwd);
    const sources = await readFile(join(cwd, ".moat/market/sources.yaml"), "utf8");
    expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sources).toContain(document.sha256);
    expect(sources).toContain('"published":"2026-11-23"');
    expect(sources).not.toContain(cwd);
  });

  it("writes nothing on a dry run, and takes jumps when told to", async () => {
    const cwd = await place();
    expect((await update("models-dev.json", cwd, " --dry-run")).document.written).toBe(null);
    expect(await readdir(cwd)).not.toContain(".moat");
    const { document, exitCode } = await update("models-dev.json", cwd, " --accept");
    expect(document.taken).toHaveLength(2);
    expect(exitCode).toBe(0);
  });

  it("refuses every broken file as a whole, with a reason and nothing written", async () => {
    const cwd = await place();
    const names = await readdir(join(samples, "broken"));
    expect(names.length).toBeGreaterThanOrEqual(10);
    for (const name of names) {
      const { stdout, stderr, exitCode } = await moat(
        `profiles update --from broken/${name} ${day}`,
        { cwd },
      );
      expect(exitCode, name).toBe(2);
      expect(stdout, name).toBe("");
      expect(stderr, name).toMatch(new RegExp(`^broken/${name}.*: error: `));
      expect(await readdir(cwd), name).not.toContain(".moat");
    }
  });

  it("says what each broken file is at fault for", async () => {
    const cwd = await place();
    const why = async (name: string) =>
      (await moat(`profiles update --from broken/${name} ${day}`, { cwd })).stderr;
    expect(await why("truncated.json")).toContain("breaks off");
    expect(await why("prototype-key.json")).toContain('"__proto__"');
    expect(await why("duplicate-key.json")).toContain("stands twice");
    expect(await why("duplicate-id.json")).toContain("stands twice");
    expect(await why("huge-number.json")).toContain("no price in dollars");
    expect(await why("wrong-type.json")).toContain("no price in dollars");
    expect(await why("wrong-cells.csv")).toContain("wrong-cells.csv:3:1");
    expect(Object.hasOwn(Object.prototype, "cost")).toBe(false);
  });

  it("needs a file, a format that it knows, and the right one", async () => {
    const cwd = await place();
    expect(await moat("profiles update", { cwd })).toMatchObject({ exitCode: 2, stdout: "" });
    expect(
      (await moat(`profiles update --from litellm.json -f genai-prices ${day}`, { cwd })).stderr,
    ).toContain("not the data of genai-prices");
  });

  it("agrees with the shipped snapshot on the whole data that the snapshot was made from", async () => {
    const cwd = await place();
    await writeFile(join(cwd, "all.json"), JSON.stringify(await waitForUpdate()));
    const { document } = await update("all.json", cwd);
    expect(document.importFormat).toBe("genai-prices");
    expect(document.unchanged).toBeGreaterThan(200);
    // What newer lists say by now (market/host-prices.yaml) is all that the older data would change back.
    expect(document.taken.map((one) => one.what)).toEqual([
      "inkling at baseten",
      "llama-3.3-70b at together",
    ]);
    // Pages and lists of the autumn replaced the prices that the data of September has; zhipuai there is the Chinese platform.
    expect(document.held.map((one) => one.what)).toEqual([
      "glm-4.7 at zai",
      "glm-5 at zai",
      "glm-5-turbo at zai",
      "glm-5.1 at zai",
      "glm-5.3-flash at zai",
      "llama-3.1-8b at novita",
      "llama-3.3-70b at novita",
    ]);
  });

  it("names rows that it could not read, and says of UTF-16 what it is", async () => {
    const cwd = await place();
    const { stdout, exitCode } = await moat(
      "profiles update --from kinds/one-bad-row.json --dry-run --as-of 2026-11-30",
      { cwd },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain("1 x a row with no sane");
    expect(stdout).toContain("not read: somehost/acme-7b");
    const utf16 = await moat(`profiles update --from kinds/utf16.json ${day}`, { cwd });
    expect(utf16.exitCode).toBe(2);
    expect(utf16.stderr).toContain("this is UTF-16");
    // Not only price lists: every text that is read.
    const useCase = await moat("advise kinds/utf16.json", { cwd });
    expect(useCase.stderr).toContain("this is UTF-16");
    const stdin = async () => (await readFile(join(cwd, "kinds/utf16.json"))).toString("utf8");
    expect((await moat("advise -", { cwd, stdin })).stderr).toContain("this is UTF-16");
  });

  it("says which rate moved, and why a price is held back", async () => {
    const cwd = await place();
    const run = (name: string) =>
      moat(`profiles update --from kinds/${name}.json --dry-run --as-of 2026-11-30`, { cwd });
    expect((await run("cachewrite-only")).stdout).toContain("cache write 5 -> 8 $");
    const jump = await run("tier-jump");
    expect(jump.exitCode).toBe(1);
    expect(jump.stdout).toContain("input above 200000 2.5 -> 5000 $");
    expect((await run("older-file")).exitCode).toBe(1);
  });

  it("does not stop over an import for an offer that is gone", async () => {
    const cwd = await place();
    await update("models-dev.json", cwd);
    const path = join(cwd, ".moat/market/prices.yaml");
    await writeFile(
      path,
      (await readFile(path, "utf8")).replace('"model":"gpt-5.4"', '"model":"gpt-0"'),
    );
    expect((await moat(`rules ${day}`, { cwd })).exitCode).toBe(0);
  });
});
