import type { Standing } from "./evidence.ts";
import { logit, normalCdf, normalQuantile, sigmoid } from "./forecast/special.ts";
import type { EvidenceParameters } from "./pack.ts";
import type { Bar } from "./use-case.ts";

/**
 * What is believed about one candidate's quality, as the share of the reference's success that it reaches where the
 * reference succeeds 85 times in 100 (DESIGN 5). Where nobody measured it is uniform.
 */
export type Quality =
  | {
      readonly kind: "measured";
      readonly behind: number;
      readonly sd: number;
      readonly borrowed: boolean;
    }
  | Spread;

interface Spread {
  readonly kind: "unknown" | "tuned" | "claimed";
  readonly low: number;
  readonly high: number;
}

/** The bar on the scale of the belief: the largest logit shortfall that still clears it, or a share of the reference. */
export interface Threshold {
  readonly share: number;
  readonly behind: number;
}

/** How a belief stands to a bar. */
export interface Clearing {
  readonly probability: number;
  readonly median: number;
}

export interface Believed {
  readonly quality: Quality;
  readonly clearing: Clearing;
}

const remembered = new WeakMap<Standing, { key: string; believed: Believed }>();

/** What the evidence says of a model for a bar; asked for each offer of the model, and again for each flip. */
export function believed(
  standing: Standing,
  bar: Bar,
  needed: Threshold,
  p: EvidenceParameters,
): Believed {
  const key = `${bar.name} ${needed.behind}`;
  const known = remembered.get(standing);
  if (known?.key === key) return known.believed;
  const found = clearingOf(belief(standing, bar, p), needed, p.anchor);
  remembered.set(standing, { key, believed: found });
  return found;
}

export const clearingOf = (quality: Quality, needed: Threshold, anchor: number): Believed => ({
  quality,
  clearing: {
    probability: probabilityOver(quality, needed),
    median: qualityAt(quality, 0, anchor),
  },
});

/** Beliefs that the evidence allows for a bar: too little support is unknown, and a high bar asks for more of it. */
export function belief(standing: Standing, bar: Bar, p: EvidenceParameters): Quality {
  const unknown: Quality = { kind: "unknown", low: p.unknownQuality[0], high: p.unknownQuality[1] };
  if (bar.kind === "score") return beliefOnBoard(standing, bar.benchmark) ?? unknown;
  const needed = bar.quality >= p.parityFrom ? p.minimumSupportAtParity : p.minimumSupport;
  if (standing.support < needed && !standing.reference) return unknown;
  return {
    kind: "measured",
    behind: standing.behind,
    sd: standing.sd,
    borrowed: standing.kind === "proxy",
  };
}

function beliefOnBoard(standing: Standing, benchmark: string): Quality | undefined {
  const board = standing.boards.find((one) => one.benchmark.id === benchmark);
  if (board === undefined) return undefined;
  return {
    kind: "measured",
    behind: board.behind,
    sd: standing.sd,
    borrowed: standing.kind === "proxy",
  };
}

/** Shortfall (logit points) at which a share of the reference is just reached. */
export function threshold(share: number, anchor: number): Threshold {
  const reached = Math.min(0.999999, anchor * share);
  return { share, behind: logit(anchor) - logit(reached) };
}

/** One anchor serves a whole run, and it is asked for at every draw. */
let lastAnchor = { anchor: 0.85, logit: logit(0.85) };

function logitOf(anchor: number): number {
  if (lastAnchor.anchor !== anchor) lastAnchor = { anchor, logit: logit(anchor) };
  return lastAnchor.logit;
}

/** Quality that lies anywhere between two ends, at a probability; more is worse. */
export const between = ({ low, high }: Spread, p: number): number => high - (high - low) * p;

/** Quality at a standard normal draw `z`; more `z` is worse. */
export function qualityAt(quality: Quality, z: number, anchor: number): number {
  if (quality.kind === "measured")
    return sigmoid(logitOf(anchor) - quality.behind - quality.sd * z) / anchor;
  return between(quality, normalCdf(z));
}

/** P(quality >= bar). */
export function probabilityOver(quality: Quality, bar: Threshold): number {
  if (quality.kind === "measured") {
    if (quality.sd === 0) return quality.behind <= bar.behind ? 1 : 0;
    return normalCdf((bar.behind - quality.behind) / quality.sd);
  }
  const share = (quality.high - bar.share) / (quality.high - quality.low);
  return Math.min(1, Math.max(0, share));
}

/** Quality averaged over the horizon: a shortfall that is expected to close for part of it counts for less. */
export function overHorizon(quality: number, closedShare: number): number {
  return quality < 1 ? 1 - (1 - quality) * (1 - closedShare) : quality;
}

/** 10th, 50th and 90th percentile of the belief. */
export function qualityRange(
  quality: Quality,
  anchor: number,
): { p10: number; p50: number; p90: number } {
  const at = (p: number) => qualityAt(quality, -normalQuantile(p), anchor);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
