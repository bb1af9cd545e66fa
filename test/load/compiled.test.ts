import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compiledText, digestOf, readCompiled } from "../../src/load/compiled.ts";
import { readShipped } from "../core/knowledge.ts";
import { scratch } from "../scratch.ts";

const shipped = fileURLToPath(new URL("../../rules", import.meta.url));

/** A copy of the rules, and the pack compiled from it. */
async function compiled(pack: string) {
  const folder = scratch("compiled");
  const [rules, packs] = [join(folder, "rules"), join(folder, "packs")];
  cpSync(shipped, rules, { recursive: true });
  mkdirSync(packs);
  const knowledge = await readShipped(pack);
  writeFileSync(join(packs, `${pack}.ndjson`), compiledText(knowledge, digestOf(rules)));
  return { rules, knowledge, read: () => readCompiled(pack, rules, packs) };
}

test.each(["current", "article-2026-03"])("a compiled pack is the pack: %s", async (pack) => {
  const { knowledge, read } = await compiled(pack);
  const found = read();
  // Through JSON: what is undefined is not kept.
  expect(found).toEqual(JSON.parse(JSON.stringify(knowledge)));
  for (const id of Object.keys(knowledge.profiles))
    expect(found?.profiles[id]).toBe(found?.profiles[id]);
});

test.each([
  [
    "a byte more in a profile",
    (rules: string) => appendFileSync(join(rules, "current/capabilities/computer-use.yaml"), "\n"),
  ],
  [
    "a price list that moved",
    (rules: string) => appendFileSync(join(rules, "market/prices.json"), " "),
  ],
  [
    "a file more",
    (rules: string) => writeFileSync(join(rules, "market/models/more.yaml"), "models: {}\n"),
  ],
  ["a file less", (rules: string) => rmSync(join(rules, "sources.yaml"))],
])("the YAML wins over it after %s", async (_, change) => {
  const { rules, read } = await compiled("current");
  change(rules);
  expect(read()).toBeUndefined();
});

test("schemas and tests are no facts", async () => {
  const { rules, read } = await compiled("current");
  rmSync(join(rules, "schema"), { recursive: true });
  writeFileSync(join(rules, "current/tests/more.test.yaml"), "kind: moat/test@1\n");
  expect(read()).toBeDefined();
});
