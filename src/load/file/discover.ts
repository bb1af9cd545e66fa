import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isFile, isFolder } from "./files.ts";

/** Where a command stands: its configuration, and the folder that belongs to it. */
export interface Discovered {
  readonly config: string | undefined;
  /** Folder of the configuration, else the root of the repository, else where the user stands. */
  readonly base: string;
  /** Folder of imported prices, if there is one in its usual place. */
  readonly market: string | undefined;
}

const fileNames = ["moat.config.yaml", "moat.config.yml", "moat.config.json"];

/** Looks for one configuration, upward to the root of the repository. There is no cascade. */
export function discover(cwd: string): Discovered {
  const found = search(cwd);
  const base = found.base ?? cwd;
  const market = usualMarket(base);
  return { config: found.config, base, market: isFolder(market) ? market : undefined };
}

export const usualMarket = (base: string): string => join(base, ".moat", "market");

function search(folder: string): { config?: string; base?: string } {
  const config = configIn(folder);
  if (config !== undefined) return { config, base: folder };
  if (isRoot(folder)) return { base: folder };
  const above = dirname(folder);
  return above === folder ? {} : search(above);
}

const isRoot = (folder: string): boolean => existsSync(join(folder, ".git"));

function repositoryOf(path: string): string | undefined {
  if (isRoot(path)) return path;
  const above = dirname(path);
  return above === path ? undefined : repositoryOf(above);
}

/** What reports name paths from, wherever a command runs: the repository that holds them all, else the one around the user. */
export function rootOf(cwd: string, paths: readonly string[]): string {
  const roots = [cwd, ...paths].map(repositoryOf);
  const holdsAll = (root: string | undefined) =>
    root !== undefined && paths.every((path) => !nameFrom(root, path).startsWith("../"));
  return roots.find(holdsAll) ?? roots[0] ?? cwd;
}

/** Slashes lean forward everywhere, so that reports and fingerprints are the same on every system. */
export const nameFrom = (root: string, path: string): string =>
  relative(root, path).replaceAll("\\", "/");

export const configIn = (folder: string): string | undefined =>
  fileNames.map((name) => join(folder, name)).find(isFile);
