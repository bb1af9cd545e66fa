import type { Claim, Profile } from "../../know/knowledge.ts";
import { inProfile, type LintFinding } from "./finding.ts";
import { speaksOfSaving } from "./saving.ts";

type NamedClaim = readonly [id: string, claim: Claim];
type Interval = readonly [number, number];

/** Pairs of claims of one profile that cannot both hold. A claim marked as contradicted is settled already. */
export function contradictingClaims({ id, claims }: Profile): LintFinding[] {
  const open = Object.entries(claims).filter(([, one]) => one.status !== "contradicted");
  return open.flatMap((one, index) =>
    open.slice(index + 1).flatMap((other) => {
      const why = conflictOf(one, other);
      return why === undefined
        ? []
        : [
            inProfile(
              "lint.contradicting-claims",
              id,
              ["claims", other[0]],
              `claims "${one[0]}" and "${other[0]}" contradict each other: ${why}`,
            ),
          ];
    }),
  );
}

function conflictOf([, one]: NamedClaim, [, other]: NamedClaim): string | undefined {
  const [a, b] = [costShare(one), costShare(other)];
  if (a !== undefined && b !== undefined && apart(a, b))
    return `${percent(a)} of the cost against ${percent(b)}`;
  if (one.benchmark !== other.benchmark) return undefined;
  if (one.gap !== undefined && other.gap !== undefined && apart(one.gap, other.gap))
    return `a gap of ${percent(one.gap)} against ${percent(other.gap)}`;
  return undefined;
}

/** What is paid, as a share of the proprietary bill: stated, or what a saving leaves. */
function costShare(claim: Claim): Interval | undefined {
  if (claim.costShare !== undefined) return claim.costShare;
  if (!speaksOfSaving(claim) || typeof claim.value !== "number") return undefined;
  if (claim.value <= 0 || claim.value >= 1) return undefined;
  return [1 - claim.value, 1 - claim.value];
}

/** A rounding of half a per cent is no contradiction. */
const apart = (a: Interval, b: Interval): boolean => a[0] > b[1] + 0.005 || b[0] > a[1] + 0.005;

function percent([low, high]: Interval): string {
  const [from, to] = [low, high].map((one) => Math.round(one * 100));
  return from === to ? `${from} %` : `${from} to ${to} %`;
}
