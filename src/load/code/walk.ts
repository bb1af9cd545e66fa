import { lstatSync } from "node:fs";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { entriesOf, readText } from "../file/files.ts";

/** Files of one folder that git would see, in the order of their names; folders below come after it. */
export interface Folder {
  readonly path: string;
  readonly names: readonly string[];
}

/** Larger than any that a person writes: the rest is not read. */
const largestIgnore = 1_000_000;

/**
 * The folders under a path, one at a time, so that memory does not grow with them. Links are not followed: they could lead
 * round in a circle, or out of the repository. What `.gitignore` files leave out is left out, from the root of the repository down.
 */
export function* walk(
  root: string,
  start: string,
  wanted: { readonly file: (name: string) => boolean; readonly folder: (name: string) => boolean },
): Generator<Folder> {
  const above = start
    .slice(root.length)
    .split("/")
    .filter((one) => one !== "");
  let rules = rulesIn(root, "", undefined);
  let base = "";
  for (const name of above) {
    base = `${base}${name}/`;
    rules = rulesIn(join(root, base), base, rules);
  }
  yield* below(start, base, rules, wanted);
}

function* below(
  path: string,
  base: string,
  rules: Ignore | undefined,
  wanted: Parameters<typeof walk>[2],
): Generator<Folder> {
  const entries = entriesOf(path).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((one) => one.isFile() && wanted.file(one.name));
  yield {
    path,
    names: files.map((one) => one.name).filter((name) => !isIgnored(`${base}${name}`, rules)),
  };
  for (const { name } of entries.filter((one) => one.isDirectory() && wanted.folder(one.name))) {
    const inner = `${base}${name}/`;
    if (isIgnored(inner, rules)) continue;
    const folder = join(path, name);
    yield* below(folder, inner, rulesIn(folder, inner, rules), wanted);
  }
}

/**
 * The rules that hold in a folder: those above it, then its own, of which the last that fits decides. The package keeps to one
 * folder, so rules of folders below are written as the root would write them.
 */
function rulesIn(folder: string, base: string, above: Ignore | undefined): Ignore | undefined {
  const file = join(folder, ".gitignore");
  if (!isPlainFile(file)) return above;
  const text = readText(file, file, largestIgnore);
  if (!text.ok) return above;
  const all = ignore();
  if (above !== undefined) all.add(above);
  return all.add(text.value.split(/\r?\n/).map((one) => fromRoot(one, base)));
}

/** A rule of a folder, from the root: one without a slash but at its end holds at any depth. */
function fromRoot(line: string, base: string): string {
  if (base === "" || line.trim() === "" || line.startsWith("#")) return line;
  const [, not = "", rule = ""] = /^(!?)(.*)$/s.exec(line) ?? [];
  const isAnchored = /\/(?=.)/.test(rule.trimEnd());
  const escaped = base.replace(/[\\*?[\]!# ]/g, "\\$&");
  return `${not}/${escaped}${isAnchored ? "" : "**/"}${rule.replace(/^\//, "")}`;
}

/** git reads no `.gitignore` that is a link. */
function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}

const isIgnored = (path: string, rules: Ignore | undefined): boolean =>
  rules?.ignores(path) === true;
