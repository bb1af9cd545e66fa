import { counts } from "../../core/check/finding.ts";
import { plural } from "../../core/know/money.ts";
import { safe, safeLine } from "../../core/know/printable.ts";
import type { CheckedRecord, CheckReport, Finding } from "../../shapes/check.ts";
import type { ReportSettings } from "../page.ts";
import { type Style, wrap } from "../style.ts";
import { changeText, standing, tally, verdictWord } from "./words.ts";

/** Findings for a person: the answer, then each file with what is wrong in it, why, and what to do. */
export function text(report: CheckReport, { style, verbose }: ReportSettings): string {
  const word = verdictWord(report);
  const paint = word === "PASSES" ? style.good : style.bad;
  const head = `${style.bold(paint(word))}  ${wrap(safe(tally(report)), style.width - word.length - 2, " ".repeat(2))}`;
  const files = [...new Set(report.findings.map((one) => one.file))];
  const blocks = files.map((file) => block(file, report, style, verbose));
  const parts = [head, ...blocks, cleanPart(report, style), gonePart(report, style)];
  return `${parts.filter((one) => one !== "").join("\n\n")}\n`;
}

function block(file: string, report: CheckReport, style: Style, verbose: boolean): string {
  const record = report.records.find((one) => one.file === file);
  const findings = report.findings.filter((one) => one.file === file);
  const lines = findings.map((one) => entry(one, style, verbose));
  return [heading(file, record, style), ...lines].join("\n");
}

function heading(file: string, record: CheckedRecord | undefined, style: Style): string {
  if (record === undefined || record.choice === null) return style.bold(safeLine(file));
  const title = wrap(safe(record.title), style.width - 2, "  ");
  return `${style.bold(safeLine(file))}\n  ${title}\n  ${style.dim(wrap(safe(standing(record)), style.width - 2, "  "))}`;
}

const column = 9;
const shownChanges = 4;

function entry(one: Finding, style: Style, verbose: boolean): string {
  const { severity, rule, line, message, waivedBy } = one;
  const label = counts(one) ? severity : waivedBy === null ? "known" : "waived";
  const paint = label === "error" ? style.bad : label === "warning" ? style.warn : style.dim;
  const first = `  ${paint(label.padEnd(column - 1))} ${rule}, line ${line}, column ${one.column}`;
  const details = counts(one) && (severity !== "note" || verbose) ? detailsOf(one, verbose) : [];
  const waiver =
    waivedBy === null
      ? []
      : [
          `by ${waivedBy.id} until ${waivedBy.expiresOn}, approved by ${waivedBy.approvedBy}: ${waivedBy.reason}`,
        ];
  const body = [message, ...waiver, ...details].map((part) => paragraph(part, style));
  return [first, ...body].join("\n");
}

function detailsOf({ changes, remedy, fingerprint }: Finding, verbose: boolean): string[] {
  const most = verbose ? changes.length : shownChanges;
  const rest = changes.length - most;
  return [
    ...changes.slice(0, most).map((one) => `- ${changeText(one)}`),
    ...(rest > 0 ? [`- and ${rest} more facts (-v)`] : []),
    `To do: ${remedy}`,
    ...(verbose ? [`Fingerprint: ${fingerprint}`] : []),
  ];
}

/** Indented under the severity; continued lines of a list item go further in. */
function paragraph(part: string, style: Style): string {
  const indent = " ".repeat(style.width < 60 ? 4 : column + 2);
  const further = part.startsWith("- ") ? `${indent}  ` : indent;
  const lines = wrap(safe(part), style.width - further.length).split("\n");
  return `${indent}${lines.join(`\n${further}`)}`;
}

function cleanPart({ records, findings }: CheckReport, style: Style): string {
  const noted = new Set(findings.map((one) => one.file));
  const clean = records.filter((one) => one.state === "clean" && !noted.has(one.file));
  const skipped = records.filter((one) => one.state === "skipped");
  const list = (title: string, some: readonly CheckedRecord[]) =>
    some.length === 0 ? [] : [style.bold(title), ...some.map((one) => `  ${safeLine(one.file)}`)];
  return [...list("Clean", clean), ...list("Not in force", skipped)].join("\n");
}

function gonePart({ baseline }: CheckReport, style: Style): string {
  if (baseline === null || baseline.gone === 0) return "";
  return style.dim(
    wrap(
      `${plural(baseline.gone, "finding")} of the baseline ${baseline.gone === 1 ? "is" : "are"} gone; moat baseline prune takes them out.`,
      style.width,
    ),
  );
}
