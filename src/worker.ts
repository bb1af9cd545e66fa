import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type * as Cli from "./cli.ts";
import { load } from "./code-cache.ts";
import type { ThreadAnswer, ThreadStart } from "./threads.ts";

// What runs in a thread beside bin.ts: part of a long run, from the code that is kept of that command.

const { given, cache, ...world }: ThreadStart = workerData;

const cli = load<typeof Cli>(join(import.meta.dirname, "cli.cjs"), cache);
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
