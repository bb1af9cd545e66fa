import { expect, it } from "vitest";
import { chance } from "../../src/report/chance.ts";

it.each([
  [0, "<1 %"],
  [0.004, "<1 %"],
  [0.01, "1 %"],
  [0.5, "50 %"],
  [0.99, "99 %"],
  [0.991, ">99 %"],
  [1, ">99 %"],
])("shows %d as %s", (share, text) => {
  expect(chance(share)).toBe(text);
});
