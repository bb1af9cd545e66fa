import { describe, expect, it } from "vitest";
import { main } from "../src/cli.ts";
import { explainedFields } from "../src/commands/explain.ts";
import { fieldFlags } from "../src/commands/flags.ts";
import { catalogue, type Entry, find } from "../src/core/explain/catalogue.ts";
import { sentenceOf } from "../src/core/explain/field.ts";
import { criteria } from "../src/core/know/lists.ts";
import type { Knowledge } from "../src/core/know/pack.ts";
import { valueAt } from "../src/core/know/tree.ts";
import { yamlText } from "../src/load/file/yaml-text.ts";
import { readPack } from "../src/load/pack/pack.ts";
import { readWords } from "../src/load/pack/words.ts";
import { pageText } from "../src/report/page.ts";
import { styleFor } from "../src/report/style.ts";
import { environment } from "./environment.ts";

const day = ["--as-of", "2026-11-23"];
const explain = (...argv: string[]) => main(["explain", ...argv, ...day], environment());
const { rules } = environment();

const read = async (pack: string): Promise<Knowledge> => {
  const found = readPack(`${rules}/${pack}`, rules);
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics));
  return found.value.knowledge;
};
const written = readWords(rules);
if (!written.ok) throw new Error(JSON.stringify(written.diagnostics));
const words = written.value;
const current = await read("current");
const article = await read("article-2026-03");

const style = styleFor(false, 100);
const entriesOf = (pack: Knowledge) =>
  catalogue(pack, "2026-11-23", { words, fields: explainedFields(), yaml: yamlText });
const entries = entriesOf(current);

/** The text of a page, from the catalogue: reading the pack anew for each of 400 names would take minutes. */
function textOf(all: readonly Entry[], name: string): string {
  const page = find(all, name)?.page();
  return page === undefined ? "" : pageText(page, style);
}

