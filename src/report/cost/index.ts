import type { CostDocument } from "../../shapes/cost.ts";
import { toJson } from "../json.ts";
import { pageMarkdown, pageText, type ReportSettings } from "../page.ts";
import { costCsv } from "./csv.ts";
import { costsHtml } from "./html.ts";
import type { Currency } from "./money.ts";
import { costPage } from "./page.ts";

interface CostReportSettings extends ReportSettings {
  readonly currency?: Currency | undefined;
}

type CostReporter = (documents: readonly CostDocument[], settings: CostReportSettings) => string;

/** One document per format, for one use case or several. */
export const costReporters = {
  text: (documents, { style, ...rest }) =>
    documents
      .map((one) => pageText(costPage(one, { width: style.width, ...rest }), style))
      .join("\n"),
  json: (documents) =>
    toJson(
      documents.length === 1
        ? documents[0]
        : { format: "moat.costs", formatVersion: "1.0", costs: documents },
    ),
  markdown: (documents, { verbose, currency }) =>
    documents
      .map((one) => pageMarkdown(costPage(one, { width: 90, verbose, currency })))
      .join("\n---\n\n"),
  csv: costCsv,
  html: (documents, { currency }) => costsHtml(documents, currency),
} satisfies Record<string, CostReporter>;
