import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Knowledge } from "../../src/core/know/pack.ts";
import { remembering } from "../../src/core/know/remember.ts";
import { parseSource } from "../../src/load/file/source.ts";
import { readPack } from "../../src/load/pack/pack.ts";
import { repository } from "../commands/run.ts";

const root = join(repository, "rules");
const readAnew = (name: string) =>
  readPack(join(repository, "fixtures/packs-extend", name), root, {
    cwd: join(repository, "fixtures/packs-extend"),
  });
/** Read once for all promises about it: all the YAML of the pack below is parsed for each. */
const read = remembering(readAnew, new Map());

async function knowledgeOf(name: string) {
  const pack = await read(name);
  if (!pack.ok) throw new Error(JSON.stringify(pack.diagnostics));
  return pack.value.knowledge;
}

async function troubleOf(name: string): Promise<string[]> {
  const pack = await read(name);
  return pack.ok
    ? []
    : pack.diagnostics.map(
        (one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message} ${one.help}`,
      );
}

describe("packs that extend", () => {
  it("inherit everything, and change what they write", async () => {
    const { pack, profiles, rules } = await knowledgeOf("left");
    expect(pack).toMatchObject({ id: "left", version: "1.0.0", bars: { strong: 0.85 } });
    expect(pack.parameters).toMatchObject({ manyHosts: 4, soonRetired: 6 });
    expect(Object.keys(pack.presets)).toEqual(expect.arrayContaining(["balanced", "careful"]));
    expect(Object.keys(profiles)).toHaveLength(23);
    expect(rules.map((one) => one.id)).toContain("current/gate.licence");
  });

  it("build on each other", async () => {
    const { pack } = await knowledgeOf("settled");
    expect(pack.parameters.manyHosts).toBe(6);
    expect(pack.defaults.preset).toBe("careful");
  });

  it("clash where two say different things, with both places", async () => {
    const [first, ...more] = await troubleOf("both");
    expect(more).toEqual([]);
    expect(first).toMatch(/^right\/pack.yaml:6:35 conflict.setting .*left\/pack.yaml:6:35/);
  });

  it("settle what the packs below dispute", async () => {
    expect((await knowledgeOf("both-settled")).pack.parameters.manyHosts).toBe(7);
  });

  it("replace an observation by its id, and leave the others", async () => {
    const board = (of: Awaited<ReturnType<typeof knowledgeOf>>) =>
      of.profiles["computer-use"]?.benchmarks.find((one) => one.id === "osworld-verified")
        ?.observations ?? [];
    const [changed, plain] = [
      board(await knowledgeOf("changed")),
      board(await knowledgeOf("left")),
    ];
    expect(changed).toHaveLength(plain.length);
    expect(changed.find((one) => one.id === "gpt-5.4-osworld")).toMatchObject({
      score: 71,
      evaluator: "independent",
    });
    expect(plain.find((one) => one.id === "gpt-5.4-osworld")).toMatchObject({ score: 75 });
  });

  it.each([
    ["circle-a", /pack.circle/],
    ["stranger", /pack.yaml:2:10 reference.pack .*did you mean "current"/],
    ["address", /pack.yaml:2:10 .*not by an address/],
    ["slip", /pack.yaml:6:25 reference.parameter .*did you mean "manyHosts"/],
    ["bad-scale", /pack.yaml:6:28 input.too-big/],
    ["bad-override", /overrides.yaml:3:33 reference.offer .*did you mean "openai"/],
    ["bad-observation", /computer-use.yaml:4:5 .*title is missing/],
  ])("say where it is wrong: %s", async (name, message) => {
    expect((await troubleOf(name))[0]).toMatch(message);
  });

  it("have a digest that does not depend on where they lie", async () => {
    const [here, elsewhere] = await Promise.all([
      knowledgeOf("left"),
      readPack(join(repository, "fixtures/packs-extend/left"), root, { cwd: repository }),
    ]);
    expect(elsewhere.ok && elsewhere.value.knowledge.pack.sha256).toBe(here.pack.sha256);
  });
});

describe("a pack over a compiled one", () => {
  const cwd = repository;
  const compiled = (id: string) => {
    const pack = readPack(join(root, id), root);
    // As the build leaves it: through JSON, without what is undefined.
    return pack.ok ? (JSON.parse(JSON.stringify(pack.value.knowledge)) as Knowledge) : undefined;
  };
  const settings = parseSource(
    "moat.config.yaml",
    "parameters: { manyHosts: { value: 9 } }\ndefaults: { preset: startup }\n",
  );

  it.each([
    ["fixtures/packs-example/bank", {}],
    ["fixtures/packs-extend/changed", {}],
    ["fixtures/packs-extend/both-settled", {}],
    ["fixtures/lints/price-spread", {}],
    ["rules/current", { market: join(repository, "fixtures/packs-example/bank/market") }],
    ["rules/current", { settings: settings.ok ? settings.value : undefined }],
    ["rules/article-2026-03", { market: join(repository, "fixtures/packs-example/bank/market") }],
  ])("knows the same as one over YAML: %s", (folder, options) => {
    const fast = readPack(join(repository, folder), root, { cwd, ...options, compiled });
    const slow = readPack(join(repository, folder), root, { cwd, ...options });
    if (!fast.ok || !slow.ok) throw new Error(JSON.stringify([fast, slow]).slice(0, 2000));
    expect(JSON.stringify(fast.value.knowledge)).toBe(JSON.stringify(slow.value.knowledge));
    expect(fast.value.files.length).toBeLessThan(slow.value.files.length);
  });
});
