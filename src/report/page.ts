import type { Block, Page, Section, Tone } from "../core/know/page.ts";
import { safe } from "../core/know/printable.ts";
import { toJson } from "./json.ts";
import { markdownTable, markdownText } from "./markdown.ts";
import { labelled, type Style, table, wrap } from "./style.ts";

/** How wide a page is laid out, and whether it tells everything. */
export interface PageSettings {
  readonly width: number;
  readonly verbose: boolean;
}

/** The same, with what a terminal shows. */
export interface ReportSettings {
  readonly style: Style;
  readonly verbose: boolean;
}

/** A value as its page in a terminal and in Markdown, and as it is for programs. */
export const pageReporters = <Value>(
  pageOf: (value: Value, settings: PageSettings) => Page,
): Record<"text" | "json" | "markdown", (value: Value, settings: ReportSettings) => string> => ({
  text: (value, { style, verbose }) =>
    pageText(pageOf(value, { width: style.width, verbose }), style),
  json: (value) => toJson(value),
  markdown: (value, { verbose }) => pageMarkdown(pageOf(value, { width: 90, verbose })),
});

/** A page for a terminal: the title, what matters, then sections; sections without content are left out. */
export function pageText(page: Page, style: Style): string {
  const head = headText(page, style);
  const lead = page.lead.map((one) => wrap(safe(one), style.width));
  const parts = [
    [head, ...lead].join("\n"),
    ...page.sections
      .map(told)
      .filter(isFilled)
      .map((one) => sectionText(one, style)),
    page.foot.map((one) => style.dim(wrap(safe(one), style.width, "  "))).join("\n"),
  ];
  return `${parts.filter((one) => one !== "").join("\n\n")}\n`;
}

/** Title and subtitle on one line where they fit. */
function headText({ title, subtitle, tone }: Page, style: Style): string {
  const paint = tone === undefined ? style.dim : painter(tone, style);
  const fits = title.length + subtitle.length + 2 <= style.width;
  const bold = style.bold(wrap(safe(title), style.width));
  return subtitle === ""
    ? bold
    : `${bold}${fits ? "  " : "\n"}${paint(wrap(safe(subtitle), style.width))}`;
}

/** Where labels are of all lengths, those over the usual one stand on a line of their own and push no text aside. */
const widestLabel = 32;
const usualLabel = 22;

const isFilled = ({ blocks }: Section): boolean => blocks.length > 0;

/** Without drawings for which a table stands. */
const told = (section: Section): Section => ({
  ...section,
  blocks: section.blocks.filter((one) => one.kind !== "chart" || one.drawn !== ""),
});

function sectionText({ title, blocks }: Section, style: Style): string {
  return [
    ...(title === "" ? [] : [style.bold(wrap(safe(title), style.width, "  "))]),
    ...blocks.map((one, index) => blockText(one, style, columnsAt(blocks, index))),
  ].join("\n");
}

/** Items that follow each other share a column for their labels, as wide as they need while all of them fit. */
function columnsAt(blocks: readonly Block[], index: number): number {
  const from = blocks.findLastIndex((one, at) => at < index && one.kind !== "item") + 1;
  const end = blocks.findIndex((one, at) => at > index && one.kind !== "item");
  const labels = blocks
    .slice(from, end < 0 ? blocks.length : end)
    .flatMap((one) => (one.kind === "item" ? [one.label.length] : []));
  const most = Math.max(0, ...labels) <= widestLabel ? widestLabel : usualLabel;
  return Math.max(0, ...labels.filter((one) => one <= most)) + 4;
}

function blockText(block: Block, style: Style, columns: number): string {
  switch (block.kind) {
    case "text":
      return `  ${wrap(safe(block.text), style.width - 2, "  ")}`;
    case "item": {
      const label = `  ${safe(block.label)}`;
      const room = label.length + 2 > columns ? style.width : columns;
      const paint = painter(block.tone, style);
      return labelled(label, safe(block.text), style, { columns: room, paint }).replace(
        /\n {2}(?=\S)/,
        "\n    ",
      );
    }
    case "table":
      return tableText(block, style);
    case "code":
      return linesText(block.text);
    case "chart":
      return linesText(block.drawn);
  }
}

const linesText = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${safe(line)}`.trimEnd())
    .join("\n");

function painter(tone: Tone | undefined, style: Style): (text: string) => string {
  if (tone === "good") return style.good;
  if (tone === "warn") return style.warn;
  return tone === "bad" ? style.bad : (text) => text;
}

type TableBlock = Extract<Block, { kind: "table" }>;

/** The least that is left of the last column before a table is written row by row instead. */
const leastLast = 16;

function tableText({ head, rows, right = [] }: TableBlock, style: Style): string {
  const all = [head, ...rows].map((row) => row.map(safe));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const last = Math.min(widths.at(-1) ?? 0, leastLast);
  const needed = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 2) + last;
  return needed <= style.width ? table(all, style, right) : stacked(head, rows, style);
}

/** Narrow terminals: one entry per row, each cell with the name of its column. */
function stacked(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  return rows
    .map((row) => {
      const cells = row
        .map((cell, column) => (head[column] === "" ? cell : `${head[column]} ${cell}`))
        .filter((_, column) => column > 0 && row[column] !== "");
      const rest = wrap(safe(cells.join("; ")), style.width - 4, "    ");
      return `  ${safe(row[0] ?? "")}${rest === "" ? "" : `\n    ${rest}`}`;
    })
    .join("\n");
}

/** The same page for a pull request or a document. */
export function pageMarkdown(page: Page): string {
  const parts = [
    `### ${markdownText(page.title)}${page.subtitle === "" ? "" : ` (${markdownText(page.subtitle)})`}`,
    ...page.lead.map(markdownText),
    ...page.sections.map(told).filter(isFilled).map(sectionMarkdown),
    page.foot.length === 0 ? "" : `<sub>${page.foot.map(markdownText).join("<br>")}</sub>`,
  ];
  return `${parts.filter((one) => one !== "").join("\n\n")}\n`;
}

function sectionMarkdown({ title, blocks }: Section): string {
  // Items that follow each other are one list; anything else needs an empty line before it.
  const written = blocks.map((block, index) => {
    const listed = block.kind === "item" && blocks[index - 1]?.kind === "item";
    return `${listed ? "\n" : "\n\n"}${blockMarkdown(block)}`;
  });
  // Two lists that follow each other would be read as one.
  return `${title === "" ? "---" : `#### ${markdownText(title)}`}${written.join("")}`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "text":
      return markdownText(block.text);
    case "item":
      return block.label === ""
        ? `- ${markdownText(block.text)}`
        : `- **${markdownText(block.label.trim().replace(/ {2,}/g, " "))}**: ${markdownText(block.text)}`;
    case "table":
      return markdownTable(block.head, block.rows);
    case "code":
      return fenced(block.language, block.text);
    case "chart":
      return fenced("text", block.drawn);
  }
}

const fenced = (language: string, text: string): string =>
  `\`\`\`${language}\n${text.trimEnd().replaceAll("```", "'''")}\n\`\`\``;
