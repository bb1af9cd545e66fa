import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type { Profile } from "../core/knowledge.ts";
import type { Knowledge, Pack, Rule } from "../core/pack.ts";
import { check } from "./check.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "./diagnostic.ts";
import { readSource, yamlFiles } from "./files.ts";
import { type Market, readMarket } from "./market.ts";
import { checkReferences } from "./references.ts";
import { parseRules } from "./rules.ts";
import { pack as packSchema } from "./schema/pack.ts";
import { profile as profileSchema } from "./schema/profile.ts";
import type { Source } from "./source.ts";

export interface LoadedPack {
  readonly knowledge: Knowledge;
  /** Every file that was read, to find the place of a fact again. */
  readonly files: readonly Source[];
}

/**
 * A pack with the market facts beside it. `root` is the folder of the shipped rules, `folder` the pack's own; a pack from
 * elsewhere uses the shipped market.
 */
export async function readPack(folder: string, root: string): Promise<Loaded<LoadedPack>> {
  const name = `rules/${basename(folder)}`;
  const [market, main] = await Promise.all([
    readMarket(root),
    readSource(join(folder, "pack.yaml"), `${name}/pack.yaml`),
  ]);
  if (!main.ok) return main;
  const written = check(packSchema, main.value);
  if (!written.ok || !market.ok)
    return failed(
      ...(written.ok ? [] : written.diagnostics),
      ...(market.ok ? [] : market.diagnostics),
    );
  const { kind: _kind, basis: _basis, include, parameters, ...settings } = written.value;
  const values = Object.fromEntries(
    Object.entries(parameters).map(([key, one]) => [key, one.value]),
  );
  const profiles = await readAll(join(folder, "capabilities"), `${name}/capabilities`);
  const rules = await readAll(join(folder, "rules"), `${name}/rules`);
  const included = await Promise.all(
    include.map((path) => readSource(join(folder, path), `rules/${join(basename(folder), path)}`)),
  );
  const trouble: Diagnostic[] = [
    ...profiles.trouble,
    ...rules.trouble,
    ...included.flatMap((one) => (one.ok ? [] : one.diagnostics)),
  ];
  const ruleFiles = [...included.flatMap((one) => (one.ok ? [one.value] : [])), ...rules.sources];
  const parsedProfiles = profiles.sources.flatMap((source) =>
    keep(check(profileSchema, source), trouble).map((value) => ({ source, value })),
  );
  const parsedRules = ruleFiles.flatMap((source) =>
    keep(parseRules(source, packOf(source.file), values), trouble).flat(),
  );
  if (trouble.length > 0) return failed(...trouble);
  const files = [...market.value.files, main.value, ...profiles.sources, ...ruleFiles];
  const pack: Pack = {
    ...settings,
    asOf: settings.asOf,
    parameters: values,
    sha256: digest(files),
  };
  const knowledge = assemble(
    pack,
    parsedProfiles.map((one) => one.value),
    parsedRules,
    market.value,
  );
  const references = checkReferences(knowledge, parsedProfiles, files);
  return references.some((one) => one.severity === "error")
    ? failed(...references)
    : loaded({ knowledge, files }, references);
}

function assemble(
  pack: Pack,
  profiles: readonly Profile[],
  rules: readonly Rule[],
  market: Market,
): Knowledge {
  const { files: _files, ...facts } = market;
  return {
    pack,
    profiles: Object.fromEntries(profiles.map((one) => [one.id, one])),
    capabilityIds: Object.fromEntries(
      profiles.flatMap((one) => [one.id, ...one.aliases].map((alias) => [alias, one.id])),
    ),
    ...facts,
    rules,
  };
}

/** A rule keeps the name of the pack that it was written in. */
const packOf = (file: string): string => file.split("/")[1] ?? "";

async function readAll(
  folder: string,
  name: string,
): Promise<{ sources: Source[]; trouble: Diagnostic[] }> {
  const read = await Promise.all(
    (await yamlFiles(folder)).map((path) => readSource(path, `${name}/${basename(path)}`)),
  );
  return {
    sources: read.flatMap((one) => (one.ok ? [one.value] : [])),
    trouble: read.flatMap((one) => (one.ok ? [] : one.diagnostics)),
  };
}

/** The value as a list of one, or nothing and its trouble noted. */
function keep<T>(result: Loaded<T>, trouble: Diagnostic[]): T[] {
  if (result.ok) return [result.value];
  trouble.push(...result.diagnostics);
  return [];
}

/** Digest of the facts themselves: comments and layout do not change it. */
function digest(files: readonly Source[]): string {
  const hash = createHash("sha256");
  for (const { file, value } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1)))
    hash.update(`${file}\n${JSON.stringify(value)}\n`);
  return hash.digest("hex").slice(0, 16);
}
