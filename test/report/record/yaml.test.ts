import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { yamlText } from "../../../src/report/record/yaml.ts";

/** Values that a record holds: texts that look like something else are the hard ones. */
const scalar = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "yes",
    "no",
    "null",
    "~",
    "1e5",
    "0x1f",
    "2026-11-23",
    "- a",
    "a: b",
    "#",
    "",
    " a ",
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
  fc.boolean(),
);
const value = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("tree"), { maxKeys: 4 }),
  ),
})).tree;

describe("YAML as a person would write it", () => {
  it("reads back as what it was", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1 }), (tree) => {
        const plain: unknown = JSON.parse(JSON.stringify(tree));
        expect(parse(yamlText(tree))).toEqual(plain);
      }),
    );
  });

  it("leaves out what is not there, and keeps short things on one line", () => {
    const text = yamlText({ a: undefined, b: { c: 1, d: "x y" }, e: [] });
    expect(text).toBe("b: { c: 1, d: x y }\ne: []\n");
  });
});
