import type { RawFinding } from "../check/finding.ts";
import type { ModelId } from "./model-id.ts";
import type { CodeSite } from "./site.ts";

/** A model that is named, with who serves it. */
export interface Use {
  readonly site: CodeSite;
  readonly id: ModelId;
  readonly provider: string | undefined;
}

/** A finding at a place in a file of code. */
export interface CodeFinding extends Omit<RawFinding, "at"> {
  readonly line: number;
  readonly column: number;
  readonly snippet: string;
}

export const place = (
  { line, column, snippet }: CodeSite,
  { at: _at, ...raw }: RawFinding,
): CodeFinding => ({ ...raw, line, column, snippet });
