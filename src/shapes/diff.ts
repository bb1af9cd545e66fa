import * as z from "zod";
import { day, type Of } from "./common.ts";

const cell = z.union([z.string(), z.number(), z.boolean()]).nullable();
const count = z.number().int().min(0);
const side = z.object({
  file: z.string(),
  format: z.string(),
  asOf: z.array(day),
  packs: z.array(z.string()),
});
const line = z.object({ what: z.string(), from: cell, to: cell });

/** One use case, or one record. */
const item = z.object({
  name: z.string(),
  kind: z
    .enum(["flip", "change", "added", "removed", "same"])
    .describe("A flip is another verdict; a change is anything else."),
  from: z.string().nullable(),
  to: z.string().nullable(),
  lines: z.array(line),
});

/** What `moat diff --json` writes: what is different between two answers, or two checks, and what moved it. */
export const diffReport = z.object({
  format: z.literal("moat.diff"),
  formatVersion: z.literal("1.0"),
  tool: z.object({ name: z.literal("moat"), version: z.string() }),
  base: side,
  head: side,
  summary: z.object({ flips: count, changes: count, same: count }),
  items: z.array(item),
});

export type DiffReport = Of<typeof diffReport>;
export type DiffSide = Of<typeof side>;
export type DiffItem = Of<typeof item>;
export type DiffLine = Of<typeof line>;
