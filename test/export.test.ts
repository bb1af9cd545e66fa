import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { main } from "../src/cli.ts";
import type { ExportedNeed, OwnTarget, PlanExport } from "../src/core/answer/export/document.ts";
import { readCompiled } from "../src/load/pack/compiled.ts";
import type { exportTargets } from "../src/report/export/index.ts";
import { serveText } from "../src/report/export/serve.ts";
import { number, scalar } from "../src/report/export/words.ts";
import { environment } from "./environment.ts";

// Every folder of fixtures/export is a use case, with what is written of its plan for each target.

const root = fileURLToPath(new URL("../fixtures/export/", import.meta.url));
const kinds = readdirSync(root, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map((one) => one.name)
  .sort();
const update = process.env.UPDATE === "1";
const scratch = mkdtempSync(join(tmpdir(), "moat-export-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const endings = { serve: "sh", compose: "yaml", litellm: "yaml", client: "mjs" } as const;
const readJson = (name: string) => JSON.parse(readFileSync(root + name, "utf8"));

const moat = (line: string, cwd = root) => main(line.trim().split(/\s+/), environment({ cwd }));

const goldenOf = (kind: string, target: (typeof exportTargets)[number]) =>
  `${root}${kind}/${target}.${endings[target]}`;

/** Two targets of one decision, each to its file. */
async function exportOf(kind: string, targets: readonly (typeof exportTargets)[number][]) {
  const args = readFileSync(`${root}${kind}/args.txt`, "utf8").trim();
  const files = targets.map((target) => join(scratch, `${kind}.${target}`));
  const to = targets.map((target, at) => `--to ${target}=${files[at]}`).join(" ");
  const outcome = await moat(`export ${args} ${to} --as-of 2026-11-23`, root + kind);
  return { ...outcome, files };
}

describe.each(kinds)("%s", (kind) => {
  it.each([[["serve", "compose"] as const], [["litellm", "client"] as const]])(
    "is exported to %j as it was",
    async (targets) => {
      const { stdout, stderr, exitCode, files } = await exportOf(kind, targets);
      expect(stdout).toBe("");
      const isRefused = exitCode !== 0;
      const goldens = isRefused
        ? [`${root}${kind}/${targets.join(".")}.refused.txt`]
        : targets.map((target) => goldenOf(kind, target));
      if (!isRefused) expect(stderr).toBe("");
      for (const [at, golden] of goldens.entries()) {
        const file = files[at] ?? "";
        expect(existsSync(file)).toBe(!isRefused);
        const found = isRefused ? `exit code ${exitCode}\n${stderr}` : readFileSync(file, "utf8");
        if (update) writeFileSync(golden, found);
        expect(found).toBe(readFileSync(golden, "utf8"));
      }
    },
  );
});

const written = (target: (typeof exportTargets)[number]) =>
  kinds
    .filter((kind) => existsSync(goldenOf(kind, target)))
    .map((kind) => ({ kind, text: readFileSync(goldenOf(kind, target), "utf8") }));

describe("a compose file", () => {
  const { $schema: _draft, ...schema } = readJson("compose-spec.schema.json");
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

  it.each(written("compose"))("of $kind keeps to the schema of compose", ({ text }) => {
    const value = parse(text);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(Object.keys(value.services).length).toBeGreaterThan(0);
  });

  it("with a key that is misspelt does not", () => {
    const [{ text } = { text: "" }] = written("compose");
    expect(validate(parse(text.replace("healthcheck:", "healtcheck:")))).toBe(false);
    expect(validate(parse(text.replace("capabilities:", "capabilites:")))).toBe(false);
  });
});

const knowledge = readCompiled("current", environment().rules, environment().compiled);
const models = Object.values(knowledge?.models ?? {});
const flagOf = (word: string) => word.split("=")[0] ?? "";
const flags = new Set<string>(readJson("vllm-flags.json").flags);

const served = models.flatMap((model) => {
  const { weights, precisions = [] } = model.serving ?? {};
  return weights === undefined
    ? []
    : Object.entries(weights.checkpoints).flatMap(([precision, one]) =>
        one === undefined ? [] : [{ model, weights, precisions, precision, one }],
      );
});

const bare: OwnTarget = {
  ...{ kind: "own", model: "m", option: "self-host", effort: "low", effortIsTold: true },
  ...{
    tuned: false,
    usdPerMonth: 1000,
    rates: null,
    gpu: "h200",
    gpuTitle: "H200",
    maker: "nvidia",
  },
  ...{ gpusPerReplica: 1, precision: "fp8", replicas: 1, spares: 0, inFlight: 16 },
  ...{ memoryGb: 141, memoryAskedGb: null, repository: "o/m", revision: null },
  serve: [["o/m"], ["--max-model-len", "4096"], ["--max-num-seqs", "16"]],
  ...{ bench: "vllm bench serve", minEngine: null, image: null, source: "s", note: null },
};
const need: ExportedNeed = {
  ...{ id: "a", first: bare, next: null, because: "none", asks: [], tryFirst: false },
  ...{ clearsBar: 0.9, isChat: true },
};
const plan: PlanExport = {
  tool: { name: "moat", version: "0" },
  ...{ asOf: "2026-11-23", packs: [], name: "n", title: "t", choice: "self-host" },
  ...{ status: "decided", evenWith: [], needs: [need], without: [] },
};

describe("a command of vLLM", () => {
  it.each(written("serve"))("of $kind has flags that recipes have", ({ text }) => {
    const words = text
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => /^(?:# )?vllm /.test(line))
      .flatMap((line) => line.split(/\s+/).filter((word) => word.startsWith("--")));
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => !flags.has(flagOf(word)))).toEqual([]);
  });

  it("has no flag of a model that no recipe has", () => {
    const all = models.flatMap((one) => one.serving?.weights?.arguments ?? []);
    expect(all.length).toBeGreaterThan(100);
    const unknown = all.filter((word) => word.startsWith("--") && !flags.has(flagOf(word)));
    expect(unknown).toEqual([]);
  });

  it.each(written("serve"))(
    "of $kind runs on machines that hold its weights, or says not",
    ({ text }) => {
      for (const [, repository = "", tp = ""] of text.matchAll(
        /^vllm serve (\S+) [\s\S]*?--tensor-parallel-size (\d+)/gm,
      )) {
        const asked = served.find(({ one }) => one.repository === repository)?.one.memoryGb ?? 0;
        const [, gigabytes = "0"] = /replicas? .*? of \d+ x .*? (\d+) GB/.exec(text) ?? [];
        const fits = Number(tp) * Number(gigabytes) >= asked;
        expect(Number(gigabytes)).toBeGreaterThan(0);
        expect(fits || text.includes("The recipe asks for"), repository).toBe(true);
      }
    },
  );

  it.each([
    [100, 141, undefined],
    [150, 141, "there is less room beside the weights"],
    [250, 141, "do not expect it to start"],
  ])("says where a recipe asks for %d GB and there are %d", (memoryAskedGb, memoryGb, says) => {
    const target = { ...bare, memoryAskedGb, memoryGb };
    const text = serveText({ ...plan, needs: [{ ...need, first: target }] });
    if (says === undefined) expect(text).not.toContain("The recipe asks for");
    else expect(text).toContain(says);
  });

  it("is a comment where no repository is known, and needs on the same weights share one", () => {
    const unknown = { ...bare, repository: null, serve: null };
    const text = serveText({ ...plan, needs: [{ ...need, first: unknown }] });
    expect(text).toContain("No repository is known with weights of m in fp8");
    expect(text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
    const longer = {
      ...bare,
      serve: [["o/m"], ["--max-model-len", "8192"], ["--max-num-seqs", "4"]],
    };
    const both = [
      { ...need, first: bare },
      { ...need, id: "b", first: longer },
    ];
    const shared = serveText({ ...plan, needs: both });
    expect(shared.match(/^vllm serve/gm)).toHaveLength(1);
    expect(shared).toContain("m in fp8 for a and b: 2 replicas");
    expect(shared).toMatch(/--max-model-len 8192 \\\n {2}--max-num-seqs 16/);
  });

  it("holds what a file says to its comments", () => {
    const title = "x\nrm -rf / #\u2028y";
    const text = serveText({ ...plan, title, needs: [] });
    expect(text.split(/[\n\u2028]/).filter((line) => line !== "" && !line.startsWith("#"))).toEqual(
      [],
    );
  });
});

interface Variant {
  readonly repository: string;
  readonly precision: string;
  readonly memoryGb?: number;
  readonly minEngine?: string;
}

describe("weights of the market", () => {
  const recipes: readonly {
    model: string;
    minEngine: string;
    variants: readonly Variant[];
  }[] = readJson("vllm-recipes.json").recipes;
  const inRecipes = recipes.flatMap(({ minEngine, variants }) =>
    variants.map((one) => ({ minEngine, ...one })),
  );

  it("are known of every model that could be served", () => {
    const open = models.filter((one) => one.serving !== undefined);
    expect(open.length).toBeGreaterThan(60);
    expect(open.filter((one) => one.serving?.weights === undefined).map((one) => one.id)).toEqual(
      [],
    );
    expect(served.filter((one) => !one.precisions.some((p) => p === one.precision))).toEqual([]);
  });

  it("have the least version and the memory of the recipe that they cite", () => {
    const cited = served.filter(
      ({ weights, one }) => (one.source ?? weights.source) === "vllm-recipes-2026-08-21",
    );
    expect(cited.length).toBeGreaterThan(80);
    for (const { model, weights, one } of cited) {
      const found = inRecipes.find(({ repository }) => repository === one.repository);
      expect(found, `${model.id}: ${one.repository}`).toBeDefined();
      expect([one.memoryGb, weights.minEngine], model.id).toEqual([
        found?.memoryGb,
        found?.minEngine,
      ]);
    }
  });
});

/** Fields of the LiteLLM proxy that are used: litellm/types/router.py at 0044fbe, docs/proxy/configs of 2026-10-13. */
const params = {
  ...{ model: "string", api_base: "string", api_key: "string", reasoning_effort: "string" },
  ...{ input_cost_per_token: "number", output_cost_per_token: "number" },
  cache_read_input_token_cost: "number",
} as Record<string, string>;

describe("a LiteLLM configuration", () => {
  it.each(written("litellm"))(
    "of $kind has its fields, no key and no unknown fallback",
    ({ text }) => {
      // PyYAML reads YAML 1.1, in which 3e-7 is a text.
      const config = parse(text, { version: "1.1" });
      const names = config.model_list.map((one: { model_name: string }) => one.model_name);
      expect(new Set(names).size).toBe(names.length);
      for (const one of config.model_list) {
        for (const [name, value] of Object.entries(one.litellm_params))
          expect(typeof value, name).toBe(params[name]);
        expect(one.litellm_params.api_key ?? "os.environ/").toMatch(/^os\.environ\/[A-Z0-9_]*$/);
        const { input_cost_per_token: input, output_cost_per_token: output } = one.litellm_params;
        expect(one.model_info ?? {}).toMatchObject(
          input === undefined ? {} : { input_cost_per_token: input, output_cost_per_token: output },
        );
      }
      for (const fallback of config.router_settings?.fallbacks ?? [])
        for (const [from, to] of Object.entries(fallback))
          for (const name of [from, ...(to as string[])]) expect(names).toContain(name);
    },
  );

  it("writes no fallback over a boundary", () => {
    const text = readFileSync(goldenOf("own-premises", "litellm"), "utf8");
    expect(text).not.toContain("fallbacks:");
    expect(text).toMatch(/No fallback: none of the \d+ hosted candidates passes/);
  });

  it.each([3e-7, 1e-7, 5.36e-6, 0.00001, 1.25e-8, 2, 0.5])(
    "writes %d as a number of YAML 1.1",
    (value) => {
      expect(parse(number(value), { version: "1.1" })).toBe(value);
      expect(number(value)).not.toMatch(/^\d+e/);
    },
  );

  it.each(["yes", "null", "1.0", "a: b", "--flag", "x#y", "- x", "@cf/a", ""])(
    "writes %j as a text",
    (text) => {
      expect(parse(scalar(text))).toBe(text);
    },
  );
});

describe("a client", () => {
  const answering = (status: number) => {
    const requests: { url: string; key: string | undefined; body: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        const key = request.headers.authorization;
        requests.push({ url: request.url ?? "", key, body: JSON.parse(text) });
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ choices: [{ message: { content: "{}" } }] }));
      });
    });
    return new Promise<{ base: string; requests: typeof requests; close: () => void }>((resolve) =>
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        resolve({ base: `http://127.0.0.1:${port}`, requests, close: () => server.close() });
      }),
    );
  };

  it("asks the first choice, and the fallback where that does not answer", async () => {
    const file = join(scratch, "client.mjs");
    writeFileSync(file, readFileSync(goldenOf("hosted-open", "client")));
    const [bad, good] = await Promise.all([answering(503), answering(200)]);
    const before = { ...process.env };
    const text = readFileSync(file, "utf8");
    const [first = "", next = ""] = [...text.matchAll(/\benv\.(\w+_BASE_URL)/g)].map(
      ([, name]) => name,
    );
    const [key = ""] = text.match(/\w+_API_KEY/) ?? [];
    // Addresses are read when the module is.
    const using = async (bases: Record<string, string>) => {
      Object.assign(process.env, bases, { [key]: "k" });
      return (await import(`${pathToFileURL(file).href}?${Object.values(bases).join()}`)).ask;
    };
    const messages = [{ role: "user", content: "x" }];
    const once = await using({ [first]: good.base });
    await once("structured-extraction", messages, { temperature: 0 });
    expect(good.requests).toMatchObject([
      { url: "/chat/completions", key: "Bearer k", body: { messages, temperature: 0 } },
    ]);
    const twice = await using({ [first]: bad.base, [next]: good.base });
    await twice("structured-extraction", messages);
    expect(bad.requests).toHaveLength(1);
    expect(good.requests).toHaveLength(2);
    expect(good.requests[1]?.body.model).not.toBe(good.requests[0]?.body.model);
    const never = await using({ [first]: bad.base, [next]: bad.base });
    await expect(never("structured-extraction", messages)).rejects.toThrow(/503/);
    await expect(never("nothing", messages)).rejects.toThrow("no route for nothing");
    process.env = before;
    bad.close();
    good.close();
  });
});

