import type * as z from "zod";
import type { Citation, Gpu, GpuOffer, Model, Offer, Price } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import { valueAt } from "../../core/know/tree.ts";
import type { UnmodelledGpu } from "../../shapes/market.ts";
import { endpoints, gpuOffers, gpus, offers, overrides, sources } from "../../shapes/market.ts";
import { models } from "../../shapes/models.ts";
import type { snapshot } from "../../shapes/snapshot.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { Source, SourcePath } from "../file/source.ts";
import { check } from "../input/check.ts";
import { type Rank, Registry, seedSource } from "../pack/merge.ts";
import { EffortBook } from "./effort-book.ts";
import { ProviderBook } from "./provider-book.ts";
import { RefreshBook } from "./refresh-book.ts";
import { UsageBook } from "./usage-book.ts";

type PriceSnapshot = z.infer<typeof snapshot>;
type Override = z.infer<typeof overrides>["overrides"][number];
type ExtraOffer = z.infer<typeof offers>["offers"][number];
type WrittenEndpoint = z.infer<typeof endpoints>["endpoints"][number];

/** An entry that names a model described elsewhere, and where it stands in case that model is not there. */
interface Pending<T> extends SourcePath {
  readonly entry: T;
}

/** A name that stands nowhere, and the names that would do. */
interface MissingName {
  readonly what: string;
  readonly name: string;
  readonly known: Iterable<string>;
}

/** The market by id while its files come in, one layer over another. */
export class MarketBooks {
  readonly #trouble: Diagnostic[];
  /** Offers whose prices are complete, as they come with a seed. */
  readonly #priced = new Set<Offer>();
  readonly #models: Registry<Model>;
  readonly #gpus: Registry<Gpu>;
  readonly #unmodelled: Registry<UnmodelledGpu>;
  readonly #gpuOffers: Registry<GpuOffer>;
  readonly #sources: Registry<Citation>;
  readonly #offers: Registry<Pending<ExtraOffer>>;
  readonly #overrides: Registry<Pending<Override>>;
  readonly #endpoints: Registry<Pending<WrittenEndpoint>>;
  readonly providers: ProviderBook;
  readonly efforts: EffortBook;
  readonly usage: UsageBook;
  readonly refresh: RefreshBook;

  constructor(trouble: Diagnostic[]) {
    this.#trouble = trouble;
    this.#models = new Registry("model", trouble);
    this.#gpus = new Registry("gpu", trouble);
    this.#unmodelled = new Registry("unmodelled gpu", trouble);
    this.#gpuOffers = new Registry("gpu offer", trouble);
    this.#sources = new Registry("source", trouble);
    this.#offers = new Registry("offer", trouble);
    this.#overrides = new Registry("override", trouble);
    this.#endpoints = new Registry("endpoint", trouble);
    this.providers = new ProviderBook(trouble);
    this.efforts = new EffortBook(trouble);
    this.usage = new UsageBook(trouble);
    this.refresh = new RefreshBook(trouble);
  }

  /** Starts from facts that were read and priced before; they rank below every file. */
  seed(base: Knowledge, rank: Rank): void {
    const source = seedSource("rules/market");
    for (const one of Object.values(base.models)) {
      this.#models.put(one.id, one, rank, { source, path: [] });
      for (const offer of one.offers) this.#priced.add(offer);
    }
    for (const one of Object.values(base.gpus))
      this.#gpus.put(one.id, one, rank, { source, path: [] });
    for (const one of Object.values(base.unmodelledGpus))
      this.#unmodelled.put(one.id, one, rank, { source, path: [] });
    for (const one of base.gpuOffers) this.#gpuOffers.put(one.id, one, rank, { source, path: [] });
    for (const [id, one] of Object.entries(base.sources))
      this.#sources.put(id, one, rank, { source, path: [] });
    for (const one of Object.values(base.providers)) this.providers.put(one, rank, source, []);
    for (const one of base.speeds) this.providers.putSpeed(one, rank, source, []);
    this.efforts.seed(base.efforts, rank);
    this.usage.seed(base.usage, base.retired, rank);
    this.refresh.seed(base.refresh, rank);
  }

