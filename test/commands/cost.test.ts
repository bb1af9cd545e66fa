import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { main } from "../../src/cli.ts";
import { jsonSchemas } from "../../src/load/schema/all.ts";
import { environment } from "../environment.ts";

const still = ["--as-of", "2026-11-23"];
const file = "fixtures/use-cases/invoice-triage.yaml";
const run = (...argv: string[]) => main(["cost", ...argv, ...still], environment());
const golden = (name: string) => new URL(`../../fixtures/cost/${name}`, import.meta.url).pathname;

/** Terminals of 40 columns and text from flags with control characters are part of it. */
const narrow = (...argv: string[]) =>
  main(["cost", ...argv, ...still], environment({ stdout: { isTTY: false, columns: 40 } }));

describe("moat cost", () => {
  test.each([
    ["text", "invoice-triage.txt"],
    ["markdown", "invoice-triage.md"],
    ["csv", "invoice-triage.csv"],
  ])("%s of one use case", async (format, name) => {
    const { stdout, stderr, exitCode } = await run(file, "-f", format);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    await expect(stdout).toMatchFileSnapshot(golden(name));
  });

  test("JSON keeps its schema and repeats to the byte", async () => {
    const [one, two] = [await run(file, "--json"), await run(file, "--json")];
    expect(one.stdout).toBe(two.stdout);
    const schema = jsonSchemas.cost;
    if (schema === undefined) throw new Error("no schema");
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema());
    expect(valid(JSON.parse(one.stdout)), JSON.stringify(valid.errors)).toBe(true);
  });

  test("every line keeps within 40 columns, but for words that are longer", async () => {
    const { stdout } = await narrow(file);
    const long = stdout
      .split("\n")
      .filter((line) => line.length > 40 && /\S\s+\S/.test(line.trim()));
    expect(long).toEqual([]);
  });

  test("a named model, machine and measurement are taken", async () => {
    const { stdout, exitCode } = await run(
      ...["--capability", "text-reasoning", "--requests", "5000000", "--json"],
      ...["--model", "llama-3.3-70b", "--gpu", "H100:2:fp8", "--measured", "2500@64,1500,300"],
    );
    expect(exitCode).toBe(0);
    const { needs } = JSON.parse(stdout);
    const own = needs[0].arms.find((one: { option: string }) => one.option === "self-host");
    expect(own).toMatchObject({ model: "llama-3.3-70b", standing: "named" });
    expect(own.fleet).toMatchObject({
      configuration: "2 x h100-sxm, fp8",
      serving: { basis: "user" },
    });
  });

  test.each([
    [["--model", "lama-3.3-70b"], "llama-3.3-70b"],
    [["--gpu", "h100-sx"], "h100-sxm"],
    [["--gpu", "h100-sxm:two"], "whole number"],
    [["--measured", "fast"], "4150@128,3000,1000"],
    [["--rent-drift", "-2"], "change per year"],
    [["--draws", "many"], "number of draws"],
  ])("%s is refused with what to do", async (argv, hint) => {
    const { stdout, stderr, exitCode } = await run(file, ...argv);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toContain(hint);
  });

  test("a growth that nobody means is refused, for all needs and for one", async () => {
    const { stderr, exitCode } = await run(file, "--growth", "1", "--horizon", "120");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("workload.growthPerMonth: 100 % a month for 120 months");
    expect((await run(file, "--growth", "0.1", "--horizon", "120", "--draws", "0")).exitCode).toBe(
      0,
    );
  });

  test.each(["0.5", "1e15"])(
    "%s requests a month keep to units and to the gutter",
    async (requests) => {
      const { stdout } = await run(file, "--requests", requests, "--draws", "0");
      expect(stdout).not.toMatch(/(?<![.\d])\d{5}|\de\+/);
      expect(stdout).not.toMatch(/^ +(self-host|hosted-open|proprietary-api): *$/m);
      const axes = stdout
        .split("\n")
        .flatMap((line) => /^ *(?:-?\$\S+)? \|/.exec(line)?.[0].length ?? []);
      expect(axes.length).toBe(10);
      expect(new Set(axes).size).toBe(1);
    },
  );

  test("without any input it says how to start", async () => {
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(2);
    expect(stderr).toContain("moat init");
  });
});

describe("moat cost --throughput", () => {
  // Invented rows, near what the estimate says; no measurement of anybody.
  const rows = [
    "model,precision,gpu,n_gpus,engine,isl,osl,concurrency,output_tok_s_per_gpu",
    "llama-3.1-8b,fp8,H100,1,vllm,1000,1000,64,5000",
    "llama-3.1-70b,fp8,h100-sxm,2,trtllm,1000,1000,max,2000",
    '"Qwen3-32B",bf16,H100,2,sglang,1024,1024,16,400',
    "=cmd,fp8,H100,1,vllm,1,1,1,1",
    "llama-3.1-8b,fp8,abacus,1,vllm,1000,1000,64,5000",
    "llama-3.1-8b,fp8,H100,1,vllm,1000,1000,some,5000",
  ];
  const folder = mkdtempSync(join(tmpdir(), "moat-cost-"));
  const csv = join(folder, "rows.csv");
  writeFileSync(csv, `${rows.join("\n")}\n`);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("estimates what it knows and lists what it does not", async () => {
    const { stdout, exitCode } = await run("--throughput", csv, "--json");
    expect(exitCode).toBe(0);
    const found = JSON.parse(stdout);
    expect(found.rows.map((one: { line: number; model: string }) => [one.line, one.model])).toEqual(
      [
        [2, "llama-3.1-8b"],
        [3, "llama-3.3-70b"],
        [4, "qwen3-32b"],
      ],
    );
    expect(found.skipped.map((one: { line: number }) => one.line)).toEqual([5, 6, 7]);
    expect(found.accuracy[0]).toMatchObject({ by: "all", roofline: { rows: 3 } });
    for (const one of found.rows) expect(Math.abs(one.error)).toBeLessThan(0.6);
  });

  test("as text and CSV; a cell that starts a formula is made harmless", async () => {
    const text = await run("--throughput", csv);
    expect(text.stdout).toContain("3 rows, 3 left out");
    expect(text.stdout).toContain("unknown GPU");
    const sheet = await run("--throughput", csv, "-f", "csv");
    expect(sheet.stdout.split("\n")[4]).toContain("'=cmd");
  });

  test("a file without the columns is refused", async () => {
    const other = join(folder, "other.csv");
    writeFileSync(other, "a,b\n1,2\n");
    const { exitCode, stderr } = await run("--throughput", other);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("output_tok_s_per_gpu");
  });
});
