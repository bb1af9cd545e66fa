import { join } from "node:path";
import type * as z from "zod";
import type { ServingFacts } from "../core/cost/facts.ts";
import type { ForecastFacts } from "../core/forecast/closing.ts";
import type { Source as Citation, Gpu, GpuOffer, Model, Offer, Price } from "../core/knowledge.ts";
import { check } from "./check.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "./diagnostic.ts";
import { readSource, yamlFiles } from "./files.ts";
import { forecast } from "./schema/forecast.ts";
import { gpuOffers, gpus, overrides, sources } from "./schema/market.ts";
import { models } from "./schema/models.ts";
import { serving } from "./schema/serving.ts";
import { snapshot } from "./schema/snapshot.ts";
import type { Source } from "./source.ts";

/** Facts that every pack shares, and the files they came from. */
export interface Market {
  readonly models: Readonly<Record<string, Model>>;
  readonly gpus: Readonly<Record<string, Gpu>>;
  readonly gpuOffers: readonly GpuOffer[];
  readonly serving: ServingFacts;
  readonly forecast: ForecastFacts;
  readonly sources: Readonly<Record<string, Citation>>;
  readonly files: readonly Source[];
}

type Snapshot = z.infer<typeof snapshot>;
type Override = z.infer<typeof overrides>["overrides"][number];

/** Reads `market/` and `sources.yaml` below the rules folder. Names of files in messages start at that folder. */
export async function readMarket(root: string): Promise<Loaded<Market>> {
  const read = (name: string) => readSource(join(root, name), `rules/${name}`);
  const files = new Files();
  const modelFiles = await Promise.all(
    (await yamlFiles(join(root, "market/models"))).map((path) =>
      readSource(path, `rules/${path.slice(root.length + 1)}`),
    ),
  );
  const vendors = modelFiles.map((one) => files.take(one, models));
  const prices = files.take(await read("market/prices.json"), snapshot);
  const gpuFile = files.take(await read("market/gpus.yaml"), gpus);
  const offerFile = files.take(await read("market/gpu-offers.yaml"), gpuOffers);
  const servingFile = files.take(await read("market/serving.yaml"), serving);
  const forecastFile = files.take(await read("market/forecast.yaml"), forecast);
  const overrideFile = files.take(await read("market/overrides.yaml"), overrides);
  const sourceFile = files.take(await read("sources.yaml"), sources);
  if (
    !prices ||
    !gpuFile ||
    !offerFile ||
    !servingFile ||
    !forecastFile ||
    !overrideFile ||
    !sourceFile ||
    files.trouble.length > 0
  )
    return failed(...files.trouble);
  const written = vendors.flatMap((vendor) =>
    vendor === undefined
      ? []
      : vendor.models.map(
          (one): Model => ({ ...one, vendor: vendor.vendor, origin: vendor.origin }),
        ),
  );
  const priced = written.map((model) => withPrices(model, prices, overrideFile.overrides));
  const { kind: _kind, ...forecastFacts } = forecastFile as ForecastFacts & { kind: string };
  const { kind: _also, ...servingFacts } = servingFile;
  return loaded({
    models: Object.fromEntries(priced.map((model) => [model.id, model])),
    gpus: Object.fromEntries(gpuFile.gpus.map((gpu) => [gpu.id, gpu])),
    gpuOffers: offerFile.offers,
    serving: servingFacts,
    forecast: forecastFacts,
    sources: sourceFile.sources,
    files: files.sources,
  });
}

/** Files read so far, and what is wrong with them. */
class Files {
  readonly sources: Source[] = [];
  readonly trouble: Diagnostic[] = [];

  take<T>(file: Loaded<Source>, schema: z.ZodType<T>): T | undefined {
    if (!file.ok) {
      this.trouble.push(...file.diagnostics);
      return undefined;
    }
    this.sources.push(file.value);
    const checked = check(schema, file.value);
    if (checked.ok) return checked.value;
    this.trouble.push(...checked.diagnostics);
    return undefined;
  }
}

/** Prices of the snapshot, then those written with the offer; a human correction replaces them all. */
function withPrices(model: Model, prices: Snapshot, corrections: readonly Override[]): Model {
  const offers = model.offers.map((offer): Offer => {
    const correction = corrections.find(
      (one) => one.model === model.id && one.provider === offer.provider,
    );
    if (correction !== undefined) return { ...offer, prices: correction.prices };
    const record = prices.records.find((one) => one.id === offer.priceId);
    const taken =
      record?.prices.map(
        (one): Price => ({ ...one, published: prices.asOf, source: prices.source }),
      ) ?? [];
    return {
      ...offer,
      prices: [...taken, ...offer.prices].filter(
        (one) => offer.free || one.input > 0 || one.output > 0,
      ),
    };
  });
  return { ...model, offers: offers.toSorted((a, b) => (a.provider < b.provider ? -1 : 1)) };
}
