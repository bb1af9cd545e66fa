import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { Knowledge } from "../src/core/know/pack.ts";
import { advise, readPack } from "../src/index.ts";

// The library says what is wrong with what it is given, as the command line does; it throws nothing but bugs.

let knowledge: Knowledge;
beforeAll(async () => {
  const pack = await readPack("article-2026-03");
  if (pack.ok) knowledge = pack.value.knowledge;
});

const useCase = { name: "triage", needs: [{ capability: "text-reasoning" }] };
const day = "2026-03-19";
const quick = { draws: 0, flips: false };

describe("advise", () => {
  it("decides an object, whether or not it says its kind", () => {
    const plain = advise(useCase, knowledge, day, quick);
    expect(plain).toMatchObject({ ok: true, value: { format: "moat.decision" } });
    expect(advise({ kind: "moat/use-case@1", ...useCase }, knowledge, day, quick)).toEqual(plain);
  });

  it.each([
    ["2026-02-30", '"2026-02-30" is not a day'],
    ["today", '"today" is not a day'],
    ["2026-03-20", "pack article-2026-03 is frozen at 2026-03-19"],
  ])("takes no %s for a day", (wrong, message) => {
    const decision = advise(useCase, knowledge, wrong, quick);
    expect(decision).toMatchObject({ ok: false, diagnostics: [{ file: "asOf", message }] });
  });

  it("names the field that is wrong, and the name that was meant", () => {
    const decision = advise({ ...useCase, scenario: "bse" }, knowledge, day, quick);
    const wrong = { file: "useCase.scenario", help: expect.stringContaining('"base"') };
    expect(decision).toMatchObject({ ok: false, diagnostics: [wrong] });
  });

  it.each([[null], [undefined], ["text"], [[]]])("survives %j", (wrong) => {
    expect(advise(wrong as never, knowledge, day, quick).ok).toBe(false);
  });
});

describe("the types", () => {
  /** Where declarations lead from a file, as far as they name one that is not there, or a package. */
  function strangers(file: string, seen = new Set<string>()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    const named = readFileSync(file, "utf8").matchAll(/(?:from |import\()"([^"]+)"/g);
    return [...named].flatMap(([, to = ""]) => {
      const next = join(dirname(file), to.replace(/\.[jt]s$/, ".d.ts"));
      return to.startsWith(".") && existsSync(next) ? strangers(next, seen) : [`${file}: ${to}`];
    });
  }

  it("need no other package: what they are inferred from is bundled", () => {
    const types = fileURLToPath(new URL("../dist/types/", import.meta.url));
    const seen = new Set<string>();
    expect(strangers(join(types, "index.d.ts"), seen)).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });
});
