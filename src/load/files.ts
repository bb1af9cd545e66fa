import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Diagnostic, failed, type Loaded, loaded } from "./diagnostic.ts";
import { parseSource, type Source } from "./source.ts";

/** A person does not write more than this by hand; generated snapshots are JSON and read on their own. */
export const largestBytes = 5_000_000;

/** A text file, or why it cannot be read. `name` is what messages call it. */
export async function readText(
  path: string,
  name = path,
  limit = largestBytes,
): Promise<Loaded<string>> {
  try {
    const { size } = await stat(path);
    if (size > limit) return tooLarge(name, `the file is ${Math.round(size / 1e6)} MB`, limit);
    return loaded(await readFile(path, "utf8"));
  } catch (error) {
    return failed(unreadable(error, name));
  }
}

export const tooLarge = (name: string, found: string, limit: number): Loaded<never> =>
  failed(
    trouble(
      "file.too-large",
      name,
      `${found}, ${limit / 1e6} MB are the most`,
      "Give the one use case, not a dump.",
    ),
  );

export async function readSource(path: string, name = path): Promise<Loaded<Source>> {
  const text = await readText(path, name);
  return text.ok ? parseSource(name, text.value) : text;
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
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  const [message, help] = remedies[code] ?? [
    `the file cannot be read (${code})`,
    "Check the path and the disk.",
  ];
  const shown = code === "ENAMETOOLONG" ? `${name.slice(0, 37)}...` : name;
  return trouble(`file.${code.toLowerCase()}`, shown, message, help);
}

const trouble = (code: string, file: string, message: string, help: string): Diagnostic => ({
  code,
  severity: "error",
  file,
  message,
  help,
});

/** Names of the YAML files of a folder, sorted; a folder that is not there has none. */
export async function yamlFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((one) => /\.ya?ml$/.test(one))
      .sort()
      .map((one) => join(folder, one));
  } catch {
    return [];
  }
}

/** Writes a whole file or none: to a name beside it first, then renamed over it. */
export async function writeWhole(
  path: string,
  text: string,
  name = path,
): Promise<Diagnostic | undefined> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(beside, text, "utf8");
    await rename(beside, path);
    return undefined;
  } catch (error) {
    await rm(beside, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return trouble(
      "file.write",
      name,
      `the file cannot be written (${code})`,
      "Check that its folder exists and may be written.",
    );
  }
}

/** Like writeWhole, but never over a file that is there. */
export async function writeNew(
  path: string,
  text: string,
  name = path,
): Promise<Diagnostic | undefined> {
  const taken = await stat(path).then(
    () => true,
    () => false,
  );
  if (taken)
    return trouble(
      "file.exists",
      name,
      "there is a file of this name already",
      "Choose another name, or remove it first.",
    );
  return writeWhole(path, text, name);
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

export async function makeFolder(path: string, name = path): Promise<Diagnostic | undefined> {
  try {
    await mkdir(path, { recursive: true });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return trouble(
      "file.write",
      name,
      `the folder cannot be made (${code})`,
      "Check the path, and that the folder above it may be written.",
    );
  }
}
