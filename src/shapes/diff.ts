import * as z from "zod";
import { day } from "./common.ts";

const cell = z.union([z.string(), z.number(), z.boolean()]).nullable();
const count = z.number().int().min(0);
const side = z.looseObject({
  file: z.string(),
  format: z.string(),
  asOf: z.array(day),
  packs: z.array(z.string()),
});

/** The document of `moat diff --json`. Open: readers ignore names that they do not know. */
export const diffReport = z.looseObject({
  format: z.literal("moat.diff"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  base: side,
  head: side,
  summary: z.looseObject({ flips: count, changes: count, same: count }),
  items: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.enum(["flip", "change", "added", "removed", "same"]),
      from: z.string().nullable(),
      to: z.string().nullable(),
      lines: z.array(z.looseObject({ what: z.string(), from: cell, to: cell })),
    }),
  ),
});
