import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Knowledge } from "../core/pack.ts";

/** A pack as the build left it: what the YAML of the rules folder came to, and the digest of that YAML. */
export interface Compiled {
  readonly digest: string;
  readonly knowledge: Knowledge;
}

/**
 * The compiled form of a shipped pack, where there is one and the YAML beside it has not changed since. The YAML stays the
 * truth: a single changed byte anywhere in the rules folder, and it is read instead.
 */
export async function readCompiled(
  pack: string,
  rules: string,
  folder: string | undefined,
): Promise<Knowledge | undefined> {
  if (folder === undefined) return undefined;
  try {
    const text = await readFile(join(folder, `${pack}.json`), "utf8");
    const compiled = JSON.parse(text) as Compiled;
    return compiled.digest === digestOf(rules) ? compiled.knowledge : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Digest of every file that a pack may be made of; schemas and tests are not. Every run of a command waits for it, and a
 * hundred small files are read twice as fast one after the other as all at once.
 */
export function digestOf(rules: string): string {
  const names = readdirSync(rules, { encoding: "utf8", recursive: true }).filter(isFact).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    hash.update(name.replaceAll("\\", "/"));
    hash.update(readFileSync(join(rules, name)));
  }
  return hash.digest("hex");
}

const isFact = (name: string): boolean =>
  /\.(ya?ml|json)$/.test(name) && !/^schema[\\/]|[\\/]tests[\\/]/.test(name);
