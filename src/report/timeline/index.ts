import type { TimelineReport } from "../../core/timeline/document.ts";
import { toJson } from "../json.ts";
import { pageMarkdown, pageText, type ReportSettings } from "../page.ts";
import { timelineCsv } from "./csv.ts";
import { timelineHtml } from "./html.ts";
import { timelinePage } from "./page.ts";

export const timelineFormats = ["text", "json", "markdown", "csv", "html"] as const;
export type TimelineFormat = (typeof timelineFormats)[number];

export const timelineReporters: Record<
  TimelineFormat,
  (report: TimelineReport, settings: ReportSettings) => string
> = {
  text: (report, { style, verbose }) =>
    pageText(timelinePage(report, { width: style.width, verbose }), style),
  json: (report) => toJson(report),
  markdown: (report, { verbose }) => pageMarkdown(timelinePage(report, { width: 90, verbose })),
  csv: timelineCsv,
  html: timelineHtml,
};
