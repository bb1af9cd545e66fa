import * as z from "zod";
import type { Of } from "./common.ts";

/** Trouble that a person can mend: a wrong input, or a finding. */
export const diagnostic = z.object({
  code: z
    .string()
    .describe("Kind of trouble, after the part that found it: yaml.syntax, input.unknown-key."),
  severity: z.enum(["error", "warning", "note"]),
  file: z.string(),
  line: z.number().int().optional().describe("From 1; absent where it is with the whole file."),
  column: z.number().int().optional(),
  message: z.string(),
  help: z.string().optional().describe("What to do about it."),
});

/** What a command writes instead of its document, for whoever asked for JSON; of a batch, in the place of an answer. */
export const errorDocument = z.object({
  format: z.literal("moat.error"),
  formatVersion: z.literal("1.0"),
  line: z.number().int().optional().describe("Of the batch."),
  errors: z.array(diagnostic),
});

export type Diagnostic = Of<typeof diagnostic>;
export type ErrorDocument = Of<typeof errorDocument>;
