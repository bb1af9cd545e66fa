import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readImport } from "../../../src/load/import/all.ts";
import {
  type ImportChange,
  type ImportPlan,
  planImport,
  skipsOf,
} from "../../../src/load/import/plan.ts";
import { shipped } from "../../core/knowledge.ts";

const asOf = "2026-11-30";

function plan(file: string, text: string, day = asOf) {
  const read = readImport(file, text, "auto", day);
  if (!read.ok) throw new Error(read.diagnostics[0]?.message);
  const planned = planImport(read.value, shipped, day);
  return { read: read.value, planned };
}

const sample = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/imports/kinds/${name}.json`, import.meta.url), "utf8");

/** What came of a sample, or of a value as JSON. */
function planOf(sampleOrValue: string | object, day = asOf): ImportPlan {
  const text =
    typeof sampleOrValue === "string" ? sample(sampleOrValue) : JSON.stringify(sampleOrValue);
  const { planned } = plan("list.json", text, day);
  if (!planned.ok) throw new Error(planned.diagnostics[0]?.message);
  return planned.value;
}

function only({ changes }: ImportPlan): ImportChange {
  const [first, second] = changes;
  if (first === undefined || second !== undefined) throw new Error(`${changes.length} changes`);
  return first;
}

const pricesOf = ({ entry }: ImportChange) => (entry.kind === "price" ? entry.prices : []);

/** One row of a LiteLLM list, $ per million; gpt-5.4 is known at 2.5/15, cache 0.25, above 271,999 at 5/22.5. */
const row = (rates: Readonly<Record<string, number>>, id = "gpt-5.4", more = {}) => ({
  [id]: {
    litellm_provider: "openai",
    ...Object.fromEntries(Object.entries(rates).map(([key, one]) => [key, one / 1e6])),
    ...more,
  },
});
const usual = { input_cost_per_token: 2.5, output_cost_per_token: 15 };

describe("a row that cannot be read", () => {
  it("of a host that moat does not follow is counted and named, and the others are taken", () => {
    const { read, planned } = plan("list.json", sample("one-bad-row"));
    expect(planned.ok && planned.value.changes.map((one) => [one.what, one.state])).toEqual([
      ["gpt-5.4 at openai", "changed"],
    ]);
    expect([...skipsOf(read)]).toEqual([["a row with no sane price", 1]]);
    expect(read.unread.map((one) => one.name)).toEqual(["somehost/acme-7b"]);
  });

  it("is passed over whatever is wrong with it, in every list", () => {
    const lists: [string, string][] = [
      ["a row", JSON.stringify({ ...row(usual), "x/y": "free", "x/z": null })],
      [
        "twice",
        `{"x/y":{"litellm_provider":"x","input_cost_per_token":1,"input_cost_per_token":2},"x/y":1,${JSON.stringify(row(usual)).slice(1)}`,
      ],
      [
        "models.dev",
        JSON.stringify({
          x: 3,
          y: { models: { a: 1, b: { cost: { input: -1, output: 1 } } } },
          openai: { models: { "gpt-5.4": { cost: { input: 2.5, output: 15 } } } },
        }),
      ],
      [
        "genai",
        JSON.stringify([
          3,
          { id: "x" },
          {
            id: "y",
            models: [
              4,
              { id: "a", prices: { input_mtok: "1" } },
              { id: "b", prices: { input_mtok: 1, output_mtok: 2 } },
              { id: "b", prices: { input_mtok: 1, output_mtok: 2 } },
            ],
          },
          {
            id: "openai",
            models: [{ id: "gpt-5.4", prices: { input_mtok: 2.5, output_mtok: 15 } }],
          },
        ]),
      ],
    ];
    for (const [name, text] of lists) {
      const { read, planned } = plan("list.json", text);
      expect(planned.ok && planned.value.unchanged, name).toBe(1);
      expect(read.unread.length, name).toBeGreaterThan(0);
    }
  });

  it("ends the import where it would be taken, with the row and what is wrong with it", () => {
    const ends = (text: string) => {
      const { planned } = plan("list.json", text);
      return planned.ok ? "taken" : planned.diagnostics[0]?.message;
    };
    expect(ends(JSON.stringify(row({ ...usual, input_cost_per_token: 9e5 })))).toBe(
      "gpt-5.4 is no price in dollars",
    );
    expect(ends('{"openai":{"models":{"gpt-5.4":"free"}},"x":{"models":{}}}')).toContain(
      "openai gpt-5.4 is not what",
    );
    expect(
      ends('{"openai":{"models":{"gpt-5.4":{}}},"openai":{"models":{}},"x":{"models":{}}}'),
    ).toBe("openai stands twice");
  });

  it("of a rent ends it only where the card and the way of renting are known", () => {
    const head = "provider,gpu_type,provisioning,usd_per_gpu_hour,min_gpus,checked_at\n";
    const rent = (gpu: string, price: string) =>
      readImport(
        "f.csv",
        `\uFEFF${head}runpod,${gpu},on-demand,${price},1,2026-11-20\n`,
        "auto",
        asOf,
      );
    expect(rent("H100-80GB", "cheap").ok).toBe(false);
    expect(rent("TPU-9", "cheap").ok).toBe(true);
    expect(rent("H100-80GB", "").ok).toBe(true);
    expect(rent("H100-80GB", "2.5").ok).toBe(true);
  });

  it("that the list calls deprecated is left out", () => {
    const { read } = plan("l", JSON.stringify(row(usual, "gpt-5.4", { deprecation_date: asOf })));
    expect([...skipsOf(read)]).toEqual([["a model that the list calls deprecated", 1]]);
    expect(planOf(row(usual, "gpt-5.4", { deprecation_date: "2026-12-01" })).unchanged).toBe(1);
    const catalogue = {
      openai: { models: { "gpt-5.4": { status: "deprecated", cost: { input: 9, output: 9 } } } },
    };
    expect(planOf(catalogue).changes).toEqual([]);
    const data = [
      {
        id: "openai",
        models: [{ id: "gpt-5.4", deprecated: true, prices: { input_mtok: 9, output_mtok: 9 } }],
      },
    ];
    expect(planOf(data).changes).toEqual([]);
  });
});

describe("encodings", () => {
  it("a byte order mark is read through", () => {
    expect(sample("bom").charCodeAt(0)).toBe(0xfeff);
    expect(only(planOf("bom")).state).toBe("changed");
  });
});

describe("long-context tiers", () => {
  it("keep the limits that the list states, each its own", () => {
    const limits = planOf("tier-size").changes.map((one) => [
      one.what,
      pricesOf(one)[0]?.tiers?.map((tier) => tier.above),
    ]);
    expect(limits).toEqual([
      ["gpt-5.4 at openai", [272_000]],
      ["minimax-m3 at minimax", [512_000]],
    ]);
    const both = row({
      ...usual,
      input_cost_per_token_above_128k_tokens: 3,
      output_cost_per_token_above_128k_tokens: 16,
      cache_read_input_token_cost_above_128k_tokens: 0.3,
      input_cost_per_token_above_272k_tokens: 5.5,
      output_cost_per_token_above_272k_tokens: 22.5,
    });
    expect(pricesOf(only(planOf(both)))[0]?.tiers).toEqual([
      { above: 128_000, input: 3, output: 16, cacheRead: 0.3 },
      // The list has none of its own: what is known above that limit stays.
      { above: 272_000, input: 5.5, output: 22.5, cacheRead: 0.5 },
    ]);
  });

  it("are compared at every length that one of the two sides has a limit for", () => {
    const tier = row({
      ...usual,
      input_cost_per_token_above_272k_tokens: 6,
      output_cost_per_token_above_272k_tokens: 22.5,
    });
    expect(only(planOf(tier)).moved).toEqual([{ rate: "input above 272000", before: 5, after: 6 }]);
    const lower = row({
      ...usual,
      input_cost_per_token_above_200k_tokens: 5,
      output_cost_per_token_above_200k_tokens: 22.5,
    });
    expect(only(planOf(lower))).toMatchObject({ state: "held", jump: 1 });
  });

  it("start where the shipped snapshot says: a token more or less is the same limit", () => {
    expect(planOf("genai-same")).toMatchObject({ changes: [], unchanged: 1 });
  });
});

describe("what is known", () => {
  it("stays as it was where the list says nothing about it", () => {
    const [price] = pricesOf(only(planOf("left-out")));
    expect(price).toMatchObject({ input: 2.4, cacheRead: 0.25, tiers: [{ input: 5 }] });
    // A zero for a cache is a list's way of saying nothing.
    const zero = row({ ...usual, cache_read_input_token_cost: 0, input_cost_per_token: 2.4 });
    expect(pricesOf(only(planOf(zero)))[0]?.cacheRead).toBe(0.25);
  });

  it("is not replaced by what is of an earlier day", () => {
    const dated = (from: string) => ({
      id: "anthropic",
      models: [
        {
          id: "claude-sonnet-5",
          prices: [
            { prices: { input_mtok: 2, output_mtok: 10 } },
            { constraint: { start_date: from }, prices: { input_mtok: 2.2, output_mtok: 11 } },
          ],
        },
      ],
    });
    // Somebody looked at the shipped prices on these days; one that begins before would still hold after it.
    expect(only(planOf([dated("2026-07-01")]))).toMatchObject({
      state: "older",
      why: "it is of 2026-07-01, and what is known is of 2026-07-29",
    });
    expect(only(planOf([dated("2026-08-01")])).state).toBe("changed");
    // A rise that was cancelled, by exactly half.
    expect(only(planOf("older-file"))).toMatchObject({
      state: "held",
      why: "too far at once: input, output",
    });
    const earlier = row({ ...usual, input_cost_per_token: 2.4 });
    expect(only(planOf(earlier, "2026-03-05")).state).toBe("older");
    expect(only(planOf(earlier)).state).toBe("changed");
  });
});

describe("every rate is compared", () => {
  it("and named where it moved", () => {
    const change = only(planOf("cachewrite-only"));
    expect(change.state).toBe("changed");
    expect(change.moved).toEqual([{ rate: "cache write", before: 5, after: 8 }]);
    const batch = { input_cost_per_token_batches: 1.25, output_cost_per_token_batches: 7.5 };
    expect(only(planOf(row({ ...usual, ...batch }))).moved.map((one) => one.rate)).toEqual([
      "batch input",
      "batch output",
    ]);
  });

  it("and held back where it jumps, exactly half included", () => {
    const stateOf = (rates: Readonly<Record<string, number>>) =>
      only(planOf(row({ ...usual, ...rates }))).state;
    expect(only(planOf("tier-jump")).state).toBe("held");
    expect(stateOf({ input_cost_per_token: 3.75 })).toBe("held");
    expect(stateOf({ input_cost_per_token: 3.7 })).toBe("changed");
    expect(stateOf({ output_cost_per_token: 10 })).toBe("held");
    expect(stateOf({ cache_read_input_token_cost: 250 })).toBe("held");
    // Nobody stated a rate for these before: they are held against what they stand for.
    expect(stateOf({ cache_creation_input_token_cost: 3.1 })).toBe("changed");
    expect(stateOf({ cache_creation_input_token_cost: 3125 })).toBe("held");
    const batch = { input_cost_per_token_batches: 1250, output_cost_per_token_batches: 7500 };
    expect(stateOf(batch)).toBe("held");
  });

  it("and held back where one side is 0, or other hosts take something quite different", () => {
    expect(only(planOf(row({ ...usual, output_cost_per_token: 0 }))).state).toBe("held");
    const model = shipped.models["gpt-oss-120b"];
    const offer = model?.offers.find((one) => one.kind === "host" && one.prices.length > 0);
    if (model === undefined || offer === undefined) throw new Error("no host of gpt-oss-120b");
    const unknown = {
      ...shipped,
      models: {
        [model.id]: {
          ...model,
          offers: model.offers.map((one) => (one === offer ? { ...one, prices: [] } : one)),
        },
      },
    };
    const stateAt = (times: number) => {
      const price = { input: 0.15 * times, output: 0.6 * times };
      const list = { [offer.provider]: { models: { [model.id]: { cost: price } } } };
      const read = readImport("l", JSON.stringify(list), "auto", asOf);
      const planned = read.ok ? planImport(read.value, unknown, asOf) : read;
      return planned.ok ? planned.value.changes.map((one) => one.state) : planned.diagnostics;
    };
    expect(stateAt(1)).toEqual(["new"]);
    expect(stateAt(1000)).toEqual(["held"]);
    expect(stateAt(0.01)).toEqual(["held"]);
  });

  it("and two rows of one model agree where one only says less", () => {
    const rows = (input: number) => ({
      ...row(usual, "openai/gpt-5.4"),
      ...row(
        { ...usual, input_cost_per_token: input, cache_read_input_token_cost: 0.2 },
        "azure/gpt-5.4",
        { litellm_provider: "openai" },
      ),
    });
    expect(only(planOf(rows(2.5)))).toMatchObject({
      state: "changed",
      moved: [{ rate: "cache read" }],
    });
    expect(only(planOf(rows(2.4))).state).toBe("ambiguous");
  });
});
