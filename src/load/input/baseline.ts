import { createHash } from "node:crypto";
import type { Finding } from "../../shapes/check.ts";
import { type Baseline, baseline as schema } from "../../shapes/waivers.ts";
import type { Loaded } from "../file/diagnostic.ts";
import { parseSource } from "../file/source.ts";
import { check } from "./check.ts";

export function parseBaseline(file: string, text: string): Loaded<Baseline> {
  const source = parseSource(file, text);
  return source.ok ? check(schema, source.value) : source;
}

/** Names the trouble, not the line: a finding keeps its fingerprint while the file around it changes. */
export function fingerprint(
  rule: string,
  path: string,
  need: string | null,
  subject: string | null,
): string {
  const parts = [rule, path, need ?? "", subject ?? ""];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}

type BaselineEntry = Baseline["entries"][number];

/** A record itself, whatever it is called: where it lies may change the path of its use case and nothing else. */
export const contentOf = (text: string): string =>
  createHash("sha256")
    .update(text.replaceAll("\r\n", "\n").replace(/^\s*useCase:.*$/m, ""))
    .digest("hex");

/** What a finding is known by where its file has another name. */
export const contentPrint = (
  { rule, need, subject }: Pick<Finding, "rule" | "need" | "subject">,
  text: string,
): string => fingerprint(rule, contentOf(text), need, subject);

/**
 * The entries that findings are known by. A file that is gone, and is there under another name with the same content, was
 * renamed: what was known of it still is.
 */
export function knownBy(
  entries: readonly BaselineEntry[],
  findings: readonly Finding[],
  textOf: (file: string) => string,
  isThere: (path: string) => boolean,
): ReadonlyMap<Finding, BaselineEntry> {
  const byPrint = new Map(entries.map((one) => [one.fingerprint, one]));
  const renamed = new Map(
    entries.filter((one) => !isThere(one.path)).map((one) => [one.content, one]),
  );
  return new Map(
    findings.flatMap((one) => {
      const entry =
        byPrint.get(one.fingerprint) ??
        (renamed.size === 0 ? undefined : renamed.get(contentPrint(one, textOf(one.file))));
      return entry === undefined ? [] : [[one, entry] as const];
    }),
  );
}
