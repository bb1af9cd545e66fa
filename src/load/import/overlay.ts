import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type * as z from "zod";
import type { Citation, GpuOffer, Price } from "../../core/know/knowledge.ts";
import type { Day } from "../../shapes/common.ts";
import { gpuOffers, overrides, sources } from "../../shapes/market.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { isFile, makeFolder, readSource, writeWhole } from "../file/files.ts";
import { check } from "../input/check.ts";
import type { ImportChange } from "./plan.ts";
import type { Importer } from "./row.ts";

interface OverlayEntry {
  readonly model: string;
  readonly provider: string;
  readonly keepHistory: boolean;
  readonly prices: readonly Price[];
  readonly because: string;
}

/** Where imports are kept: three small files in the form of a pack's market folder. */
export interface Overlay {
  readonly prices: readonly OverlayEntry[];
  readonly rents: readonly GpuOffer[];
  readonly sources: Readonly<Record<string, Citation>>;
}

const names = { prices: "prices.yaml", rents: "gpu-offers.yaml", sources: "sources.yaml" } as const;

export function readOverlay(folder: string, shown: string): Loaded<Overlay> {
  const prices = readPart(folder, shown, names.prices, overrides);
  const rents = readPart(folder, shown, names.rents, gpuOffers);
  const cited = readPart(folder, shown, names.sources, sources);
  if (!prices.ok || !rents.ok || !cited.ok)
    return failed(...[prices, rents, cited].flatMap((one) => (one.ok ? [] : one.diagnostics)));
  return loaded({
    prices: prices.value?.overrides ?? [],
    rents: rents.value?.offers ?? [],
    sources: cited.value?.sources ?? {},
  });
}

function readPart<T>(
  folder: string,
  shown: string,
  name: string,
  schema: z.ZodType<T>,
): Loaded<T | undefined> {
  if (!isFile(join(folder, name))) return loaded(undefined);
  const source = readSource(join(folder, name), `${shown}/${name}`);
  return source.ok ? check(schema, source.value) : source;
}

export interface ImportOrigin {
  readonly importer: Importer;
  readonly file: string;
  readonly sha256: string;
  readonly asOf: Day;
}

export const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The overlay with the changes in it, each with the file that it came from. */
export function addChanges(
  overlay: Overlay,
  changes: readonly ImportChange[],
  origin: ImportOrigin,
): Overlay {
  const { importer, file, sha256, asOf } = origin;
  const source = `import-${importer.format}-${asOf}-${sha256.slice(0, 8)}`;
  const because = `Imported from ${importer.title} as of ${asOf}`;
  const prices = new Map(overlay.prices.map((one) => [`${one.model} ${one.provider}`, one]));
  const rents = new Map(overlay.rents.map((one) => [one.id, one]));
  for (const { entry } of changes) {
    if (entry.kind === "rent") {
      rents.set(entry.offer.id, { ...entry.offer, basis: "measured", source });
      continue;
    }
    const { model, provider } = entry;
    const key = `${model} ${provider}`;
    const kept = (prices.get(key)?.prices ?? []).filter((one) => one.published !== asOf);
    const added = entry.prices.map((one) => ({ ...one, published: asOf, source }));
    prices.set(key, { model, provider, keepHistory: true, prices: [...kept, ...added], because });
  }
  const cited = {
    title: `${importer.title}, a file of ${asOf}`,
    url: importer.url,
    published: asOf,
    retrieved: asOf,
    licence: importer.licence,
    kind: "secondary" as const,
    note: `file ${basename(file)}, sha256 ${sha256}`,
  };
  return {
    prices: [...prices].sort(byKey).map(([, one]) => one),
    rents: [...rents].sort(byKey).map(([, one]) => one),
    sources: { ...overlay.sources, [source]: cited },
  };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

/** Sources first: whenever it is cut short, every price that is there has its source. */
export function writeOverlay(
  folder: string,
  shown: string,
  overlay: Overlay,
): Diagnostic | undefined {
  const failure = makeFolder(folder, shown);
  if (failure !== undefined) return failure;
  const cited = Object.entries(overlay.sources).sort(byKey);
  const files: [string, string][] = [
    [
      names.sources,
      document(
        "sources",
        "sources",
        cited.map(([id, one]) => `  ${id}: ${JSON.stringify(one)}`),
      ),
    ],
    ...(overlay.rents.length > 0
      ? [[names.rents, list("gpu-offers", "offers", overlay.rents)] satisfies [string, string]]
      : []),
    ...(overlay.prices.length > 0
      ? [[names.prices, list("overrides", "overrides", overlay.prices)] satisfies [string, string]]
      : []),
  ];
  for (const [name, text] of files) {
    const trouble = writeWhole(join(folder, name), text, `${shown}/${name}`);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

const list = (kind: string, key: string, entries: readonly object[]): string =>
  document(
    kind,
    key,
    entries.map((one) => `  - ${JSON.stringify(one)}`),
  );

/** One record per line: a refresh shows in a diff model by model. JSON is YAML. */
const document = (kind: string, key: string, lines: readonly string[]): string =>
  `# Written by moat profiles update: prices from public files, over those that moat ships. Remove the file to be rid of them.\nkind: moat/${kind}@1\n${key}:\n${lines.join("\n")}\n`;
