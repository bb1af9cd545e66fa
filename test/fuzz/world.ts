import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../../src/cli.ts";
import type { Environment, Outcome } from "../../src/commands/outcome.ts";
import { compiledText, digestOf } from "../../src/load/pack/compiled.ts";
import { readPack } from "../../src/load/pack/pack.ts";
import { environment } from "../environment.ts";
import { type Tiny, tinyPack } from "../packs.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A file that moat reads, and command lines that read it. */
export interface Reader {
  readonly file: string;
  readonly form: "yaml" | "front-matter" | "csv" | "lines";
  readonly lines: readonly string[];
}

/** A small repository with one file for every reader, over a tiny pack of rules. */
export interface World {
  readonly cwd: string;
  readonly readers: readonly Reader[];
  readonly read: (file: string) => string;
  readonly write: (file: string, bytes: Buffer | string) => void;
  readonly run: (line: string) => Promise<{ outcome: Outcome; written: string }>;
  readonly remove: () => Promise<void>;
}

const quick = "--draws 20 --no-flips";
const checks = [
  "text",
  "json",
  "sarif",
  "junit",
  "github",
  "gitlab",
  "csv",
  "markdown",
  "compact",
].map((format) => `check docs cases --draws 0 -f ${format}`);

const useCase = `kind: moat/use-case@1
name: letters
title: File letters
needs:
  - { capability: filing, share: 2, bar: strong, task: bounded }
  - { capability: filing, share: 0.5, bar: { benchmark: folders, score: 75 } }
  - { capability: sorting, bar: 0.8, workload: { requestsPerMonth: 3000 } }
workload: { requestsPerMonth: 200000, inputTokens: 1800, outputTokens: 220, contextTokens: 8000, cachedInputShare: 0.3, batchShare: 0.1, reasoning: low, peakToMean: 2.1, growthPerMonth: 0.02 }
latency: { firstTokenMs: 2000, perTokenMs: 50 }
data: { sensitivity: internal, boundary: vendor-agreement, assurances: [baa], domainData: labelled }
evaluation: some
team: { mlEngineers: 0.5, onCall: false, fineTuning: true }
policy: { licence: commercial, denyOrigins: [cn], denyVendors: [acme-host], use: production, maxGpus: 8, ownedGpus: [{ gpu: card, count: 2 }] }
budget: { usdPerMonth: 20000, hurtsAtUsdPerMonth: 10000 }
horizonMonths: 12
weights: { quality: 100, cost: 70, privacy: 60, latency: 30, ops: 40, control: 35, speed: 40 }
scenario: more-letters
`;
const plain = "kind: moat/use-case@1\nname: plain\nneeds: [{ capability: filing }]\n";
const waivers = `kind: moat/waivers@1
policy: { maxDays: 180, warnDaysBefore: 14, allowGlob: true }
waivers:
  - { id: W-1, rule: check.contradicted, match: { path: docs/0001.md, need: filing }, reason: The contract runs out soon., approvedBy: "@cto", ticket: T-1, createdOn: 2026-11-01, expiresOn: 2027-02-01 }
  - { id: W-2, rule: "check.*", match: { path: "docs/*" }, reason: We know about all of these., approvedBy: "@cto", createdOn: 2026-11-01, expiresOn: 2026-12-01 }
`;
const config = `kind: moat/config@1
pack: bank
asOf: 2026-11-23
market: imported
preset: balanced
presets: { mine: { quality: 10, cost: 90, privacy: 10, ops: 10, control: 10, speed: 10 } }
params: { longContext: 40000 }
waivers: moat.waivers.yaml
`;
const bank: Readonly<Record<string, string>> = {
  "pack.yaml": `kind: moat/pack@1
extends: acme
id: bank
version: 1.0.0
title: A bank
defaults: { preset: balanced, workload: { requestsPerMonth: 5000 }, data: { assurances: [baa] } }
scales: { staleMonths: 4 }
evidence: { boardSd: 0.3, disagreement: 0.2 }
parameters: { longContext: { value: 60000 } }
`,
  "capabilities/filing.yaml": `kind: moat/observations@1
capability: filing
benchmarks:
  - { id: folders, observations: [{ id: more, model: open-two, score: 88, date: 2026-11-01, published: 2026-11-02, evaluator: vendor, source: lab }] }
sources: { lab: { title: Lab, url: "https://example.com/lab", retrieved: 2026-11-20, licence: MIT, kind: primary } }
`,
  "capabilities/reading.yaml": `kind: moat/profile@1
id: reading
title: Reading
summary: Read a letter.
class: vision
dataSource: { kind: public, claims: [c] }
integration: { kind: bolted-on, claims: [c] }
kin: filing
benchmarks:
  - { id: pages, title: Pages, unit: elo, grade: preference, weight: 0.5, observations: [{ id: p1, model: open-one, effort: high, score: 1200, date: 2026-10-01, published: 2026-10-02, evaluator: vote, source: acme-lab }, { id: p2, model: closed-one, score: 1260, date: 2026-10-01, published: 2026-10-02, evaluator: vote, source: acme-lab }] }
unscored: [{ model: open-two, claims: [c] }]
closing: { never: 0.1, claims: [c], window: { months: [3, 9], from: 2026-10-01, target: closed-one, claims: [c] } }
scenarios: [{ id: forced, title: Forced, forced: { date: 2027-08-02, probability: 0.1 }, claims: [c] }]
claims: { c: { text: Words., value: 3, gap: [0.1, 0.2], months: [2, 4], reference: 0.9, source: acme-lab, published: 2026-10-01, status: open } }
reviewed: 2026-11-20
`,
  "market/models/two.yaml": `kind: moat/models@1
vendor: two
title: Two
origin: de
models:
  - id: open-two
    title: Open Two
    weights: open
    released: { api: 2026-06-01, weights: 2026-06-01 }
    retires: 2028-01-01
    licence: { class: permissive, name: MIT, url: "https://example.com/licence", source: acme-lab }
    modalities: [text, image]
    context: 128000
    parameters: { total: 30e9, active: 3e9 }
    serving:
      attention: gqa
      kvBytesPerToken: 98304
      precisions: [bf16, fp8]
      architecture: { layers: 48, hidden: 2048, heads: 32, kvHeads: 4, headDim: 128, kvElements: 1024, fullLayers: 48, experts: { count: 128, active: 8, layers: 48 }, parameters: { other: 1.5e9, experts: 28e9, activeExperts: 1.8e9, head: 0.3e9 } }
      basis: measured
      source: acme-lab
    offers:
      - { provider: two, kind: host, assurances: [baa], prices: [{ from: 2026-10-01, input: 1, output: 4, cacheRead: 0.1, cacheWrite: 1.25, batch: { input: 0.5, output: 2 }, tiers: [{ above: 200000, input: 2, output: 8, cacheRead: 0.2 }], published: 2026-10-01, source: acme-desk }], latency: { firstTokenMs: 500, perTokenMs: 20, published: 2026-10-01, source: acme-desk }, published: 2026-10-01, source: acme-desk }
    published: 2026-06-01
    source: acme-lab
`,
  "market/overrides.yaml": `kind: moat/overrides@1
overrides: [{ model: open-one, provider: acme-host, keepHistory: true, because: A letter., prices: [{ from: 2026-11-01, input: 0.9, output: 1.9, published: 2026-11-01, source: acme-desk }] }]
`,
  "market/offers.yaml": `kind: moat/offers@1
offers: [{ model: closed-one, provider: bank-cloud, kind: cloud, placement: in-tenant, assurances: [baa], prices: [{ input: 4, output: 16, published: 2026-11-01, source: acme-desk }], published: 2026-11-01, source: acme-desk }]
`,
  "market/providers.yaml": `kind: moat/providers@1
providers:
  - { id: two, title: Two, home: de, regions: [eu, ch], tiers: [realtime, batch], assurances: { baa: { answer: by-agreement, published: 2026-10-01, source: acme-desk, note: On request. } }, terms: { personalData: { answer: yes, published: 2026-10-01, source: acme-desk }, training: { answer: no, published: 2026-10-01, source: acme-desk } } }
  - { id: bank, title: The bank, regions: [eu] }
  - { id: bank-cloud, title: The bank's cloud, of: two, regions: [eu] }
`,
  "market/speeds.yaml": `kind: moat/speeds@1
speeds: [{ model: open-two, provider: two, effort: low, firstTokenMs: 500, perTokenMs: 20, inputTokens: 10000, published: 2026-10-01, source: acme-desk }]
`,
  "market/efforts.yaml": `kind: moat/efforts@1
thinking: { bounded: { value: 300, range: [100, 900], basis: assumed, published: 2026-10-01, source: acme-desk } }
measured: [{ model: open-two, effort: high, factor: 1.4, published: 2026-10-01, source: acme-desk }]
unstated: [{ from: 2026-01-01, effort: medium, source: acme-desk, published: 2026-10-01 }]
`,
  "market/gpu-offers.yaml": `kind: moat/gpu-offers@1
offers: [{ id: bank-card, provider: bank, gpu: card, mode: reserved-1y, usdPerGpuHour: 1.2, minGpus: 2, region: eu, published: 2026-11-01, source: acme-desk }]
`,
};

