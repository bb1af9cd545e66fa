import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Profile } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import { Recent } from "../../core/know/recent.ts";
import { remembering } from "../../core/know/remember.ts";
import { entriesOf } from "../file/files.ts";

/** First line of a compiled pack; the second is what code is checked with, each after it a profile, in the order of `ids`. */
interface CompiledHead {
  /** Of the YAML that the rest came from. */
  readonly digest: string;
  readonly ids: readonly string[];
  readonly rest: Omit<Knowledge, "profiles" | keyof Code>;
}

/** Asked for by `moat check --code` alone. */
type Code = Pick<Knowledge, "usage" | "retired">;

/** A pack as the build leaves it: what the YAML of the rules folder came to. */
export function compiledText(
  { profiles, usage, retired, ...rest }: Knowledge,
  digest: string,
): string {
  const head: CompiledHead = { digest, ids: Object.keys(profiles), rest };
  return [head, { usage, retired }, ...Object.values(profiles)]
    .map((one) => `${JSON.stringify(one)}\n`)
    .join("");
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
    const compiled = parsed(readFileSync(join(folder, `${pack}.ndjson`), "utf8"));
    return compiled.digest === digestOf(rules) ? compiled.knowledge : undefined;
  } catch {
    return undefined;
  }
}

interface Compiled {
  readonly digest: string;
  readonly knowledge: Knowledge;
}

/** Whoever asks again in one process goes on with what was worked out from the pack before. */
const parsed = remembering((text: string): Compiled => {
  const [first = "", code = "", ...lines] = text.split("\n");
  const { digest, ids, rest }: CompiledHead = JSON.parse(first);
  // What comes after the last line: another end is that of a file that was cut off.
  if (lines.length !== ids.length + 1 || lines.at(-1) !== "") throw new Error("cut off");
  return { digest, knowledge: withCode({ ...rest, profiles: profilesOf(ids, lines) }, code) };
}, new Recent<Compiled>(2));

/** Each is parsed when it is looked at: together they are half of the pack, and a use case needs one or two. */
function profilesOf(ids: readonly string[], lines: readonly string[]): Knowledge["profiles"] {
  const profiles: Record<string, Profile> = {};
  for (const [index, id] of ids.entries())
    lazily(profiles, id, () => JSON.parse(lines[index] ?? ""));
  return profiles;
}

function withCode(rest: Omit<Knowledge, keyof Code>, line: string): Knowledge {
  const knowledge = { ...rest } as Knowledge;
  const code = (): Code => JSON.parse(line);
  lazily(knowledge, "usage", () => code().usage);
  lazily(knowledge, "retired", () => code().retired);
  return knowledge;
}

/** A property that is worked out when it is looked at, once. */
function lazily<T extends object, Key extends keyof T>(on: T, key: Key, make: () => T[Key]): void {
  const as = { enumerable: true, configurable: true };
  const get = () => {
    const value = make();
    Object.defineProperty(on, key, { ...as, value });
    return value;
  };
  Object.defineProperty(on, key, { ...as, get });
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
