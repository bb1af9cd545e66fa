import * as z from "zod";
import { checkRules } from "../core/check/rules.ts";
import { choice, day } from "./common.ts";

/** The document of `moat check --json`. Open: readers ignore names that they do not know. */

const severity = z.enum(["error", "warning", "note"]);
const count = z.number().int().min(0);
const fact = z.union([z.string(), z.number()]).nullable();
const ruleIds = Object.keys(checkRules) as [string, ...string[]];

const finding = z.looseObject({
  rule: z.enum(ruleIds),
  severity,
  file: z.string(),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  snippet: z.string(),
  need: z.string().nullable(),
  subject: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
  changes: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      from: fact,
      to: fact,
      source: z.string().nullable(),
      url: z.string().nullable(),
      published: day.nullable(),
    }),
  ),
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  waivedBy: z
    .looseObject({ id: z.string(), reason: z.string(), approvedBy: z.string(), expiresOn: day })
    .nullable(),
  baseline: z.enum(["new", "unchanged"]).nullable(),
});

const record = z.looseObject({
  file: z.string(),
  title: z.string(),
  choice: choice.nullable(),
  decidedOn: day.nullable(),
  reviewBy: day.nullable(),
  owners: z.array(z.string()),
  state: z.enum(["clean", "findings", "invalid", "skipped"]),
  today: z
    .looseObject({
      choice,
      status: z.string(),

      winShare: z.number().min(0).max(1).nullable(),
      usdPerMonth: z.number().nullable(),
    })
    .nullable(),
});

export const checkReport = z.looseObject({
  format: z.literal("moat.check"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.looseObject({ id: z.string(), version: z.string(), sha256: z.string() })).min(1),
  failOn: z.enum(["error", "warning", "note", "never"]),
  summary: z.looseObject({
    records: count,
    useCases: count,
    clean: count,
    skipped: count,
    errors: count,
    warnings: count,
    notes: count,
    waived: count,
    known: count,
    invalid: count,
    failed: z.boolean(),
  }),
  code: z
    .looseObject({
      folder: z.string(),
      files: count,
      used: count,
      offered: count,
      table: count,
      apart: count,
      models: z.array(z.string()),
      providers: z.array(z.string()),
    })
    .optional(),
  records: z.array(record),
  findings: z.array(finding),
  baseline: z.looseObject({ unchanged: count, gone: count }).nullable(),
});
