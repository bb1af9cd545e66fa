import type { CandidatesDocument } from "../../shapes/candidates.ts";
import { pageReporters } from "../page.ts";
import { comparedPage } from "./compared.ts";
import { modelPage } from "./model.ts";
import { shortListPage } from "./short-list.ts";

/** The short-list, one model, or several side by side. */
export const whyReporters = pageReporters((document: CandidatesDocument, { verbose }) => {
  const models = new Set(document.models.map(({ model }) => model));
  if (models.size === 0) return shortListPage(document, verbose);
  return models.size === 1 ? modelPage(document, verbose) : comparedPage(document);
});
