import type { CandidatesDocument } from "../../core/answer/why/document.ts";
import { toJson } from "../json.ts";
import { pageMarkdown, pageText } from "../page.ts";
import type { Style } from "../style.ts";
import { comparedPage } from "./compared.ts";
import { modelPage } from "./model.ts";
import { shortListPage } from "./short-list.ts";

export const whyFormats = ["text", "json", "markdown"] as const;
export type WhyFormat = (typeof whyFormats)[number];

interface Settings {
  readonly style: Style;
  readonly verbose: boolean;
}

type Reporter = (document: CandidatesDocument, settings: Settings) => string;

/** The short-list, one model, or several side by side. */
function pageOf(document: CandidatesDocument, verbose: boolean) {
  const models = new Set(document.models.map(({ model }) => model));
  if (models.size === 0) return shortListPage(document, verbose);
  return models.size === 1 ? modelPage(document, verbose) : comparedPage(document);
}

export const whyReporters: Record<WhyFormat, Reporter> = {
  text: (document, { style, verbose }) => pageText(pageOf(document, verbose), style),
  json: (document) => toJson(document),
  markdown: (document, { verbose }) => pageMarkdown(pageOf(document, verbose)),
};
