import { relative } from "node:path";
import { suggest } from "../load/file/diagnostic.ts";
import { configText, type ShownSetting } from "../report/config/text.ts";
import { toJson } from "../report/json.ts";
import { deliver, type Reporters } from "./deliver.ts";
import { misused } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import { readSurroundings, type Surroundings } from "./settings.ts";
import type { GlobalOptions } from "./shell.ts";

export interface ConfigOptions extends GlobalOptions {
  readonly origin?: boolean | undefined;
}

/** What holds here, and with --origin where each value comes from. */
export async function runConfig(
  action: string,
  options: ConfigOptions,
  environment: Environment,
): Promise<CommandResult> {
  if (action !== "print")
    return misused(
      "moat config",
      `there is no action "${action.slice(0, 40)}"`,
      suggest(action, ["print"]),
    );
  const around = await readSurroundings(environment);
  if (!around.ok) return around;
  const settings = settingsOf(around.value, options, environment);
  const reporters: Reporters<readonly ShownSetting[]> = {
    text: (shown, { style }) => configText(shown, options.origin === true, style),
    json: (shown) => toJson({ format: "moat.config", formatVersion: "1.0", settings: shown }),
  };
  return deliver(settings, reporters, { options, environment });
}

const variables: Readonly<Record<string, string>> = {
  pack: "MOAT_PACK",
  asOf: "MOAT_AS_OF",
  market: "MOAT_MARKET",
  preset: "MOAT_PRESET",
};

/** Each setting once, from the first of flag, environment, file and default that has it. */
function settingsOf(
  { config, market }: Surroundings,
  options: ConfigOptions,
  environment: Environment,
): ShownSetting[] {
  const found = new Map<string, ShownSetting>();
  const defaults = { pack: "current", asOf: environment.today };
  for (const [key, value] of Object.entries(defaults))
    found.set(key, { key, value, origin: "default" });
  if (market !== undefined)
    found.set("market", {
      key: "market",
      value: relative(environment.cwd, market) || ".",
      origin: "default, because it is there",
    });
  for (const { path, value, file, line, column } of config?.leaves ?? []) {
    const key = path.join(".");
    found.set(key, { key, value, origin: `${file}:${line}:${column}` });
  }
  for (const [key, name] of Object.entries(variables)) {
    const value = environment.variables[name];
    if (value !== undefined) found.set(key, { key, value, origin: name });
  }
  const flags = { pack: ["--pack", options.pack], asOf: ["--as-of", options.asOf] } as const;
  for (const [key, [name, value]] of Object.entries(flags))
    if (value !== undefined) found.set(key, { key, value, origin: name });
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
