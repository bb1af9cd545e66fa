import { percent, roughPercent } from "../core/know/money.ts";

/** A probability as every report shows it. Never as certain: what the model leaves out is not in it. */
export function chance(share: number): string {
  if (share < 0.01) return "<1 %";
  return share > 0.99 ? ">99 %" : percent(share);
}

/** The same as a count of cases: "84 of 100". */
export const hundred = (share: number): string =>
  `${Math.min(99, Math.max(1, Math.round(100 * share)))} of 100`;

/** Of what nobody measured here one digit is told: "about 80 of 100". */
export const guessed = (share: number): string => `about ${roughPercent(share)} of 100`;

/** The same in a column: "~80 %". */
export const guessedShare = (share: number): string => `~${roughPercent(share)} %`;
