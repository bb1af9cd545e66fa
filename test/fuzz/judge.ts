import type { Outcome } from "../../src/commands/outcome.ts";

/** What no output may hold, whatever was read: characters that a terminal or an editor would obey. */
const raw = /(?![\t\n]|\r\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

/** What is wrong with an answer; undefined where nothing is. */
export function fault(
  line: string,
  { stdout, stderr, exitCode }: Outcome,
  written: string,
): string | undefined {
  const out = stdout + written;
  const said = out + stderr;
  if (![0, 1, 2].includes(exitCode)) return `exit code ${exitCode}: ${stderr}`;
  if (/\n\s+at .+:\d+:\d+/.test(said)) return `a stack trace: ${said}`;
  const control = raw.exec(said);
  if (control !== null) return `a raw ${JSON.stringify(control[0])} in ${around(said, control)}`;
  // A word of its own: names of files and capabilities may hold the letters, and a key may be one that we quote.
  const word =
    /(?<![\w"'.+-]|&quot;|&#39;)(NaN|undefined|\[object Object\]|-?Infinity)(?![\w"'-])/.exec(said);
  if (word !== null) return `${word[1]} in ${around(said, word)}`;
  return partial(line, out, exitCode) ?? (said === "" && exitCode > 0 ? "no word" : undefined);
}

const around = (text: string, { index }: RegExpExecArray): string =>
  JSON.stringify(text.slice(Math.max(0, index - 80), index + 40));

const isJson = (line: string): boolean => /--json|-f (json|sarif|gitlab)|--batch/.test(line);

/** Formats that are a list of lines: nothing to say is no line. */
const hasLines = (line: string): boolean => /-f (github|compact)|--batch/.test(line);

/** A document is whole, or there is none. */
function partial(line: string, out: string, exitCode: number): string | undefined {
  if (out === "") return exitCode === 2 || hasLines(line) ? undefined : "no document";
  const lines = line.includes("--batch") ? out.trimEnd().split("\n") : [out];
  for (const one of isJson(line) ? lines : [])
    try {
      JSON.parse(one);
    } catch {
      return `no whole JSON document: ${one.slice(-200)}`;
    }
  return out.endsWith("\n") ? undefined : `it has no end: ${JSON.stringify(out.slice(-80))}`;
}
