import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse, parseDocument } from "yaml";
import { main } from "../src/cli.ts";
import { inputSchemas, jsonSchemas } from "../src/load/schema/all.ts";
import { toJson } from "../src/report/json.ts";
import { environment } from "./environment.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const committed = join(repository, "rules/schema");

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map(
  Object.entries(jsonSchemas).map(([name, schema]) => [name, ajv.compile(schema())]),
);

function filesBelow(folder: string, end: RegExp): string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((one) => end.test(one))
    .map((one) => join(folder, one))
    .sort();
}

const read = (file: string) => readFileSync(join(repository, file), "utf8");

/** Every YAML file with a kind of ours, shipped or used in tests. */
const written = [...filesBelow("rules", /\.yaml$/), ...filesBelow("fixtures", /\.yaml$/)].flatMap(
  (file) => {
    const value: unknown = parse(read(file));
    const kind = /^moat\/(.+)@1$/.exec(String((value as { kind?: unknown } | null)?.kind))?.[1];
    return kind === undefined ? [] : [{ file, kind, value }];
  },
);

describe("every number of every file that people write", () => {
  /** Paths of numbers without an end on one side; safe integers are what zod writes where nobody said anything. */
  const openEnded = (node: unknown, path: string): string[] => {
    if (node === null || typeof node !== "object") return [];
    const { type, minimum, exclusiveMinimum, maximum, exclusiveMaximum } = node as Record<
      string,
      unknown
    >;
    const isNumber = type === "number" || type === "integer";
    const isEnd = (one: unknown) =>
      typeof one === "number" && Math.abs(one) !== Number.MAX_SAFE_INTEGER;
    const isClosed = isEnd(minimum ?? exclusiveMinimum) && isEnd(maximum ?? exclusiveMaximum);
    return [
      ...(isNumber && !isClosed && !("const" in node) ? [path] : []),
      ...Object.entries(node).flatMap(([key, one]) =>
        // Facts and conditions are checked against what they are compared with.
        ["condition", "number", "reference", "facts"].includes(key)
          ? []
          : openEnded(one, `${path}/${key}`),
      ),
    ];
  };

  it.each([...Object.keys(inputSchemas), "prices", "baseline", "log"])("%s", (name) => {
    expect(openEnded(jsonSchemas[name]?.(), name)).toEqual([]);
  });
});

describe("the committed schemas", () => {
  it("are those that the code generates (npm run schema)", () => {
    const names = Object.keys(jsonSchemas).map((name) => `${name}.schema.json`);
    expect(readdirSync(committed).sort()).toEqual(names.sort());
    for (const [name, schema] of Object.entries(jsonSchemas))
      expect(readFileSync(join(committed, `${name}.schema.json`), "utf8"), name).toBe(
        toJson(schema()),
      );
  });

  it("are printed by moat schema, each by its name", async () => {
    const list = await main(["schema"], environment());
    expect(list.stdout.trim().split("\n").sort()).toEqual(Object.keys(jsonSchemas).sort());
    const one = await main(["schema", "use-case"], environment());
    expect(one.stdout).toBe(readFileSync(join(committed, "use-case.schema.json"), "utf8"));
  });

  it.each(Object.keys(jsonSchemas))("%s is valid JSON Schema 2020-12", (name) => {
    const schema = jsonSchemas[name]?.() as { $schema?: string };
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
  });
});

type Schema = { readonly [key: string]: unknown };

/** Objects with named properties that a schema describes, with whether they take other names. */
function objectsIn(schema: unknown): Schema[] {
  if (schema === null || typeof schema !== "object") return [];
  const inner = Object.values(schema).flatMap(objectsIn);
  const { type, properties } = schema as Schema;
  return type === "object" && properties !== undefined ? [schema as Schema, ...inner] : inner;
}

describe("inputs are closed, outputs are open", () => {
  it.each(Object.keys(inputSchemas))("%s takes no unknown name at its top", (name) => {
    const { anyOf, ...schema } = (jsonSchemas[name]?.() ?? {}) as Schema;
    const forms = (anyOf as Schema[] | undefined) ?? [schema];
    for (const form of forms) expect(form.additionalProperties).toBe(false);
  });

  it.each(["decision", "check", "test-result"])("%s lets every object grow", (name) => {
    const objects = objectsIn(jsonSchemas[name]?.());
    expect(objects.length).toBeGreaterThan(5);
    expect(objects.filter((one) => one.additionalProperties === false)).toEqual([]);
  });
});

/** Fixtures that are broken on purpose, in a way that an editor can see as well. */
const refused = [
  "fixtures/config/broken/moat.config.yaml",
  "fixtures/packs-extend/address/pack.yaml",
  "fixtures/packs-extend/bad-scale/pack.yaml",
  "fixtures/repos/ten-records/docs/decisions/0010-code-review.yaml",
];

