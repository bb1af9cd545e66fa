import type { Section } from "../../core/know/page.ts";
import type { TimelineReport } from "../../shapes/timeline.ts";
import { headHtml, pageSection } from "../html/blocks.ts";
import { h } from "../html/markup.ts";
import { shell } from "../html/shell.ts";
import { timelinePage } from "./page.ts";

/** The page of the terminal with everything in it, drawn, and what is drawn first. */
export function timelineHtml(report: TimelineReport): string {
  const page = timelinePage(report, { width: 90, verbose: true });
  const isDrawn = ({ blocks }: Section) => blocks.some(({ kind }) => kind === "chart");
  const drawn = page.sections.filter(isDrawn);
  const told = page.sections.filter((one) => !isDrawn(one));
  return shell({
    title: `${page.title} (as of ${report.asOf})`,
    body: [headHtml(page, `As of ${report.asOf}`), [...drawn, ...told].map(pageSection)],
    foot: page.foot.map((one) => h("p", {}, one)),
  });
}
