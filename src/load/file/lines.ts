import { createReadStream } from "node:fs";

/** Lines of a file, as many at a time as are read; throws the system's error where the file cannot be read. */
export const readLines = (path: string): AsyncIterable<readonly string[]> =>
  linesOf(createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 16 }));

/**
 * The lines that each chunk ends. Ends of lines are those of JSON Lines: other characters that break a line may stand in a text
 * of JSON.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<readonly string[]> {
  let rest = "";
  for await (const chunk of chunks) {
    const ended = chunk.split("\n");
    ended[0] = rest + (ended[0] ?? "");
    rest = ended.pop() ?? "";
    if (ended.length > 0) yield ended.map((one) => (one.endsWith("\r") ? one.slice(0, -1) : one));
  }
  if (rest !== "") yield [rest];
}
