import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { day } from "../../shapes/common.ts";
import { entriesOf, isFile } from "../file/files.ts";

export const isDay = (text: string): boolean => day.safeParse(text).success;

export const dayHelp = "Write an existing day as YYYY-MM-DD, from 2000-01-01 to 2099-12-31.";

/** The pack that a path belongs to: the nearest folder upward that holds one, at most so many steps above. */
export function packAbove(path: string, steps = Number.POSITIVE_INFINITY): string | undefined {
  if (isFile(join(path, "pack.yaml"))) return path;
  const above = dirname(path);
  return steps === 0 || above === path ? undefined : packAbove(above, steps - 1);
}

/** Ids of the shipped packs: the folders that hold a pack.yaml. */
export const packNames = (root: string): string[] =>
  entriesOf(root)
    .map(({ name }) => name)
    .filter((name) => existsSync(join(root, name, "pack.yaml")))
    .sort();

/** The whole rules folder that a pack lies in: one with a market and the sources of its facts. */
export function rulesAround(folder: string): string | undefined {
  const above = dirname(folder);
  return isFile(join(above, "sources.yaml")) && isFile(join(above, "market/serving.yaml"))
    ? above
    : undefined;
}
