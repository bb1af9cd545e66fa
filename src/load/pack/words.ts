import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { words as schema, type Vocabulary } from "../../shapes/words.ts";
import { type Loaded, loaded } from "../file/diagnostic.ts";
import { readText } from "../file/files.ts";
import { parseSource } from "../file/source.ts";
import { check } from "../input/check.ts";

const file = "words.json";

/** The words of `moat explain`, which no answer needs: as the build left them, or from the YAML where that is another by now. */
export function readWords(rules: string, folder?: string): Loaded<Vocabulary> {
  const path = join(rules, "words.yaml");
  const written = readText(path, "rules/words.yaml");
  if (!written.ok) return written;
  const kept = folder === undefined ? undefined : compiled(join(folder, file));
  if (kept?.digest === digestOf(written.value)) return loaded(kept.words);
  const source = parseSource("rules/words.yaml", written.value);
  return source.ok ? check(schema, source.value) : source;
}

interface CompiledWords {
  readonly digest: string;
  readonly words: Vocabulary;
}

function compiled(path: string): CompiledWords | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** What the build leaves of them: the name of a file beside the compiled packs, and its text. */
export function compiledWords(rules: string): readonly [name: string, text: string] {
  const words = readWords(rules);
  if (!words.ok) throw new Error(`rules/words.yaml: ${JSON.stringify(words.diagnostics)}`);
  const digest = digestOf(readFileSync(join(rules, "words.yaml"), "utf8"));
  return [file, JSON.stringify({ digest, words: words.value } satisfies CompiledWords)];
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
