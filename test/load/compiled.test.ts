import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { compiledText, digestOf, readCompiled } from "../../src/load/pack/compiled.ts";
import { readShipped } from "../core/knowledge.ts";
import { scratch } from "../scratch.ts";

// Each test reads the pack from its YAML, on machines that do other things besides.
vi.setConfig({ testTimeout: 60_000 });

const shipped = fileURLToPath(new URL("../../rules", import.meta.url));

/** A copy of the rules, and the pack compiled from it. */
async function compiled(pack: string) {
  const folder = scratch("compiled");
  const [rules, packs] = [join(folder, "rules"), join(folder, "packs")];
  cpSync(shipped, rules, { recursive: true });
  mkdirSync(packs);
  const knowledge = readShipped(pack);
  const path = join(packs, `${pack}.ndjson`);
  writeFileSync(path, compiledText(knowledge, digestOf(rules)));
  return { rules, knowledge, path, read: () => readCompiled(pack, rules, packs) };
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

test("a compiled pack that was cut off is none", async () => {
  const { rules, read, path } = await compiled("current");
  const text = readFileSync(path, "utf8");
  for (const end of [1, 2000, text.length / 2, text.length - 100]) {
    writeFileSync(path, text.slice(0, text.length - end));
    expect(read(), rules).toBeUndefined();
  }
});

test("schemas and tests are no facts", async () => {
  const { rules, read } = await compiled("current");
  rmSync(join(rules, "schema"), { recursive: true });
  writeFileSync(join(rules, "current/tests/more.test.yaml"), "kind: moat/test@1\n");
  expect(read()).toBeDefined();
});