describe("the files", () => {
  it("are many, of most kinds", () => {
    const kinds = new Set(written.map((one) => one.kind));
    console.log(`${written.length} files of ${kinds.size} kinds checked against their schema`);
    expect(written.length).toBeGreaterThan(100);
    expect(kinds.size).toBeGreaterThan(10);
  });

  it.each(written.map(({ file, ...rest }) => [file, rest] as const))(
    "%s",
    (file, { kind, value }) => {
      const validate = validators.get(kind);
      expect(validate, `there is a schema for ${kind}`).toBeDefined();
      const valid = validate?.(value);
      const errors = JSON.stringify(validate?.errors?.slice(0, 3));
      expect(valid, `${errors}; a file that is broken on purpose belongs in the list`).toBe(
        !refused.includes(file),
      );
    },
  );

  it("refuse a misspelt key at the top of each kind", () => {
    const kinds = new Map(written.map((one) => [one.kind, one.value as object]));
    for (const [kind, value] of kinds)
      expect(validators.get(kind)?.({ ...value, titel: "x" }), kind).toBe(false);
  });

  it("take prices.json", () => {
    const validate = validators.get("prices");
    expect(validate?.(JSON.parse(read("rules/market/prices.json")))).toBe(true);
  });

  it("name a schema that is there, of their own kind", () => {
    const commented = [...filesBelow("rules", /\.yaml$/), ...filesBelow("fixtures", /\.yaml$/)]
      .map((file) => ({ file, named: /^# yaml-language-server: \$schema=(.+)$/m.exec(read(file)) }))
      .flatMap(({ file, named }) => (named?.[1] === undefined ? [] : [{ file, to: named[1] }]));
    expect(commented.length).toBeGreaterThan(80);
    for (const { file, to } of commented) {
      const kind = written.find((one) => one.file === file)?.kind;
      const path = resolve(repository, dirname(file), to);
      expect(existsSync(path), `${file} names ${to}`).toBe(true);
      expect(path, file).toBe(join(committed, `${kind}.schema.json`));
    }
  });

  it("of the shipped rules all name their schema", () => {
    const shipped = filesBelow("rules", /\.yaml$/);
    const silent = shipped.filter(
      (file) => !read(file).startsWith("# yaml-language-server: $schema="),
    );
    expect(silent).toEqual([]);
  });
});

interface Broken {
  readonly is: string;
  readonly from: string;
  readonly to: string;
}

describe("a broken pack", () => {
  const table = parse(read("fixtures/packs/broken.yaml")) as Record<string, readonly Broken[]>;
  const cases = Object.entries(table).flatMap(([file, all]) =>
    all.map((one) => ({ ...one, file: `fixtures/packs/tiny/${file}` })),
  );
  /** What JSON Schema cannot say: whether a day exists, and how one value stands to another. */
  const beyond = [
    "probability of a parameter above one",
    "share of draws below zero",
    "tuned quality the wrong way round",
    "date that does not exist",
    "range the wrong way round",
    "score above its ceiling",
    "score below its floor",
    "what people reach above the ceiling",
    "published before it was measured",
  ];

  it("is refused by the schema of an editor wherever our own check of its form refuses it", () => {
    const found = cases.flatMap(({ is, file, from, to }) => {
      const document = parseDocument(
        read(file).replace(from, () => to),
        { uniqueKeys: true },
      );
      if (document.errors.length > 0) return [];
      const value: unknown = document.toJS();
      const kind = written.find((one) => one.file === file)?.kind ?? "";
      const ours = inputSchemas[kind as keyof typeof inputSchemas];
      // A file of the wrong kind is judged as what it stands in for.
      return [{ is, own: ours.safeParse(value).success, editor: validators.get(kind)?.(value) }];
    });
    const missed = found.filter(({ own, editor }) => !own && editor === true).map((one) => one.is);
    const refused = found.filter(({ editor }) => editor === false).length;
    console.log(`${refused} of ${found.length} broken files are refused by the schema alone`);
    expect(missed).toEqual(beyond);
    expect(refused).toBeGreaterThan(30);
  });
});

/** Names in a document that its schema does not know: open to readers does not mean silent about what there is. */
function unnamed(value: unknown, schema: Schema, path = ""): string[] {
  const { properties, additionalProperties, items, anyOf, oneOf } = schema as {
    properties?: Readonly<Record<string, Schema>>;
    additionalProperties?: Schema;
    items?: Schema;
    anyOf?: readonly Schema[];
    oneOf?: readonly Schema[];
  };
  const forms = anyOf ?? oneOf;
  if (forms !== undefined) {
    const found = forms
      .filter((one) => ajv.validate(one, value))
      .map((one) => unnamed(value, one, path));
    return found.toSorted((a, b) => a.length - b.length)[0] ?? [path];
  }
  if (Array.isArray(value))
    return items === undefined ? [] : value.flatMap((one) => unnamed(one, items, `${path}[]`));
  if (value === null || typeof value !== "object" || schema.type !== "object") return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const inner =
      properties?.[key] ?? (properties === undefined ? additionalProperties : undefined);
    return inner === undefined ? [`${path}.${key}`] : unnamed(one, inner, `${path}.${key}`);
  });
}

describe("documents of the command line", () => {
  const useCase = join(repository, "fixtures/use-cases/invoice-triage.yaml");
  const litellm = join(repository, "fixtures/imports/litellm.json");
  const own = ["cost", "--capability", "text-reasoning", "--as-of", "2026-11-23", "--json"];
  const documents: readonly (readonly [string, readonly string[]])[] = [
    ["decision", ["advise", useCase, "--as-of", "2026-11-23", "--json", "--draws", "200"]],
    [
      "decision",
      ["advise", useCase, "--as-of", "2026-11-23", "--json", "--draws", "0", "--no-flips"],
    ],
    [
      "decision",
      [
        "advise",
        "--capability",
        "computer-use",
        "--pack",
        "article-2026-03",
        "--json",
        "--draws",
        "0",
      ],
    ],
    [
      "decision",
      [
        "advise",
        "--capability",
        "text-reasoning",
        "--budget",
        "0.01",
        "--as-of",
        "2026-11-23",
        "--json",
        "--draws",
        "0",
      ],
    ],
    ["test-result", ["test", "--json", "--coverage", "--mutate"]],
    ["cost", ["cost", useCase, "--as-of", "2026-11-23", "--json", "--draws", "200"]],
    ["cost", [...own, "--gpu", "h100-sxm:2", "--model", "gemma-4-31b", "--batch-share", "0.5"]],
    ["cost", ["cost", "--capability", "image-generation", "--as-of", "2026-11-23", "--json"]],
    ["timeline", ["timeline", useCase, "--as-of", "2026-11-23", "--json"]],
    ["timeline", ["timeline", "--capability", "computer-use", "--as-of", "2030-01-01", "--json"]],
    ["validate", ["validate", "--as-of", "2026-11-23", "--json"]],
    [
      "update",
      ["profiles", "update", "--from", litellm, "--dry-run", "--as-of", "2026-11-23", "--json"],
    ],
    ["rule-list", ["rules", "--json"]],
    [
      "sweep",
      [
        "advise",
        useCase,
        "--sweep",
        "workload.requestsPerMonth=1e4..1e8:3",
        "--as-of",
        "2026-11-23",
        "--json",
      ],
    ],
    ["throughput", ["cost", "--throughput", "-", "--as-of", "2026-11-23", "--json"]],
    ["profiles", ["profiles", "list", "--as-of", "2026-11-23", "--json"]],
    ["profile-report", ["profiles", "show", "computer-use", "--as-of", "2026-11-23", "--json"]],
    ["profile-report", ["profiles", "show", "computer-use", "--pack", "article-2026-03", "--json"]],
    ["source-list", ["profiles", "sources", "--as-of", "2026-11-23", "--json"]],
    [
      "profiles-diff",
      ["profiles", "diff", "article-2026-03", "current", "--as-of", "2026-11-23", "--json"],
    ],
  ];

  // An invented row, for the one that reads.
  const measured =
    "model,precision,gpu,n_gpus,engine,isl,osl,concurrency,output_tok_s_per_gpu\nllama-3.1-8b,fp8,H100,1,vllm,1000,1000,64,5000\nx,fp8,H100,1,vllm,1,1,1,1\n";

  it.each(documents)("%s accepts %j", async (name, argv) => {
    const world = environment({ stdin: async () => measured });
    const { stdout, exitCode } = await main(argv, world);
    expect(exitCode).toBe(0);
    const validate = validators.get(name);
    const document: unknown = JSON.parse(stdout);
    expect(validate?.(document), JSON.stringify(validate?.errors?.slice(0, 3))).toBe(true);
    expect([...new Set(unnamed(document, jsonSchemas[name]?.() as Schema))]).toEqual([]);
  });

  it("error accepts what is said of a wrong input", async () => {
    const { stdout, exitCode } = await main(["advise", "nowhere.yaml", "--json"], environment());
    expect(exitCode).toBe(2);
    const document: unknown = JSON.parse(stdout);
    expect(validators.get("error")?.(document)).toBe(true);
    expect(unnamed(document, jsonSchemas.error?.() as Schema)).toEqual([]);
  });
});
