#!/usr/bin/env node
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import type * as Cli from "./cli.ts";
import { cacheFor, load } from "./code-cache.ts";
import { threadsIn } from "./threads.ts";

// The only file, with code-cache.ts, that touches the process: everything else is a function of what is passed in here.

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader went away (`| head`): nobody is left to tell.
  if (error.code === "EPIPE") return;
  process.stderr.write(`error: the output cannot be written (${error.code}); check the disk\n`);
  process.exit(2);
});

/** Empty where SOURCE_DATE_EPOCH is no moment: main() says so, where it can say it as any other trouble. */
function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? "";
  const seconds = /^\d+$/.test(epoch) ? Number(epoch) : Number.NaN;
  const now = epoch === "" ? new Date() : new Date(seconds * 1000);
  return Number.isNaN(now.getTime()) ? "" : now.toISOString().slice(0, 10);
}

const here = import.meta.dirname;
const { version }: { version: string } = JSON.parse(
  readFileSync(join(here, "../package.json"), "utf8"),
);

const argv = process.argv.slice(2);
// Asked for by scripts before every run, so nothing else is loaded for it.
if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V"))
  process.stdout.write(`${version}\n`);
else
  run().catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 3;
  });

function terminal({ isTTY, columns }: NodeJS.WriteStream) {
  return { isTTY: isTTY === true, columns };
}

/** Back-pressure: the next line is read when the reader of this one has taken it. */
async function write(text: string): Promise<boolean> {
  if (!process.stdout.write(text) && process.stdout.writable)
    // It fails where the reader went away, which is told above.
    await once(process.stdout, "drain").catch(() => {});
  return process.stdout.writable;
}

/**
 * Bytecodes that a function runs before V8 optimises it, in bytes; its own figure is 67,584. A command ends within seconds, and
 * most of what is optimised for it is never run again: this saves a quarter of its time (npm run bench cold).
 */
const interruptBudget = 1_000_000;

/**
 * How much a heap may grow over what was in use, in per cent, before it is swept; V8 lets it grow fourfold. A decision leaves much
 * behind: each thread of a batch takes 100 MB less, for a tenth more work in V8's own threads.
 */
const heapGrowth = 100;

async function run(): Promise<void> {
  setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  // One cache per command: they have little in common beyond the start.
  const name = /^[a-z]+$/.exec(argv[0] ?? "")?.[0];
  const cache = name && cacheFor(`${name}-${version}`, process.env);
  const cli = load<typeof Cli>(join(here, "cli.cjs"), cache);
  const world = {
    today: today(),
    cwd: process.cwd(),
    rules: join(here, "../rules"),
    compiled: join(here, "packs"),
    version,
    variables: process.env,
  };
  const { stdout, stderr, exitCode } = await cli.exports.main(argv, {
    ...world,
    stdin: async (limit) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const read: AsyncIterable<Buffer> = process.stdin;
      for await (const chunk of read) {
        size += chunk.length;
        if (size > limit) return undefined;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString("utf8");
    },
    chunks: () => process.stdin.setEncoding("utf8"),
    write,
    get threads() {
      return threadsIn(here, cache, world);
    },
    stdout: terminal(process.stdout),
    // Asked for when there is something to say: to open it takes longer than to say it.
    get stderr() {
      return terminal(process.stderr);
    },
    get asker() {
      const { stdin: input, stderr: output } = process;
      return input.isTTY === true && output.isTTY === true ? { input, output } : undefined;
    },
    get watcher() {
      if (process.stderr.isTTY !== true) return undefined;
      return {
        now: () => performance.now(),
        write: (text: string) => void process.stderr.write(text),
      };
    },
  });
  if (stderr !== "") process.stderr.write(stderr);
  if (stdout !== "") process.stdout.write(stdout);
  // Never process.exit() here: it would cut a report that a pipe has not taken yet.
  process.exitCode = exitCode;
  // A command that was misspelt, stopped at its input or showed its help is no model for the runs to come.
  if (exitCode < 2 && !argv.includes("--help") && !argv.includes("-h")) cli.keep();
}
