import type { RecordedFlip } from "../../shapes/record.ts";
import { plainValue } from "../know/money.ts";
import type { RawFinding } from "./finding.ts";
import { finding } from "./raw.ts";
import type { Redecision } from "./redecide.ts";
import type { CheckThresholds } from "./rules.ts";

/** Fields that the use case leaves open and that alone could turn the verdict. */
export function fragileFindings(
  flips: readonly RecordedFlip[],
  now: Redecision,
  { fragileWithin }: CheckThresholds,
): RawFinding[] {
  const assumed = new Set(now.assumed.map((one) => one.path));
  return flips
    .filter((one) => assumed.has(one.path) && (one.distance ?? 1) <= fragileWithin)
    .map((one) =>
      finding(
        "check.fragile-assumption",
        ["choice"],
        `${one.path} is assumed to be ${plainValue(one.from)}; at ${plainValue(one.to)} the verdict is ${one.verdict}`,
        { subject: one.path },
      ),
    );
}
