import { expect, test } from "vitest";
import { remembering } from "../../src/core/know/remember.ts";

test("each value is worked out once, nothing too: false, 0 and an empty text", () => {
  const asked: number[] = [];
  const values = [false, 0, "", "more"];
  const valueAt = remembering((at: number) => {
    asked.push(at);
    return values[at] ?? "none";
  }, new Map());
  for (const at of [0, 1, 2, 3, 3, 2, 1, 0]) expect(valueAt(at)).toBe(values[at]);
  expect(asked).toEqual([0, 1, 2, 3]);
});