describe("moat export", () => {
  it("takes a decision, and refuses one that the rules of today do not come to", async () => {
    const cwd = `${root}hosted-open`;
    const file = join(scratch, "decision.json");
    const { stdout } = await moat(
      "advise ../../use-cases/invoice-triage.yaml --as-of 2026-11-23 --no-flips --json",
      cwd,
    );
    writeFileSync(file, stdout);
    const again = await moat(`export ${file} --to litellm`, cwd);
    expect(again.stderr).toBe("");
    expect(again.stdout).toBe(readFileSync(goldenOf("hosted-open", "litellm"), "utf8"));
    const decision = JSON.parse(stdout);
    decision.plans[0].routes[0].model = "gpt-5.2";
    writeFileSync(file, JSON.stringify(decision));
    const moved = await moat(`export ${file} --to litellm`, cwd);
    expect(moved).toMatchObject({ stdout: "", exitCode: 2 });
    expect(moved.stderr).toContain("another plan than this decision");
  });

  it.each([
    ["export --capability translation", "what for is not said"],
    ["export --capability translation --to helm", "serve, compose, litellm, client"],
    ["export --capability translation --to litellm --json", "the format of what reads it"],
    ["export --to litellm", "no use case given"],
    ["export --capability translation --to litellm --to client", "Give the others a file"],
  ])("refuses %s", async (line, says) => {
    const { stdout, stderr, exitCode } = await moat(line);
    expect(exitCode).toBe(2);
    expect(line.includes("--json") ? stderr : stdout + stderr).toContain(says);
  });
});
