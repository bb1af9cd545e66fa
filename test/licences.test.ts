import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildInto } from "./cli/built.ts";

// What is bundled is shipped, so its licence is shipped with it.

const root = fileURLToPath(new URL("..", import.meta.url));
let dist = "";

beforeAll(async () => {
  dist = mkdtempSync(join(root, ".dist-licences-"));
  await buildInto(dist);
});
afterAll(() => rmSync(dist, { recursive: true }));

it("every package in the bundle has its licence beside it", () => {
  const maps = readdirSync(dist).filter((one) => one.endsWith(".map"));
  const bundled = new Set(
    maps
      .flatMap((one) => JSON.parse(readFileSync(join(dist, one), "utf8")).sources as string[])
      .flatMap((one) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(one)?.[1] ?? []),
  );
  expect([...bundled].sort()).toEqual([
    ...["@clack/core", "@clack/prompts", "chalk", "commander", "fast-string-truncated-width"],
    ...["fast-string-width", "fast-wrap-ansi", "ignore", "yaml", "zod"],
  ]);
  const text = readFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of bundled) {
    const licence = readdirSync(join(root, "node_modules", name)).find((one) =>
      one.toLowerCase().startsWith("licen"),
    );
    const own = readFileSync(join(root, "node_modules", name, licence ?? ""), "utf8").trim();
    expect(text).toContain(`${name} `);
    expect(text).toContain(own);
  }
});
