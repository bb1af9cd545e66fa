import { failed, loaded } from "../file/diagnostic.ts";
import { mapping, wrongShape } from "./json.ts";
import { amounts, pricesOf, type WrittenTier } from "./rates.ts";
import type { Content, Importer } from "./row.ts";
import { Rows } from "./rows.ts";

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
  const rows = new Rows(file);
  for (const [provider, entry] of Object.entries(providers)) {
    const models = mapping(mapping(entry)?.models);
    if (models === undefined) rows.unreadable(provider, undefined, provider, entry);
    for (const [id, written] of Object.entries(models ?? {})) {
      const model = mapping(written);
      const name = `${provider} ${id}`;
      if (model === undefined) rows.unreadable(provider, id, name, written);
      else {
        if (model.benchmarks !== undefined) rows.skip("scores that others may not redistribute");
        const cost = mapping(model.cost) ?? {};
        rows.price({
          provider,
          model: id,
          name,
          isDeprecated: model.status === "deprecated",
          isLimitOpen: !Array.isArray(cost.tiers),
          prices: () => pricesOf(amounts(cost, names), tiersOf(cost)),
        });
      }
    }
  }
  return loaded(rows.done());
}

/** Each tier with its own limit; where the row has none, `context_over_200k`, a copy of the lowest one that is older than they are. */
function tiersOf(cost: Readonly<Record<string, unknown>>): WrittenTier[] {
  if (!Array.isArray(cost.tiers)) {
    const over = mapping(cost.context_over_200k);
    return over === undefined ? [] : [{ above: 200_000, written: amounts(over, names) }];
  }
  return cost.tiers.flatMap((one: unknown) => {
    const rates = mapping(one) ?? {};
    const { type, size } = mapping(rates.tier) ?? {};
    return type === "context" ? [{ above: Number(size), written: amounts(rates, names) }] : [];
  });
}
