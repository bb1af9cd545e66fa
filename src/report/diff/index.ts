import { plural } from "../../core/know/money.ts";
import { safe } from "../../core/know/printable.ts";
import type { DiffItem, DiffLine, DiffReport } from "../../shapes/diff.ts";
import { toJson } from "../json.ts";
import { markdownTable, markdownText } from "../markdown.ts";
import type { ReportSettings } from "../page.ts";
import { type Style, wrap } from "../style.ts";

export const diffReporters = {
  text,
  json: (report) => toJson(report),
  markdown,
} satisfies Record<string, (report: DiffReport, settings: ReportSettings) => string>;

const shownLines = 12;

function text(report: DiffReport, { style, verbose }: ReportSettings): string {
  const items = report.items.filter((one) => verbose || one.kind !== "same");
  const head = report.summary.flips > 0 ? style.bad(headline(report)) : headline(report);
  const blocks = items.map((one) =>
    block(one, style, verbose ? Number.POSITIVE_INFINITY : shownLines),
  );
  return `${[style.bold(head), ...blocks].join("\n\n")}\n`;
}

function headline({ summary, base, head }: DiffReport): string {
  const { flips, changes, same } = summary;
  const days = `${base.asOf.join(", ")} -> ${head.asOf.join(", ")}`;
  return `${plural(flips, "flip")}, ${plural(changes, "other change")}, ${same} the same  (${days})`;
}

function block(item: DiffItem, style: Style, most: number): string {
  const title = `${style.bold(safe(item.name))}  ${safe(titleOf(item))}`;
  const rest = item.lines.length - most;
  const lines = item.lines
    .slice(0, most)
    .map((one) => `  ${wrap(safe(lineText(one)), style.width - 4, "    ")}`);
  return [title, ...lines, ...(rest > 0 ? [style.dim(`  ${rest} more with -v`)] : [])].join("\n");
}

function titleOf({ kind, from, to }: DiffItem): string {
  if (kind === "flip") return `FLIP  ${from} -> ${to}`;
  if (kind === "added") return `new${to === null ? "" : `: ${to}`}`;
  if (kind === "removed") return `gone${from === null ? "" : `, was ${from}`}`;
  return to === null ? kind : `${kind}, still ${to}`;
}

function lineText({ what, from, to }: DiffLine): string {
  if (from === null) return `${what}: new: ${cell(to)}`;
  if (to === null) return `${what}: gone: ${cell(from)}`;
  return `${what}: ${cell(from)} -> ${cell(to)}`;
}

const cell = (value: DiffLine["from"]): string =>
  typeof value === "number" && !Number.isInteger(value)
    ? String(Number(value.toPrecision(3)))
    : String(value ?? "none");

function markdown(report: DiffReport): string {
  const items = report.items.filter((one) => one.kind !== "same");
  const sections = items.map(
    (one) =>
      `**${markdownText(one.name)}** ${markdownText(titleOf(one))}${one.lines.length === 0 ? "" : `\n\n${rows(one.lines)}`}`,
  );
  return `${[`### moat diff: ${markdownText(headline(report))}`, ...sections].join("\n\n")}\n`;
}

const rows = (lines: readonly DiffLine[]): string =>
  markdownTable(
    ["what", "before", "after"],
    lines.map(({ what, from, to }) => [
      what,
      from === null ? "-" : cell(from),
      to === null ? "-" : cell(to),
    ]),
  );
