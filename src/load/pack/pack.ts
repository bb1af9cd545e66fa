import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import type { ParameterValue } from "../../core/know/condition.ts";
import type { Knowledge, Pack, Rule } from "../../core/know/pack.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { readSource, yamlFiles } from "../file/files.ts";
import type { Source } from "../file/source.ts";
import { marketOver, type ReadMarket, readMarket } from "../market/market.ts";
import { type Home, type Layer, mergeSettings, readLayers, shownName } from "./layers.ts";
import type { Rank } from "./merge.ts";
import { mergeProfiles, type ReadProfile, sourcesIn } from "./profiles.ts";
import { checkReferences } from "./references.ts";
import { parseRules } from "./rules.ts";

export interface LoadedPack {
  readonly knowledge: Knowledge;
  /** Every file that was read, to find the place of a fact again. */
  readonly files: readonly Source[];
}

export interface PackOptions {
  /** Names in messages are relative to it; default: the folder above the pack. */
  readonly cwd?: string | undefined;
  /** Folder of market facts over those of the packs, as `moat profiles update` writes it; may be absent. */
  readonly market?: string | undefined;
  /** Settings over those of the packs, in the form of a pack.yaml. */
  readonly settings?: Source | undefined;
  /** A shipped pack as the build left it; what lies over it is then all that is read. */
  readonly compiled?: ((id: string) => Knowledge | undefined) | undefined;
}

/**
 * A pack with the packs that it extends and the market facts under them. `root` is the folder of the shipped rules,
 * `folder` the pack's own.
 */
export function readPack(
  folder: string,
  root: string,
  options: PackOptions = {},
): Loaded<LoadedPack> {
  const home: Home = { root: resolve(root), cwd: options.cwd ?? dirname(resolve(folder)) };
  const chain = readLayers(resolve(folder), home);
  if (!chain.ok) return chain;
  const layers = chain.value;
  const base = compiledBase(layers, home, options);
  const upper = base === undefined ? layers : layers.slice(1);
  const folders = marketFolders(layers, home, options.market);
  const market =
    base === undefined ? readMarket(home.root, folders) : marketOver(base, home.root, folders);
  const profileFiles = upper.flatMap((layer) => readFolder(layer, "capabilities"));
  const ruleFiles = readRuleFiles(upper, home);
  const settings = mergeSettings([...layers, ...settingsLayer(layers, options.settings)]);
  const trouble: Diagnostic[] = [
    ...(market.ok ? [] : market.diagnostics),
    ...(settings.ok ? [] : settings.diagnostics),
    ...failures(profileFiles),
    ...failures(ruleFiles),
  ];
  if (!market.ok || !settings.ok) return failed(...trouble);
  const { kind: _kind, basis: _basis, include: _include, parameters, ...rest } = settings.value;
  const values = Object.fromEntries(
    Object.entries(parameters).map(([key, one]) => [key, one.value]),
  );
  const capabilityFiles = sourcesOf(profileFiles);
  const known = Object.values(base?.profiles ?? {});
  const profiles = mergeProfiles(capabilityFiles, trouble, known, layers[0]);
  const cited = sourcesIn(capabilityFiles, market.value.sources, trouble);
  const rules = [...(base?.rules ?? []), ...readRules(ruleFiles, values, trouble)];
  if (trouble.length > 0) return failed(...trouble);
  const files = [
    ...market.value.files,
    ...upper.map((one) => one.main),
    ...capabilityFiles.map((one) => one.source),
    ...sourcesOf(ruleFiles).map((one) => one.source),
    ...(options.settings === undefined ? [] : [options.settings]),
  ];
  const digest = digestOf(files, layers, base?.pack.sha256);
  const pack: Pack = { ...rest, asOf: rest.asOf, parameters: values, sha256: digest };
  const knowledge = assemble(pack, profiles, rules, {
    ...market.value,
    sources: { ...market.value.sources, ...cited },
  });
  const references = checkReferences(knowledge, profiles, files);
  const found = [...market.diagnostics, ...references];
  return found.some((one) => one.severity === "error")
    ? failed(...found)
    : loaded({ knowledge, files }, found);
}

function assemble(
  pack: Pack,
  profiles: readonly ReadProfile[],
  rules: readonly Rule[],
  market: ReadMarket,
): Knowledge {
  const { files: _files, ...facts } = market;
  return {
    pack,
    profiles: Object.fromEntries(profiles.map(({ value }) => [value.id, value])),
    capabilityIds: Object.fromEntries(
      profiles.flatMap(({ value: one }) =>
        [one.id, ...one.aliases].map((alias) => [alias, one.id]),
      ),
    ),
    ...facts,
    rules,
  };
}

