import { failed, loaded } from "../diagnostic.ts";
import { amount, mapping, wrongAmount, wrongShape } from "./json.ts";
import { isAlias, isRouter } from "./names.ts";
import { amounts, ratesOf } from "./rates.ts";
import { type Content, type Importer, type PriceRow, Skips } from "./row.ts";

const names = {
  input: "input",
  output: "output",
  cacheRead: "cache_read",
  cacheWrite: "cache_write",
  batchInput: "batch_input",
  batchOutput: "batch_output",
};

/** The catalogue of models.dev (api.json): providers by id, and in each the models by id. */
export const modelsDev: Importer = {
  format: "models.dev",
  title: "models.dev catalogue",
  licence: "MIT",
  url: "https://models.dev/api.json",
  matches: ({ value }) =>
    Object.values(mapping(value) ?? {}).some((one) => mapping(mapping(one)?.models) !== undefined),
  read,
};

function read({ file, value }: Content) {
  const providers = mapping(value);
  if (providers === undefined) return failed(wrongShape(file, "the catalogue of models.dev"));
  const skips = new Skips();
  const rows: PriceRow[] = [];
  for (const [provider, entry] of Object.entries(providers)) {
    const models = mapping(mapping(entry)?.models);
    if (models === undefined)
      return failed(wrongShape(file, `a provider with models: ${provider.slice(0, 60)}`));
    for (const [id, written] of Object.entries(models)) {
      const model = mapping(written);
      if (model === undefined)
        return failed(wrongShape(file, `a model: ${provider} ${id}`.slice(0, 100)));
      if (model.benchmarks !== undefined) skips.note("scores that others may not redistribute");
      if (isRouter(provider)) skips.note("a router or a reseller, never merged with a first party");
      else if (isAlias(id)) skips.note("an alias that moves, never priced");
      else {
        const cost = mapping(model.cost) ?? {};
        const rates = ratesOf(amounts(cost, names));
        const tiers = tiersOf(cost);
        if (rates === "wrong" || tiers === "wrong")
          return failed(wrongAmount(file, `${provider} ${id}`));
        if (rates === "none")
          skips.note("a row without a price, or with 0 and 0, which mostly means unknown");
        else rows.push({ provider, model: id, prices: [{ ...rates, ...tiers }] });
      }
    }
  }
  return loaded({ prices: rows, rents: [], skipped: skips.counts });
}

/** `context_over_200k` holds for the whole request once its input is that long. */
function tiersOf(cost: Readonly<Record<string, unknown>>) {
  const over = mapping(cost.context_over_200k);
  if (over === undefined) return {};
  const [input, output, cacheRead] = [over.input, over.output, over.cache_read].map((one) =>
    amount(one),
  );
  if (input === "wrong" || output === "wrong" || cacheRead === "wrong") return "wrong" as const;
  if (input === undefined || output === undefined) return {};
  return {
    tiers: [{ above: 200_000, input, output, ...(cacheRead === undefined ? {} : { cacheRead }) }],
  };
}
