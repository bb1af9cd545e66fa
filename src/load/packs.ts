import { existsSync } from "node:fs";
import { join } from "node:path";
import { entriesOf } from "./files.ts";
import { day } from "./schema/common.ts";

export const isDay = (text: string): boolean => day.safeParse(text).success;

export const dayHelp = "Write an existing day as YYYY-MM-DD, from 2000-01-01 to 2099-12-31.";

/** Ids of the shipped packs: the folders that hold a pack.yaml. */
export const packNames = (root: string): string[] =>
  entriesOf(root)
    .map(({ name }) => name)
    .filter((name) => existsSync(join(root, name, "pack.yaml")))
    .sort();
