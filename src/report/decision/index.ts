import type { Decision } from "../../shapes/decision.ts";
import { toJson } from "../json.ts";
import { pageMarkdown, pageText, type ReportSettings } from "../page.ts";
import type { Around } from "./figures.ts";
import { decisionsHtml } from "./html.ts";
import { decisionPage } from "./page.ts";

interface Settings extends ReportSettings {
  /** What html draws around each decision; worked out where it is asked for. */
  readonly around: () => readonly Around[];
}

type Reporter = (decisions: readonly Decision[], settings: Settings) => string;

/** One document per format, for one decision or several. */
export const decisionReporters = {
  text: (decisions, { style, verbose }) =>
    decisions.map((one) => pageText(decisionPage(one, verbose), style)).join("\n"),
  json: (decisions) =>
    toJson(
      decisions.length === 1
        ? decisions[0]
        : { format: "moat.decisions", formatVersion: "2.0", decisions },
    ),
  /** One decision a line, for streams. */
  ndjson: (decisions) => decisions.map((one) => toJson(one, 0)).join(""),
  markdown: (decisions, { verbose }) =>
    decisions.map((one) => pageMarkdown(decisionPage(one, verbose, true))).join("\n---\n\n"),
  html: (decisions, { around }) => decisionsHtml(decisions, around()),
} satisfies Record<string, Reporter>;

export type DecisionFormat = keyof typeof decisionReporters;
