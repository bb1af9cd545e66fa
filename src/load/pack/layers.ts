import { basename, join, relative, resolve } from "node:path";
import type * as z from "zod";
import { valueAt } from "../../core/know/tree.ts";
import { packExtension, pack as packSchema } from "../../shapes/pack.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../file/diagnostic.ts";
import { readSource } from "../file/files.ts";
import type { Path, Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import { type Leaf, leavesOf, type Rank, Registry, setAt } from "./merge.ts";
import { packNames } from "./packs.ts";

/** One pack of a chain of packs. */
export interface Layer extends Rank {
  readonly folder: string;
  /** What messages call the folder. */
  readonly shown: string;
  readonly id: string;
  readonly main: Source;
  readonly include: readonly string[];
}

export interface Home {
  /** Folder of the shipped rules. */
  readonly root: string;
  /** Names in messages are relative to it. */
  readonly cwd: string;
}

/** A pack and every pack that it extends, each after those that it builds on. */
export function readLayers(folder: string, home: Home): Loaded<Layer[]> {
  const layers = new Map<string, Layer>();
  const trouble = collect(folder, home, [], layers);
  return trouble.length > 0 ? failed(...trouble) : loaded([...layers.values()]);
}

function collect(
  folder: string,
  home: Home,
  chain: readonly string[],
  layers: Map<string, Layer>,
): readonly Diagnostic[] {
  if (layers.has(folder)) return [];
  const shown = shownName(folder, home);
  const main = readSource(join(folder, "pack.yaml"), `${shown}/pack.yaml`);
  if (!main.ok) return main.diagnostics;
  const extend = valueAt(main.value.value, ["extends"]);
  const written = check<Head>(extend === undefined ? packSchema : packExtension, main.value);
  if (!written.ok) return written.diagnostics;
  const { id, include = [] } = written.value;
  const parents = [extend ?? []].flat().map(String);
  const above = new Set<string>();
  for (const [index, name] of parents.entries()) {
    const parent = parentFolder(name, folder, home);
    const path = Array.isArray(extend) ? ["extends", index] : ["extends"];
    if (!parent.ok)
      return [{ ...parent.trouble, file: main.value.file, ...main.value.locate(path) }];
    if (parent.folder === folder || chain.includes(parent.folder))
      return [circle(name, main.value, path)];
    const found = collect(parent.folder, home, [...chain, folder], layers);
    if (found.length > 0) return found;
    above.add(parent.folder);
    for (const one of layers.get(parent.folder)?.above ?? []) above.add(one);
  }
  layers.set(folder, { folder, shown, id, main: main.value, include, name: folder, above });
  return [];
}

type Head = { id: string; include?: string[] | undefined } & Record<string, unknown>;

const circle = (name: string, { file, locate }: Source, path: Path): Diagnostic => ({
  code: "pack.circle",
  severity: "error",
  file,
  ...locate(path),
  message: `"${name.slice(0, 60)}" extends this pack, so this pack cannot extend it`,
  help: "Break the circle.",
});

type Parent =
  | { readonly ok: true; readonly folder: string }
  | { readonly ok: false; readonly trouble: Omit<Diagnostic, "file"> };

/** A shipped pack by its id, or a folder relative to the pack that names it. */
function parentFolder(name: string, from: string, { root }: Home): Parent {
  const shipped = packNames(root);
  if (shipped.includes(name)) return { ok: true, folder: join(root, name) };
  if (/[/\\.]/.test(name)) return { ok: true, folder: resolve(from, name) };
  const message = `there is no pack "${name.slice(0, 60)}"`;
  const help = `${suggest(name, shipped)}; or a path such as ../${name.slice(0, 40)}`;
  return { ok: false, trouble: { code: "reference.pack", severity: "error", message, help } };
}

/** Shipped files are named from the rules folder, others from where the user stands. */
export function shownName(path: string, { root, cwd }: Home): string {
  const below = relative(root, path);
  if (!below.startsWith("..")) return `rules/${below}`.replaceAll("\\", "/");
  const here = relative(cwd, path).replaceAll("\\", "/");
  return here === "" ? basename(path) : here;
}

export type PackSettings = z.infer<typeof packSchema>;

/** What each pack writes for itself and hands to nobody. */
const own = new Set(["kind", "extends", "include", "id", "version", "title"]);

/** Settings of a chain of packs: each leaf from the highest layer that writes it. */
export function mergeSettings(layers: readonly Layer[]): Loaded<PackSettings> {
  const last = layers.at(-1);
  if (last === undefined) throw new Error("a pack has at least one layer");
  if (layers.length === 1) return check(packSchema, last.main);
  const trouble: Diagnostic[] = [];
  const registry = new Registry<Leaf>("setting", trouble);
  for (const layer of layers)
    for (const leaf of leavesOf(layer.main.value, []))
      if (!own.has(String(leaf.path[0])))
        registry.put(leaf.path.join("."), leaf, layer, { source: layer.main, path: leaf.path });
  trouble.push(...unknownParameters(layers));
  if (trouble.length > 0) return failed(...trouble);
  const merged: Record<string, unknown> = {};
  for (const { path, value } of registry.values()) setAt(merged, path, value);
  const named = layers.findLast(({ main }) => valueAt(main.value, ["id"]) !== undefined) ?? last;
  for (const key of ["kind", "id", "version", "title"])
    merged[key] = valueAt(named.main.value, [key]);
  return check(packSchema, over(merged, layers));
}

/** The merged settings as a file whose values stand where the highest layer wrote them. */
function over(value: unknown, layers: readonly Layer[]): Source {
  const top = layers.at(-1)?.main;
  const holder = (path: Path) =>
    layers.findLast(({ main }) => valueAt(main.value, path) !== undefined)?.main ?? top;
  return {
    file: top?.file ?? "",
    value,
    locate: (path) => holder(path)?.locate(path) ?? { line: 1, column: 1 },
    locateKey: (path, key) =>
      holder([...path, key])?.locateKey(path, key) ?? { line: 1, column: 1 },
  };
}

/** A parameter that no rule of a pack below knows is a slip, unless it comes whole, with a title of its own. */
function unknownParameters(layers: readonly Layer[]): Diagnostic[] {
  const known = new Set<string>();
  return layers.flatMap(({ main }) => {
    const here = Object.entries(valueAt(main.value, ["parameters"]) ?? {});
    const trouble = here
      .filter(([name, one]) => !known.has(name) && valueAt(one, ["title"]) === undefined)
      .map(
        ([name]): Diagnostic => ({
          code: "reference.parameter",
          severity: "error",
          file: main.file,
          ...main.locate(["parameters", name]),
          message: `there is no parameter "${name.slice(0, 60)}" to change`,
          help: suggest(name, known),
        }),
      );
    for (const [name] of here) known.add(name);
    return trouble;
  });
}
