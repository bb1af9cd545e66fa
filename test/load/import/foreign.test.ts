import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt } from "../../../src/core/know/tree.ts";
import { importers, readImport } from "../../../src/load/import/all.ts";
import { amount, parseForeign, twice } from "../../../src/load/import/json.ts";
import { isRouter, modelName, providerName } from "../../../src/load/import/names.ts";

const plainKeys = fc
  .string()
  .filter((one) => !["__proto__", "constructor", "prototype"].includes(one));
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 0 }),
    fc.array(tie("value")),
    fc.dictionary(plainKeys, tie("value")),
  ),
})).value;

describe("JSON of strangers", () => {
  it("comes through as JSON.parse reads it, whatever is in its texts", () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const parsed = parseForeign("f", JSON.stringify(value, null, indent));
        expect(parsed.ok && JSON.stringify(parsed.value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it("has neither of two values where a key stands twice, however deep and however it is escaped", () => {
    fc.assert(
      fc.property(plainKeys, fc.nat(4), (key, depth) => {
        const inner = `{${JSON.stringify(key)}:1,"between":[{}],${JSON.stringify(key)}:[2]}`;
        const text = '{"a":[0,'.repeat(depth) + inner + "]}".repeat(depth);
        const found = parseForeign("f", text);
        const path = [...Array.from({ length: depth }, () => ["a", 1]).flat(), key];
        expect(found.ok && valueAt(found.value, path)).toBe(twice);
      }),
    );
    expect(parseForeign("f", '{"a":1,"\\u0061":2}')).toMatchObject({ value: { a: twice } });
    expect(parseForeign("f", '[{"a":1},{"a":2}]')).toMatchObject({ value: [{ a: 1 }, { a: 2 }] });
    // What stood in the first of the two is not there any more.
    expect(parseForeign("f", '{"a":{"b":1,"b":2},"a":3}')).toMatchObject({ value: { a: twice } });
  });

  it("is refused where a name would reach into JavaScript's objects", () => {
    for (const key of ["__proto__", "constructor", "prototype", "\\u005f_proto__"])
      expect(parseForeign("f", `{"models":{"${key}":{}}}`).ok, key).toBe(false);
    expect(parseForeign("f", '{"note":"__proto__"}').ok).toBe(true);
  });

  it("breaks off with a sentence, wherever it is cut", () => {
    const whole = '{"openai":{"models":{"gpt-5.4":{"cost":{"input":2.5,"output":15}}}}}';
    for (let length = 1; length < whole.length; length++) {
      const cut = parseForeign("f", whole.slice(0, length));
      expect(cut.ok, whole.slice(0, length)).toBe(false);
    }
  });
});

describe("importers", () => {
  it("never throw, whatever they are given", () => {
    fc.assert(
      fc.property(
        tree,
        fc.constantFrom("auto", ...importers.map((one) => one.format)),
        (value, format) => {
          expect(typeof readImport("f", JSON.stringify(value), format, "2026-11-23").ok).toBe(
            "boolean",
          );
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("auto", ...importers.map((one) => one.format)),
        (text, format) => {
          expect(typeof readImport("f", text, format, "2026-11-23").ok).toBe("boolean");
        },
      ),
    );
  });

  it("take prices that make sense, and no others", () => {
    expect([amount(2.5), amount(0), amount(undefined), amount(null)]).toEqual([
      2.5,
      0,
      undefined,
      undefined,
    ]);
    for (const wrong of ["2.5", -1, Number.NaN, Number.POSITIVE_INFINITY, 2e300, {}, []])
      expect(amount(wrong)).toBe("wrong");
    expect(amount(2.2499999e-6, 1e6)).toBe(2.25);
  });

  it("know names that mean the same, and routers", () => {
    expect(modelName("openai/GPT-5.4")).toBe(modelName("gpt-5-4"));
    expect(providerName("bedrock_converse")).toBe(providerName("amazon-bedrock"));
    expect(providerName("constructor")).toBe("constructor");
    expect(["openrouter", "vercel", "nano-gpt", "groq"].map(isRouter)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
