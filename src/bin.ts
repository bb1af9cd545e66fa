#!/usr/bin/env node
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The only file that touches the process: everything else is a function of what is passed in here.

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader went away (`| head`): nobody is left to tell.
  if (error.code !== "EPIPE") throw error;
});

/** Empty where SOURCE_DATE_EPOCH is no moment: main() says so, where it can say it as any other trouble. */
function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? "";
  const seconds = /^\d+$/.test(epoch) ? Number(epoch) : Number.NaN;
  const now = epoch === "" ? new Date() : new Date(seconds * 1000);
  return Number.isNaN(now.getTime()) ? "" : now.toISOString().slice(0, 10);
}

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
  // Asked for by scripts before every run, so nothing else is loaded for it.
  process.stdout.write(`${version}\n`);
} else {
  // Node 22 and later keep compiled code between runs, which is worth some 6 % of a run; Node 20 has no such thing.
  const nodeModule = process.getBuiltinModule("node:module");
  (nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  const [{ main }, { createInterface }] = await Promise.all([
    import("./cli.ts"),
    import("node:readline"),
  ]);
  const { stdout, stderr, exitCode } = await main(argv, {
    today: today(),
    cwd: process.cwd(),
    rules: fileURLToPath(new URL("../rules", import.meta.url)),
    compiled: fileURLToPath(new URL("./packs", import.meta.url)),
    version,
    variables: process.env,
    stdin: async (limit) => {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of process.stdin) {
        size += (chunk as Buffer).length;
        if (size > limit) return undefined;
        chunks.push(chunk as Buffer);
      }
      return Buffer.concat(chunks).toString("utf8");
    },
    lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    write: async (text) => {
      // Back-pressure: the next line is read when the reader of this one has taken it.
      if (!process.stdout.write(text) && process.stdout.writable)
        await once(process.stdout, "drain");
    },
    stdout: { isTTY: process.stdout.isTTY === true, columns: process.stdout.columns },
    stderr: { isTTY: process.stderr.isTTY === true, columns: process.stderr.columns },
  });
  if (stderr !== "") process.stderr.write(stderr);
  if (stdout !== "") process.stdout.write(stdout);
  // Never process.exit() here: it would cut a report that a pipe has not taken yet.
  process.exitCode = exitCode;
}
