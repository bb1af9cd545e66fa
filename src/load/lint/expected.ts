import { join } from "node:path";
import type * as z from "zod";
import type { LintFinding } from "../../core/profile/lint/finding.ts";
import { findings as schema } from "../../shapes/findings.ts";
import type { Diagnostic } from "../file/diagnostic.ts";
import { isFile, readSource } from "../file/files.ts";
import type { Source } from "../file/source.ts";
import { check } from "../input/check.ts";

export type Expected = z.infer<typeof schema>["expected"][number];

export interface ExpectedFile {
  readonly folder: string;
  readonly source: Source;
  readonly expected: readonly Expected[];
}

/** The findings.yaml of a pack, if it has one. */
export function readExpected(folder: string, shown: string, trouble: Diagnostic[]): ExpectedFile[] {
  const path = join(folder, "findings.yaml");
  if (!isFile(path)) return [];
  const source = readSource(path, `${shown}/findings.yaml`);
  const checked = source.ok ? check(schema, source.value) : source;
  if (!source.ok || !checked.ok) {
    if (!checked.ok) trouble.push(...checked.diagnostics);
    return [];
  }
  return [{ folder, source: source.value, expected: checked.value.expected }];
}

export function matches(one: Expected, { rule, subject }: LintFinding): boolean {
  if (one.rule !== rule) return false;
  if (one.in !== undefined && one.in !== subject.id) return false;
  return one.at === undefined || subject.path.includes(one.at);
}

/** An owned fault that is gone should not stay on the list. */
export const unused = (
  { source, expected }: ExpectedFile,
  found: readonly LintFinding[],
): Diagnostic[] =>
  expected.flatMap((one, index): Diagnostic[] =>
    found.some((finding) => matches(one, finding))
      ? []
      : [
          {
            code: "findings.unused",
            severity: "warning",
            file: source.file,
            ...source.locate(["expected", index]),
            message: `${one.rule} was expected here and is not found`,
            help: "Remove the entry: the fault is gone.",
          },
        ],
  );
