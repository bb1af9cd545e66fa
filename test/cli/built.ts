import { execFile, type SpawnOptions, spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

// The command line as it is shipped: built once for all test files of a process, beside the rules that it looks for one folder up.

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = `${root}.dist-test`;
export const bin = `${dist}/bin.cjs`;

let built: Promise<void> | undefined;
export function buildBin(): Promise<void> {
  built ??= buildInto(dist);
  return built;
}

/** The build that is shipped, but for the types, in a folder of its own. */
export async function buildInto(folder: string): Promise<void> {
  const run = promisify(execFile);
  const env = { ...process.env, MOAT_DIST: folder };
  await run(`${root}node_modules/.bin/rolldown`, ["--config"], { cwd: root, env });
  await run(process.execPath, [`${folder}/build.js`]);
}

/** The package as npm packs it, types and all, in a folder of its own; the path of the tarball. */
export async function packInto(folder: string): Promise<string> {
  const run = promisify(execFile);
  mkdirSync(folder, { recursive: true });
  for (const name of ["package.json", "CHANGELOG.md", "README.md", "rules"])
    cpSync(root + name, join(folder, name), { recursive: true });
  symlinkSync(`${root}node_modules`, join(folder, "node_modules"));
  const dist = join(folder, "dist");
  await buildInto(dist);
  const tsc = `${root}node_modules/.bin/tsc`;
  await run(tsc, ["--emitDeclarationOnly", "--outDir", join(dist, "types")], { cwd: root });
  // The last step of the build takes the types of zod along.
  await run(process.execPath, [join(dist, "build.js")]);
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts"], { cwd: folder });
  const [packed] = Object.values(JSON.parse(stdout)) as { filename: string }[];
  return join(folder, packed?.filename ?? "");
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A world without the colours, dates, widths and caches of the machine that runs the tests. */
export function variables(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const XDG_CACHE_HOME = `${dist}/cache`;
  return { PATH, SOURCE_DATE_EPOCH: "1795392000", XDG_CACHE_HOME, ...changes };
}

/** Runs the built command with the given arguments; `input` goes to its standard input. */
export function moat(
  args: readonly string[],
  options: SpawnOptions & { readonly input?: string } = {},
): Promise<Ran> {
  const { input = "", ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: root,
      env: variables(),
      ...rest,
      stdio: "pipe",
    });
    const written = { stdout: "", stderr: "" };
    child.stdout?.on("data", (chunk) => {
      written.stdout += String(chunk);
    });
    child.stderr?.on("data", (chunk) => {
      written.stderr += String(chunk);
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...written, code, signal }));
    child.stdin?.end(input);
  });
}

/** Runs a line of shell; `$MOAT` stands for the built command. */
export function shell(line: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const full = variables({ MOAT: `${process.execPath} ${bin}`, ...env });
  return new Promise((resolve) => {
    execFile(
      "bash",
      ["--norc", "-o", "pipefail", "-c", line],
      { cwd: root, env: full, maxBuffer: 100_000_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ stdout, stderr, code, signal: error?.signal ?? null });
      },
    );
  });
}
