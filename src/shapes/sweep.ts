import * as z from "zod";
import { choice, type Of } from "./common.ts";

const point = z.object({
  value: z.number(),
  verdict: choice,
  status: z.string(),
  margin: z.number().nullable(),
  usdPerMonth: z.number().nullable(),
  values: z.array(z.number().nullable()).describe("Of self-host, hosted-open and proprietary-api."),
});

/** `moat advise --sweep`: the verdict at each value of a field, and between which values it turns. */
export const sweep = z.object({
  format: z.literal("moat.sweep"),
  formatVersion: z.literal("1.0"),
  path: z.string(),
  points: z.array(point),
  boundaries: z.array(
    z.object({ after: z.number(), before: z.number(), from: choice, to: choice }),
  ),
});

export type SweepPoint = Of<typeof point>;
export type Sweep = Of<typeof sweep>;
