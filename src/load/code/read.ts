import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { escaped, type ReadId } from "../../core/code/model-id.ts";
import type { CodeFile } from "../../core/code/site.ts";
import type { UsageFacts } from "../../shapes/usage.ts";
import { nameFrom } from "../file/discover.ts";
import { inForce } from "./comments.ts";
import { type FileBeside, isProgram, sorted } from "./folder.ts";
import { hasSettings, isText, type Language, languageOf, namesOf } from "./paths.ts";
import { patternsOf } from "./patterns.ts";
import { sitesIn } from "./sites.ts";
import { walk } from "./walk.ts";

/** Files that were looked at so far, for a summary. */
export interface Tally {
  files: number;
}

/** Larger files are data, or made by a program. */
const largest = 1_000_000;
/** git looks so far for a zero byte to tell what is no text. */
const head = 8000;

/**
 * Files of code under a folder that name a model, a provider or a server, one at a time. Nothing is kept of a folder once
 * the next one begins.
 */
export function* readCode(
  start: string,
  root: string,
  { usage, readId }: { readonly usage: UsageFacts; readonly readId: ReadId },
  tally: Tally,
): Generator<CodeFile> {
  const names = namesOf(usage);
  const patterns = patternsOf(usage, readId);
  const isMeasure = measuring(usage);
  const buffer = Buffer.allocUnsafe(largest + 1);
  const wanted = {
    file: (name: string) => languageOf(name) !== undefined && !names.skipsFile(name),
    folder: (name: string) => !names.skipsFolder(name),
  };
  for (const folder of walk(root, start, wanted)) {
    const found: FileBeside[] = [];
    const beside = new Set(folder.names);
    for (const name of folder.names) {
      const language = languageOf(name);
      const path = join(folder.path, name);
      const file = nameFrom(root, path);
      const isRead = language !== undefined && (!isText(name) || hasSettings(file));
      const text = isRead ? textOf(path, buffer) : undefined;
      if (language === undefined || text === undefined || isMade(name, beside)) continue;
      tally.files++;
      if (!patterns.prefilter.test(text)) continue;
      const apart = names.apart(nameFrom(start, path)) ?? kindOf(file, text, language, isMeasure);
      const sites = sitesIn(text, { file, language, isProduct: apart === undefined }, patterns);
      if (sites.length > 0)
        found.push({ file, apart, sites, isProgram: isProgram(text, language) });
    }
    yield* sorted(found);
  }
}

/** main.js beside main.ts is made of it. */
const isMade = (name: string, beside: ReadonlySet<string>): boolean =>
  /\.[cm]?js$/.test(name) && ["ts", "tsx"].some((one) => beside.has(name.replace(/js$/, one)));

/** What kind of code that is not the product a file is, by its place and its text together. */
function kindOf(
  file: string,
  text: string,
  language: Language,
  isMeasure: (text: string) => boolean,
): string | undefined {
  if (isTestRun(file, text)) return "test";
  if (isTool(file, language)) return "tool";
  const isScript =
    /(?:^|\/)scripts?\//.test(file) && (language === "shell" || !inForce.has(language));
  return isScript && isMeasure(text) ? "benchmark" : undefined;
}

/** So often, and once in as many characters, a text says words of what it is about. */
const often = 5;
const oneIn = 6000;

/** Whether a text is about measuring. */
function measuring({ keys }: UsageFacts): (text: string) => boolean {
  const words = new RegExp(keys.measures.map(escaped).join("|") || "(?!)", "gi");
  return (text) => {
    const found = text.match(words)?.length ?? 0;
    return found >= often && found * oneIn >= text.length;
  };
}

/** What CI sets for its own tests is no product; a step that asks a model, for a review say, is. */
const isTestRun = (file: string, text: string): boolean =>
  /(?:^|\/)\.github\/workflows\//.test(file) && runsTests.test(text);
/** A program in a hidden folder belongs to what works on the code, to an assistant say; settings there are in force. */
const isTool = (file: string, language: Language): boolean =>
  /(?:^|\/)\.(?!github\/)[\w-]+\//.test(file) && !inForce.has(language);
const runsTests =
  /^[ \t]*(?:-[ \t]+)?(?:run:[ \t]*)?(?:(?:uv|poetry|pipenv|pdm) run |python3? -m |npx |bundle exec |\.\/)?(?:pytest|vitest|jest|rspec|playwright test|(?:npm|pnpm|yarn|bun|go|cargo|dotnet|mvn|gradlew?|hatch|make|uv|tox)\b(?: -\S+| run)* test)/m;

/** Undefined where it is too large, no text, or not to be read. */
function textOf(path: string, buffer: Buffer): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    if (fstatSync(file).size > largest) return undefined;
    const size = readSync(file, buffer, 0, largest + 1, 0);
    if (size > largest || buffer.subarray(0, Math.min(size, head)).includes(0)) return undefined;
    const end = isText(path) ? endOfHead(buffer.subarray(0, size)) : size;
    return isText(path) && end === 0 ? undefined : buffer.toString("utf8", 0, end);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Settings stand between two lines of hyphens at the head of a text; it may have none. */
function endOfHead(text: Buffer): number {
  const first = text.subarray(0, 5).toString("latin1");
  return /^---\r?\n/.test(first) ? Math.max(0, text.indexOf("\n---", 4)) : 0;
}
