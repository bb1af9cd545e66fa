import type { Finding } from "../../shapes/check.ts";
import type { Day } from "../../shapes/common.ts";
import type { Waiver } from "../../shapes/waivers.ts";
import { plural } from "../know/money.ts";
import { daysBetween } from "../know/months.ts";
import type { CheckRuleId, Severity } from "./rules.ts";

/** Something to say about a waiver itself. */
export interface WaiverRemark {
  readonly index: number;
  readonly rule: CheckRuleId;
  readonly severity: Severity;
  readonly message: string;
}

export interface Waived {
  readonly findings: readonly Finding[];
  readonly remarks: readonly WaiverRemark[];
}

export interface WaivingSettings {
  readonly asOf: Day;
  readonly warnDaysBefore: number;
  readonly strict: boolean;
  /** Files that were looked at, where that is not everything: a waiver for another one is not called unused. */
  readonly files: ReadonlySet<string> | undefined;
  /** Whether a rule was looked for: code is looked at only where that is asked for. */
  readonly looked: (rule: string) => boolean;
}

/** Waivers that a record asks for by name, by its file. */
export type NamedWaivers = ReadonlyMap<string, readonly string[]>;

/**
 * Findings with the waivers that cover them on a day. An expired waiver covers nothing: the finding is back at its own
 * severity and says since when.
 */
export function waive(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  named: NamedWaivers,
  settings: WaivingSettings,
): Waived {
  const { asOf, files, looked } = settings;
  const matched = new Map<Waiver, number>();
  const covered = findings.map((one): Finding => {
    const fitting = waivers.filter((waiver) => fits(waiver, one, named));
    for (const waiver of fitting) matched.set(waiver, (matched.get(waiver) ?? 0) + 1);
    const valid = fitting.find((waiver) => holds(waiver, asOf));
    if (valid !== undefined) {
      const { id, reason, approvedBy, expiresOn } = valid;
      return { ...one, waivedBy: { id, reason, approvedBy, expiresOn } };
    }
    const expired = fitting.find((waiver) => waiver.expiresOn < asOf);
    if (expired === undefined) return one;
    const { id, expiresOn } = expired;
    return { ...one, message: `${one.message} [waiver ${id} expired on ${expiresOn}]` };
  });
  const remarks = waivers.flatMap((waiver, index) =>
    matched.has(waiver) ||
    (looked(waiver.rule) && (files === undefined || files.has(waiver.match.path)))
      ? remarkOn(waiver, index, matched.get(waiver) ?? 0, settings)
      : [],
  );
  return { findings: covered, remarks };
}

/** Days compare as text; both ends count. */
const holds = ({ createdOn, expiresOn }: Waiver, asOf: Day): boolean =>
  createdOn <= asOf && asOf <= expiresOn;

function fits(waiver: Waiver, one: Finding, named: NamedWaivers): boolean {
  if (one.rule === "input.invalid" || !matches(waiver.rule, one.rule)) return false;
  if (waiver.fingerprint !== undefined && waiver.fingerprint !== one.fingerprint) return false;
  if (waiver.match.need !== undefined && waiver.match.need !== one.need) return false;
  const isNamed = named.get(one.file)?.includes(waiver.id) ?? false;
  return isNamed || matches(waiver.match.path, one.file);
}

/** Exact, or with stars for any run of characters; the loader refuses stars where the policy does. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? text.length - part.length : text.indexOf(part, at);
    if (found < at || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}

function remarkOn(
  waiver: Waiver,
  index: number,
  matched: number,
  { asOf, warnDaysBefore, strict }: WaivingSettings,
): WaiverRemark[] {
  const { id, rule, createdOn, expiresOn, approvedBy } = waiver;
  const days = daysBetween(asOf, expiresOn);
  if (matched === 0) {
    const begins = createdOn > asOf ? `; it begins on ${createdOn}` : "";
    const message = `waiver ${id} for ${rule} matches no finding${begins}`;
    return [{ index, rule: "waiver.unused", severity: strict ? "warning" : "note", message }];
  }
  if (days < 0) {
    const message = `waiver ${id} expired on ${expiresOn}, ${plural(-days, "day")} ago; ${approvedBy} approved it`;
    return [{ index, rule: "waiver.expired", severity: "warning", message }];
  }
  if (days > warnDaysBefore) return [];
  const when = days === 0 ? "today is its last day" : `it ends in ${plural(days, "day")}`;
  const message = `waiver ${id} expires on ${expiresOn}: ${when}`;
  return [{ index, rule: "waiver.expired", severity: "note", message }];
}
