import { failed, loaded } from "../file/diagnostic.ts";
import { mapping, wrongShape } from "./json.ts";
import { amounts, pricesOf } from "./rates.ts";
import type { Content, Importer } from "./row.ts";
import { Rows } from "./rows.ts";

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

function read({ file, value, asOf }: Content) {
  const models = mapping(value);
  if (models === undefined) return failed(wrongShape(file, "the price map of LiteLLM"));
  const rows = new Rows(file);
  for (const [id, written] of Object.entries(models)) {
    const model = mapping(written);
    if (id === "sample_spec") rows.skip("a sample row");
    else if (model === undefined) rows.unreadable(providerIn(id), id, id, written);
    else
      rows.price({
        provider: String(model.litellm_provider ?? ""),
        model: id,
        name: id,
        isDeprecated: String(model.deprecation_date ?? "9") <= asOf,
        prices: () => pricesOf(amounts(model, names, perMillion), tiersOf(model)),
      });
  }
  return loaded(rows.done());
}

/** Of a row that says nothing: ids of hosts begin with their name. */
const providerIn = (id: string): string => id.split("/", 1)[0] ?? id;

/** `input_cost_per_token_above_200k_tokens` and the like. */
const tiersOf = (model: Readonly<Record<string, unknown>>) =>
  Object.keys(model).flatMap((key) => {
    const limit = /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key)?.[1];
    if (limit === undefined) return [];
    const beyond = (name: string) => `${name}_above_${limit}k_tokens`;
    const { input, output, cacheRead } = names;
    const written = { input: beyond(input), output: beyond(output), cacheRead: beyond(cacheRead) };
    return [{ above: Number(limit) * 1000, written: amounts(model, written, perMillion) }];
  });
