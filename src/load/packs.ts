import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { day } from "./schema/common.ts";

export const isDay = (text: string): boolean => day.safeParse(text).success;

export const dayHelp = "Write an existing day as YYYY-MM-DD, from 2000-01-01 to 2099-12-31.";

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Ids of the shipped packs: the folders that hold a pack.yaml. */
export async function packNames(root: string): Promise<string[]> {
  const names = await readdir(root).catch(() => []);
  const found = await Promise.all(
    names.map((name) =>
      stat(join(root, name, "pack.yaml")).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat().sort();
}
