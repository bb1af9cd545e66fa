import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readGround } from "../src/commands/knowledge.ts";
import { why } from "../src/core/answer/why/why.ts";
import { modelNamed } from "../src/core/know/model-names.ts";
import { jsonSchemas } from "../src/load/schema/all.ts";
import { toJson } from "../src/report/json.ts";
import { styleFor } from "../src/report/style.ts";
import { whyReporters } from "../src/report/why/index.ts";
import { moat } from "./commands/run.ts";
import { environment } from "./environment.ts";

// Every folder of fixtures/why is a question: the models and the use case in ask.yaml, and what is answered, as it is printed.

const root = fileURLToPath(new URL("../fixtures/why/", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name)
  .sort();
const update = process.env.UPDATE === "1";

const asOf = "2026-11-23";
const ground = await readGround({ asOf }, environment());
if (!ground.ok) throw new Error(JSON.stringify(ground.diagnostics));
const { knowledge } = ground.value;

interface Ask {
  readonly models: readonly string[];
  readonly useCase: string;
}

function answer(name: string) {
  const { models, useCase }: Ask = parse(readFileSync(`${root}${name}/ask.yaml`, "utf8"));
  const { kind: _, ...written } = parse(
    readFileSync(`${root}../use-cases/${useCase}.yaml`, "utf8"),
  );
  return why(written, knowledge, asOf, {
    draws: 128,
    version: "0.1.0",
    sha256: "0",
    models: models.flatMap((one) => modelNamed(one, knowledge.models) ?? []),
  });
}

function held(file: string, output: string): void {
  mkdirSync(root, { recursive: true });
  if (update || !existsSync(file)) writeFileSync(file, output);
  expect(output).toBe(readFileSync(file, "utf8"));
}

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
  jsonSchemas.candidates?.() ?? {},
);

describe.each(cases)("why: %s", (name) => {
  const found = answer(name);

  it.each([60, 80, 100])("the whole expected text at %i columns, and no line wider", (width) => {
    const settings = { style: styleFor(false, width), verbose: false };
    const text = whyReporters.text(found, settings);
    expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
    held(`${root}${name}/expected-${width}.txt`, text);
  });

  it("the whole expected Markdown, and JSON without the list of all candidates", () => {
    const settings = { style: styleFor(false, 100), verbose: false };
    held(`${root}${name}/expected.md`, whyReporters.markdown(found, settings));
    const { candidates, packs: _, ...rest } = found;
    held(`${root}${name}/expected.json`, toJson({ ...rest, candidates: candidates.length }));
    expect(
      validate(JSON.parse(whyReporters.json(found, settings))),
      JSON.stringify(validate.errors),
    ).toBe(true);
  });
});

describe("moat why on the command line", () => {
  const file = "fixtures/use-cases/patient-records.yaml";

  it("prints what the library says, for models by any name", async () => {
    const { stdout, stderr, exitCode } = await moat(
      `why google/gemma-4-31b ${file} --draws 0 --json`,
    );
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const { format, formatVersion, models } = JSON.parse(stdout);
    expect({ format, formatVersion }).toEqual({ format: "moat.candidates", formatVersion: "1.0" });
    expect(models).toMatchObject([{ model: "gemma-4-31b", need: "document-analysis" }]);
  });

  it("lists the same candidates in the JSON of advise, where they are asked for", async () => {
    const listed = await moat(`why ${file} --draws 0 --json`);
    const decided = await moat(`advise ${file} --draws 0 --no-flips --json --candidates`);
    expect(JSON.parse(decided.stdout).candidates).toEqual(JSON.parse(listed.stdout).candidates);
    const text = await moat(`advise ${file} --draws 0 --no-flips --candidates`);
    expect(text.exitCode).toBe(2);
    expect(text.stderr).toContain("--candidates");
  });

  it.each([
    ["claude-hiaku-5.5", 'did you mean "claude-haiku-5.5"?'],
    ["claude-3-5-sonnet-20241022", "claude-sonnet"],
  ])("an unknown model, %s: the nearest", async (name, help) => {
    const { stdout, stderr, exitCode } = await moat(`why ${name} ${file}`);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr.toLowerCase()).toContain(help);
  });

  it("refuses two use cases, and none", async () => {
    const two = await moat(`why ${file} ${file}`);
    const none = await moat("why claude-haiku-5.5");
    expect([two.exitCode, none.exitCode]).toEqual([2, 2]);
    expect(two.stderr).toContain("one of them at a time");
    expect(none.stderr).toContain("moat why claude-haiku-5.5 use-case.yaml");
  });
});
