import { count } from "../know/money.ts";
import type { WrittenUseCase } from "../know/use-case.ts";
import { flips } from "../what-if/flips.ts";
import type { RawFinding } from "./finding.ts";
import { finding } from "./raw.ts";
import type { DecisionRecord, RecordedFlip } from "./record.ts";
import type { Redecision } from "./redecide.ts";
import type { CheckThresholds } from "./rules.ts";

/**
 * Fields that the use case leaves open and that alone could turn the verdict. Read off the flips that were recorded with
 * the decision; `written` asks for them to be worked out again, which is the dearest part of a decision.
 */
export function fragileFindings(
  record: DecisionRecord,
  now: Redecision,
  { fragileWithin }: CheckThresholds,
  written: WrittenUseCase | undefined,
): RawFinding[] {
  const list: readonly RecordedFlip[] =
    written === undefined || now.chosen.choice === "none"
      ? (record.basis?.flips ?? [])
      : flips(written, now.question, now.chosen);
  const assumed = new Set(now.assumed.map((one) => one.path));
  return list
    .filter((one) => assumed.has(one.path) && (one.distance ?? 1) <= fragileWithin)
    .map((one) =>
      finding(
        "check.fragile-assumption",
        ["choice"],
        `${one.path} is assumed to be ${shown(one.from)}; at ${shown(one.to)} the verdict is ${one.verdict}`,
        { subject: one.path },
      ),
    );
}

const shown = (value: string | number | boolean): string =>
  typeof value === "number" ? count(value) : String(value);
