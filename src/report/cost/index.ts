import type { CostDocument } from "../../core/cost/document.ts";
import { toJson } from "../json.ts";
import type { Style } from "../style.ts";
import { costCsv } from "./csv.ts";
import { costMarkdown } from "./markdown.ts";
import { costText } from "./text.ts";

export const costFormats = ["text", "json", "markdown", "csv"] as const;
export type CostFormat = (typeof costFormats)[number];

interface Settings {
  readonly style: Style;
  readonly verbose: boolean;
}

type Reporter = (documents: readonly CostDocument[], settings: Settings) => string;

/** One document per format, for one use case or several. */
export const costReporters: Record<CostFormat, Reporter> = {
  text: (documents, { style, verbose }) =>
    documents.map((one) => costText(one, style, verbose)).join("\n"),
  json: (documents) =>
    toJson(
      documents.length === 1
        ? documents[0]
        : { format: "moat.costs", formatVersion: "1.0", costs: documents },
    ),
  markdown: (documents) => documents.map(costMarkdown).join("\n---\n\n"),
  csv: costCsv,
};
