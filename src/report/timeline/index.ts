import { pageReporters } from "../page.ts";
import { timelineCsv } from "./csv.ts";
import { timelineHtml } from "./html.ts";
import { timelinePage } from "./page.ts";

export const timelineReporters = {
  ...pageReporters(timelinePage),
  csv: timelineCsv,
  html: timelineHtml,
};
