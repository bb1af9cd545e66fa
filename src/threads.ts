import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type { Environment, Thread, Threads } from "./commands/outcome.ts";

/** More threads than this seldom have more to do; each holds a pack and code of its own, about 150 MB. */
const mostThreads = 8;

/** What a thread is started with: all of it is copied. */
export interface ThreadStart
  extends Pick<Environment, "today" | "cwd" | "rules" | "compiled" | "version" | "variables"> {
  readonly given: object;
  readonly cache: string | undefined;
}

/** What a thread sends back, in the order in which it was asked. */
export type ThreadAnswer = { readonly answer: unknown } | { readonly error: unknown };

/** Threads of this process; nothing is loaded before one is started. */
export function threadsIn(
  folder: string,
  cache: string | undefined,
  world: Omit<ThreadStart, "given" | "cache">,
): Threads {
  return {
    most: Math.min(mostThreads, availableParallelism()),
    start(given) {
      const { Worker } = process.getBuiltinModule("node:worker_threads");
      const workerData: ThreadStart = { ...world, given, cache };
      return threadOf(new Worker(join(folder, "worker.cjs"), { workerData }));
    },
  };
}

/** Questions are answered in their order, so the oldest that waits is the one that an answer is for. */
function threadOf(worker: Worker): Thread {
  const waiting: { resolve: (answer: never) => void; reject: (error: unknown) => void }[] = [];
  let trouble: unknown;
  worker.on("message", (said: ThreadAnswer) => {
    const first = waiting.shift();
    if ("error" in said) first?.reject(said.error);
    else first?.resolve(said.answer as never);
  });
  const fail = (error: unknown) => {
    trouble ??= error;
    for (const one of waiting.splice(0)) one.reject(trouble);
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("a thread ended before its work")));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (trouble !== undefined) return reject(trouble);
        waiting.push({ resolve, reject });
        worker.postMessage(question);
      }),
    end: () => void worker.terminate(),
  };
}
