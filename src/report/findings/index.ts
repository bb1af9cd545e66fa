import { keysIn } from "../../core/know/by-key.ts";
import type { CheckReport } from "../../shapes/check.ts";
import { toJson } from "../json.ts";
import type { ReportSettings } from "../page.ts";
import { compact } from "./compact.ts";
import { csv } from "./csv.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { html } from "./html.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

type FindingsReporter = (report: CheckReport, settings: ReportSettings) => string;

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
} satisfies Record<string, FindingsReporter>;

export type FindingsFormat = keyof typeof findingsReporters;
export const findingsFormats = keysIn(findingsReporters);
