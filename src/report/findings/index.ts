import type { CheckReport } from "../../core/check/finding.ts";
import { toJson } from "../json.ts";
import { compact } from "./compact.ts";
import { csv } from "./csv.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { html } from "./html.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";
import type { FindingsSettings } from "./words.ts";

export const findingsFormats = [
  "text",
  "compact",
  "json",
  "markdown",
  "sarif",
  "junit",
  "github",
  "gitlab",
  "csv",
  "html",
] as const;
export type FindingsFormat = (typeof findingsFormats)[number];

type FindingsReporter = (report: CheckReport, settings: FindingsSettings) => string;

/** One whole document per format. A new format is one file and one line here. */
export const findingsReporters = {
  text,
  compact,
  json: (report) => toJson(report),
  markdown,
  sarif,
  junit,
  github,
  gitlab,
  csv,
  html,
} satisfies Record<FindingsFormat, FindingsReporter>;
