import type { Day, Effort } from "../../shapes/common.ts";

/** A cell of a followed board that a snapshot holds and no profile does. */
export interface OpenCell {
  readonly board: string;
  readonly model: string;
  readonly effort?: Effort | undefined;
  readonly score: number;
  readonly published: Day;
  readonly source: string;
}

/** An offer that the newest list of a followed host does not have. */
export interface UnlistedOffer {
  readonly model: string;
  readonly provider: string;
  readonly published: Day;
  readonly source: string;
}

/** What the last refresh saw and left open: for the lints, not for answers. */
export interface RefreshFacts {
  readonly open: readonly OpenCell[];
  readonly unlisted: readonly UnlistedOffer[];
}
