import type { TestResult } from "../../core/pack-test/test-result.ts";
import { toJson } from "../json.ts";
import type { Style } from "../style.ts";
import { testText } from "./text.ts";

export const testFormats = ["text", "json"] as const;
export type TestFormat = (typeof testFormats)[number];

export const testReporters: Record<
  TestFormat,
  (result: TestResult, style: Style, verbose: boolean) => string
> = {
  text: testText,
  json: (result) => toJson(result),
};
