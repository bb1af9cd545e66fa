import { qualityAt } from "../believe/success.ts";
import { cdf, nodes, nodeWeights } from "./normal.ts";
import { hitOf, type LuckyRange, type Quality, type Worth, worthOf } from "./quality.ts";

/**
 * What may come of a candidate's quality, at each node of how differently the user's task tells models apart (normal.ts): that
 * one draw is shared by all candidates of a need, and given it they are independent but for the efforts of one model.
 */
export interface Prospect {
  readonly quality: Quality;
  /** P(clears the bar | node). */
  readonly clears: readonly number[];
  /** E[worth, where it clears | node] and E[worth, where it misses | node]. */
  readonly worth: readonly number[];
  readonly missed: readonly number[];
  /** P(clears), and E[worth]. */
  readonly chance: number;
  readonly mean: number;
}

/** Slices of the scale between the points at which worth bends. */
const slices = 8;
/** Slices of an even range. */
const rungs = 8;

/** Worth in a slice of the belief's draws. */
interface Slice {
  /** Upper end, logits behind. */
  readonly to: number;
  /** Share of the luck with which it clears the bar, and mean worth where it does and where it does not. */
  readonly clears: number;
  readonly worth: number;
  readonly missed: number;
}

/** A class of candidates for whom a slice is worth the same. */
export type Scale = (quality: Quality, slopeSd: number) => Prospect;

/** What the candidates of such a class have in common: all but belief. */
interface Likeness {
  readonly luck: LuckyRange;
  readonly closedShare: number;
  readonly worth: Worth;
}

/** Slices are laid out once for all of them. */
export function scaleFor(likeness: Likeness): Scale {
  const all = slicesFor(likeness);
  return (quality, slopeSd) => prospectOn(all, quality, slopeSd);
}

function slicesFor(likeness: Likeness): Slice[] {
  const of = likeness.worth;
  const bar = of.threshold.gap;
  const worthless = Math.log(of.anchor / (1 - of.anchor)) - logit(of.anchor * of.worst);
  const bends = [...new Set([Math.min(0, bar), 0, bar, Math.max(worthless, bar)])].sort(
    (a, b) => a - b,
  );
  const edges = bends.flatMap((to, at) => {
    const from = bends[at - 1];
    if (from === undefined) return [to];
    return Array.from({ length: slices }, (_, i) => from + ((to - from) * (i + 1)) / slices);
  });
  const found = edges.map((to, at) => {
    const from = edges[at - 1] ?? to - 1;
    return sliceAt((from + to) / 2, to, likeness);
  });
  const last = edges.at(-1) ?? 0;
  return [...found, sliceAt(last + 1, Number.POSITIVE_INFINITY, likeness)];
}

const logit = (p: number): number => Math.log(p / (1 - p));

function sliceAt(middle: number, to: number, { luck, closedShare, worth: of }: Likeness): Slice {
  const own = qualityAt(middle, of.anchor);
  const clearsItself = middle <= of.threshold.gap;
  const at = worthOf(own, closedShare, of);
  let [clears, worth, missed] = clearsItself ? [1, at, 0] : [0, 0, at];
  if (luck.chance === 0) return { to, clears, worth, missed };
  // With luck the better of the belief's draw and of an even one.
  let lucky = 0;
  let good = 0;
  let bad = 0;
  for (let rung = 0; rung < rungs; rung++) {
    const drawn = luck.low + ((luck.high - luck.low) * (rung + 0.5)) / rungs;
    const value = worthOf(Math.max(own, drawn), closedShare, of) / rungs;
    if (clearsItself || drawn >= of.threshold.share) {
      lucky += 1 / rungs;
      good += value;
    } else bad += value;
  }
  const exact = clearsItself ? luck.chance : hitOf(luck, of.threshold);
  if (lucky > 0) good *= exact / (luck.chance * lucky);
  clears = exact + (1 - luck.chance) * clears;
  worth = luck.chance * good + (1 - luck.chance) * worth;
  missed = luck.chance * bad + (1 - luck.chance) * missed;
  return { to, clears, worth, missed };
}

function prospectOn(all: readonly Slice[], quality: Quality, slopeSd: number): Prospect {
  const count = nodes.length;
  // Hundreds are made for a decision, and to make typed arrays would take longer than to fill them.
  const clears = nodes.map(() => 0);
  const worth = nodes.map(() => 0);
  const missed = nodes.map(() => 0);
  let chance = 0;
  let mean = 0;
  const sd = Math.max(1e-9, quality.sd);
  for (let node = 0; node < count; node++) {
    const middle = quality.gap * (1 + slopeSd * (nodes[node] as number));
    let below = 0;
    let c = 0;
    let w = 0;
    let m = 0;
    for (const slice of all) {
      const upTo = slice.to === Number.POSITIVE_INFINITY ? 1 : upToOf(slice.to, middle, sd);
      const share = upTo - below;
      below = upTo;
      c += share * slice.clears;
      w += share * slice.worth;
      m += share * slice.missed;
    }
    clears[node] = c;
    worth[node] = w;
    missed[node] = m;
    chance += (nodeWeights[node] as number) * c;
    mean += (nodeWeights[node] as number) * (w + m);
  }
  return { quality, clears, worth, missed, chance, mean };
}

/** A claim without a belief lies behind everything. */
const upToOf = (to: number, middle: number, sd: number): number =>
  middle === Number.POSITIVE_INFINITY ? 0 : cdf((to - middle) / sd);
