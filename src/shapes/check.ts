import * as z from "zod";
import { checkRules } from "../core/check/rules.ts";
import { keysIn } from "../core/know/by-key.ts";
import { choice, day, type Of, share } from "./common.ts";
import { head } from "./document.ts";

const severity = z.enum(["error", "warning", "note"]);
const count = z.number().int().min(0);
const fact = z.union([z.string(), z.number()]).nullable();
const name = z.string().nullable();

/** A fact that is another one than on the day of the decision. */
const change = z.object({
  id: z.string(),
  title: z.string(),
  from: fact,
  to: fact,
  source: name,
  url: name,
  published: day.nullable(),
});

const waivedBy = z.object({
  id: z.string(),
  reason: z.string(),
  approvedBy: z.string(),
  expiresOn: day,
});

/** A finding at a place in a file. */
const finding = z.object({
  rule: z.enum(keysIn(checkRules)),
  severity,
  file: z.string(),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  snippet: z.string().describe("The line itself, as far as it is short."),
  need: name,
  subject: name.describe(
    "What within the need it is about (a model, a field), so that two findings of a rule stay apart.",
  ),
  message: z.string(),
  remedy: z.string(),
  changes: z.array(change),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe("The same for the same trouble in the same record, wherever it stands in the file."),
  waivedBy: waivedBy.nullable(),
  baseline: z.enum(["new", "unchanged"]).nullable().describe("Null where no baseline is used."),
});

const today = z.object({
  choice,
  status: z.string(),
  winShare: share
    .nullable()
    .describe("Share of draws that the recorded choice wins; null without draws."),
  usdPerMonth: z.number().nullable(),
});

/** One record after the check. */
const record = z.object({
  file: z.string(),
  title: z.string(),
  choice: choice.nullable(),
  decidedOn: day.nullable(),
  reviewBy: day.nullable(),
  owners: z.array(z.string()),
  state: z
    .enum(["clean", "findings", "invalid", "skipped"])
    .describe("`clean`: nothing that counts; `skipped`: the record is not in force."),
  today: today.nullable(),
});

const summary = z.object({
  records: count,
  useCases: count,
  clean: count,
  skipped: count,
  errors: count.describe("Findings that count: neither waived nor in the baseline."),
  warnings: count,
  notes: count,
  waived: count,
  known: count,
  invalid: count,
  failed: z.boolean(),
});

/** What was seen in code: numbers of files and places. */
const code = z.object({
  folder: z.string().describe("Folder that was read, from the root of the repository."),
  files: count,
  used: count,
  offered: count,
  table: count,
  apart: count.describe("Ids in tests, documentation, examples and so on, which are not judged."),
  models: z.array(z.string()).describe("Models of the product, by name."),
  providers: z.array(z.string()),
});

/** The whole check, as `moat check --json` writes it: every report is made from it alone. */
export const checkReport = z.object({
  ...head("moat.check"),
  failOn: z.enum(["error", "warning", "note", "never"]),
  summary,
  code: code.optional().describe("Where code was looked at."),
  records: z.array(record),
  findings: z.array(finding),
  baseline: z.object({ unchanged: count, gone: count }).nullable(),
});

export type CheckReport = Of<typeof checkReport>;
export type CheckSummary = Of<typeof summary>;
export type CodeSummary = Of<typeof code>;
export type CheckedRecord = Of<typeof record>;
export type TodaysVerdict = Of<typeof today>;
export type Finding = Of<typeof finding>;
export type FactChange = Of<typeof change>;
export type WaivedBy = Of<typeof waivedBy>;
