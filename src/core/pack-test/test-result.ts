/** What a run of a pack's tests comes to; the JSON of `moat test` as it stands. */
export interface TestResult {
  readonly format: "moat.test";
  readonly formatVersion: "1.0";
  readonly ok: boolean;
  readonly packs: readonly PackResult[];
}

export interface PackResult {
  readonly pack: string;
  readonly version: string;
  readonly rules: number;
  readonly cases: readonly CaseResult[];
  /** Rules that no case expects to fire, or none to stay quiet; null where nobody asked. */
  readonly untested:
    | readonly (Located & { readonly rule: string; readonly lacks: readonly string[] })[]
    | null;
  readonly mutation: MutationResult | null;
}

export interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface CaseResult extends Located {
  readonly name: string;
  readonly ok: boolean;
  readonly failures: readonly FailureResult[];
}

export interface FailureResult extends Located {
  readonly message: string;
  /** The tests of the rule with what they found. */
  readonly conditions: readonly {
    readonly path: string;
    readonly operator: string;
    readonly expected: unknown;
    readonly actual: unknown;
    readonly result: boolean | "unknown";
  }[];
}

export interface MutationResult {
  readonly mutants: number;
  readonly killed: number;
  readonly justified: number;
  /** Share of the mutants without a justification that a test notices, 0..1. */
  readonly score: number;
  readonly survivors: readonly (Located & { readonly rule: string; readonly mutant: string })[];
  /** Justifications of mutants that a test notices, or that do not exist. */
  readonly stale: readonly (Located & { readonly rule: string; readonly mutant: string })[];
}
