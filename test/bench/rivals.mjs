// What moat is compared with lives in a package of its own beside this file: nobody who only builds moat has to fetch it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const here = import.meta.dirname;
const require = createRequire(join(here, "package.json"));
const install = "install --no-save --ignore-scripts --no-audit --no-fund --fetch-retries=1".split(
  " ",
);
const folderOf = (name) => join(here, "node_modules", name);

/**
 * Fetched once, as locked, without install scripts. Not by `npm ci`: the lock has zen-engine for the usual platform only, and
 * the others find theirs this way. Offline the bench runs all the same, and names what it leaves out.
 */
export function fetchRivals() {
  if (missingRivals().length === 0) return;
  console.error("fetching what moat is compared with into test/bench (about 110 MB) ...");
  const { status, stderr } = spawnSync("npm", install, {
    cwd: here,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  const reasons = (stderr ?? "").split("\n").filter((line) => line.startsWith("npm error"));
  console.error(["it could not be fetched:", ...reasons.slice(0, 4)].join("\n"));
}

export const hasRival = (name) => existsSync(folderOf(name));
export const loadRival = (name) => require(name);

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
export const missingRivals = () =>
  Object.keys(manifestOf(here).dependencies).filter((name) => !hasRival(name));

export const versionOf = (name) => manifestOf(folderOf(name)).version;

/** The script behind a command, so that it is started without npx and without a shell. */
export function commandOf(name) {
  const { bin } = manifestOf(folderOf(name));
  return join(folderOf(name), typeof bin === "string" ? bin : Object.values(bin)[0]);
}
