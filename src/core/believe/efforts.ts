import type { Effort } from "../../shapes/common.ts";
import { efforts } from "../know/lists.ts";

/** From least to most thinking. */
export const rankOf = (effort: Effort): number => efforts.indexOf(effort);

/** Efforts that boards are fitted on together: lines of six tiers each would have too few scores. */
export const tierOf: Readonly<Record<Effort, "light" | "medium" | "heavy">> = {
  none: "light",
  low: "light",
  medium: "medium",
  high: "heavy",
  xhigh: "heavy",
  max: "heavy",
};
