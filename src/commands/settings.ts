import { dirname, resolve } from "node:path";
import { type Loaded, loaded } from "../load/file/diagnostic.ts";
import { discover } from "../load/file/discover.ts";
import type { LineColumn, Source } from "../load/file/source.ts";
import { sourceOf } from "../load/file/source-of.ts";
import type { Config } from "../load/input/config.ts";
import type { Environment } from "./outcome.ts";

/** A day, and where it was written: what messages about it have to name. */
export interface AsOf extends Partial<LineColumn> {
  readonly day: string;
  readonly file: string;
}

/** What surrounds a run: flags win over the environment, that over the configuration, that over the defaults. */
export interface Surroundings {
  readonly config: Config | undefined;
  /** Folder that `.moat` lies in. */
  readonly base: string;
  readonly pack: { readonly name: string; readonly from: string } | undefined;
  readonly asOf: AsOf | undefined;
  /** Folder of imported prices, if there is one. */
  readonly market: string | undefined;
  readonly settings: Source | undefined;
}

export async function readSurroundings({
  cwd,
  rules,
  variables,
}: Environment): Promise<Loaded<Surroundings>> {
  const found = discover(cwd);
  const { MOAT_PACK: pack, MOAT_MARKET: place, MOAT_PRESET: preset } = variables;
  const market = place === undefined ? undefined : resolve(cwd, place);
  const named = pack === undefined ? undefined : { name: pack, from: cwd };
  const chosen = preset === undefined ? undefined : presetSettings(preset);
  const plain = {
    base: found.base,
    asOf: variableDay(variables),
    pack: named,
    market: market ?? found.market,
    settings: chosen,
  };
  if (found.config === undefined) return loaded({ ...plain, config: undefined });
  const [{ configPath, packSettings, readConfig }, { shownName }] = await Promise.all([
    import("../load/input/config.ts"),
    import("../load/pack/layers.ts"),
  ]);
  const read = readConfig(found.config, (path) => shownName(path, { root: rules, cwd }));
  if (!read.ok) return read;
  const config = read.value;
  const written = config.values.pack;
  const from = config.leaves.find((one) => one.path[0] === "pack")?.folder ?? dirname(found.config);
  return loaded({
    ...plain,
    config,
    pack: named ?? (written === undefined ? undefined : { name: written, from }),
    asOf: plain.asOf ?? writtenDay(config),
    market: market ?? configPath(config, "market") ?? found.market,
    settings: withPreset(packSettings(config), chosen),
  });
}

export function variableDay({ MOAT_AS_OF: day }: Environment["variables"]): AsOf | undefined {
  return day === undefined ? undefined : { day, file: "MOAT_AS_OF" };
}

function writtenDay({ values, leaves }: Config): AsOf | undefined {
  const { asOf: day } = values;
  const origin = leaves.find((one) => one.path[0] === "asOf");
  if (day === undefined || origin === undefined) return undefined;
  const { file, line, column } = origin;
  return { day, file, line, column };
}

/** What is wrong with today, in the form of the parser's own complaints: what, and a hint on the next line. */
export function clockTrouble({ today, variables }: Environment): string | undefined {
  if (/^20/.test(today)) return undefined;
  const { SOURCE_DATE_EPOCH: epoch = "" } = variables;
  return epoch === ""
    ? `the clock of this machine says ${today}\nSet it.`
    : `SOURCE_DATE_EPOCH is "${epoch}", which is no moment from 2000 to 2099\nWrite whole seconds since 1970, or unset it.`;
}

const presetSettings = (preset: string): Source =>
  sourceOf("MOAT_PRESET", { defaults: { preset } });

/** The variable wins over the file, and only in the one setting that it has. */
function withPreset(written: Source | undefined, chosen: Source | undefined): Source | undefined {
  if (written === undefined || chosen === undefined) return chosen ?? written;
  return { ...written, value: { ...Object(written.value), ...Object(chosen.value) } };
}
