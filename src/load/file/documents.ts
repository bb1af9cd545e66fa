import * as z from "zod";
import { treeOf } from "../../core/know/tree.ts";
import type { CheckReport } from "../../shapes/check.ts";
import { checkReport } from "../../shapes/check.ts";
import type { Decision } from "../../shapes/decision.ts";
import { decision } from "../../shapes/decision.ts";
import { check } from "../input/check.ts";
import { upToDate } from "../input/decision-v1.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "./diagnostic.ts";
import { sourceOf } from "./source-of.ts";

/** A document that moat wrote, read again. */
export type MoatDocument =
  | { readonly kind: "decisions"; readonly format: string; readonly decisions: readonly Decision[] }
  | { readonly kind: "check"; readonly format: string; readonly report: CheckReport };

const several = z.object({
  format: z.literal("moat.decisions"),
  formatVersion: z.literal("2.0"),
  decisions: z.array(decision),
});

export function parseDocument(file: string, text: string): Loaded<MoatDocument> {
  const value = upToDate(parsed(text));
  const { format } = treeOf(value);
  const source = sourceOf(file, value);
  switch (format) {
    case "moat.decision": {
      const read = check(decision, source);
      return read.ok ? decisions(format, [read.value]) : read;
    }
    case "moat.decisions": {
      const read = check(several, source);
      return read.ok ? decisions(format, read.value.decisions) : read;
    }
    case "moat.check": {
      const read = check(checkReport, source);
      return read.ok ? loaded({ kind: "check", format, report: read.value }) : read;
    }
    default:
      return failed(foreign(file));
  }
}

const decisions = (format: string, list: readonly Decision[]): Loaded<MoatDocument> =>
  loaded({ kind: "decisions", format, decisions: list });

/** JSON only: our own output, which may be large. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const foreign = (file: string): Diagnostic => ({
  code: "input.document",
  severity: "error",
  file,
  line: 1,
  column: 1,
  message: "this is no JSON document of moat advise or moat check",
  help: "Write one:\n moat advise use-case.yaml -f json=base.json",
});
