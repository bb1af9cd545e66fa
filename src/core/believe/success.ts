import { logit, sigmoid } from "../know/special.ts";

/** Share of the yardstick's success that is reached so many logits behind it. */
export const qualityAt = (gap: number, anchor: number): number =>
  sigmoid(logit(anchor) - gap) / anchor;

/** The inverse, for a share of which the yardstick's own success leaves room. */
export const gapAt = (quality: number, anchor: number): number =>
  logit(anchor) - logit(Math.min(0.999, anchor * quality));
