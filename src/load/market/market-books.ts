import type * as z from "zod";
import type { Citation, Gpu, GpuOffer, Model, Offer, Price } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import { valueAt } from "../../core/know/tree.ts";
import { efforts } from "../../shapes/efforts.ts";
import type { UnmodelledGpu } from "../../shapes/market.ts";
import { endpoints, gpuOffers, gpus, offers, overrides, sources } from "../../shapes/market.ts";
import { models } from "../../shapes/models.ts";
import { type Provider, providers, type Speed, speeds } from "../../shapes/providers.ts";
import { type OpenCell, refresh, type UnlistedOffer } from "../../shapes/refresh.ts";
import type { snapshot } from "../../shapes/snapshot.ts";
import { type Retirement, retired, type UsageFacts, usage } from "../../shapes/usage.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { SourcePath } from "../file/source.ts";
import { sourceOf } from "../file/source-of.ts";
import { check } from "../input/check.ts";
import { type Entered, type Rank, Registry } from "../pack/merge.ts";
import { EffortBook } from "./effort-book.ts";
import { wholeProviders } from "./providers.ts";
import { atHost, byId, type Entering, Shelf } from "./shelf.ts";
import { joinedUsage, nothing } from "./usage.ts";

type PriceSnapshot = z.infer<typeof snapshot>;
type Override = z.infer<typeof overrides>["overrides"][number];
type ExtraOffer = z.infer<typeof offers>["offers"][number];
type WrittenEndpoint = z.infer<typeof endpoints>["endpoints"][number];

/** A name that stands nowhere, and the names that would do. */
interface MissingName {
  readonly what: string;
  readonly name: string;
  readonly known: Iterable<string>;
}