  /** Files say by their `kind` what they hold; their names are for people. */
  enter(source: Source, rank: Rank): void {
    const kind = valueAt(source.value, ["kind"]);
    const enter = Object.hasOwn(entries, String(kind)) ? entries[String(kind)] : undefined;
    if (enter !== undefined) {
      enter(this, source, rank);
      return;
    }
    const known = Object.keys(entries);
    this.#trouble.push({
      code: "market.kind",
      severity: "error",
      file: source.file,
      ...source.locate(["kind"]),
      message: "this kind of file has no place in a market folder",
      help: suggest(String(kind), known),
    });
  }

  #read<T>(schema: z.ZodType<T>, source: Source): T | undefined {
    const checked = check(schema, source);
    if (checked.ok) return checked.value;
    this.#trouble.push(...checked.diagnostics);
    return undefined;
  }

  enterModels(source: Source, rank: Rank): void {
    const file = this.#read(models, source);
    for (const [index, one] of (file?.models ?? []).entries()) {
      const model: Model = { ...one, vendor: file?.vendor ?? "", origin: file?.origin ?? "" };
      this.#models.put(one.id, model, rank, { source, path: ["models", index, "id"] });
    }
  }

  enterGpus(source: Source, rank: Rank): void {
    const file = this.#read(gpus, source);
    for (const [index, one] of (file?.gpus ?? []).entries())
      this.#gpus.put(one.id, one, rank, { source, path: ["gpus", index, "id"] });
    for (const [index, one] of (file?.unmodelled ?? []).entries())
      this.#unmodelled.put(one.id, one, rank, { source, path: ["unmodelled", index, "id"] });
  }

  enterGpuOffers(source: Source, rank: Rank): void {
    for (const [index, one] of (this.#read(gpuOffers, source)?.offers ?? []).entries())
      this.#gpuOffers.put(one.id, one, rank, { source, path: ["offers", index, "id"] });
  }

  enterSources(source: Source, rank: Rank): void {
    for (const [id, one] of Object.entries(this.#read(sources, source)?.sources ?? {}))
      this.#sources.put(id, one, rank, { source, path: ["sources", id] });
  }

  enterOffers(source: Source, rank: Rank): void {
    for (const [index, entry] of (this.#read(offers, source)?.offers ?? []).entries()) {
      const path = ["offers", index, "model"];
      this.#offers.put(`${entry.model} at ${entry.provider}`, { entry, source, path }, rank, {
        source,
        path,
      });
    }
  }

  enterEndpoints(source: Source, rank: Rank): void {
    for (const [index, entry] of (this.#read(endpoints, source)?.endpoints ?? []).entries()) {
      const path = ["endpoints", index, "model"];
      const id = `${entry.model} at ${entry.provider}`;
      this.#endpoints.put(id, { entry, source, path }, rank, { source, path });
    }
  }

  enterOverrides(source: Source, rank: Rank): void {
    for (const [index, entry] of (this.#read(overrides, source)?.overrides ?? []).entries()) {
      const path = ["overrides", index, "model"];
      // Prices that are added need no last word: each layer has its own, and the newest holds.
      const added = entry.keepHistory ? `, added by ${rank.name}` : "";
      const id = `${entry.model} at ${entry.provider}${added}`;
      this.#overrides.put(id, { entry, source, path }, rank, { source, path });
    }
  }

  /** All of it together: offers joined to their models, prices to their offers. Seeded models have their prices already. */
  close(prices: PriceSnapshot) {
    const all = new Map(this.#models.entries());
    for (const at of this.#offers.values()) {
      const { entry } = at;
      const { model: id, ...offer } = entry;
      const model = all.get(id);
      if (model === undefined) this.#missing({ what: "model", name: id, known: all.keys() }, at);
      else
        all.set(id, {
          ...model,
          offers: [...model.offers.filter((one) => one.provider !== offer.provider), offer],
        });
    }
    for (const at of this.#endpoints.values()) {
      const { entry } = at;
      const { model: id, provider, ...endpoint } = entry;
      const model = all.get(id);
      const offered = model?.offers.some((one) => one.provider === provider);
      if (model === undefined) this.#missing({ what: "model", name: id, known: all.keys() }, at);
      else if (offered !== true) {
        const known = model.offers.map((one) => one.provider);
        this.#missing({ what: "offer", name: provider, known }, besideModel(at));
      } else {
        const offers = model.offers.map((one) =>
          one.provider === provider ? { ...one, endpoint } : one,
        );
        all.set(id, { ...model, offers });
      }
    }
    const corrections = this.#overrides.values();
    for (const one of corrections) this.#checkCorrection(one, all);
    const entered = corrections.map((one) => one.entry);
    return {
      models: Object.fromEntries(
        [...all].map(([id, model]) => [id, withPrices(model, prices, entered, this.#priced)]),
      ),
      gpus: Object.fromEntries(this.#gpus.entries()),
      unmodelledGpus: Object.fromEntries(this.#unmodelled.entries()),
      gpuOffers: this.#gpuOffers.values(),
      sources: Object.fromEntries(this.#sources.entries()),
      ...this.providers.close(),
      efforts: this.efforts.close(),
      ...this.usage.close(),
      refresh: this.refresh.close(),
    };
  }

  #checkCorrection(at: Pending<Override>, all: ReadonlyMap<string, Model>): void {
    const { entry } = at;
    const model = all.get(entry.model);
    // An import outlives the offers that it was made for: it is then of no use, but no reason to stop.
    const severity = entry.keepHistory ? "warning" : "error";
    if (model === undefined) {
      this.#missing({ what: "model", name: entry.model, known: all.keys() }, at, severity);
      return;
    }
    const providers = model.offers.map((one) => one.provider);
    if (!providers.includes(entry.provider))
      this.#missing(
        { what: "offer", name: entry.provider, known: providers },
        besideModel(at),
        severity,
      );
  }

  #missing(
    { what, name, known }: MissingName,
    { source, path }: SourcePath,
    severity: Diagnostic["severity"] = "error",
  ): void {
    this.#trouble.push({
      code: `reference.${what}`,
      severity,
      file: source.file,
      ...source.locate(path),
      message: `there is no ${what} "${name.slice(0, 60)}" here`,
      help: suggest(name, known),
    });
  }
}

/** The provider of an entry whose model is at the path. */
const besideModel = ({ source, path }: SourcePath): SourcePath => ({
  source,
  path: [...path.slice(0, -1), "provider"],
});

const entries: Readonly<Record<string, (books: MarketBooks, source: Source, rank: Rank) => void>> =
  {
    "moat/models@1": (books, source, rank) => books.enterModels(source, rank),
    "moat/gpus@1": (books, source, rank) => books.enterGpus(source, rank),
    "moat/gpu-offers@1": (books, source, rank) => books.enterGpuOffers(source, rank),
    "moat/offers@1": (books, source, rank) => books.enterOffers(source, rank),
    "moat/endpoints@1": (books, source, rank) => books.enterEndpoints(source, rank),
    "moat/overrides@1": (books, source, rank) => books.enterOverrides(source, rank),
    "moat/providers@1": (books, source, rank) => books.providers.enter(source, rank),
    "moat/speeds@1": (books, source, rank) => books.providers.enterSpeeds(source, rank),
    "moat/efforts@1": (books, source, rank) => books.efforts.enter(source, rank),
    "moat/usage@1": (books, source) => books.usage.enter(source),
    "moat/retired@1": (books, source, rank) => books.usage.enterRetired(source, rank),
    "moat/refresh@1": (books, source, rank) => books.refresh.enter(source, rank),
    "moat/sources@1": (books, source, rank) => books.enterSources(source, rank),
  };

/** Prices of the snapshot, then those written with the offer, then imported ones; a human correction replaces them all. */
function withPrices(
  model: Model,
  prices: PriceSnapshot,
  overrides: readonly Override[],
  priced: ReadonlySet<Offer>,
): Model {
  const offers = model.offers.map((offer): Offer => {
    const entered = overrides.filter(
      (one) => one.model === model.id && one.provider === offer.provider,
    );
    const correction = entered.find((one) => !one.keepHistory);
    if (correction !== undefined) return { ...offer, prices: correction.prices };
    const record = priced.has(offer)
      ? undefined
      : prices.records.find((one) => one.id === offer.priceId);
    const taken =
      record?.prices.map(
        (one): Price => ({
          ...one,
          published: record.checked ?? prices.asOf,
          source: prices.source,
        }),
      ) ?? [];
    const imported = entered.flatMap((one) => one.prices);
    return {
      ...offer,
      prices: [...taken, ...offer.prices, ...imported].filter(
        (one) => offer.free || one.input > 0 || one.output > 0,
      ),
    };
  });
  return { ...model, offers: offers.toSorted((a, b) => (a.provider < b.provider ? -1 : 1)) };
}
