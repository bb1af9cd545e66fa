import type { CandidatesDocument } from "../../shapes/candidates.ts";
import { toJson } from "../json.ts";
import { pageMarkdown, pageText, type ReportSettings } from "../page.ts";
import { comparedPage } from "./compared.ts";
import { modelPage } from "./model.ts";
import { shortListPage } from "./short-list.ts";

export const whyFormats = ["text", "json", "markdown"] as const;
export type WhyFormat = (typeof whyFormats)[number];

type WhyReporter = (document: CandidatesDocument, settings: ReportSettings) => string;

/** The short-list, one model, or several side by side. */
function pageOf(document: CandidatesDocument, verbose: boolean) {
  const models = new Set(document.models.map(({ model }) => model));
  if (models.size === 0) return shortListPage(document, verbose);
  return models.size === 1 ? modelPage(document, verbose) : comparedPage(document);
}

export const whyReporters: Record<WhyFormat, WhyReporter> = {
  text: (document, { style, verbose }) => pageText(pageOf(document, verbose), style),
  json: (document) => toJson(document),
  markdown: (document, { verbose }) => pageMarkdown(pageOf(document, verbose)),
};
