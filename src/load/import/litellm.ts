import { failed, loaded } from "../diagnostic.ts";
import { amount, mapping, wrongAmount, wrongShape } from "./json.ts";
import { isAlias, isRouter } from "./names.ts";
import { amounts, ratesOf } from "./rates.ts";
import { type Content, type Importer, type PriceRow, Skips } from "./row.ts";

const names = {
  input: "input_cost_per_token",
  output: "output_cost_per_token",
  cacheRead: "cache_read_input_token_cost",
  cacheWrite: "cache_creation_input_token_cost",
  batchInput: "input_cost_per_token_batches",
  batchOutput: "output_cost_per_token_batches",
};

/** LiteLLM writes $ per token, as floats with their noise. */
const perMillion = 1e6;

/** The price map of LiteLLM (model_prices_and_context_window.json): models by `provider/name` or name. */
export const litellm: Importer = {
  format: "litellm",
  title: "LiteLLM price map",
  licence: "MIT",
  url: "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json",
  matches: ({ value }) =>
    Object.values(mapping(value) ?? {}).some(
      (one) => typeof mapping(one)?.litellm_provider === "string",
    ),
  read,
};

function read({ file, value }: Content) {
  const models = mapping(value);
  if (models === undefined) return failed(wrongShape(file, "the price map of LiteLLM"));
  const skips = new Skips();
  const rows: PriceRow[] = [];
  for (const [id, written] of Object.entries(models)) {
    const model = mapping(written);
    if (model === undefined) return failed(wrongShape(file, `a model: ${id.slice(0, 80)}`));
    const provider = String(model.litellm_provider ?? "");
    if (id === "sample_spec") skips.note("a sample row");
    else if (isRouter(provider))
      skips.note("a router or a reseller, never merged with a first party");
    else if (isAlias(id)) skips.note("an alias that moves, never priced");
    else {
      const rates = ratesOf(amounts(model, names, perMillion));
      const tiers = tiersOf(model);
      if (rates === "wrong" || tiers === "wrong") return failed(wrongAmount(file, id));
      if (rates === "none")
        skips.note("a row without a price, or with 0 and 0, which mostly means unknown");
      else rows.push({ provider, model: id, prices: [{ ...rates, ...tiers }] });
    }
  }
  return loaded({ prices: rows, rents: [], skipped: skips.counts });
}

/** `input_cost_per_token_above_200k_tokens` and the like. */
function tiersOf(model: Readonly<Record<string, unknown>>) {
  const limits = Object.keys(model).flatMap(
    (key) => /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key)?.[1] ?? [],
  );
  const tiers = limits.map((limit) => ({
    above: Number(limit) * 1000,
    input: amount(model[`input_cost_per_token_above_${limit}k_tokens`], perMillion),
    output: amount(model[`output_cost_per_token_above_${limit}k_tokens`], perMillion),
  }));
  if (tiers.some(({ input, output }) => input === "wrong" || output === "wrong"))
    return "wrong" as const;
  const whole = tiers.flatMap(({ above, input, output }) =>
    typeof input === "number" && typeof output === "number" ? [{ above, input, output }] : [],
  );
  return whole.length === 0 ? {} : { tiers: whole.toSorted((a, b) => a.above - b.above) };
}
