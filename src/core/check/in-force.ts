import type { DecisionRecord } from "../../shapes/record.ts";
import type { RawFinding } from "./finding.ts";
import { finding } from "./raw.ts";

/** The first record in force for each use case: of two answers to one question nobody knows which holds. */
export class InForce {
  readonly #first = new Map<string, { readonly file: string; readonly choice: string }>();

  /** What is wrong with another one. `asked` tells their questions apart. */
  put(file: string, asked: string, { choice }: DecisionRecord): RawFinding | undefined {
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
