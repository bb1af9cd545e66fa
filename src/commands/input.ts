import { resolve } from "node:path";
import type { Loaded } from "../load/file/diagnostic.ts";
import { largestBytes, plainText, readText, tooLarge } from "../load/file/files.ts";
import type { Environment } from "./outcome.ts";

/** What messages call a file that a user named. */
export const inputName = (path: string): string => (path === "-" ? "standard input" : path);

/** A file that a user named, or standard input for `-`; either may be only so long. */
export async function readInput(
  path: string,
  { cwd, stdin }: Environment,
  limit = largestBytes,
): Promise<Loaded<string>> {
  const name = inputName(path);
  if (path !== "-") return readText(resolve(cwd, path), name, limit);
  const text = await stdin(limit);
  return text === undefined ? tooLarge(name, "it goes on", limit) : plainText(text, name);
}
