import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readGround } from "../../../src/commands/knowledge.ts";
import { advise } from "../../../src/core/answer/advise.ts";
import { why } from "../../../src/core/answer/why/why.ts";
import { tiedWith } from "../../../src/core/choose/alike.ts";
import { askedOf } from "../../../src/core/choose/asked.ts";
import { choose } from "../../../src/core/choose/choose.ts";
import { ask, askWith } from "../../../src/core/choose/question.ts";
import type { Row } from "../../../src/core/choose/table.ts";
import { complete } from "../../../src/core/know/assume.ts";
import type { Offer } from "../../../src/core/know/knowledge.ts";
import { modelNamed } from "../../../src/core/know/model-names.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import { withValue } from "../../../src/core/know/tree.ts";
import type { AskedModel, CandidatesDocument, LetIn } from "../../../src/shapes/candidates.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { environment } from "../../environment.ts";
import { offered, plansAsMeasured } from "../properties/setting.ts";

// What moat why says is held against decisions that it did not make: candidates taken away, gates counted, changes applied.

const asOf = "2026-11-23";
const ground = await readGround({ asOf }, environment());
if (!ground.ok) throw new Error(JSON.stringify(ground.diagnostics));
const { knowledge } = ground.value;

const folder = fileURLToPath(new URL("../../../fixtures/use-cases/", import.meta.url));
const useCases = readdirSync(folder)
  .filter((one) => one.endsWith(".yaml"))
  .map((file): [string, WrittenUseCase] => {
    const { kind: _, ...written } = parse(readFileSync(folder + file, "utf8"));
    return [file.replace(".yaml", ""), written];
  });

const settings = { draws: 0, version: "0", sha256: "0", models: [] };
const documents = new Map<string, CandidatesDocument>();
function asked(name: string, written: WrittenUseCase): CandidatesDocument {
  const found = documents.get(name) ?? why(written, knowledge, asOf, settings);
  documents.set(name, found);
  return found;
}

/** Models in the order in which whole decisions name them, the pick of each taken out of one need's candidates before the next. */
function eliminate(written: WrittenUseCase, need: number, count: number): (string | undefined)[] {
  const { question } = askedOf(written, knowledge, asOf);
  const first = choose(question, 0);
  const gone = new Set<string | undefined>();
  return Array.from({ length: count }, () => {
    const left = askWith(question, (one) =>
      one.places
        .map(({ placed }) => placed)
        .filter(({ place }) => question.needs[need] !== one || !gone.has(place.model?.id)),
    );
    const [best] = plansAsMeasured(choose(left, 0).field, first.field);
    const id = best?.picks[need]?.row.candidate.model?.id;
    gone.add(id);
    return id;
  });
}

describe.each(useCases)("the short-list of %s", (name, written) => {
  it("is the order in which whole decisions name models, the winner taken away each time", () => {
    const { needs } = asked(name, written);
    for (const [at, { shortList }] of needs.slice(0, 1).entries()) {
      const lines = shortList.filter(({ rank }) => rank !== null);
      const order = eliminate(written, at, lines.length);
      // Ties may come in any order.
      const ranks = new Set(lines.map(({ rank }) => rank));
      for (const rank of ranks) {
        const places = lines.flatMap((one, place) => (one.rank === rank ? [place] : []));
        expect(places.map((place) => order[place]).sort(), `${rank} of ${name}`).toEqual(
          places.map((place) => lines[place]?.model).sort(),
        );
      }
    }
  });

  it("comes with counts of outcomes that sum to the candidates of the decision", () => {
    const { needs, candidates } = asked(name, written);
    const { options } = advise(written, knowledge, asOf, { ...settings, flips: false });
    const sums = needs.map(({ counts }) => Object.values(counts).reduce((a, b) => a + b, 0));
    expect(sums).toEqual(needs.map((one) => one.candidates));
    const total = options.reduce((sum, one) => sum + one.candidates, 0);
    expect(candidates.length).toBe(total);
    // Gate by gate and option by option what the decision says that it removed.
    for (const { option, vetoes } of options)
      for (const { need, rule, removes } of vetoes) {
        const removed = candidates.filter(
          (one) => one.need === need && one.option === option && one.rules.includes(rule),
        );
        if (rule !== "current/gate.no-evidence") expect(removed.length, rule).toBe(removes);
      }
  });
});

/** The use case and the market with the changes that are said to let a candidate in. */
function applied({ changes }: LetIn, written: WrittenUseCase): [WrittenUseCase, Knowledge] {
  let [turned, market]: [unknown, Knowledge] = [written, knowledge];
  for (const { path, from, to } of changes) {
    const price = /^price\.(.+)@(.+)$/.exec(path);
    if (path.startsWith("rent.")) {
      const gpu = path.slice("rent.".length);
      const gpuOffers = market.gpuOffers.map((one) =>
        one.gpu === gpu
          ? { ...one, usdPerGpuHour: (one.usdPerGpuHour * Number(to)) / Number(from) }
          : one,
      );
      market = { ...market, gpuOffers };
    } else if (price === null) turned = withValue(turned, path.split("."), to);
    else
      market = offered(market, (offer, model) => [
        model.id === price[1] && offer.provider === price[2]
          ? scaled(offer, Number(to) / Number(from))
          : offer,
      ]);
  }
  return [turned as WrittenUseCase, market];
}