/** Market folders of packs outside the shipped rules, then the one that imports are written to. */
function marketFolders(
  layers: readonly Layer[],
  { root, cwd }: Home,
  imported: string | undefined,
) {
  const own = layers
    .filter((one) => dirname(one.folder) !== root)
    .map((one) => ({
      name: one.name,
      above: one.above,
      folder: join(one.folder, "market"),
      shown: `${one.shown}/market`,
    }));
  if (imported === undefined) return own;
  const above = new Set(layers.map((one) => one.name));
  const shown = shownName(imported, { root, cwd });
  return [...own, { name: "imported", above, folder: imported, shown }];
}

/** The settings of a configuration file, as a pack that extends all others. */
function settingsLayer(layers: readonly Layer[], main: Source | undefined): Layer[] {
  const last = layers.at(-1);
  if (main === undefined || last === undefined) return [];
  const above = new Set(layers.map((one) => one.name));
  return [{ ...last, main, name: "configuration", above }];
}

interface ReadFile {
  readonly file: Loaded<Source>;
  readonly rank: Rank;
  /** Pack that the file was written in; rules keep its name. */
  readonly pack: string;
}

function readFolder(layer: Layer, name: string): ReadFile[] {
  return yamlFiles(join(layer.folder, name)).map((path) => ({
    file: readSource(path, `${layer.shown}/${name}/${basename(path)}`),
    rank: layer,
    pack: layer.id,
  }));
}

/** Rule files of all layers with those they include, each once. */
function readRuleFiles(layers: readonly Layer[], home: Home): ReadFile[] {
  const included = layers.flatMap((layer) =>
    layer.include.map((path) => ({ layer, path: resolve(layer.folder, path) })),
  );
  const own = (path: string) => layers.some((one) => dirname(path) === join(one.folder, "rules"));
  const once = included.filter(
    ({ path }, index) => !own(path) && included.findIndex((one) => one.path === path) === index,
  );
  return [
    ...once.map(({ layer, path }) => ({
      file: readSource(path, shownName(path, home)),
      rank: layer,
      pack: basename(dirname(dirname(path))),
    })),
    ...layers.flatMap((layer) => readFolder(layer, "rules")),
  ];
}

function readRules(
  files: readonly ReadFile[],
  values: Readonly<Record<string, ParameterValue>>,
  trouble: Diagnostic[],
): Rule[] {
  return files.flatMap(({ file, pack }) => {
    if (!file.ok) return [];
    const parsed = parseRules(file.value, pack, values);
    if (parsed.ok) return parsed.value;
    trouble.push(...parsed.diagnostics);
    return [];
  });
}

const failures = (files: readonly ReadFile[]): Diagnostic[] =>
  files.flatMap(({ file }) => (file.ok ? [] : file.diagnostics));

const sourcesOf = (files: readonly ReadFile[]) =>
  files.flatMap(({ file, rank }) => (file.ok ? [{ source: file.value, rank }] : []));

/** The shipped pack at the bottom of the chain, where it comes compiled and something lies over it. */
function compiledBase(
  layers: readonly Layer[],
  { root }: Home,
  { compiled, market, settings }: PackOptions,
): Knowledge | undefined {
  const shipped = layers.filter((one) => dirname(one.folder) === root);
  const over = layers.length > 1 || market !== undefined || settings !== undefined;
  if (compiled === undefined || !over || shipped.length !== 1 || shipped[0] !== layers[0])
    return undefined;
  return compiled(basename(layers[0]?.folder ?? ""));
}

/**
 * Digest of the facts themselves: comments, layout and the folder that a pack lies in do not change it. What is shipped has
 * a digest of its own, which the rest is added to, so that a compiled pack need not be read for it.
 */
function digestOf(
  files: readonly Source[],
  layers: readonly Layer[],
  base: string | undefined,
): string {
  const name = (file: string) => {
    const layer = layers.find((one) => file.startsWith(`${one.shown}/`));
    return layer === undefined ? file : `rules/${layer.id}${file.slice(layer.shown.length)}`;
  };
  const own = files.filter(({ file }) => !file.startsWith("rules/"));
  const below =
    base ??
    hashOf(
      files.filter(({ file }) => file.startsWith("rules/")),
      name,
    );
  return own.length === 0 ? below : hashOf(own, name, below);
}

function hashOf(files: readonly Source[], name: (file: string) => string, start = ""): string {
  const hash = createHash("sha256").update(start);
  const named = files.map(({ file, value }) => ({ file: name(file), value }));
  for (const { file, value } of named.sort((a, b) => (a.file < b.file ? -1 : 1)))
    hash.update(`${file}\n${JSON.stringify(value)}\n`);
  return hash.digest("hex").slice(0, 16);
}
