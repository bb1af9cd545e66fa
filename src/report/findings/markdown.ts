import { counts } from "../../core/check/finding.ts";
import { plural } from "../../core/know/money.ts";
import { safe } from "../../core/know/printable.ts";
import type { CheckReport, Finding } from "../../shapes/check.ts";
import { markdownText } from "../markdown.ts";
import { changeText, tally, verdictWord } from "./words.ts";

/** Findings for a pull request or a step summary: what counts in a table, the facts folded under it. */
export function markdown(report: CheckReport): string {
  const counted = report.findings.filter(counts);
  const waived = report.findings.filter((one) => one.waivedBy !== null);
  const sections = [
    `### moat check: ${verdictWord(report).toLowerCase()}`,
    markdownText(tally(report)),
    counted.length === 0 ? "" : table(counted),
    ...counted.filter((one) => one.changes.length > 0).map(changes),
    waived.length === 0 ? "" : `**Waived**\n\n${waived.map(waiver).join("\n")}`,
    gone(report),
  ];
  return safe(`${sections.filter((one) => one !== "").join("\n\n")}\n`);
}

const signs = { error: "error", warning: "warning", note: "note" } as const;

function table(findings: readonly Finding[]): string {
  const rows = findings.map(
    ({ severity, rule, file, line, message, remedy }) =>
      `| ${signs[severity]} | ${code(`${file}:${line}`)} | ${markdownText(message)} | ${markdownText(remedy)} | ${code(rule)} |`,
  );
  return ["| | where | what | to do | rule |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

/** Code spans take no backslashes, so what would end the span or the cell is replaced. */
const code = (text: string): string =>
  `\`${text.replace(/[`\r\n]/g, "'").replaceAll("|", "\\|")}\``;

function changes({ file, rule, changes: list }: Finding): string {
  const items = list.map((one) => {
    const link = one.url?.startsWith("https://") === true ? ` [source](${encodeURI(one.url)})` : "";
    return `- ${markdownText(changeText(one))}${link}`;
  });
  const summary = `${markdownText(file)}: ${rule}, ${plural(list.length, "fact")} that moved`;
  return `<details><summary>${summary}</summary>\n\n${items.join("\n")}\n\n</details>`;
}

function waiver({ rule, file, waivedBy }: Finding): string {
  if (waivedBy === null) return "";
  const { id, expiresOn, approvedBy, reason } = waivedBy;
  return `- ${code(rule)} in ${code(file)} by ${markdownText(id)} until ${expiresOn}, approved by ${markdownText(approvedBy)}: ${markdownText(reason)}`;
}

const gone = ({ baseline }: CheckReport): string =>
  baseline === null || baseline.gone === 0
    ? ""
    : `${plural(baseline.gone, "finding")} of the baseline gone: run \`moat baseline prune\`.`;