const names = [
  ...current.rules.map((one) => one.id),
  ...current.rules.map((one) => one.id.replace(/^.*\//, "")),
  ...criteria,
  ...criteria.map((one) => `criterion.${one}`),
  ...words.topics.flatMap((one) => one.names),
  ...Object.keys(current.capabilityIds),
  ...Object.keys(current.sources),
  // The words of the glossary, of the answer, and of its warnings.
  ..."ability, belief, yardstick, bar, effort, thinking tokens, fallback, takes part, try first, value, draws, even".split(
    ", ",
  ),
  ..."regret, confidence, near miss, ask, moat, plan, expected bill, candidate, adjust, gate, verdict, option".split(
    ", ",
  ),
  ..."decided, below-bar, no-evidence, no-price, infeasible, hybrid, act, bridge, wait, criterion.overhead".split(
    ", ",
  ),
  ..."cost.unpriced, cost.bounded, cost.thinking, cost.multi-node, cost.tuned-stack, price.changes, workload.steps".split(
    ", ",
  ),
  ..."evidence.effort, evidence.estimated, evidence.none, evidence.stale, market.backcast, pack.frozen".split(
    ", ",
  ),
];

describe("everything that an answer may name is explained", () => {
  it.each(names)("%s", (name) => {
    const written = textOf(entries, name);
    expect(written.length).toBeGreaterThan(80);
    expect(written).not.toMatch(/undefined|\[object|NaN/);
  });

  it("and nothing of the method before it", () => {
    const all = words.topics.map(({ names: [name = ""] }) => textOf(entries, name)).join("\n");
    expect(all).not.toMatch(/proxy|support|eliminat|insufficient-evidence|too-close|immaterial/i);
  });

  it("every figure that the words name stands in the pack", () => {
    const paths = [...JSON.stringify(words).matchAll(/\{([a-z][\w.]*)(?: as \w+)?\}/gi)].map(
      ([, path = ""]) => path,
    );
    expect(paths.length).toBeGreaterThan(50);
    const known = { ...current, fit: current.forecast.fits.at(-1) };
    expect(paths.filter((path) => valueAt(known, path.split(".")) === undefined)).toEqual([]);
  });

  it.each(fieldFlags.map((one) => one.flag))("flag --%s has its field", (name) => {
    expect(textOf(entries, `--${name}`)).toContain(`--${name}`);
  });

  it("the rules of the article pack, too", () => {
    const own = entriesOf(article);
    expect(article.rules.filter((one) => textOf(own, one.id).length < 80)).toEqual([]);
  });

  it.each(["gate.latency", "quality", "forecast", "computer-use", "policy.maxGpus"])(
    "%s exits with 0, and is one JSON document",
    async (name) => {
      const { stdout, stderr, exitCode } = await explain(name, "--json");
      expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
      expect(JSON.parse(stdout)).toMatchObject({
        format: "moat.explanation",
        formatVersion: "1.0",
      });
    },
  );
});

describe("models, hosts and fields", () => {
  const models = Object.values(current.models);

  it("every model and host has its page", () => {
    for (const { id, vendor } of models) {
      const written = textOf(entries, id);
      expect(written, id).toContain(id);
      expect(written, id).toContain(vendor);
      expect(written, id).not.toMatch(/undefined|\[object|NaN/);
    }
    for (const { id } of Object.values(current.providers)) {
      const written = textOf(entries, id);
      expect(written.length, id).toBeGreaterThan(80);
      expect(written, id).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it("a model tells nothing before it was released", () => {
    const before = catalogue(current, "2026-03-19", { words, fields: [], yaml: yamlText });
    const written = textOf(before, "gpt-6-luna");
    expect(written).toContain("Not out on 2026-03-19");
    expect(written).not.toContain("per 1M tokens");
  });

  it("answers to any name that moat why understands", async () => {
    const { stdout, exitCode } = await explain("openai/gpt-6-luna");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("model gpt-6-luna");
    expect(stdout).toMatch(/\$\d/);
  });

  it("every field has a sentence", () => {
    const silent = explainedFields()
      .map(({ path }) => path)
      .filter((path) => !/^.{30,}\.$/.test(sentenceOf(path, words) ?? ""));
    expect(silent.filter((path) => path !== "kind")).toEqual([]);
    expect(sentenceOf("workload.unheardOf", words)).toBeUndefined();
  });
});

describe("an explanation says what holds", () => {
  it("shows the condition of a rule in words and as YAML, with the value of its parameter", async () => {
    const spread = current.pack.parameters.firstTokenSpread;
    const { stdout } = await explain("gate.latency");
    expect(stdout.replace(/\s+/g, " ")).toContain(
      `candidate.latency.firstTokenMs is over ${spread} times need.latency.firstTokenMs`,
    );
    expect(stdout).toContain(`times: ${spread}`);
    expect(stdout).toContain("rules/current/rules/gates.yaml");
  });

  it("takes ladders and weights from the pack", async () => {
    const { stdout } = await explain("privacy");
    const { hosted } = current.pack.scales.exposure;
    expect(stdout).toContain(`hosted ${hosted}`);
    expect(stdout).toMatch(/regulated +100 +26 %/);
  });

  it("takes values and defaults of a field from the schema and the pack", async () => {
    const { stdout } = await explain("data.boundary");
    expect(stdout).toContain("anywhere, vendor-agreement, own-cloud, own-premises, air-gapped");
    expect(stdout).toMatch(/default +vendor-agreement/);
    expect(stdout).toMatch(/flag +--boundary/);
  });

  it("lists the values of a field once, whether the schema or the help of its flag is read", () => {
    const listed = explainedFields().filter(
      (one) => one.help !== undefined && /^[a-z-]+, /.test(one.values),
    );
    const listOf = (help: string) => help.replace(/^[^,]*: /, "").split(/, or |, | or /);
    expect(listed.length).toBeGreaterThan(7);
    for (const { path, values, help = "" } of listed) {
      const accepted = values.replace(/;.*/, "").split(", ");
      expect(listOf(help).slice(0, accepted.length), path).toEqual(accepted);
      if (!values.includes(";")) expect(listOf(help), path).toHaveLength(accepted.length);
    }
  });

  it("lists every kind of name", async () => {
    const { stdout } = await explain();
    await expect(stdout).toMatchFileSnapshot("../fixtures/profiles/explain-contents.txt");
  });
});

describe("an unknown name", () => {
  it.each([
    ["gate.licens", "gate.licence"],
    ["qualty", "quality"],
    ["exit-cods", "exit-codes"],
  ])("%s: did you mean %s", async (written, meant) => {
    const { stdout, stderr, exitCode } = await explain(written);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toContain(`did you mean "${meant}"?`);
  });

  it("lists the closest names where none is close", async () => {
    const { stderr } = await explain("the weather of tomorrow");
    expect(stderr).toMatch(/the closest of \d+ known names: /);
  });
});