/** The market by id while its files come in, one layer over another. */
export class MarketBooks {
  readonly trouble: Diagnostic[] = [];
  /** Offers whose prices are complete, as they come with a seed. */
  readonly #priced = new Set<Offer>();
  readonly #models = new Shelf<Model>("model", this.trouble, byId, "id");
  readonly #gpus = new Shelf<Gpu>("gpu", this.trouble, byId, "id");
  readonly #unmodelled = new Shelf<UnmodelledGpu>("unmodelled gpu", this.trouble, byId, "id");
  readonly #gpuOffers = new Shelf<GpuOffer>("gpu offer", this.trouble, byId, "id");
  readonly #sources = new Registry<Citation>("source", this.trouble);
  readonly #offers = new Shelf<ExtraOffer>("offer", this.trouble, atHost);
  readonly #overrides = new Shelf<Override>("override", this.trouble, (one, { name }) =>
    // Prices that are added need no last word: each layer has its own, and the newest holds.
    one.keepHistory ? `${atHost(one)}, added by ${name}` : atHost(one),
  );
  readonly #endpoints = new Shelf<WrittenEndpoint>("endpoint", this.trouble, atHost);
  readonly #providers = new Shelf<Provider>("provider", this.trouble, byId, "id");
  readonly #speeds = new Shelf<Speed>(
    "speed",
    this.trouble,
    ({ model, provider = "any host", effort = "any effort" }) =>
      `${model} at ${provider}, ${effort}`,
  );
  readonly #retired = new Shelf<Retirement>("retired id", this.trouble, retiredName, "id");
  readonly #open = new Shelf<OpenCell>(
    "open cell",
    this.trouble,
    ({ model, board, effort = "any effort" }) => `${model} on ${board}, ${effort}`,
  );
  readonly #unlisted = new Shelf<UnlistedOffer>("unlisted offer", this.trouble, atHost);
  readonly #efforts = new EffortBook(this.trouble);
  #usage: UsageFacts | undefined;

  /** Starts from facts that were read and priced before; they rank below every file. */
  seed(base: Knowledge, rank: Rank): void {
    const at = { source: sourceOf("rules/market", {}), rank };
    const all = Object.values(base.models);
    for (const offer of all.flatMap((one) => one.offers)) this.#priced.add(offer);
    this.#models.add("models", all, at);
    this.#gpus.add("gpus", Object.values(base.gpus), at);
    this.#unmodelled.add("unmodelled", Object.values(base.unmodelledGpus), at);
    this.#gpuOffers.add("offers", base.gpuOffers, at);
    this.#addSources(base.sources, at);
    this.#providers.add("providers", Object.values(base.providers), at);
    this.#speeds.add("speeds", base.speeds, at);
    this.#efforts.add(base.efforts, at);
    this.#usage = base.usage;
    this.#retired.add("retired", base.retired, at);
    this.#open.add("open", base.refresh.open, at);
    this.#unlisted.add("unlisted", base.refresh.unlisted, at);
  }

  /** Files say by their `kind` what they hold; their names are for people. */
  enter(at: Entering): void {
    const { source } = at;
    const kind = String(valueAt(source.value, ["kind"]));
    const take = Object.hasOwn(this.#kinds, kind) ? this.#kinds[kind] : undefined;
    if (take !== undefined) {
      take(at);
      return;
    }
    this.trouble.push({
      code: "market.kind",
      severity: "error",
      file: source.file,
      ...source.locate(["kind"]),
      message: "this kind of file has no place in a market folder",
      help: suggest(kind, Object.keys(this.#kinds)),
    });
  }

  /** How a file of each kind is entered, once its schema has checked it. */
  readonly #kinds: Readonly<Record<string, (at: Entering) => void>> = {
    "moat/models@1": this.#read(models, ({ vendor, origin, models: all }, at) =>
      this.#models.add(
        "models",
        all.map((one) => ({ ...one, vendor, origin })),
        at,
      ),
    ),
    "moat/gpus@1": this.#read(gpus, (file, at) => {
      this.#gpus.add("gpus", file.gpus, at);
      this.#unmodelled.add("unmodelled", file.unmodelled ?? [], at);
    }),
    "moat/gpu-offers@1": this.#read(gpuOffers, (file, at) =>
      this.#gpuOffers.add("offers", file.offers, at),
    ),
    "moat/offers@1": this.#read(offers, (file, at) => this.#offers.add("offers", file.offers, at)),
    "moat/endpoints@1": this.#read(endpoints, (file, at) =>
      this.#endpoints.add("endpoints", file.endpoints, at),
    ),
    "moat/overrides@1": this.#read(overrides, (file, at) =>
      this.#overrides.add("overrides", file.overrides, at),
    ),
    "moat/providers@1": this.#read(providers, (file, at) =>
      this.#providers.add(
        "providers",
        wholeProviders(file.providers, this.#providers, at.source, this.trouble),
        at,
      ),
    ),
    "moat/speeds@1": this.#read(speeds, (file, at) => this.#speeds.add("speeds", file.speeds, at)),
    "moat/efforts@1": this.#read(efforts, (file, at) => this.#efforts.add(file, at)),
    // Words are only added: a pack names SDKs and hosts of its own house, and takes none away.
    "moat/usage@1": this.#read(usage, ({ kind: _kind, ...written }) => {
      this.#usage = this.#usage === undefined ? written : joinedUsage(this.#usage, written);
    }),
    "moat/retired@1": this.#read(retired, (file, at) =>
      this.#retired.add("retired", file.retired, at),
    ),
    "moat/refresh@1": this.#read(refresh, (file, at) => {
      this.#open.add("open", file.open, at);
      this.#unlisted.add("unlisted", file.unlisted, at);
    }),
    "moat/sources@1": this.#read(sources, (file, at) => this.#addSources(file.sources, at)),
  };

  #read<T>(schema: z.ZodType<T>, take: (file: T, at: Entering) => void): (at: Entering) => void {
    return (at) => {
      const checked = check(schema, at.source);
      if (checked.ok) take(checked.value, at);
      else this.trouble.push(...checked.diagnostics);
    };
  }

  #addSources(all: Readonly<Record<string, Citation>>, { source, rank }: Entering): void {
    for (const [id, one] of Object.entries(all))
      this.#sources.put(id, one, rank, { source, path: ["sources", id] });
  }

  /** All of it together: offers joined to their models, prices to their offers. Seeded models have their prices already. */
  close(prices: PriceSnapshot) {
    const all = new Map(this.#models.entries());
    for (const one of this.#offers.placed()) this.#joinOffer(one, all);
    for (const one of this.#endpoints.placed()) this.#joinEndpoint(one, all);
    for (const one of this.#overrides.placed()) this.#checkCorrection(one, all);
    const entered = this.#overrides.values();
    return {
      models: Object.fromEntries(
        [...all].map(([id, model]) => [id, withPrices(model, prices, entered, this.#priced)]),
      ),
      gpus: Object.fromEntries(this.#gpus.entries()),
      unmodelledGpus: Object.fromEntries(this.#unmodelled.entries()),
      gpuOffers: this.#gpuOffers.values(),
      sources: Object.fromEntries(this.#sources.entries()),
      providers: Object.fromEntries(this.#providers.entries()),
      speeds: this.#speeds.values(),
      efforts: this.#efforts.close(),
      usage: this.#usage ?? nothing,
      retired: this.#retired.values(),
      refresh: { open: this.#open.values(), unlisted: this.#unlisted.values() },
    };
  }

  #joinOffer({ value: { model: id, ...offer }, from }: Entered<ExtraOffer>, all: Models): void {
    const model = all.get(id);
    if (model === undefined) this.#missing({ what: "model", name: id, known: all.keys() }, from);
    else {
      const others = model.offers.filter((one) => one.provider !== offer.provider);
      all.set(id, { ...model, offers: [...others, offer] });
    }
  }

  #joinEndpoint({ value, from }: Entered<WrittenEndpoint>, all: Models): void {
    const { model: id, provider, ...endpoint } = value;
    const model = this.#offered(value, from, all);
    if (model === undefined) return;
    const offers = model.offers.map((one) =>
      one.provider === provider ? { ...one, endpoint } : one,
    );
    all.set(id, { ...model, offers });
  }

  #checkCorrection({ value, from }: Entered<Override>, all: Models): void {
    // An import outlives the offers that it was made for: it is then of no use, but no reason to stop.
    this.#offered(value, from, all, value.keepHistory ? "warning" : "error");
  }

  /** The model of an entry, where its provider offers it. */
  #offered(
    { model: id, provider }: { readonly model: string; readonly provider: string },
    from: SourcePath,
    all: Models,
    severity?: Diagnostic["severity"],
  ): Model | undefined {
    const model = all.get(id);
    const known = model?.offers.map((one) => one.provider) ?? [];
    if (known.includes(provider)) return model;
    if (model === undefined)
      this.#missing({ what: "model", name: id, known: all.keys() }, from, severity);
    else this.#missing({ what: "offer", name: provider, known }, besideModel(from), severity);
    return undefined;
  }

  #missing(
    { what, name, known }: MissingName,
    { source, path }: SourcePath,
    severity: Diagnostic["severity"] = "error",
  ): void {
    this.trouble.push({
      code: `reference.${what}`,
      severity,
      file: source.file,
      ...source.locate(path),
      message: `there is no ${what} "${name.slice(0, 60)}" here`,
      help: suggest(name, known),
    });
  }
}

type Models = Map<string, Model>;

const retiredName = ({ id, version, provider }: Retirement): string =>
  `${id}${version === undefined ? "" : ` version ${version}`} at ${provider}`;

/** The provider of an entry whose model is at the path. */
const besideModel = ({ source, path }: SourcePath): SourcePath => ({
  source,
  path: [...path.slice(0, -1), "provider"],
});

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
