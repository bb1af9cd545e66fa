import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readPack } from "../src/load/pack/pack.ts";
import { type Tiny, tinyPack } from "./packs.ts";

const rules = "acme/rules/house.yaml";
const profile = "acme/capabilities/filing.yaml";
const pack = "acme/pack.yaml";

interface Broken {
  readonly is: string;
  readonly file: string;
  /** What is replaced, once, and by what. */
  readonly from: string;
  readonly to: string;
  /** Text at whose start the message must point; where it stands is worked out from the broken file. */
  readonly at?: string;
  readonly says?: string;
  /** The nearest name, or what else helps. */
  readonly help?: string;
}

const table = readFileSync(new URL("../fixtures/packs/broken.yaml", import.meta.url), "utf8");
const broken = Object.entries(parse(table) as Record<string, Omit<Broken, "file">[]>).flatMap(
  ([file, all]) => all.map((one): Broken => ({ file, ...one })),
);

let tiny: Tiny;
beforeAll(async () => {
  tiny = await tinyPack();
});
afterAll(() => tiny.remove());

const read = () => readPack(tiny.pack, tiny.root);

async function diagnosticsWith(file: string, text: string) {
  const whole = await tiny.read(file);
  await tiny.write(file, text);
  const loaded = await read();
  await tiny.write(file, whole);
  return loaded.ok ? [] : loaded.diagnostics;
}

function placeOf(text: string, at: string) {
  const offset = text.indexOf(at);
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

describe("a broken pack is refused with a place, a reason and a remedy", () => {
  it("is valid before it is broken", async () => {
    const loaded = await read();
    expect(loaded.ok ? [] : loaded.diagnostics).toEqual([]);
  });

  it(`has ${broken.length} ways to be broken, and 40 are the least`, () => {
    expect(broken.length).toBeGreaterThanOrEqual(40);
  });

  it.each(broken)("$is", async ({ file, from, to, at = "", says = "", help = "" }) => {
    const whole = await tiny.read(file);
    expect(whole.split(from).length, "the text to replace is there").toBeGreaterThan(1);
    const text = whole.replace(from, () => to);
    const found = await diagnosticsWith(file, text);
    const meant = found.find(
      (one) => one.message.includes(says) && (one.help ?? "").includes(help),
    );
    expect(meant, JSON.stringify(found, undefined, 1)).toBeDefined();
    if (at === "") return;
    // A parameter of the wrong type is reported where it is used.
    const shown = text.includes(at)
      ? { file, text }
      : { file: rules, text: await tiny.read(rules) };
    const where = { file: meant?.file, line: meant?.line, column: meant?.column };
    expect(where).toEqual({ file: `rules/${shown.file}`, ...placeOf(shown.text, at) });
  });

  it("says which pack.yaml is missing", async () => {
    const text = await tiny.read(pack);
    await rm(join(tiny.root, pack));
    const loaded = await read();
    await writeFile(join(tiny.root, pack), text);
    expect(loaded.ok).toBe(false);
    expect(loaded.diagnostics[0]).toMatchObject({
      code: "file.enoent",
      file: "rules/acme/pack.yaml",
    });
  });

  it("says that a rule file cannot be read", async () => {
    const folder = join(tiny.pack, "rules/folder.yaml");
    await mkdir(folder);
    const loaded = await read();
    await rm(folder, { recursive: true });
    expect(loaded.diagnostics[0]).toMatchObject({
      code: "file.eisdir",
      file: "rules/acme/rules/folder.yaml",
    });
  });

  it("says that a binary file is none", async () => {
    const [first] = await diagnosticsWith(rules, "kind: \u0000");
    expect(first).toMatchObject({
      code: "yaml.binary",
      file: `rules/${rules}`,
      line: 1,
      column: 1,
    });
  });

  it("says that an empty file is empty", async () => {
    const [first] = await diagnosticsWith(profile, "");
    expect(first).toMatchObject({
      code: "yaml.empty",
      file: `rules/${profile}`,
      line: 1,
      column: 1,
    });
  });

  it("names both files where two capabilities share a name", async () => {
    const text = await tiny.read(profile);
    const second = join(tiny.pack, "capabilities/zz.yaml");
    await writeFile(
      second,
      text.replace("id: filing", "id: sorting").replace("aliases: [sorting]", "aliases: []"),
    );
    const loaded = await read();
    await rm(second);
    expect(loaded.ok ? [] : loaded.diagnostics).toEqual([
      expect.objectContaining({
        code: "duplicate.capability",
        file: "rules/acme/capabilities/zz.yaml",
        line: 2,
        message:
          '"sorting" is a name of two capabilities, first in rules/acme/capabilities/filing.yaml',
      }),
    ]);
  });
});
