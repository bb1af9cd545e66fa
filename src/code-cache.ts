import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { Script } from "node:vm";

// Compiling is a third of a short run. V8 takes back what it compiled the last time, and if it is asked after a run, that
// holds every function that ran. Node's own cache (22 and later) asks before, and saves a third of what this one does.

/**
 * Where compiled code is kept: in the user's own folder, since whoever writes it decides what runs. Undefined where there is
 * none, where Node's variable against its own cache is set, and where Node maps stacks to sources, which it does not for
 * scripts.
 */
export function cacheFor(name: string, variables: NodeJS.ProcessEnv): string | undefined {
  if (variables.NODE_DISABLE_COMPILE_CACHE || process.sourceMapsEnabled) return undefined;
  const folder = [
    variables.XDG_CACHE_HOME,
    process.platform === "win32" ? variables.LOCALAPPDATA : undefined,
    // Throws for a user without a name, as in many containers.
    attempt(() => join(homedir(), ".cache")),
  ].find((one) => one !== undefined && isAbsolute(one));
  return folder && join(folder, "moat", `${name}-${process.version}-${process.arch}`);
}

/** Undefined where it fails: without a cache everything works, only slower. */
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

interface LoadedCode<Exports> {
  readonly exports: Exports;
  /** Leaves what is compiled by now for the next run. */
  readonly keep: () => void;
}

/** Runs a CommonJS file, from what an earlier run compiled of the same text where that is there. */
export function load<Exports>(file: string, cache: string | undefined): LoadedCode<Exports> {
  const { getBuiltinModule } = process;
  if (cache === undefined) {
    const require = getBuiltinModule("node:module").createRequire(file);
    return { exports: require(file), keep: () => {} };
  }
  const text = readFileSync(file);
  const cachedData = keptOf(text, cache);
  const script = new Script(`(function (exports, require) {${text}\n})`, {
    filename: file,
    cachedData,
  });
  const exports = {} as Exports;
  // All that is not built in was bundled.
  script.runInThisContext()(exports, getBuiltinModule);
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  return { exports, keep: () => isNew && write(cache, text, script.createCachedData()) };
}

/**
 * V8 looks at its own version and flags, and of all else at lengths: code of another text would run, and a damaged byte can
 * crash it. So a digest of both goes in front.
 */
function sealOf(text: Buffer, code: Buffer): Buffer {
  // Not imported: it would be loaded for `--version` too.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).update(code).digest();
}

const sealBytes = 32;

const keptOf = (text: Buffer, path: string): Buffer | undefined =>
  attempt(() => {
    const { uid } = statSync(path);
    if (uid !== (process.geteuid?.() ?? uid)) return undefined;
    const kept = readFileSync(path);
    const code = kept.subarray(sealBytes);
    return sealOf(text, code).equals(kept.subarray(0, sealBytes)) ? code : undefined;
  });

/** Never half: another run may read at the same time. */
function write(path: string, text: Buffer, code: Buffer): void {
  const unfinished = `${path}.${process.pid}`;
  const isDone = attempt(() => {
    const folder = dirname(path);
    // Not `recursive`, which tries for ever where the system lets nobody make a folder (/proc).
    for (const one of [dirname(folder), folder]) attempt(() => mkdirSync(one, { mode: 0o700 }));
    writeFileSync(unfinished, Buffer.concat([sealOf(text, code), code]));
    renameSync(unfinished, path);
    return true;
  });
  if (!isDone) attempt(() => rmSync(unfinished, { force: true }));
}
