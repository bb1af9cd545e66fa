import { expect, test } from "vitest";
import { Recent } from "../../src/core/know/recent.ts";

test("remembers what was asked for lately, and never more than twice its size", () => {
  const recent = new Recent<number>(10);
  for (let i = 0; i < 100; i++) {
    recent.set(`${i}`, i);
    expect(recent.get("0")).toBe(0);
  }
  const kept = Array.from({ length: 100 }, (_, i) => recent.get(`${i}`)).filter(
    (one) => one !== undefined,
  );
  expect(kept.length).toBeGreaterThanOrEqual(10);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(kept).toContain(99);
});
