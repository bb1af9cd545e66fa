import { describe, expect, test } from "vitest";
import { styleFor } from "../../src/report/style.ts";
import { type SweepPoint, sweepReporters } from "../../src/report/sweep.ts";
import { moat } from "./run.ts";

const sweep = (grid: string) =>
  moat(`advise fixtures/use-cases/invoice-triage.yaml --as-of 2026-11-23 --sweep ${grid}`);

const point = (value: number, verdict: SweepPoint["verdict"]): SweepPoint => ({
  value,
  verdict,
  status: "decided",
  margin: null,
  usdPerMonth: 100,
  scores: [0.1, 0.2, 0.3],
});

describe("a sweep", () => {
  test.each([false, true])("says once where the verdict turns, colour %s", (colour) => {
    const points = [point(1, "hosted-open"), point(2, "self-host"), point(3, "self-host")];
    const text = sweepReporters.text("a.b", points, styleFor(colour, 80));
    expect(text.match(/a\.b: hosted-open until 1/g)).toHaveLength(1);
    const flat = sweepReporters.text("a.b", points.slice(1), styleFor(colour, 80));
    expect(flat.match(/a\.b: self-host throughout/g)).toHaveLength(1);
    expect(flat.split("\n")[0]).not.toContain("0");
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
