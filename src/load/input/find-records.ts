import { join, resolve } from "node:path";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { nameFrom } from "../file/discover.ts";
import { entriesOf, readText, statOf } from "../file/files.ts";

/** A file of ours, found by what it says about itself. */
export interface FoundFile {
  readonly kind: "record" | "use-case" | "waivers" | "unreadable";
  /** As it is named in reports: from the root of the repository, with forward slashes. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  readonly trouble: readonly Diagnostic[];
}

const skippedFolders = new Set(["node_modules", "dist", "build", "coverage", "vendor"]);
const ours = /\.(md|markdown|ya?ml|json)$/i;

/**
 * Decision records, use cases and waivers under the given files and folders, in the order of their names. A file that is
 * named itself has to be one of them; in folders the others are passed over.
 */
export function findRecords(
  paths: readonly string[],
  cwd: string,
  root: string,
): Loaded<readonly FoundFile[]> {
  const trouble: Diagnostic[] = [];
  const named = new Map<string, boolean>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    const found = statOf(path);
    if (found === undefined) trouble.push(missing(given));
    else if (found.isDirectory())
      for (const one of walk(path)) named.set(one, named.get(one) ?? false);
    else named.set(path, true);
  }
  if (trouble.length > 0) return failed(...trouble);
  const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  return loaded(sorted.flatMap(([path, isNamed]) => look(path, nameFrom(root, path), isNamed)));
}

const missing = (file: string): Diagnostic => ({
  code: "file.enoent",
  severity: "error",
  file,
  message: "there is no such file or folder",
  help: "Check the path; it is taken from the current folder.",
});

function walk(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    // Links are not followed: they could lead round in a circle, or out of the repository.
    if (entry.isDirectory())
      return entry.name.startsWith(".") || skippedFolders.has(entry.name) ? [] : walk(path);
    return entry.isFile() && ours.test(entry.name) ? [path] : [];
  });
}

function look(path: string, file: string, isNamed: boolean): FoundFile[] {
  const text = readText(path, file);
  if (!text.ok)
    return isNamed ? [{ kind: "unreadable", file, path, text: "", trouble: text.diagnostics }] : [];
  const kind = kindOf(file, text.value);
  if (kind !== undefined) return [{ kind, file, path, text: text.value, trouble: [] }];
  return isNamed
    ? [{ kind: "unreadable", file, path, text: text.value, trouble: [foreign(file)] }]
    : [];
}

const foreign = (file: string): Diagnostic => ({
  code: "input.kind",
  severity: "error",
  file,
  line: 1,
  column: 1,
  message: "this is no decision record and no use case",
  help: "A record has moat: in its front matter, or kind: moat/record@1.",
});

/** Enough to tell what a file is; only those that are ours are parsed. */
function kindOf(file: string, text: string): FoundFile["kind"] | undefined {
  if (/\.(md|markdown)$/i.test(file)) return hasMoat(text) ? "record" : undefined;
  const kind = /^[\s{"]*kind["']?:\s*["']?moat\/(record|use-case|waivers)@/m.exec(text)?.[1];
  return (["record", "use-case", "waivers"] as const).find((one) => one === kind);
}

function hasMoat(text: string): boolean {
  if (!/^\uFEFF?---[ \t]*\r?\n/.test(text)) return false;
  const end = text.search(/\n---[ \t]*(\r?\n|$)/);
  return /\nmoat:/.test(text.slice(0, end < 0 ? undefined : end));
}
