import { basename, isAbsolute, join, resolve } from "node:path";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  suggest,
  trouble,
} from "../load/file/diagnostic.ts";
import { isFolder } from "../load/file/files.ts";
import type { Config } from "../load/input/config.ts";
import { readCompiled } from "../load/pack/compiled.ts";
import type { LoadedPack } from "../load/pack/pack.ts";
import { dayHelp, isDay, packNames, rulesAround } from "../load/pack/packs.ts";
import type { Environment } from "./outcome.ts";
import { type AsOf, readSurroundings, type Surroundings } from "./settings.ts";
import type { GlobalOptions } from "./shell.ts";

export interface Ground extends LoadedPack {
  readonly asOf: string;
  readonly config: Config | undefined;
}

/** What a command was asked, what it works with, and the world that it runs in. */
export interface CommandContext<Options = GlobalOptions> {
  readonly options: Options;
  readonly ground: Ground;
  readonly environment: Environment;
}

/**
 * The pack that a command works with, and the day it works as of. A frozen pack refuses another day than its own, or,
 * beside other packs, answers for its own.
 */
export async function readGround(
  options: GlobalOptions,
  environment: Environment,
  frozen: "refuses" | "keeps its day" = "refuses",
): Promise<Loaded<Ground>> {
  const around = await readSurroundings(environment);
  if (!around.ok) return around;
  const found = askedDay(options, around.value.asOf);
  if (!found.ok) return found;
  const asked = found.value;
  const folder = packAsked(options, around.value, environment);
  if (!folder.ok) return folder;
  const pack = await load(folder.value, around.value, environment);
  if (!pack.ok) return pack;
  const { frozen: isFrozen, asOf } = pack.value.knowledge.pack;
  const fixed = isFrozen ? asOf : undefined;
  const clashes = fixed !== undefined && asked !== undefined && asked.day !== fixed;
  if (clashes && frozen === "refuses") {
    const message = `pack ${pack.value.knowledge.pack.id} is frozen at ${fixed}`;
    const what = asked.line === undefined ? asked.file : "asOf";
    return failed(about(asked, message, `Leave ${what} out, or give ${fixed}.`));
  }
  const { config } = around.value;
  return loaded(
    { ...pack.value, config, asOf: fixed ?? asked?.day ?? environment.today },
    pack.diagnostics,
  );
}

/** The day that a flag asks for, or else the surroundings do; trouble names where it was written. */
export function askedDay(
  { asOf }: GlobalOptions,
  surrounding: AsOf | undefined,
): Loaded<AsOf | undefined> {
  const asked = asOf === undefined ? surrounding : { day: asOf, file: "--as-of" };
  return asked === undefined || isDay(asked.day)
    ? loaded(asked)
    : failed(about(asked, `"${asked.day.slice(0, 40)}" is not a day`, dayHelp));
}

const about = ({ day: _day, file, ...place }: AsOf, message: string, help: string): Diagnostic => ({
  ...flag(file, message, help),
  ...place,
});

/** A shipped pack comes compiled where it can; anything else, and a changed pack, is read from its YAML. */
async function load(
  folder: string,
  { market, settings }: Surroundings,
  { rules, compiled, cwd }: Environment,
): Promise<Loaded<LoadedPack>> {
  const name = basename(folder);
  const plain = market === undefined && settings === undefined && folder === join(rules, name);
  const known = plain ? readCompiled(name, rules, compiled) : undefined;
  if (known !== undefined) return loaded({ knowledge: known, files: [] });
  const { readPack } = await import("../load/pack/pack.ts");
  // A pack of another rules folder, as another version has it, comes with the market that lies beside it.
  const around = rulesAround(folder) ?? rules;
  const base = (id: string) => (around === rules ? readCompiled(id, rules, compiled) : undefined);
  return readPack(folder, around, { cwd, market, settings, compiled: base });
}

export const flag = (name: string, message: string, help: string): Diagnostic =>
  trouble("flag.value", name, message, help);

/** What ends a command that cannot do with a flag, or with a word in the place of one. */
export const misused = (...said: Parameters<typeof flag>) => failed(flag(...said));

/** Trouble where a format is asked of a command that has none but plain text. */
export const textOnly = (
  { format = [], json }: GlobalOptions,
  why: string,
  help: string,
): Diagnostic[] =>
  json === true || format.some((one) => one !== "text")
    ? [flag(json === true ? "--json" : "--format", why, help)]
    : [];

/** Folder of the pack that a flag names, or else the surroundings, or else the default one. */
export function packAsked(
  { pack }: GlobalOptions,
  around: Surroundings,
  environment: Environment,
): Loaded<string> {
  const { cwd } = environment;
  const { name, from } =
    pack === undefined
      ? (around.pack ?? { name: "current", from: cwd })
      : { name: pack, from: cwd };
  return packFolder(name, environment, from);
}

/** A pack is named by its id, or by a path to its folder. */
export function packFolder(name: string, { rules, cwd }: Environment, from = cwd): Loaded<string> {
  const shipped = packNames(rules);
  if (shipped.includes(name)) return loaded(join(rules, name));
  const path = isAbsolute(name) ? name : resolve(from, name);
  if (isFolder(path)) return loaded(path);
  return misused("--pack", `there is no pack "${name.slice(0, 60)}"`, suggest(name, shipped));
}
