import { dirname, resolve } from "node:path";
import type { RawFinding } from "../core/check/finding.ts";
import { finding } from "../core/check/raw.ts";
import { valueAt } from "../load/check.ts";
import type { LoadedRecord } from "../load/record.ts";

/** The first record in force for each use case: of two answers to one question nobody knows which holds. */
export class InForce {
  readonly #first = new Map<string, { readonly file: string; readonly choice: string }>();

  /** What is wrong with another one. */
  put(
    file: string,
    path: string,
    { record, useCase, source }: LoadedRecord,
  ): RawFinding | undefined {
    const { choice } = record;
    const asked =
      typeof useCase === "string"
        ? resolve(dirname(path), useCase)
        : String(valueAt(source.value, ["useCase", "name"]) ?? file);
    const first = this.#first.get(asked);
    if (first === undefined) {
      this.#first.set(asked, { file, choice });
      return undefined;
    }
    return finding(
      "check.decided-twice",
      ["useCase"],
      `${first.file} decides the same use case, for ${first.choice}, and is in force as well`,
      { severity: first.choice === choice ? "warning" : "error", subject: first.file },
    );
  }
}
