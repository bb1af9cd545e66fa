import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Knowledge } from "../core/pack.ts";
import { entriesOf } from "./files.ts";

/** A pack as the build left it: what the YAML of the rules folder came to, and the digest of that YAML. */
export interface Compiled {
  readonly digest: string;
  readonly knowledge: Knowledge;
}

/**
 * The compiled form of a shipped pack, where there is one and the YAML beside it has not changed since. The YAML stays the
 * truth: a single changed byte anywhere in the rules folder, and it is read instead.
 */
export function readCompiled(
  pack: string,
  rules: string,
  folder: string | undefined,
): Knowledge | undefined {
  if (folder === undefined) return undefined;
  try {
    const text = readFileSync(join(folder, `${pack}.json`), "utf8");
    const compiled = JSON.parse(text) as Compiled;
    return compiled.digest === digestOf(rules) ? compiled.knowledge : undefined;
  } catch {
    return undefined;
  }
}

/** Digest of every file that a pack may be made of; schemas and tests are not. */
export function digestOf(rules: string): string {
  const hash = createHash("sha256");
  for (const name of factsIn(rules).sort())
    hash.update(name).update(readFileSync(join(rules, name)));
  return hash.digest("hex");
}

const otherFolders = ["schema", "tests"];

function factsIn(folder: string, above = ""): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const name = `${above}${entry.name}`;
    if (!entry.isDirectory()) return /\.(ya?ml|json)$/.test(name) ? [name] : [];
    return otherFolders.includes(entry.name) ? [] : factsIn(join(folder, entry.name), `${name}/`);
  });
}
