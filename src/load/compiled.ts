import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
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
    const [text, digest] = await Promise.all([
      readFile(join(folder, `${pack}.json`), "utf8"),
      digestOf(rules),
    ]);
    const compiled = JSON.parse(text) as Compiled;
    return compiled.digest === digest ? compiled.knowledge : undefined;
  } catch {
    return undefined;
  }
}

/** Digest of every file that a pack may be made of; schemas and tests are not. */
export async function digestOf(rules: string): Promise<string> {
  const names = (await readdir(rules, { recursive: true })).filter(isFact).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(rules, name))));
  const hash = createHash("sha256");
  for (const [index, name] of names.entries()) {
    hash.update(name.replaceAll("\\", "/"));
    hash.update(texts[index] ?? "");
  }
  return hash.digest("hex");
}

const isFact = (name: string): boolean =>
  /\.(ya?ml|json)$/.test(name) && !/^schema[\\/]|[\\/]tests[\\/]/.test(name);
