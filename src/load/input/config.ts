import { dirname, resolve } from "node:path";
import type * as z from "zod";
import { config as schema } from "../../shapes/config.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { configIn } from "../file/discover.ts";
import { isFile, readSource } from "../file/files.ts";
import type { LineColumn, Path, Source } from "../file/source.ts";
import { type Leaf, leavesOf, type Rank, Registry, setAt } from "../pack/merge.ts";
import { check } from "./check.ts";

export type ConfigValues = Omit<z.infer<typeof schema>, "kind" | "extends">;

/** A configuration, composed of the files that it extends; each value remembers where it was written. */
export interface Config {
  readonly values: ConfigValues;
  readonly leaves: readonly Origin[];
}

export interface Origin extends LineColumn {
  readonly path: Path;
  readonly value: unknown;
  /** File as messages call it, and the folder that paths in it start from. */
  readonly file: string;
  readonly folder: string;
}

/** Reads a configuration file and those that it extends, lowest first. `shown` is what messages call it. */
export function readConfig(path: string, name: (path: string) => string): Loaded<Config> {
  const trouble: Diagnostic[] = [];
  const files = new Map<string, File>();
  collect(path, [], { name, files, trouble });
  if (trouble.length > 0) return failed(...trouble);
  const registry = new Registry<Origin>("setting", trouble);
  for (const one of files.values())
    for (const leaf of leavesOf(one.source.value, []))
      if (!["kind", "extends"].includes(String(leaf.path[0]))) put(registry, one, leaf);
  if (trouble.length > 0) return failed(...trouble);
  const leaves = registry
    .values()
    .toSorted((a, b) => (a.path.join(".") < b.path.join(".") ? -1 : 1));
  const values: Record<string, unknown> = {};
  for (const one of leaves) setAt(values, one.path, one.value);
  return loaded({ values, leaves });
}

interface File extends Rank {
  readonly source: Source;
  readonly path: string;
}

function put(registry: Registry<Origin>, { source, path, ...rank }: File, leaf: Leaf): void {
  const origin = { ...leaf, ...source.locate(leaf.path), file: source.file, folder: dirname(path) };
  registry.put(leaf.path.join("."), origin, rank, { source, path: leaf.path });
}

/** The files of a configuration while they come in, how messages call a path, and what is wrong with them. */
interface ConfigFiles {
  readonly name: (path: string) => string;
  readonly files: Map<string, File>;
  readonly trouble: Diagnostic[];
}

function collect(path: string, chain: readonly string[], gathered: ConfigFiles): void {
  const { name, files, trouble } = gathered;
  if (files.has(path)) return;
  const source = readSource(path, name(path));
  const checked = source.ok ? check(schema, source.value) : source;
  if (!source.ok || !checked.ok) {
    if (!checked.ok) trouble.push(...checked.diagnostics.map(aboutConfig));
    return;
  }
  const above = new Set<string>();
  for (const [index, one] of (checked.value.extends ?? []).entries()) {
    const parent = target(resolve(dirname(path), one));
    if (parent === path || chain.includes(parent)) {
      trouble.push(circle(source.value, index));
      return;
    }
    collect(parent, [...chain, path], gathered);
    above.add(parent);
    for (const below of files.get(parent)?.above ?? []) above.add(below);
  }
  files.set(path, { source: source.value, path, name: path, above });
}

/** An empty file of settings wants no use case. */
const aboutConfig = (one: Diagnostic): Diagnostic =>
  one.code === "yaml.empty"
    ? { ...one, help: 'Write "kind: moat/config@1" and the settings into it, or remove the file.' }
    : one;

/** A folder stands for the configuration in it. */
function target(path: string): string {
  return isFile(path) ? path : (configIn(path) ?? path);
}

const circle = (source: Source, index: number): Diagnostic => ({
  code: "config.circle",
  severity: "error",
  file: source.file,
  ...source.locate(["extends", index]),
  message: "that file extends this one, so this one cannot extend it",
  help: "Break the circle.",
});

/** What a configuration says of a pack, in the form of a pack.yaml that extends it; undefined where it says nothing. */
export function packSettings({ values, leaves }: Config): Source | undefined {
  const { params, presets, weights, preset, figures } = values;
  if (!params && !presets && !weights && !preset && !figures) return undefined;
  const chosen = preset ?? (weights === undefined ? undefined : "own");
  const value = {
    parameters: Object.fromEntries(
      Object.entries(params ?? {}).map(([key, one]) => [key, { value: one, basis: "user" }]),
    ),
    presets: { ...presets, ...(weights === undefined ? {} : { own: weights }) },
    ...(chosen === undefined ? {} : { defaults: { preset: chosen } }),
    ...(figures === undefined ? {} : { figures }),
  };
  const find = (path: Path) => {
    const written = writtenPath(path).join(".");
    return leaves.find((one) => one.path.join(".").startsWith(written)) ?? leaves[0];
  };
  const locate = (path: Path): LineColumn => ({
    line: find(path)?.line ?? 1,
    column: find(path)?.column ?? 1,
  });
  return {
    file: leaves[0]?.file ?? "",
    value,
    locate,
    locateKey: (path, key) => locate([...path, key]),
  };
}

/** Where a pack's setting stands in a configuration. */
function writtenPath(path: Path): Path {
  const [first, second, ...rest] = path;
  if (first === "parameters") return ["params", ...(second === undefined ? [] : [second])];
  if (first === "defaults") return ["preset"];
  return first === "presets" && second === "own" ? ["weights", ...rest] : path;
}

/** A path of the configuration, from the file that it was written in. */
export function configPath(
  { leaves, values }: Config,
  key: "pack" | "market" | "waivers" | "baseline",
): string | undefined {
  const value = values[key];
  const origin = leaves.find((one) => one.path[0] === key);
  return value === undefined || origin === undefined ? undefined : resolve(origin.folder, value);
}
