import type { TestResult } from "../../shapes/test-result.ts";
import { toJson } from "../json.ts";
import type { ReportSettings } from "../page.ts";
import { testText } from "./text.ts";

export const testReporters = {
  text: (result: TestResult, { style, verbose }: ReportSettings) =>
    testText(result, style, verbose),
  json: (result: TestResult) => toJson(result),
};
