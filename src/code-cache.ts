import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

// Compiling is a third of a short run. V8 takes back what it compiled the last time, and if it is asked after a run, that
// holds every function that ran. Node's own cache (22 and later) asks before, and saves a third of what this one does.

/** Where compiled code is kept, and the digest of the text that it must come from. */
interface Cache {
  readonly path: string;
  readonly digest: Buffer;
}

/**
 * One cache per command, since they have little in common beyond the start, and per version of Node. In the user's own
 * folder: whoever writes it decides what runs. Undefined where the build left no digest beside the file, or where Node's
 * variable against its own cache is set.
 */
export function cacheFor(
  file: string,
  command: string,
  variables: NodeJS.ProcessEnv,
): Cache | undefined {
  const { NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = variables;
  if (NODE_DISABLE_COMPILE_CACHE || !/^[a-z]+$/.test(command)) return undefined;
  const digest = contents(`${file}.digest`);
  const folder = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache");
  const path = join(folder, "moat", `${command}-${process.version}-${process.arch}`);
  return digest && { path, digest };
}

/**
 * Runs a CommonJS file, and gives what it exports and a way to keep what was compiled by then. Of the text V8 compares only
 * the length, so the digest goes in front of the cache; its own version and flags it compares itself.
 */
export function load<Exports>(
  file: string,
  cache: Cache | undefined,
): { exports: Exports; keep: () => void } {
  const cachedData = cache && current(cache);
  const script = new Script(`(function (exports, require) {${readFileSync(file, "utf8")}\n})`, {
    filename: file,
    cachedData,
  });
  const exports = {} as Exports;
  script.runInThisContext()(exports, createRequire(file));
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  return { exports, keep: () => cache && isNew && write(cache, script.createCachedData()) };
}

function current({ path, digest }: Cache): Buffer | undefined {
  const kept = contents(path);
  return kept?.subarray(0, digest.length).equals(digest) ? kept.subarray(digest.length) : undefined;
}

/** Never half: another run may read at the same time. A folder that cannot be written to costs speed and nothing else. */
function write({ path, digest }: Cache, compiled: Buffer): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([digest, compiled]));
    renameSync(unfinished, path);
  } catch {}
}

function contents(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
