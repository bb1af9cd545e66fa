import type { CostDocument } from "../../shapes/cost.ts";
import { headHtml, pageSection } from "../html/blocks.ts";
import { h } from "../html/markup.ts";
import { shell } from "../html/shell.ts";
import type { Currency } from "./money.ts";
import { costPage } from "./page.ts";

/** The page of the terminal with everything in it, drawn. */
export function costsHtml(
  documents: readonly CostDocument[],
  currency: Currency | undefined,
): string {
  const pages = documents.map((one) => costPage(one, { width: 90, verbose: true, currency }));
  return shell({
    title: pages.map(({ title }) => title).join("; "),
    body: pages.map((page, at) =>
      h(
        "article",
        { class: "answer" },
        headHtml(page, `As of ${documents[at]?.asOf ?? ""}`),
        page.sections.map(pageSection),
        h(
          "div",
          { class: "small" },
          page.foot.map((one) => h("p", {}, one)),
        ),
      ),
    ),
    foot: [],
  });
}
