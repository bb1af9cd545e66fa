import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** A headless Chromium, spoken to over a pipe in the DevTools protocol: each message is JSON and ends with a zero byte. */

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The first that can be run; CHROMIUM names another. Undefined: none is here. */
export const chromium = [
  process.env.CHROMIUM ?? "",
  ...names.flatMap((name) =>
    (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)),
  ),
].find((file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface Page {
  readonly send: (method: string, params?: object) => Promise<unknown>;
  /** Value of an expression in the page; promises are waited for. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  /** What the page has fetched, thrown and complained about since the last call. */
  readonly trouble: () => string[];
  readonly close: () => void;
}

export async function open(): Promise<Page> {
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"];
  const child = spawn(chromium ?? "", [...flags, "--remote-debugging-pipe", "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const noted: string[] = [];
  let rest = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\0");
    rest = parts.pop() ?? "";
    for (const part of parts) take(JSON.parse(part) as Message);
  });
  function take(message: Message): void {
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else noted.push(...noteOf(message));
  }
  let last = 0;
  const call = (method: string, params: object, sessionId?: string): Promise<unknown> =>
    new Promise((done, fail) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) =>
        error === undefined ? done(result) : fail(new Error(`${method}: ${error.message}`)),
      );
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  const { targetId } = (await call("Target.createTarget", { url: "about:blank" })) as Target;
  const { sessionId } = (await call("Target.attachToTarget", {
    targetId,
    flatten: true,
  })) as Target;
  const send = (method: string, params: object = {}) => call(method, params, sessionId);
  for (const part of ["Page", "Runtime", "Network", "Log"]) await send(`${part}.enable`);
  return {
    send,
    evaluate: async <T>(expression: string) => {
      const asked = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = (await send("Runtime.evaluate", asked)) as Evaluated;
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result.value as T;
    },
    trouble: () => noted.splice(0),
    close: () => child.kill(),
  };
}

interface Target {
  readonly targetId: string;
  readonly sessionId: string;
}

interface Evaluated {
  readonly result: { readonly value: unknown };
  readonly exceptionDetails?: unknown;
}

/** The document itself is a file; whatever else is asked for is a request. */
function noteOf({ method, params }: Message): string[] {
  if (method === "Network.requestWillBeSent") {
    const { request, type } = params as { request: { url: string }; type?: string };
    return type === "Document" && request.url.startsWith("file:")
      ? []
      : [`asks for ${request.url}`];
  }
  const isTrouble = ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"];
  return isTrouble.includes(method ?? "") ? [`${method} ${JSON.stringify(params)}`] : [];
}
