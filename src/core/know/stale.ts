import type { Day } from "../../shapes/common.ts";
import type { Warning } from "../../shapes/document.ts";
import type { Profile } from "./knowledge.ts";
import { monthsBetween } from "./months.ts";
import type { Knowledge } from "./pack.ts";

/** How long ago a person looked at a profile, where that is longer than the pack trusts it (`scales.staleMonths`). */
export function reviewAge(
  { reviewed }: Profile,
  staleMonths: number,
  asOf: Day,
): string | undefined {
  const age = monthsBetween(reviewed, asOf);
  return age <= staleMonths
    ? undefined
    : `last reviewed on ${reviewed}, ${age.toFixed(1)} months before ${asOf}; ${staleMonths} are the most`;
}

/** One warning for all capabilities whose evidence is too old for the day that is asked about. */
export function staleEvidence(
  profiles: readonly Profile[],
  knowledge: Knowledge,
  asOf: Day,
): Warning | undefined {
  const { staleMonths } = knowledge.pack.scales;
  const stale = profiles.filter((one) => reviewAge(one, staleMonths, asOf) !== undefined);
  const [oldest] = stale.toSorted((a, b) => (a.reviewed < b.reviewed ? -1 : 1));
  if (oldest === undefined) return undefined;
  const names = [...new Set(stale.map((one) => one.id))].join(", ");
  const text = `The evidence on ${names} was ${reviewAge(oldest, staleMonths, asOf)}.`;
  return { code: "evidence.stale", text };
}
