import type { Block, Page, Section } from "../../core/know/page.ts";
import { chartHtml } from "./chart.ts";
import { type Child, type Html, h } from "./markup.ts";
import { tableHtml } from "./table.ts";

/** Parts of a page as HTML: the same content as in a terminal, with structure in place of columns. */

/** A section with its heading; null where there is nothing in it. */
export const sectionHtml = (title: string, ...content: readonly Child[]): Html | null =>
  content.every(isEmpty) ? null : h("section", {}, h("h2", {}, title), content);

const isEmpty = (child: Child): boolean =>
  child === null || (Array.isArray(child) && child.every(isEmpty));

/** Title, what beside it is the one word that matters, and the sentences that lead. */
export const headHtml = (
  { title, subtitle, tone, lead }: Pick<Page, "title" | "subtitle" | "tone" | "lead">,
  over: string,
): Html =>
  h(
    "header",
    {},
    over === "" ? null : h("p", { class: "over" }, over),
    h("h1", {}, title),
    subtitle === "" ? null : h("p", { class: tone }, h("span", { class: "standing" }, subtitle)),
    lead.map((one) => h("p", { class: "lead" }, one)),
  );

export const pageSection = ({ title, blocks }: Section): Child =>
  title === "" ? blocksHtml(blocks, "") : sectionHtml(title, blocksHtml(blocks, title));

/** Items that follow each other are one list, and those without a label belong to the one before. */
export function blocksHtml(blocks: readonly Block[], label: string): Child {
  const parts: Child[] = [];
  let items: Item[] = [];
  const flush = () => {
    if (items.length > 0) parts.push(itemsHtml(items));
    items = [];
  };
  for (const [at, block] of blocks.entries()) {
    if (block.kind === "item") items.push(block);
    else if (!isStandIn(block, blocks[at - 1])) {
      flush();
      parts.push(blockHtml(block, label));
    }
  }
  flush();
  return parts;
}

/** A table in place of a drawing that is there: it is folded under the drawing. */
const isStandIn = (block: Block, before: Block | undefined): boolean =>
  block.kind === "table" && before?.kind === "chart" && before.drawn === "";

type Item = Extract<Block, { kind: "item" }>;

const isStep = ({ label }: Item): boolean => /^\d+\.$/.test(label);

function itemsHtml(items: readonly Item[]): Html {
  if (items.every(isStep))
    return h(
      "ol",
      { class: "steps" },
      items.map(({ text }) => h("li", {}, text)),
    );
  const groups: { first: Item; texts: string[] }[] = [];
  for (const one of items) {
    const last = groups.at(-1);
    if (one.label === "" && last !== undefined) last.texts.push(one.text);
    else groups.push({ first: one, texts: [one.text] });
  }
  return h(
    "dl",
    { class: "items" },
    groups.map(({ first, texts }) =>
      h(
        "div",
        {},
        h("dt", { class: first.tone === "plain" ? undefined : first.tone }, first.label.trim()),
        texts.map((one) => h("dd", {}, one)),
      ),
    ),
  );
}

function blockHtml(block: Exclude<Block, Item>, label: string): Html {
  switch (block.kind) {
    case "text":
      return h("p", {}, block.text);
    case "table":
      return tableHtml({ ...block, label });
    case "code":
      return h("pre", { tabindex: 0 }, h("code", {}, block.text.trimEnd()));
    case "chart":
      return chartHtml(block.chart);
  }
}
