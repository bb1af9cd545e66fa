import { counts } from "../../core/check/finding.ts";
import { plural } from "../../core/know/money.ts";
import type { CheckedRecord, CheckReport, Finding, WaivedBy } from "../../shapes/check.ts";
import { headHtml, sectionHtml } from "../html/blocks.ts";
import { type Child, type Html, h, link } from "../html/markup.ts";
import { shell } from "../html/shell.ts";
import { tableHtml } from "../html/table.ts";
import { changeText, standing, tally, verdictWord } from "./words.ts";

/** The check as a page: whether it passes, every record and how it stands, and what is to be done about each finding. */
export function html(report: CheckReport): string {
  const word = verdictWord(report);
  const { records, findings, asOf, packs, tool, failOn } = report;
  const files = [...new Set(findings.map((one) => one.file))];
  const pack = packs.map(({ id, version, sha256 }) => `${id} ${version} (${sha256})`).join(", ");
  return shell({
    title: `Check of decisions, ${asOf}: ${word.toLowerCase()}`,
    body: [
      headHtml(
        {
          title: "Do our decisions still hold?",
          subtitle: word,
          tone: word === "PASSES" ? "good" : "bad",
          lead: [tally(report)],
        },
        `Check as of ${asOf}`,
      ),
      sectionHtml("Records", records.length === 0 ? null : recordsTable(report)),
      files.map((file) =>
        sectionHtml(file, findings.filter((one) => one.file === file).map(findingHtml)),
      ),
    ],
    foot: [
      h("p", {}, `Fails on: ${failOn}. ${goneText(report)}`.trim()),
      h("p", {}, `As of ${asOf}, pack ${pack}, moat ${tool.version}`),
    ],
  });
}

const recordsTable = ({ records, findings }: CheckReport): Html =>
  tableHtml({
    label: "Records",
    head: ["Decision", "Record", "Today", "Review by", "Owners", "State"],
    rows: records.map((one) => [
      one.title,
      one.file,
      standing(one),
      one.reviewBy ?? "",
      one.owners.join(", "),
      stateText(one, findings),
    ]),
  });

function stateText({ state, file }: CheckedRecord, findings: readonly Finding[]): string {
  const counted = findings.filter((one) => one.file === file && counts(one)).length;
  if (state === "findings") return plural(counted, "finding");
  return state === "skipped" ? "not in force" : state;
}

const tones = { error: "bad", warning: "warn", note: "note" } as const;

function findingHtml(one: Finding): Html {
  const { severity, rule, line, column, message, changes, remedy, waivedBy } = one;
  const label = counts(one) ? severity : waivedBy === null ? "known" : "waived";
  const tone = counts(one) ? tones[severity] : "note";
  return h(
    "div",
    { class: "card finding" },
    h("h3", {}, h("span", { class: tone }, label), `: ${rule}, line ${line}, column ${column}`),
    h("p", {}, message),
    changes.length === 0 ? null : h("ul", {}, changes.map(changeHtml)),
    waivedBy === null
      ? h("p", {}, h("strong", {}, "To do: "), remedy)
      : h("p", {}, waivedText(waivedBy)),
  );
}

const waivedText = ({ id, expiresOn, approvedBy, reason }: WaivedBy): string =>
  `Waived by ${id} until ${expiresOn}, approved by ${approvedBy}: ${reason}`;

const changeHtml = (one: Finding["changes"][number]): Child =>
  h("li", {}, changeText(one), one.url === null ? null : [" ", link(one.url, "source")]);

const goneText = ({ baseline }: CheckReport): string =>
  baseline === null || baseline.gone === 0
    ? ""
    : `${plural(baseline.gone, "finding")} of the baseline gone; moat baseline prune takes them out.`;
