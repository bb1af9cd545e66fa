import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseUseCase } from "../../src/load/input/use-case.ts";
import { type NumberForm, readNumber } from "../../src/shapes/read-number.ts";
import { shipped } from "../core/knowledge.ts";

const readAs = (text: string, form: NumberForm) => {
  const read = readNumber(text, form);
  return read?.ok === true ? read.value : read;
};

describe("a number as people write it", () => {
  it.each<[string, NumberForm, number]>([
    ["200000", "count", 200_000],
    ["400k", "count", 400_000],
    ["1.5M", "count", 1_500_000],
    ["1.5 M", "count", 1_500_000],
    ["2B", "count", 2e9],
    ["2e5", "count", 200_000],
    ["300k/month", "count", 300_000],
    ["$6k", "money", 6000],
    ["6000", "money", 6000],
    ["$6k a month", "money", 6000],
    ["26%", "share", 0.26],
    ["0.26", "share", 0.26],
    ["5%", "growth", 0.05],
    ["-10%", "growth", -0.1],
    ["2x/month", "growth", 1],
  ])("%s (%s) is %d", (text, form, value) => {
    expect(readAs(text, form)).toBe(value);
  });

  it.each<[string, NumberForm, string]>([
    ["1m", "count", "For millions write 1M."],
    ["1.000.000", "count", "Numbers are written without separators: 1000000"],
    ["1,5M", "count", "Decimals have a point: 1.5M"],
    ["1,500k", "count", "Write 1500k or 1.500k: a comma may be either."],
    ["400k-500k", "count", "Write one number, the likeliest."],
    ["10k/day", "count", "What is counted is a month: write 304000."],
    ["30%", "count", "It is no percentage: write the number itself."],
    ["$30", "count", "It is no amount of money: leave the $ out."],
    ["€6k", "money", "Amounts are in US dollars, as $6k."],
    ["$72k/year", "money", "What is counted is a month: write 6000."],
    ["2x", "growth", "Say per what: 2x/month, 2x/quarter or 2x/year."],
    ["5k", "growth", "Growth is a share: 5%/month, 2x/quarter."],
    ["-1x/year", "growth", "What shrinks to nothing has no share a month."],
    ["2s", "ms", "Times are in ms: write 2000."],
    ["1y", "months", "Write it in months: 12."],
  ])("%s (%s) is refused: %s", (text, form, help) => {
    expect(readNumber(text, form)).toEqual({ ok: false, help });
  });

  it("is none where no digit is, and where it cannot be guessed", () => {
    for (const text of [
      "",
      "lots",
      "strong",
      "3 apples a day",
      "0x10",
      "1k5",
      "1e400",
      "1,000,000",
    ])
      expect(readNumber(text, "count")).toBeUndefined();
  });

  it("is what JavaScript reads, where it is plain digits", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (number) => {
        const text = String(number);
        for (const form of ["count", "share", "money"] as const)
          expect(readAs(text, form)).toBe(Number(text));
      }),
    );
  });

  it("grows as much over a year whatever it is said over", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 11, max: 90 }),
        fc.constantFrom(["month", 12], ["quarter", 4], ["year", 1]),
        (tenths, [period, times]) => {
          const factor = tenths / 10;
          const share = readAs(`${factor}x/${period}`, "growth");
          expect((1 + Number(share)) ** 12 / factor ** Number(times)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe("in a use case", () => {
  const read = (rest: string) =>
    parseUseCase(
      "u.yaml",
      `kind: moat/use-case@1\nname: n\nneeds: [{ capability: classification }]\n${rest}`,
      shipped,
    );

  it("says the same as digits", () => {
    const written = read(
      "workload: { requestsPerMonth: 400k, inputTokens: 1.8k, cachedInputShare: 30%, growthPerMonth: 5% }\nbudget: { usdPerMonth: $6k }",
    );
    const digits = read(
      "workload: { requestsPerMonth: 400000, inputTokens: 1800, cachedInputShare: 0.3, growthPerMonth: 0.05 }\nbudget: { usdPerMonth: 6000 }",
    );
    expect(written.ok && written.value.useCase).toEqual(digits.ok && digits.value.useCase);
    expect(written.ok && written.value.sha256).toBe(digits.ok && digits.value.sha256);
  });

  it("is refused where it stands, with what to write", () => {
    const found = read("workload:\n  requestsPerMonth: 1m");
    expect(found.ok ? [] : found.diagnostics).toMatchObject([
      { line: 5, column: 21, help: "For millions write 1M." },
    ]);
  });

  it("is still held to the range of its field", () => {
    const found = read("workload: { cachedInputShare: 130% }");
    expect(found.ok ? "" : found.diagnostics[0]?.message).toBe(
      "workload.cachedInputShare must be at most 1, not 130%",
    );
  });
});
