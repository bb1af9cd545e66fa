import { execFile, type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "rolldown";

// The command line as it is shipped: built once per test file, beside the rules that it looks for one folder up.

const root = fileURLToPath(new URL("../..", import.meta.url));
export const bin = `${root}.dist-test/bin.js`;

export async function buildBin(): Promise<void> {
  await build({
    input: [`${root}src/bin.ts`, `${root}src/build.ts`],
    platform: "node",
    cwd: root,
    logLevel: "silent",
    output: { dir: `${root}.dist-test`, format: "esm" },
  });
  await promisify(execFile)(process.execPath, [`${root}.dist-test/build.js`]);
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A world without the colours, dates and widths of the machine that runs the tests. */
export function variables(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, SOURCE_DATE_EPOCH: "1795392000", ...changes };
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
