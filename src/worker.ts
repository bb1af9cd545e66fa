import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type * as Cli from "./cli.ts";
import { load } from "./code-cache.ts";
import type { ThreadAnswer, ThreadStart } from "./threads.ts";

// What runs in a thread beside bin.ts: part of a long run, from the code that is kept of that command.

const { given, cache, ...world }: ThreadStart = workerData;

/**
 * How much a heap of this process may grow over what was in use, in per cent, before it is swept. V8 lets it grow fourfold, and a
 * decision leaves much behind; so each thread would take 200 MB, and takes 130, for up to a tenth more work.
 */
const heapGrowth = 100;

const cli = load<typeof Cli>(join(import.meta.dirname, "cli.cjs"), cache);
// Not before: V8 takes kept code back only under the flags that it was kept under.
setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
const nobody = { isTTY: false, columns: undefined };
const work = cli.exports.work(given, {
  ...world,
  stdin: async () => undefined,
  chunks: async function* () {},
  write: async () => false,
  stdout: nobody,
  stderr: nobody,
});

const say = (said: ThreadAnswer): void => parentPort?.postMessage(said);

parentPort?.on("message", async (question: unknown) => {
  try {
    say({ answer: (await work)(question) });
  } catch (error) {
    say({ error });
  }
});
