import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { main } from "../../src/cli.ts";
import { jsonSchemas } from "../../src/load/schema/all.ts";
import type { AnswersDiff } from "../../src/shapes/answers-diff.ts";
import { environment } from "../environment.ts";
import { type Tiny, tinyPack } from "../packs.ts";

// Two rules folders of one capability and two models: the earlier one lies elsewhere, as another version of it would.

let before: Tiny;
let after: Tiny;
beforeAll(async () => {
  [before, after] = await Promise.all([tinyPack(), tinyPack()]);
});
afterAll(() => Promise.all([before.remove(), after.remove()]));

const models = "market/models/acme.yaml";
const diff = (...argv: string[]) =>
  main(
    ["profiles", "diff", "--answers", before.pack, "acme", "--as-of", "2026-11-30", ...argv],
    environment({ rules: after.root }),
  );

async function answers(): Promise<AnswersDiff> {
  const { stdout, stderr, exitCode } = await diff("--json");
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return checked(stdout);
}

/** As readers get it the schema lets every object grow; closed, it names all that is printed. */
const open = JSON.stringify(jsonSchemas["answers-diff"]?.());
const closed = open.replaceAll('"additionalProperties":{}', '"additionalProperties":false');
const accepts = new Ajv2020({ allErrors: true }).compile(JSON.parse(closed));

function checked(json: string): AnswersDiff {
  const document: AnswersDiff = JSON.parse(json);
  expect(accepts(document), JSON.stringify(accepts.errors)).toBe(true);
  return document;
}

it("finds nothing where nothing is another", async () => {
  const { questions, changed, facts } = await answers();
  expect(questions).toBe(9);
  expect(changed).toEqual([]);
  expect(facts).toEqual([]);
  expect((await diff()).stdout).toContain("0 of 9 plain answers");
});

it("names the price that turns an answer, not the one that turns none", async () => {
  const text = await before.read(models);
  const priced = text.replace("input: 1, output: 2", "input: 90, output: 180");
  await before.write(models, priced.replace("context: 64000", "context: 65000"));
  const { changed, facts } = await answers();
  await before.write(models, text);
  expect(facts).toEqual([
    { kind: "model", count: 1 },
    { kind: "price", count: 1 },
  ]);
  const turned = changed.filter((one) => one.what === "option");
  expect(turned.length).toBeGreaterThan(0);
  for (const { before: from, after: to, cause } of turned) {
    expect([from.model, to.model]).toEqual(["closed-one", "open-one"]);
    expect(cause?.by).toBe("line");
    expect(cause?.lines).toEqual([
      "open-one at acme-host: 90/180 [acme-desk, 2026-10-01] -> 1/2 [acme-desk, 2026-10-01]",
    ]);
  }
});

it("names the score that does", async () => {
  const file = "acme/capabilities/filing.yaml";
  const text = await before.read(file);
  await before.write(file, text.replace("score: 80", "score: 30"));
  const { changed, facts } = await answers();
  await before.write(file, text);
  expect(facts).toEqual([{ kind: "score", count: 1 }]);
  const causes = changed.flatMap(({ cause }) => cause?.lines ?? []);
  expect(new Set(causes)).toEqual(
    new Set(["open-one on folders: 30 -> 80 [acme-lab, 2026-10-01]"]),
  );
});

it("compares two days of one pack, and says what a day must look like", async () => {
  const at = (day: string) =>
    main(
      ["profiles", "diff", "--answers", `acme@${day}`, "acme@2026-11-30", "--json"],
      environment({ rules: after.root }),
    );
  const { before: from, facts } = checked((await at("2026-09-01")).stdout);
  expect(from.asOf).toBe("2026-09-01");
  expect(facts).toContainEqual({ kind: "score", count: 2 });
  const wrong = await at("2026-13-01");
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toContain("2026-13-01");
});

it("has a schema that tells a document from what is none", async () => {
  const document = await answers();
  const { questions: _questions, ...rest } = document;
  for (const wrong of [
    rest,
    { ...document, formatVersion: "2.0" },
    { ...document, more: 1 },
    { ...document, before: { ...document.before, asOf: "yesterday" } },
    { ...document, facts: [{ kind: "rumour", count: 1 }] },
  ])
    expect(accepts(wrong), JSON.stringify(wrong).slice(0, 200)).toBe(false);
});
