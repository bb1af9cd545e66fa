import * as z from "zod";
import { day, type Of } from "./common.ts";
import { diagnostic } from "./trouble.ts";

const count = z.number().int();
const share = z.number().min(0).max(1);

/** How much a pack knows, and how much of it comes from whoever made or measured the thing itself. */
const census = z.object({
  capabilities: count,
  models: count,
  facts: count.describe(
    "Statements that name a source: scores, claims, prices, rents, licences, constants.",
  ),
  sources: count.describe("That at least one fact names."),
  primaryShare: share.describe("Of the facts: those whose source is primary."),
  thirdPartyShare: share.describe("Of the scores: those that somebody else than the maker gave."),
  openShare: share.describe("Of the scores: those whose source has an open licence."),
  publishers: z
    .array(z.object({ name: z.string(), share }))
    .describe("Whose scores they are, the largest share first."),
});

const pack = z.object({
  id: z.string(),
  version: z.string(),
  sha256: z.string(),
  asOf: day,
  census,
  picks: z
    .object({ answers: count, singleBoard: count })
    .optional()
    .describe(
      "With --strict: answers that were looked at, and those whose pick stands on one board.",
    ),
});

const finding = z.object({
  rule: z.string(),
  severity: diagnostic.shape.severity,
  file: z.string(),
  line: count.nullable(),
  column: count.nullable(),
  message: z.string(),
  help: z.string().nullable(),
  expected: z.string().nullable().describe("Why the pack owns up to it."),
});

/** `moat validate` */
export const validation = z.object({
  format: z.literal("moat.validate"),
  formatVersion: z.literal("1.0"),
  tool: z.object({ name: z.literal("moat"), version: z.string() }),
  packs: z.array(pack),
  files: z.array(z.string()).describe("Checked on their own, as messages call them."),
  summary: z.object({ errors: count, warnings: count, notes: count, expected: count }),
  findings: z.array(finding),
});

/** A finding as it is found; one that the pack owns up to says why. */
const found = diagnostic.extend({ expected: z.string().optional() });

export type Census = Of<typeof census>;
export type ValidationFinding = Of<typeof found>;
export type ValidationDocument = Of<typeof validation>;
/** What was found, before it is counted. */
export interface Validation extends Pick<ValidationDocument, "packs" | "files"> {
  readonly found: readonly ValidationFinding[];
}
