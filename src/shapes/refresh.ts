import * as z from "zod";
import { day, effort, id, kind, type Of } from "./common.ts";
import { onBoard } from "./profile.ts";

/** A cell of a followed board that a snapshot holds and no profile does. */
const openCell = z.strictObject({
  board: id,
  model: id,
  effort: effort.optional(),
  score: onBoard,
  published: day,
  source: id,
});

/** An offer that the newest list of a followed host does not have. */
const unlistedOffer = z.strictObject({ model: id, provider: id, published: day, source: id });

/** Written by the refresh: what its folder held and the pack does not. For the lints, not for answers. */
export const refresh = z.strictObject({
  kind: kind("refresh"),
  open: z.array(openCell),
  unlisted: z.array(unlistedOffer),
});

export type RefreshFacts = Omit<Of<typeof refresh>, "kind">;
export type OpenCell = Of<typeof openCell>;
export type UnlistedOffer = Of<typeof unlistedOffer>;
