import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isFile, isFolder } from "./files.ts";

/** Where a command stands: its configuration, and the folder that belongs to it. */
export interface Surroundings {
  readonly config: string | undefined;
  /** Folder of the configuration, else the root of the repository, else where the user stands. */
  readonly base: string;
  /** Folder of imported prices, if there is one in its usual place. */
  readonly market: string | undefined;
}

const fileNames = ["moat.config.yaml", "moat.config.yml", "moat.config.json"];

/** Looks for one configuration, upward to the root of the repository. There is no cascade. */
export function discover(cwd: string): Surroundings {
  const found = search(cwd);
  const base = found.base ?? cwd;
  const market = usualMarket(base);
  return { config: found.config, base, market: isFolder(market) ? market : undefined };
}

export const usualMarket = (base: string): string => join(base, ".moat", "market");

function search(folder: string): { config?: string; base?: string } {
  const config = configIn(folder);
  if (config !== undefined) return { config, base: folder };
  if (existsSync(join(folder, ".git"))) return { base: folder };
  const above = dirname(folder);
  return above === folder ? {} : search(above);
}

export const configIn = (folder: string): string | undefined =>
  fileNames.map((name) => join(folder, name)).find(isFile);
