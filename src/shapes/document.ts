import * as z from "zod";
import { day, type Of } from "./common.ts";

// What all documents that moat writes have in common. Written shapes are closed to mistakes, these are open: a later version
// may say more, and readers pass over names that they do not know (load/schema/json.ts says so to others).

/** What every answer says of itself: what gave it, from which facts, and as of which day. */
export const head = <Format extends string, Version extends string = "1.0">(
  format: Format,
  version = "1.0" as Version,
) => ({
  format: z.literal(format),
  formatVersion: z.literal(version),
  tool: z.object({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.object({ id: z.string(), version: z.string(), sha256: z.string() })).min(1),
});

/** The use case that was answered. */
export const answeredUseCase = z.object({
  name: z.string(),
  title: z.string(),
  sha256: z.string().describe("Of its file as it was read."),
  horizonMonths: z.number(),
});

export const warning = z.object({ code: z.string(), text: z.string() });

export const assumption = z.object({
  path: z.string(),
  value: z.unknown(),
  because: z.string(),
});

export type AnsweredUseCase = Of<typeof answeredUseCase>;
export type Warning = Of<typeof warning>;
export type Assumption = Of<typeof assumption>;
export type DocumentHead<Format extends string, Version extends string = "1.0"> = Of<
  z.ZodObject<ReturnType<typeof head<Format, Version>>>
>;
