import { createReadStream } from "node:fs";

/** Lines of a file, one at a time; throws the system's error where the file cannot be read. */
export async function* readLines(path: string): AsyncIterable<string> {
  const stream = createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 });
  const { createInterface } = await import("node:readline");
  yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
}
