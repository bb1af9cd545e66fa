import { failed, type Loaded, loaded } from "./diagnostic.ts";
import type { Source } from "./source.ts";

/** A value that came from no text of many lines: all of it stands at the start, or on one line of a stream. */
export function sourceOf(file: string, value: unknown, line = 1): Source {
  const place = { line, column: 1 };
  return { file, value, locate: () => place, locateKey: () => place };
}

/** A line of JSON as a source: a stream of a million lines has no time for positions within one. */
export function parseJson(file: string, text: string, line: number): Loaded<Source> {
  try {
    return loaded(sourceOf(file, JSON.parse(text), line));
  } catch {
    return failed({
      code: "json.syntax",
      severity: "error",
      file,
      line,
      column: 1,
      message: "this line is not JSON",
      help: "Write one JSON object per line, without line breaks in it.",
    });
  }
}