const lists = "fixtures/imports";

export async function world(): Promise<World> {
  const tiny: Tiny = await tinyPack();
  const cwd = join(tiny.root, "../", `${tiny.root.split("/").at(-1)}-cwd`);
  const write = (file: string, bytes: Buffer | string) => {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), bytes);
  };
  const read = (file: string) => readFileSync(join(cwd, file), "utf8");
  cpSync(tiny.root, join(cwd, "rules"), { recursive: true });
  await tiny.remove();
  cpSync(
    join(repository, "rules/market/yardsticks.yaml"),
    join(cwd, "rules/market/yardsticks.yaml"),
  );
  const rules = join(cwd, "rules");
  const pack = readPack(join(rules, "acme"), rules);
  if (!pack.ok) throw new Error(pack.diagnostics[0]?.message);
  write("compiled/acme.ndjson", compiledText(pack.value.knowledge, digestOf(rules)));
  mkdirSync(join(cwd, ".git"));
  for (const [file, text] of Object.entries(bank)) write(`bank/${file}`, text);
  write("bank/rules/house.yaml", read("rules/acme/rules/house.yaml"));
  write("bank/tests/house.test.yaml", read("rules/acme/tests/house.test.yaml"));
  write("cases/letters.yaml", useCase);
  write("cases/plain.yaml", plain);

  const run: World["run"] = async (line) => {
    let written = "";
    const changes: Partial<Environment> = {
      cwd,
      rules,
      compiled: join(cwd, "compiled"),
      variables: line.includes("bank") ? {} : { MOAT_PACK: "acme" },
      write: async (text) => {
        written += text;
        return true;
      },
    };
    return { outcome: await main(line.split(" "), environment(changes)), written };
  };
  const must = async (line: string) => {
    const { outcome } = await run(line);
    if (outcome.exitCode > 1) throw new Error(`${line}: ${outcome.stderr}`);
    return outcome.stdout;
  };
  const make = async (file: string, line: string) => write(file, await must(line));
  await make("decision.json", `advise cases/letters.yaml ${quick} --json`);
  await must(`advise cases/letters.yaml ${quick} --record docs/0001.md`);
  await must(`advise cases/plain.yaml --draws 20 --record docs/0002.yaml`);
  await must(`advise cases/plain.yaml ${quick} --as-of 2026-10-15 --log log.jsonl`);
  await make("check.json", "check docs cases --draws 0 --json");
  await must("baseline write docs cases");
  write("moat.waivers.yaml", waivers);
  write(
    "batch.jsonl",
    `${JSON.stringify({ kind: "moat/use-case@1", name: "a", needs: [{ capability: "filing" }] })}\n`.repeat(
      2,
    ),
  );
  write("elsewhere/moat.config.yaml", config);
  for (const name of ["models-dev.json", "litellm.json", "genai-prices.json", "gpu-prices.csv"])
    write(name, readFileSync(join(repository, lists, name)));
  write(
    "runs.csv",
    "model,precision,gpu,n_gpus,engine,isl,osl,concurrency,output_tok_s_per_gpu\nopen-one,fp8,card,1,vllm,1000,200,16,900\nllama-3.1-8b,bf16,card,1,trt,1000,200,max,900\n",
  );

  const ofBank = [
    "validate bank",
    `advise cases/letters.yaml ${quick} --json --pack bank`,
    "profiles show reading --pack bank --history",
    "rules --pack bank",
    `cost cases/plain.yaml --draws 0 --pack bank`,
  ];
  const readers: Reader[] = [
    {
      file: "cases/letters.yaml",
      form: "yaml",
      lines: [
        ...["text", "json", "markdown"].map(
          (format) => `advise cases/letters.yaml ${quick} -f ${format}`,
        ),
        "advise cases/letters.yaml --draws 20 --json",
        `cost cases/letters.yaml --draws 0 -f csv`,
        `cost cases/letters.yaml --draws 20 -v`,
        "timeline cases/letters.yaml --json",
        "timeline cases/letters.yaml -f markdown",
        "validate cases/letters.yaml",
        "check cases docs --draws 0 -f github",
      ],
    },
    { file: "docs/0001.md", form: "front-matter", lines: checks },
    { file: "docs/0002.yaml", form: "yaml", lines: checks },
    { file: "moat.waivers.yaml", form: "yaml", lines: checks },
    {
      file: ".moat-baseline.json",
      form: "yaml",
      lines: [...checks, "baseline prune docs cases"],
    },
    {
      file: "elsewhere/moat.config.yaml",
      form: "yaml",
      lines: [
        "config print --origin",
        "config print --json",
        `advise cases/plain.yaml ${quick} --json`,
        "validate moat.config.yaml",
        "check docs --draws 0",
      ],
    },
    ...Object.keys(bank).map(
      (file): Reader => ({ file: `bank/${file}`, form: "yaml", lines: ofBank }),
    ),
    {
      file: "bank/rules/house.yaml",
      form: "yaml",
      lines: [...ofBank, "test bank --mutate", "rules --pack bank --json"],
    },
    {
      file: "bank/tests/house.test.yaml",
      form: "yaml",
      lines: ["test bank", "test bank --json", "test bank --coverage"],
    },
    ...[
      "market/prices.json",
      "market/gpus.yaml",
      "market/serving.yaml",
      "market/efforts.yaml",
      "market/providers.yaml",
      "market/speeds.yaml",
      "market/forecast.yaml",
      "sources.yaml",
      "acme/pack.yaml",
    ].map(
      (file): Reader => ({
        file: `rules/${file}`,
        form: "yaml",
        lines: [
          `advise cases/plain.yaml ${quick} --json`,
          "cost cases/plain.yaml --draws 0 -v",
          "validate acme",
          "timeline cases/plain.yaml",
        ],
      }),
    ),
    ...["models-dev.json", "litellm.json", "genai-prices.json"].map(
      (file): Reader => ({
        file,
        form: "yaml",
        lines: [
          `profiles update --from ${file} --dry-run`,
          `profiles update --from ${file} --dry-run --json --accept`,
        ],
      }),
    ),
    {
      file: "gpu-prices.csv",
      form: "csv",
      lines: ["profiles update --from gpu-prices.csv --dry-run -v"],
    },
    {
      file: "runs.csv",
      form: "csv",
      lines: ["cost --throughput runs.csv", "cost --throughput runs.csv --json"],
    },
    {
      file: "log.jsonl",
      form: "lines",
      lines: ["timeline --score log.jsonl", "timeline --score log.jsonl --json"],
    },
    {
      file: "decision.json",
      form: "yaml",
      lines: [
        "diff decision.json decision.json",
        "diff fixed.json decision.json --json",
        "diff decision.json fixed.json -f markdown",
      ],
    },
    {
      file: "check.json",
      form: "yaml",
      lines: ["diff check.json fixed-check.json", "diff fixed-check.json check.json --json"],
    },
    { file: "batch.jsonl", form: "lines", lines: [`advise --batch batch.jsonl ${quick}`] },
  ];
  write("fixed.json", read("decision.json"));
  write("fixed-check.json", read("check.json"));
  return {
    cwd,
    readers,
    read,
    write,
    run,
    remove: async () =>
      (await import("node:fs/promises")).rm(cwd, { recursive: true, force: true }),
  };
}
