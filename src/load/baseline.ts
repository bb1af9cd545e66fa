import { createHash } from "node:crypto";
import { check } from "./check.ts";
import type { Loaded } from "./diagnostic.ts";
import { type Baseline, baseline as schema } from "./schema/waivers.ts";
import { parseSource } from "./source.ts";

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
