import { percent } from "../../core/know/money.ts";
import type { Tone } from "../../core/know/page.ts";
import type { ClaimStatus } from "../../shapes/profile.ts";
import type { ClaimView, ScoreView } from "../../shapes/profile-view.ts";
import type { GapView } from "../../shapes/profiles.ts";

/** Words that every report on profiles shares. */

export const sizeNames: Readonly<Record<string, string>> = {
  "up-to-40b": "<=40B",
  "up-to-130b": "<=130B",
  "up-to-450b": "<=450B",
  any: "any size",
};

export const sizeName = (id: string): string => sizeNames[id] ?? id;

export const statusTone: Readonly<Record<ClaimStatus, Tone>> = {
  confirmed: "good",
  imprecise: "warn",
  unverifiable: "warn",
  contradicted: "bad",
  open: "plain",
};

/** What a status means, for a reader who sees it for the first time. */
export const statusMeaning: Readonly<Record<ClaimStatus, string>> = {
  confirmed: "the evidence bears it out",
  imprecise: "true in part, or true of something else than it says",
  unverifiable: "nothing public settles it",
  contradicted: "the evidence says otherwise",
  open: "an opinion, or not looked into",
};

const unitNames = {
  percent: "%",
  index: "points",
  "error-percent": "% errors",
  elo: "Elo",
} as const;
export type BoardUnit = keyof typeof unitNames;
export const unitName = (unit: BoardUnit): string => unitNames[unit];

/** Two digits at most: boards publish no more. */
export const number = (value: number): string => String(Math.round(value * 100) / 100);

export const months = (value: number): string =>
  value >= 99.5 ? "over 8 years" : `${value.toFixed(1)} months`;

export const range = ([low, high]: readonly [number, number]): string =>
  low === high ? number(low) : `${number(low)}-${number(high)}`;

export const runBy = (evaluator: ScoreView["evaluator"]): string =>
  ({ independent: "independent", vendor: "vendor-run", vote: "votes" })[evaluator];

/** A score that can be followed: who, how much, when, and who ran it. */
export const scored = (one: ScoreView): string =>
  `${one.title} ${number(one.score)} (${one.date}, ${runBy(one.evaluator)})`;

/** "0.7 % points, 1 %": how far the proprietary side is ahead, in the unit of the board and relative. */
export function gapText({ points, relative }: GapView, unit: BoardUnit): string {
  if (points === null) return "unknown";
  const size = `${number(Math.abs(points))} ${unit === "elo" ? "Elo" : "points"}`;
  const share = relative === null ? "" : ` = ${share1(Math.abs(relative))}`;
  if (points === 0) return "none";
  return `${size}${share}`;
}

/** Shares of a few per cent with one digit: a gap of 0.8 % is not one of 1 %. */
export const share1 = (share: number): string =>
  share < 0.1 ? `${(100 * share).toFixed(1)} %` : percent(share);

export function leadText({ lead, since }: GapView): string {
  if (lead === null) return "-";
  const who = { open: "open weights", proprietary: "proprietary", level: "level" }[lead];
  return `${who}, since ${since}`;
}

/** What a status rests on: scores with place and day, and other claims by name. */
export function basisText({ by }: ClaimView): string {
  return by
    .map((one) => (one.kind === "score" ? `${one.board}: ${scored(one.score)}` : `claim ${one.id}`))
    .join("; ");
}
