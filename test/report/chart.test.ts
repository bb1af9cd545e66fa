import { describe, expect, it } from "vitest";
import { chart } from "../../src/report/chart.ts";

const size = { width: 40, height: 10, until: "2025-12-31" };
const rise = {
  label: "rise",
  mark: "o",
  line: ".",
  points: [
    { day: "2025-01-01", value: 10 },
    { day: "2025-07-01", value: 30 },
  ],
};

describe("a chart", () => {
  it("holds each value until the next, within its width and height", () => {
    const drawn = chart([rise], size);
    expect(drawn).toBe(
      [
        "30 +                 o..................",
        "   |",
        "   |",
        "20 +",
        "   |",
        "   |",
        "10 +o.................",
        "    2025-01-01                2025-12-31",
        "o rise",
      ].join("\n"),
    );
  });

  it("keeps every mark, also where another series passes", () => {
    const flat = {
      label: "flat",
      mark: "P",
      line: "-",
      points: [{ day: "2025-02-01", value: 30 }],
    };
    const [top = ""] = chart([rise, flat], size).split("\n");
    expect(top).toContain("P");
    expect(top).toContain("o");
  });

  it("is empty without points, and stands with a single one", () => {
    expect(chart([{ ...rise, points: [] }], size)).toBe("");
    expect(chart([{ ...rise, points: [{ day: "2025-12-31", value: 5 }] }], size)).toContain("o");
  });
});
