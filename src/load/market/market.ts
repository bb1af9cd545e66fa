import { basename, join } from "node:path";
import type * as z from "zod";
import type { Knowledge, MarketFacts } from "../../core/know/pack.ts";
import { forecast } from "../../shapes/forecast.ts";
import { serving } from "../../shapes/serving.ts";
import { snapshot } from "../../shapes/snapshot.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { readSource, readText, yamlFiles } from "../file/files.ts";
import type { Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import type { Rank } from "../pack/merge.ts";
import { MarketBooks } from "./market-books.ts";

/** Facts that every pack shares, and the files they came from. */
export interface ReadMarket extends MarketFacts {
  readonly files: readonly Source[];
}

/** A `market` folder of a pack, or of an import, that adds to the shipped facts or changes them. */
export interface MarketFolder extends Rank {
  readonly folder: string;
  readonly shown: string;
}

const shipped: Rank = { name: "", above: new Set() };

/** Facts that come compiled, with the folders over them. */
export function marketOver(
  base: Knowledge,
  root: string,
  over: readonly MarketFolder[],
): Loaded<ReadMarket> {
  const books = new MarketBooks();
  const files = new Files(books);
  const prices = readPrices(root);
  books.seed(base, shipped);
  keepLayers(files, over);
  const facts = books.close(prices);
  if (files.trouble.some((one) => one.severity === "error")) return failed(...files.trouble);
  const { serving: speed, forecast: closing } = base;
  return loaded(
    { ...facts, serving: speed, forecast: closing, files: files.sources },
    files.trouble,
  );
}

/** The snapshot without places: it was checked when the pack was compiled. */
function readPrices(root: string): z.infer<typeof snapshot> {
  const text = readText(join(root, "market/prices.json"), "rules/market/prices.json");
  if (!text.ok) throw new Error("a compiled pack has a price snapshot beside it");
  return snapshot.parse(JSON.parse(text.value));
}

function keepLayers(files: Files, over: readonly MarketFolder[]): void {
  for (const layer of over) {
    const rank = { name: layer.name, above: new Set([shipped.name, ...layer.above]) };
    for (const one of readLayer(layer)) files.keep(one, rank);
  }
}

/** Shipped files that are no lists of entries, and not for a pack to extend. */
const constants = ["serving.yaml", "forecast.yaml", "yardsticks.yaml"];

/** Reads `market/` and `sources.yaml` below the rules folder, then the folders over it. */
export function readMarket(root: string, over: readonly MarketFolder[] = []): Loaded<ReadMarket> {
  const read = (name: string) => readSource(join(root, name), `rules/${name}`);
  const shown = { folder: join(root, "market"), shown: "rules/market" };
  const listed = readLayer({ ...shipped, ...shown }, constants);
  const books = new MarketBooks();
  const files = new Files(books);
  const priceBook = files.take(read("market/prices.json"), snapshot);
  const servingFacts = files.take(read("market/serving.yaml"), serving);
  const forecastFacts = files.take(read("market/forecast.yaml"), forecast);
  for (const one of [...listed, read("sources.yaml")]) files.keep(one, shipped);
  keepLayers(files, over);
  if (!priceBook || !servingFacts || !forecastFacts || files.trouble.length > 0)
    return failed(...files.trouble);
  const facts = books.close(priceBook);
  if (files.trouble.some((one) => one.severity === "error")) return failed(...files.trouble);
  const market: ReadMarket = {
    ...facts,
    serving: withoutKind(servingFacts),
    forecast: withoutKind(forecastFacts),
    files: files.sources,
  };
  return loaded(market, files.trouble);
}

function withoutKind<T extends { readonly kind?: unknown }>(written: T): Omit<T, "kind"> {
  const { kind: _kind, ...facts } = written;
  return facts;
}

function readLayer({ folder, shown }: MarketFolder, but: readonly string[] = []): Loaded<Source>[] {
  const read = (from: string, name: string) =>
    yamlFiles(from)
      .filter((path) => !but.includes(basename(path)))
      .map((path) => readSource(path, `${name}/${basename(path)}`));
  return [...read(join(folder, "models"), `${shown}/models`), ...read(folder, shown)];
}

/** Files read so far, and what is wrong with them. */
class Files {
  readonly sources: Source[] = [];
  readonly trouble: Diagnostic[];
  readonly #books: MarketBooks;

  constructor(books: MarketBooks) {
    this.#books = books;
    this.trouble = books.trouble;
  }

  take<T>(file: Loaded<Source>, schema: z.ZodType<T>): T | undefined {
    const source = this.#open(file);
    if (source === undefined) return undefined;
    const checked = check(schema, source);
    if (checked.ok) return checked.value;
    this.trouble.push(...checked.diagnostics);
    return undefined;
  }

  /** Enters a file into the books that its kind belongs to. */
  keep(file: Loaded<Source>, rank: Rank): void {
    const source = this.#open(file);
    if (source !== undefined) this.#books.enter({ source, rank });
  }

  #open(file: Loaded<Source>): Source | undefined {
    if (file.ok) this.sources.push(file.value);
    else this.trouble.push(...file.diagnostics);
    return file.ok ? file.value : undefined;
  }
}
