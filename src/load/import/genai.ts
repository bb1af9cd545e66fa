import { failed, loaded } from "../file/diagnostic.ts";
import { isDay } from "../pack/packs.ts";
import { amount, mapping, wrongShape } from "./json.ts";
import { pricesOf, type WrittenRates } from "./rates.ts";
import type { Content, ImportedRates, Importer } from "./row.ts";
import { Rows } from "./rows.ts";

type Values = Readonly<Record<string, unknown>>;

/** The data of genai-prices, version 2: a list of providers, each with a list of models. */
export const genai: Importer = {
  format: "genai-prices",
  title: "genai-prices data",
  licence: "MIT",
  url: "https://github.com/pydantic/genai-prices",
  matches: ({ value }) =>
    Array.isArray(value) && value.some((one) => Array.isArray(mapping(one)?.models)),
  read,
};

function read({ file, value }: Content) {
  if (!Array.isArray(value)) return failed(wrongShape(file, "the data of genai-prices"));
  const rows = new Rows(file);
  for (const [index, entry] of value.entries()) {
    const written = mapping(entry) ?? {};
    const provider = typeof written.id === "string" ? written.id : "";
    const models = Array.isArray(written.models) ? written.models : undefined;
    if (provider === "" || models === undefined)
      rows.unreadable(provider, undefined, provider || `entry ${index + 1}`, written.models);
    for (const [position, one] of (models ?? []).entries()) {
      const model = mapping(one);
      const at = `${provider} ${position + 1}`;
      if (typeof model?.id !== "string") rows.unreadable(provider, "", at, one);
      else {
        const { id, prices } = model;
        rows.price({
          provider,
          model: id,
          name: `${provider} ${id}`,
          isDeprecated: model.deprecated === true,
          prices: () => datedPrices(id, prices),
        });
      }
    }
  }
  return loaded(rows.done());
}

/**
 * One price, or several under conditions: a first day, or hours of the day. The snapshot that moat ships is made by this
 * too (test/maintain/prices.mjs).
 */
export function datedPrices(id: string, written: unknown): ImportedRates[] | "wrong" {
  const rows = Array.isArray(written)
    ? written.map((one) => mapping(one) ?? {})
    : [{ prices: written }];
  const found: ImportedRates[] = [];
  for (const row of rows) {
    const constraint = mapping(row.constraint);
    const start = constraint?.start_date;
    const dated = typeof start === "string" && isDay(start);
    const prices = atTiers(mapping(row.prices) ?? {}, /embed/.test(id));
    if (prices === "wrong") return "wrong";
    for (const rates of prices)
      if (constraint === undefined || dated)
        found.push({ ...(dated ? { from: start } : {}), ...rates });
      else takeDearer(found, rates);
  }
  return found.toSorted((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1));
}

/** moat has no clock of hours: it takes the dearer ones, so that no plan comes out too cheap. */
function takeDearer(found: ImportedRates[], hours: ImportedRates): void {
  const base = found.at(-1);
  if (base === undefined || hours.output <= base.output) return;
  found[found.length - 1] = {
    ...(base.from === undefined ? {} : { from: base.from }),
    ...hours,
    note: "peak hours; cheaper at other times of the day",
  };
}

/** The base price, and one tier for each start that any of the rates has. Embeddings produce no tokens: their output is free. */
function atTiers(prices: Values, isEmbedding: boolean): ImportedRates[] | "wrong" {
  const at = (start: number): WrittenRates => ({
    input: rate(prices.input_mtok, start),
    output: rate(prices.output_mtok, start) ?? (isEmbedding ? 0 : undefined),
    cacheRead: rate(prices.cache_read_mtok, start),
    cacheWrite: rate(prices.cache_write_mtok, start),
  });
  const starts = new Set(
    [prices.input_mtok, prices.output_mtok, prices.cache_read_mtok].flatMap((one) =>
      tiersOf(one).flatMap(({ start }) => (typeof start === "number" ? [start] : [])),
    ),
  );
  return pricesOf(
    at(0),
    [...starts].map((above) => ({ above, written: at(above) })),
  );
}

function tiersOf(value: unknown): Values[] {
  const tiers = mapping(value)?.tiers;
  return Array.isArray(tiers) ? tiers.map((one: unknown) => mapping(one) ?? {}) : [];
}

/** A number, or a base with tiers of which the last one reached holds. */
function rate(value: unknown, start: number) {
  const tiered = mapping(value);
  if (tiered === undefined) return amount(value);
  const reached = tiersOf(value).filter(
    (one) => typeof one.start === "number" && one.start <= start,
  );
  const last = reached.toSorted((a, b) => Number(a.start) - Number(b.start)).at(-1);
  return amount(start > 0 ? (last?.price ?? tiered.base) : tiered.base);
}