/** All of its prices, those of cached and batched tokens too. */
const scaled = (offer: Offer, factor: number): Offer => ({
  ...offer,
  prices: offer.prices.map((one) => times(one, factor)),
});

const times = <One extends object>(prices: One, factor: number): One =>
  Object.fromEntries(
    Object.entries(prices).map(([key, value]) => {
      if (typeof value === "number" && key !== "above") return [key, value * factor];
      if (Array.isArray(value)) return [key, value.map((one) => times(one, factor))];
      return [key, value !== null && typeof value === "object" ? times(value, factor) : value];
    }),
  ) as One;

const sample = ["invoice-triage", "clinical-notes", "patient-records"];
const models = ["claude-haiku-5.5", "llama-3.1-8b", "kimi-k3", "gpt-5.5", "gemma-4-31b"].flatMap(
  (id) => knowledge.models[id] ?? [],
);

describe("what would let a model in", () => {
  const tried: AskedModel[] = [];
  it.each(useCases.filter(([name]) => sample.includes(name)))(
    "of %s holds where it is decided again",
    (_, written) => {
      const found = why(written, knowledge, asOf, { ...settings, models });
      for (const one of found.models) {
        if (one.letIn === null) continue;
        tried.push(one);
        const { letIn } = one;
        expect(["gate", "bar", "unproven", "no-price", "ask"]).not.toContain(letIn.outcome);
        const [turned, market] = applied(letIn, written);
        const again = why(turned, market, asOf, settings);
        const same = again.candidates.find(
          (other) =>
            other.model === letIn.model &&
            other.effort === letIn.effort &&
            other.option === letIn.option &&
            (letIn.offer === null || other.offers.includes(letIn.offer)),
        );
        expect({ outcome: same?.outcome, choice: again.verdict.choice }, one.model).toEqual({
          outcome: letIn.outcome,
          choice: letIn.choice,
        });
        expect(again.needs[0]?.chosen?.model).toBe(letIn.chosen?.model);
      }
    },
  );

  it("was found for models behind gates, below the bar and worth less", () => {
    const kinds = new Set(tried.map(({ outcome }) => outcome));
    console.log(`${tried.length} changes confirmed: ${[...kinds].join(", ")}`);
    expect(kinds.has("gate") && kinds.has("bar")).toBe(true);
    expect(tried.length).toBeGreaterThan(5);
  });
});

describe("candidates tie", () => {
  const [, written] = useCases.find(([name]) => name === "invoice-triage") ?? [];
  if (written === undefined) throw new Error("there is no such use case");
  const { table } =
    ask({ useCase: complete(written, knowledge).useCase, knowledge, asOf }).needs[0] ?? {};
  const row = table?.rows[0];
  const model = Object.values(knowledge.models).find((one) => one !== row?.candidate.model);
  const changes: readonly (readonly [string, (one: Row) => Partial<Row>, boolean])[] = [
    ["with a bill that reads alike", ({ usd }) => ({ usd: usd * 1.005 }), true],
    ["with another bill", ({ usd }) => ({ usd: usd * 1.02 }), false],
    ["with another chance", ({ chance }) => ({ chance: chance - 0.01 }), false],
    ["with another criterion", ({ soft }) => ({ soft: { ...soft, ops: soft.ops - 0.1 } }), false],
    ["that were not measured", () => ({ imputed: !row?.imputed }), false],
    ["of another option", ({ option }) => ({ option: (option + 1) % 3 }), false],
  ];

  it.each(changes)("%s", (_, change, ties) => {
    if (table === undefined || row === undefined) throw new Error("nothing takes part");
    const candidate = Object.create(row.candidate, { model: { value: model } });
    const twin: Row = { ...row, ...change(row), candidate };
    expect(tiedWith(row, { ...table, rows: [row, twin] })).toEqual(ties ? [twin] : []);
  });
});

describe("a model is meant by", () => {
  it.each([
    ["claude-haiku-5.5", "claude-haiku-5.5"],
    ["Claude Haiku 5.5", "claude-haiku-5.5"],
    ["anthropic/claude-haiku-5.5", "claude-haiku-5.5"],
    ["claude-haiku-5-5-20260901", "claude-haiku-5.5"],
    ["us.anthropic.claude-haiku-5-5-20260901-v1:0", "claude-haiku-5.5"],
    ["gpt-5.2-2025-12-11", "gpt-5.2"],
    ["openai/gpt-5.2", "gpt-5.2"],
    ["deepseek-ai/DeepSeek-V4-Flash", "deepseek-v4-flash"],
    ["Qwen/Qwen3.5-35B-A3B-FP8", "qwen3.5-35b-a3b"],
    ["meta-llama/Llama-3.1-8B-Instruct", "llama-3.1-8b"],
  ])("%s", (written, id) => {
    expect(modelNamed(written, knowledge.models)?.id).toBe(id);
  });

  it("its own id, and no other model by that of another", () => {
    const all = Object.values(knowledge.models);
    expect(all.filter((one) => modelNamed(one.id, knowledge.models) !== one)).toEqual([]);
  });

  it("nothing that several are called, or nobody", () => {
    expect(modelNamed("glm", knowledge.models)).toBeUndefined();
    expect(modelNamed("claude-3-5-sonnet-20241022", knowledge.models)).toBeUndefined();
  });
});
