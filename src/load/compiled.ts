import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profile } from "../core/knowledge.ts";
import type { Knowledge } from "../core/pack.ts";
import { entriesOf } from "./files.ts";

/** First line of a compiled pack; each line after it is a profile, in the order of `ids`. */
interface Head {
  /** Of the YAML that the rest came from. */
  readonly digest: string;
  readonly ids: readonly string[];
  readonly rest: Omit<Knowledge, "profiles">;
}

/** A pack as the build leaves it: what the YAML of the rules folder came to. */
export function compiledText({ profiles, ...rest }: Knowledge, digest: string): string {
  const head: Head = { digest, ids: Object.keys(profiles), rest };
  return [head, ...Object.values(profiles)].map((one) => `${JSON.stringify(one)}\n`).join("");
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
    const [first = "", ...lines] = readFileSync(join(folder, `${pack}.ndjson`), "utf8").split("\n");
    const { digest, ids, rest } = JSON.parse(first) as Head;
    // What comes after the last line: another end is that of a file that was cut off.
    if (lines.length !== ids.length + 1 || lines.at(-1) !== "") return undefined;
    return digest === digestOf(rules) ? { ...rest, profiles: profilesOf(ids, lines) } : undefined;
  } catch {
    return undefined;
  }
}

/** Each is parsed when it is looked at: together they are half of the pack, and a use case needs one or two. */
function profilesOf(ids: readonly string[], lines: readonly string[]): Knowledge["profiles"] {
  const profiles: Record<string, Profile> = {};
  for (const [index, id] of ids.entries()) {
    const as = { enumerable: true, configurable: true };
    const get = () => {
      const value = JSON.parse(lines[index] ?? "") as Profile;
      Object.defineProperty(profiles, id, { ...as, value });
      return value;
    };
    Object.defineProperty(profiles, id, { ...as, get });
  }
  return profiles;
}

/** Digest of every file that a pack may be made of; schemas and tests are not. */
export function digestOf(rules: string): string {
  const hash = createHash("sha256");
  for (const name of factsIn(rules).sort())
    hash.update(name).update(readFileSync(`${rules}/${name}`));
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
