import { describe, expect, test, vi } from "vitest";
import { styleFor } from "../../src/report/style.ts";
import { sweepReporters } from "../../src/report/sweep.ts";
import type { SweepPoint } from "../../src/shapes/sweep.ts";
import { moat } from "./run.ts";

// Each reads the pack from its YAML, on machines that do other things besides.
vi.setConfig({ testTimeout: 60_000 });

const sweep = (grid: string) =>
  moat(`advise fixtures/use-cases/invoice-triage.yaml --as-of 2026-11-23 --sweep ${grid}`);

const point = (value: number, verdict: SweepPoint["verdict"]): SweepPoint => ({
  value,
  verdict,
  status: "decided",
  margin: null,
  usdPerMonth: 100,
  values: [0.1, 0.2, 0.3],
});

describe("a sweep", () => {
  test.each([false, true])("says once where the verdict turns, colour %s", (colour) => {
    const points = [point(1, "hosted-open"), point(2, "self-host"), point(3, "self-host")];
    const text = sweepReporters.text({ path: "a.b", points }, { style: styleFor(colour, 80) });
    expect(text.match(/a\.b: hosted-open until 1/g)).toHaveLength(1);
    const flat = sweepReporters.text(
      { path: "a.b", points: points.slice(1) },
      { style: styleFor(colour, 80) },
    );
    expect(flat.match(/a\.b: self-host throughout/g)).toHaveLength(1);
    expect(flat.split("\n")[0]).not.toContain("0");
  });

  test("its text says that nothing was drawn", async () => {
    const { stdout } = await sweep("horizonMonths=6..12:2");
    expect(stdout).toContain("At expected values, without draws");
  });

  test.each([
    ["workload.requestPerMonth=1e4..1e6:3", '--sweep: error: unknown key "requestPerMonth"'],
    ["workload.requestsPerMonth=0..1e4:3", "--sweep: error: workload.requestsPerMonth must be"],
    ["horizonMonths=6..12:2 --bar strng", "--bar: error: needs.0.bar"],
    ["horizonMonths=6..12:2 --deny-vendor opnai", "--deny-vendor: error: there is no vendor or"],
  ])("trouble with %s is that of the flag, not of a line of the file", async (flags, said) => {
    const { stderr, exitCode } = await sweep(flags);
    expect(exitCode).toBe(2);
    expect(stderr.startsWith(said)).toBe(true);
  });

  test("of whole numbers takes whole steps, each once", async () => {
    const { stdout, stderr, exitCode } = await sweep("horizonMonths=1..12:4 -f csv");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const values = (text: string) =>
      text
        .split("\r\n")
        .slice(1, -1)
        .map((row) => row.split(",")[0]);
    expect(values(stdout)).toEqual(["1", "5", "8", "12"]);
    expect(values((await sweep("policy.maxGpus=0..2:5 -f csv")).stdout)).toEqual(["0", "1", "2"]);
  });
});
