import { percent, plural, usd } from "../../core/know/money.ts";
import type { CheckReport, CodeSummary, FactChange } from "../../shapes/check.ts";

/** The sentences that the formats of findings share. */

/** `Licence of X: MIT, now Apache-2.0 (source, 2026-09-02)` */
export function changeText({ title, from, to, source, published }: FactChange): string {
  const where = [source, published].filter((one) => one !== null).join(", ");
  return `${title}: ${from ?? "unknown"}, now ${to ?? "unknown"}${where === "" ? "" : ` (${where})`}`;
}

export function verdictWord({ summary }: CheckReport): string {
  if (summary.invalid > 0) return "INVALID INPUT";
  return summary.failed ? "FAILS" : "PASSES";
}

/** The tally in one sentence, what counts first. */
export function tally({ summary, asOf, packs, code }: CheckReport): string {
  const { errors, warnings, notes, waived, known } = summary;
  const counted = [
    plural(errors, "error"),
    plural(warnings, "warning"),
    plural(notes, "note"),
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(known > 0 ? [`${known} in the baseline`] : []),
  ];
  const { records, clean, skipped, useCases } = summary;
  const looked = [
    ...(records === 0 && code !== undefined
      ? ["No record in force"]
      : [`${plural(records, "record")} checked`, `${clean} clean`]),
    ...(skipped > 0 ? [`${skipped} not in force`] : []),
    ...(useCases > 0 ? [`${plural(useCases, "use case")} seen`] : []),
  ];
  const pack = packs.map((one) => `${one.id} ${one.version}`).join(", ");
  const read = code === undefined ? "" : ` ${codeText(code)}`;
  return `${counted.join(", ")}. ${looked.join(", ")}, as of ${asOf}, pack ${pack}.${read}`;
}

/** What was seen in code, in one sentence. */
function codeText({ folder, files, used, offered, table, apart, models }: CodeSummary): string {
  const named = models.length === 0 ? "" : ` (${short(models)})`;
  const seen = [
    `${plural(used, "use")} of ${plural(models.length, "model")}${named}`,
    ...(offered > 0 ? [`${offered} offered in lists`] : []),
    ...(table > 0 ? [`${table} in tables`] : []),
    ...(apart > 0 ? [`${apart} in tests, documentation and the like, not judged`] : []),
  ];
  return `Code in ${folder}: ${plural(files, "file")} read, ${seen.join(", ")}.`;
}

const mostNamed = 6;

const short = (names: readonly string[]): string =>
  names.length <= mostNamed
    ? names.join(", ")
    : `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more`;

/** What the record chose, and how that stands today. */
export function standing({ choice, today }: CheckReport["records"][number]): string {
  if (choice === null) return "";
  if (today === null) return `chose ${choice}`;
  const facts = [
    ...(today.winShare === null ? [] : [`wins in ${percent(today.winShare)} of draws`]),
    ...(today.usdPerMonth === null ? [] : [`${usd(today.usdPerMonth)} a month`]),
  ];
  const brackets = facts.length === 0 ? "" : ` (${facts.join(", ")})`;
  const now = today.choice === "none" ? `none, ${today.status}` : today.choice;
  return today.choice === choice
    ? `chose ${choice}${brackets}, which is today's verdict`
    : `chose ${choice}${brackets}; today's verdict is ${now}`;
}
