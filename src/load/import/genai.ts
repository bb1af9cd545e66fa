import { type Diagnostic, failed, type Loaded, loaded } from "../diagnostic.ts";
import { isDay } from "../packs.ts";
import { amount, mapping, wrongAmount, wrongShape } from "./json.ts";
import { isAlias, isRouter } from "./names.ts";
import { ratesOf } from "./rates.ts";
import { type Content, type Importer, type PriceRow, type Rates, Skips } from "./row.ts";

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
  const skips = new Skips();
  const rows = new Map<string, PriceRow>();
  for (const entry of value) {
    const provider = mapping(entry);
    if (typeof provider?.id !== "string" || !Array.isArray(provider.models))
      return failed(wrongShape(file, "a provider with an id and models"));
    for (const written of provider.models) {
      const model = mapping(written);
      if (typeof model?.id !== "string")
        return failed(wrongShape(file, `a model of ${provider.id.slice(0, 60)}`));
      const id = `${provider.id} ${model.id}`;
      if (rows.has(id)) return failed(twice(file, id));
      if (isRouter(provider.id))
        skips.note("a router or a reseller, never merged with a first party");
      else if (isAlias(model.id)) skips.note("an alias that moves, never priced");
      else {
        const prices = pricesOf(model.prices);
        if (prices === "wrong") return failed(wrongAmount(file, id));
        if (prices.length === 0)
          skips.note("a row without a price, or with 0 and 0, which mostly means unknown");
        else rows.set(id, { provider: provider.id, model: model.id, prices });
      }
    }
  }
  return loaded({
    prices: [...rows.values()],
    rents: [],
    skipped: skips.counts,
  }) satisfies Loaded<unknown>;
}

const twice = (file: string, id: string): Diagnostic => ({
  code: "import.duplicate",
  severity: "error",
  file,
  message: `${id.slice(0, 120)} stands twice`,
  help: "One of them would win by chance: correct the file.",
});

/** One price, or several under conditions: a first day, or hours of the day. */
function pricesOf(written: unknown): Rates[] | "wrong" {
  const rows = Array.isArray(written)
    ? written.map((one) => mapping(one) ?? {})
    : [{ prices: written }];
  const found: Rates[] = [];
  for (const row of rows) {
    const constraint = mapping(row.constraint);
    const start = constraint?.start_date;
    const dated = typeof start === "string" && isDay(start);
    const rates = atTiers(mapping(row.prices) ?? {});
    if (rates === "wrong") return "wrong";
    if (rates === "none") continue;
    if (constraint === undefined || dated)
      found.push({ ...(dated ? { from: start } : {}), ...rates });
    else takeDearer(found, rates);
  }
  return found.toSorted((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1));
}

/** moat has no clock of hours: it takes the dearer ones, so that no plan comes out too cheap. */
function takeDearer(found: Rates[], hours: Rates): void {
  const base = found.at(-1);
  if (base === undefined || hours.output <= base.output) return;
  found[found.length - 1] = { ...(base.from === undefined ? {} : { from: base.from }), ...hours };
}

/** The base price, and one tier for each start that any of the rates has. */
function atTiers(prices: Values): Rates | "none" | "wrong" {
  const base = ratesAt(prices, 0);
  if (base === "none" || base === "wrong") return base;
  const starts = Object.values(prices).flatMap((one) => startsOf(one));
  const tiers = [...new Set(starts)]
    .sort((a, b) => a - b)
    .map((above) => ({ above, rates: ratesAt(prices, above) }));
  if (tiers.some(({ rates }) => typeof rates === "string")) return "wrong";
  const whole = tiers.flatMap(({ above, rates }) =>
    typeof rates === "string"
      ? []
      : [
          {
            above,
            input: rates.input,
            output: rates.output,
            ...(rates.cacheRead === undefined ? {} : { cacheRead: rates.cacheRead }),
          },
        ],
  );
  return whole.length === 0 ? base : { ...base, tiers: whole };
}

const ratesAt = (prices: Values, start: number) =>
  ratesOf({
    input: rate(prices.input_mtok, start),
    output: rate(prices.output_mtok, start),
    cacheRead: rate(prices.cache_read_mtok, start),
    cacheWrite: rate(prices.cache_write_mtok, start),
  });

function startsOf(value: unknown): number[] {
  const tiers = mapping(value)?.tiers;
  if (!Array.isArray(tiers)) return [];
  return tiers.flatMap((one: unknown) => {
    const start = mapping(one)?.start;
    return typeof start === "number" && Number.isInteger(start) && start > 0 ? [start] : [];
  });
}

/** A number, or a base with tiers of which the last one reached holds. */
function rate(value: unknown, start: number) {
  const tiered = mapping(value);
  if (tiered === undefined) return amount(value);
  const tiers = Array.isArray(tiered.tiers)
    ? tiered.tiers.map((one: unknown) => mapping(one) ?? {})
    : [];
  const reached = tiers.filter(
    (one) => typeof one.start === "number" && one.start <= start && start > 0,
  );
  const last = reached.toSorted((a, b) => Number(a.start) - Number(b.start)).at(-1);
  return amount(last?.price ?? tiered.base);
}
