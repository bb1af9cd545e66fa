import { randomUUID } from "node:crypto";
import {
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { safeDocument } from "../../core/know/printable.ts";
import { Recent } from "../../core/know/recent.ts";
import { type Diagnostic, failed, type Loaded, loaded, trouble } from "./diagnostic.ts";
import { parseSource, type Source } from "./source.ts";

// Read and written at once, not by promises: a hundred small files take half the time, and a short command starts sooner.

/** A person does not write more than this by hand; generated snapshots are JSON and read on their own. */
export const largestBytes = 5_000_000;

/** A text file, or why it cannot be read. `name` is what messages call it. */
export function readText(path: string, name = path, limit = largestBytes): Loaded<string> {
  try {
    const { size } = statSync(path);
    if (size > limit) return tooLarge(name, `the file is ${Math.round(size / 1e6)} MB`, limit);
    return plainText(readFileSync(path, "utf8"), name);
  } catch (error) {
    return failed(unreadable(error, name));
  }
}

/** A text that was read as UTF-8, unless it is in the other encoding that editors write: every second byte is 0 then. */
export const plainText = (text: string, name: string): Loaded<string> =>
  /^\uFFFD{0,2}(?:[^\0]\0[^\0]\0|\0[^\0]\0[^\0])/.test(text)
    ? failed(
        trouble("file.utf-16", name, "this is UTF-16", "Save it as UTF-8, which every editor can."),
      )
    : loaded(text);

export const tooLarge = (name: string, found: string, limit: number): Loaded<never> =>
  failed(
    trouble(
      "file.too-large",
      name,
      `${found}, ${limit / 1e6} MB are the most`,
      "Give the one use case, not a dump.",
    ),
  );

/** Packs share their market, and one may be read more than once in a run. */
const parsed = new Recent<Loaded<Source>>(500);

export function readSource(path: string, name = path): Loaded<Source> {
  const text = readText(path, name);
  if (!text.ok) return text;
  const key = `${name}\n${text.value}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const source = parseSource(name, text.value);
  parsed.set(key, source);
  return source;
}

const remedies: Record<string, readonly [message: string, help: string]> = {
  ENOENT: ["there is no such file", "Check the path; it is taken from the current folder."],
  EISDIR: ["this is a folder, not a file", "Name a file in it."],
  EACCES: ["the file may not be read", "Check its permissions."],
  EPERM: ["the file may not be read", "Check its permissions."],
  ENOTDIR: ["a part of the path is not a folder", "Check the path."],
  ENAMETOOLONG: ["the path is too long", "Check the path."],
};

function unreadable(error: unknown, name: string): Diagnostic {
  const code = codeOf(error);
  const [message, help] = remedies[code] ?? [
    `the file cannot be read (${code})`,
    "Check the path and the disk.",
  ];
  const shown = code === "ENAMETOOLONG" ? `${name.slice(0, 37)}...` : name;
  return trouble(`file.${code.toLowerCase()}`, shown, message, help);
}

/** The system's name of what went wrong, such as ENOENT. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";

/** What is in a folder; one that is not there, or may not be read, has nothing. */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Paths of the YAML files of a folder, sorted. */
export const yamlFiles = (folder: string): string[] =>
  entriesOf(folder)
    .map(({ name }) => name)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));

/**
 * Writes a whole file or none: to a name beside it first, then renamed over it. A link still leads to its file afterwards, and
 * what is no file, such as /dev/stdout, is written to as it is.
 */
export function writeWhole(path: string, text: string, name = path): Diagnostic | undefined {
  const known = statOf(path);
  const target = known?.isFile() ? realpathSync(path) : path;
  const isDevice = known?.isFile() === false;
  const beside = isDevice ? target : `${target}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    writeFileSync(beside, safeDocument(text), "utf8");
    if (!isDevice) renameSync(beside, target);
    return undefined;
  } catch (error) {
    if (!isDevice) remove(beside);
    const code = codeOf(error);
    return trouble(
      "file.write",
      name,
      `the file cannot be written (${code})`,
      "Check that its folder exists and may be written.",
    );
  }
}

/** Nothing may be left to remove, or no folder to remove it from. */
function remove(path: string): void {
  try {
    rmSync(path);
  } catch {
    // What kept it from being written has been said.
  }
}

/** Like writeWhole, but never over a file that is there. */
export function writeNew(path: string, text: string, name = path): Diagnostic | undefined {
  if (existsSync(path))
    return trouble(
      "file.exists",
      name,
      "there is a file of this name already",
      "Choose another name, or remove it first.",
    );
  return writeWhole(path, text, name);
}

/** What is known of a path; undefined where there is nothing, or nothing that may be looked at. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

export const isFile = (path: string): boolean => statOf(path)?.isFile() === true;

export const isFolder = (path: string): boolean => statOf(path)?.isDirectory() === true;

export function makeFolder(path: string, name = path): Diagnostic | undefined {
  try {
    makeEach(path);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return trouble(
      "file.write",
      name,
      `the folder cannot be made (${code})`,
      "Check the path, and that the folder above it may be written.",
    );
  }
}

/** One folder after the other: Node's own `recursive` tries for ever where the system denies that a folder above is there (/proc). */
function makeEach(path: string): void {
  if (isFolder(path)) return;
  if (dirname(path) !== path) makeEach(dirname(path));
  // Another run may have made it in between.
  if (!isFolder(path)) mkdirSync(path);
}
