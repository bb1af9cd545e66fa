import { treesIn } from "../../core/know/tree.ts";
import type { LineColumn, Source } from "../file/source.ts";

/** A mutant of a rule that no test can notice, with its place; the reason stands beside it for the reader. */
export interface Justification extends LineColumn {
  readonly file: string;
  readonly rule: string;
  readonly at: string;
}

/** The justified mutants of a rule file that has been checked. */
export function justifications(source: Source): Justification[] {
  return treesIn(source.value, "rules").flatMap((one, rule) =>
    treesIn(one, "mutants").map(({ at }, index) => ({
      file: source.file,
      ...source.locate(["rules", rule, "mutants", index]),
      rule: String(one.id),
      at: String(at),
    })),
  );
}
