import * as z from "zod";
import type { OpenCell, UnlistedOffer } from "../core/know/refresh.ts";
import { day, effort, id, kind } from "./common.ts";
import { onBoard } from "./profile.ts";

/** Written by the refresh: what its folder held and the pack does not. */
export const refresh = z.strictObject({
  kind: kind("refresh"),
  open: z.array(
    z.strictObject({
      board: id,
      model: id,
      effort: effort.optional(),
      score: onBoard,
      published: day,
      source: id,
    }) satisfies z.ZodType<OpenCell>,
  ),
  unlisted: z.array(
    z.strictObject({
      model: id,
      provider: id,
      published: day,
      source: id,
    }) satisfies z.ZodType<UnlistedOffer>,
  ),
});
