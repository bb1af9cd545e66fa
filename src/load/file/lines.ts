import { createReadStream } from "node:fs";

/** Lines of a file, one at a time; throws the system's error where the file cannot be read. */
export const readLines = (path: string): AsyncIterable<string> =>
  linesOf(createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 }));

/** Ends of lines are those of JSON Lines: other characters that break a line may stand in a text of JSON. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const [first = "", ...others] = chunk.split("\n");
    rest += first;
    for (const next of others) {
      yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
      rest = next;
    }
  }
  if (rest !== "") yield rest;
}
