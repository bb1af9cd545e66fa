import type * as z from "zod";
import type { Benchmark, Citation, Profile } from "../../core/know/knowledge.ts";
import { valueAt } from "../../core/know/tree.ts";
import { observations as changeSchema, profile as profileSchema } from "../../shapes/profile.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";
import { sourceOf } from "../file/source-of.ts";
import { check } from "../input/check.ts";
import { type Rank, Registry } from "./merge.ts";

export interface ReadProfile {
  readonly source: Source;
  readonly value: Profile;
}

export interface ProfileFile {
  readonly source: Source;
  readonly rank: Rank;
}

/** Sources that profiles bring along; one that a sources.yaml has as well must not say something else. */
export function sourcesIn(
  files: readonly ProfileFile[],
  known: Readonly<Record<string, Citation>>,
  trouble: Diagnostic[],
): Readonly<Record<string, Citation>> {
  const registry = new Registry<Citation>("source", trouble);
  const found: Record<string, Citation> = {};
  for (const { source, rank } of files) {
    const written = valueAt(source.value, ["sources"]);
    for (const [id, one] of Object.entries(written ?? {}) as [string, Citation][]) {
      const path = ["sources", id];
      registry.put(id, one, rank, { source, path });
      if (Object.hasOwn(known, id)) trouble.push(twice(id, source, path));
      found[id] = one;
    }
  }
  return found;
}

const twice = (id: string, source: Source, path: Path): Diagnostic => ({
  code: "duplicate.source",
  severity: "error",
  file: source.file,
  ...source.locate(path),
  message: `source "${id}" stands in a sources.yaml as well`,
  help: "Keep one of them.",
});

/** Profiles of all layers: whole ones by id, and the changes that higher layers make to them. */
export function mergeProfiles(
  files: readonly ProfileFile[],
  trouble: Diagnostic[],
  base: readonly Profile[] = [],
  below: Rank = { name: "", above: new Set() },
): readonly ReadProfile[] {
  const registry = new Registry<ReadProfile>("capability", trouble);
  for (const value of base) {
    const source = sourceOf(`${value.id}.yaml`, {});
    registry.put(value.id, { source, value }, below, { source, path: [] });
  }
  for (const { source, rank } of files) {
    const changes = valueAt(source.value, ["kind"]) === "moat/observations@1";
    const read = changes ? changed(source, registry, trouble) : whole(source, trouble);
    if (read !== undefined)
      registry.put(read.value.id, read, rank, { source, path: changes ? [] : ["id"] });
  }
  return registry.values();
}

function whole(source: Source, trouble: Diagnostic[]): ReadProfile | undefined {
  const checked = check(profileSchema, source);
  if (checked.ok) return { source, value: withoutSources(checked.value) };
  trouble.push(...checked.diagnostics);
  return undefined;
}

function changed(
  source: Source,
  registry: Registry<ReadProfile>,
  trouble: Diagnostic[],
): ReadProfile | undefined {
  const checked = check(changeSchema, source);
  if (!checked.ok) {
    trouble.push(...checked.diagnostics);
    return undefined;
  }
  const change = checked.value;
  const base = registry.get(change.capability)?.value;
  if (base === undefined) {
    const known = registry.values().map((one) => one.value.id);
    trouble.push({
      code: "reference.capability",
      severity: "error",
      file: source.file,
      ...source.locate(["capability"]),
      message: `there is no capability "${change.capability}" to change`,
      help: suggest(change.capability, known),
    });
    return undefined;
  }
  const merged = {
    ...base,
    benchmarks: mergeBoards(base.benchmarks, change.benchmarks),
    claims: { ...base.claims, ...change.claims },
    reviewed: change.reviewed ?? base.reviewed,
  };
  const value = asProfile(merged, source, trouble);
  return value === undefined ? undefined : { value, source: standing(source, merged.benchmarks) };
}

type ProfileChange = { readonly id: string; readonly observations: Benchmark["observations"] };

/** A new board must be whole, which only the merged profile can show. */
function asProfile(
  merged: { readonly benchmarks: readonly ProfileChange[] },
  source: Source,
  trouble: Diagnostic[],
): Profile | undefined {
  const value = { kind: "moat/profile@1", ...merged };
  const checked = check(profileSchema, { ...standing(source, merged.benchmarks), value });
  if (checked.ok) return withoutSources(checked.value);
  trouble.push(...checked.diagnostics);
  return undefined;
}

function withoutSources({ sources: _sources, ...profile }: z.infer<typeof profileSchema>): Profile {
  return profile;
}

function mergeBoards(
  base: readonly Benchmark[],
  changes: readonly ProfileChange[],
): ProfileChange[] {
  const added = changes.filter((one) => base.every((board) => board.id !== one.id));
  const kept = base.map((board): ProfileChange => {
    const change = changes.find((one) => one.id === board.id);
    if (change === undefined) return board;
    return {
      ...board,
      ...change,
      observations: mergeById(board.observations, change.observations),
    };
  });
  return [...kept, ...added];
}

/** Oldest first, as profiles are written. */
function mergeById(
  base: Benchmark["observations"],
  changes: Benchmark["observations"],
): Benchmark["observations"] {
  const replaced = new Set(changes.map((one) => one.id));
  return [...base.filter((one) => !replaced.has(one.id)), ...changes].toSorted((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}

/** Places within a file of changes for paths within the merged profile: boards and observations are found by id. */
function standing(source: Source, merged: readonly ProfileChange[]): Source {
  const translate = (path: Path): Path => {
    const [first, board, inner, index, ...rest] = path;
    if (first !== "benchmarks" || typeof board !== "number") return path;
    const boards = listAt(source.value, ["benchmarks"]);
    const at = boards.indexOf(String(merged[board]?.id));
    if (at < 0) return [];
    if (inner !== "observations" || typeof index !== "number")
      return ["benchmarks", at, ...path.slice(2)];
    const observations = listAt(source.value, ["benchmarks", at, "observations"]);
    const found = observations.indexOf(String(merged[board]?.observations[index]?.id));
    return ["benchmarks", at, ...(found < 0 ? [] : ["observations", found, ...rest])];
  };
  return {
    ...source,
    locate: (path) => source.locate(translate(path)),
    locateKey: (path, key) => source.locateKey(translate(path), key),
  };
}

function listAt(value: unknown, path: Path): string[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.map((one: { id?: unknown }) => String(one.id)) : [];
}
