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

  test("80 columns, two needs, own figures, machines of one's own, another currency, discounted", async () => {
    const { stdout, stderr, exitCode } = await main(
      [
        ...["cost", "fixtures/cost/own-figures.yaml", "--currency", "eur=0.86", ...still],
        ...["--discount-rate", "10%", "--draws", "200", "--fte", "0.25"],
      ],
      environment({ stdout: { isTTY: false, columns: 80 } }),
    );
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    await expect(stdout).toMatchFileSnapshot(golden("own-figures.80.txt"));
  });

  test("what is asked for in print divides out: the bill over the tokens and the requests, items over the bill", async () => {
    const { stdout } = await run(file, "--json", "--draws", "0");
    const [need] = JSON.parse(stdout).needs;
    for (const arm of need.arms) {
      const items = Object.values<number>(arm.items).reduce((sum, one) => sum + one, 0);
      const { expected } = arm.usdPerMonth;
      expect(Math.abs(items - expected)).toBeLessThan(0.005);
      expect((arm.perMillion.blended.expected * need.tokensPerMonth) / 1e6).toBeCloseTo(
        expected,
        2,
      );
    }
  });

  test("no model that is named vanishes: each has its bill, or the gate that removes it", async () => {
    const { stdout } = await run(
      ...["--capability", "text-reasoning", "--requests", "5000000", "--draws", "0", "--json"],
      ...["--model", "llama-3.3-70b", "gpt-6-luna", "glm-5.2", "--deny-origin", "cn"],
    );
    const [{ named, arms }] = JSON.parse(stdout).needs;
    const of = (model: string) =>
      named.filter((one: { model: string }) => one.model === model) as {
        option: string;
        usdPerMonth: number;
        because: string[];
      }[];
    expect(of("llama-3.3-70b").map((one) => one.option)).toEqual(["hosted-open", "self-host"]);
    expect(of("gpt-6-luna").map((one) => one.option)).toEqual(["proprietary-api"]);
    for (const one of of("glm-5.2")) expect(one.because).toContain("current/gate.origin");
    for (const one of named) expect(one.usdPerMonth).toBeGreaterThan(0);
    // What a gate removes does not stand for its option where another model that was asked for may be taken.
    expect(arms.map((one: { model: string }) => one.model)).not.toContain("glm-5.2");
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
    [["--discount-rate", "ten"], "change per year"],
    [["--currency", "euro"], "eur=0.86"],
    [["--rent", "h100=2"], "h100-sxm"],
    [["--rent", "h100-sxm"], "h100-sxm=2.10"],
    [["--price", "gpt-6-lunar=3/15"], "gpt-6-luna"],
    [["--price", "gpt-6-luna@deepinfra=3/15"], "does not offer"],
    [["--discount", "opena=10%"], "openai"],
    [["--figure", "staff.salary=1"], "usdPerYear"],
    [["--figure", "fleet.maxLoad=2"], "--figure"],
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
