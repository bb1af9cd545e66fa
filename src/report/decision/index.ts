import type { Decision } from "../../core/decision.ts";
import { toJson } from "../json.ts";
import type { Style } from "../style.ts";
import { decisionMarkdown } from "./markdown.ts";
import { decisionText } from "./text.ts";

export const decisionFormats = ["text", "json", "ndjson", "markdown"] as const;
export type DecisionFormat = (typeof decisionFormats)[number];

interface Settings {
  readonly style: Style;
  readonly verbose: boolean;
}

type Reporter = (decisions: readonly Decision[], settings: Settings) => string;

/** One document per format, for one decision or several. */
export const decisionReporters: Record<DecisionFormat, Reporter> = {
  text: (decisions, { style, verbose }) =>
    decisions.map((one) => decisionText(one, style, verbose)).join("\n"),
  json: (decisions) =>
    toJson(
      decisions.length === 1
        ? decisions[0]
        : { format: "moat.decisions", formatVersion: "1.0", decisions },
    ),
  /** One decision a line, for streams. */
  ndjson: (decisions) => decisions.map((one) => toJson(one, 0)).join(""),
  markdown: (decisions) => decisions.map(decisionMarkdown).join("\n---\n\n"),
};
