import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutants, placeOf } from "./mutants.mjs";

/** The mutants themselves take minutes (`node test/mutants.mjs`); that each still has its place is checked here. */
test.each(mutants)(
  "the mutant '$name' applies at one place of $file",
  ({ file, find, replace }) => {
    const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    expect(text.match(placeOf(find))).toHaveLength(1);
    expect(replace).not.toBe(find);
  },
);

test("there are at least the twelve mutants of the method", () => {
  expect(mutants.length).toBeGreaterThanOrEqual(12);
});
