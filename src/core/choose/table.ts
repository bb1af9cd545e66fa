import type { Team } from "../../shapes/use-case.ts";
import type { Belief } from "../believe/belief.ts";
import { rankOf } from "../believe/efforts.ts";
import { fleetSize } from "../cost/fleet.ts";
import {
  type Candidate,
  exposureOf,
  type NeedTerms,
  optionIndex,
  type Place,
  sizeOf,
} from "../gate/candidate.ts";
import type { Judged, RulePoints } from "../gate/judge.ts";
import type { NeedState } from "../gate/need.ts";
import type { SoftCriterion } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { numberOf, remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import type { JudgedPlace } from "./judged-place.ts";
import { type Prospect, type Scale, scaleFor } from "./prospect.ts";
import { type Quality, worthFor } from "./quality.ts";

/** A candidate that takes part, with the numbers that choosing asks of it. */
export interface Row {
  readonly judged: Judged;
  readonly candidate: Candidate;
  readonly prospect: Prospect;
  /** P(clears the bar). */
  readonly chance: number;
  /** $ a month for this need alone, staff included; 0 in a need that nobody prices. */
  readonly usd: number;
  readonly soft: Readonly<Record<SoftCriterion, number>>;
  /** What rules add to its worth of quality, and to its value of money. */
  readonly points: Pick<RulePoints, "quality" | "cost">;
  /** Requests hold personal data, and nobody wrote down whether its host takes them. */
  readonly silent: boolean;
  /** What is open about it: 0 nothing, 1 the team has to measure it, from 2 on somebody has to be asked. */
  readonly open: number;
  /** Not measured here, so no more than a try. */
  readonly imputed: boolean;
  /** Share of the horizon in which its shortfall is expected to be closed. */
  readonly closedShare: number;
  readonly option: number;
  readonly rank: number;
  readonly gpus: number;
}

/** The candidates of a need that take part, by model, place and effort: what ties is settled alike in any order of files. */
export interface Table {
  readonly state: NeedState;
  readonly rows: readonly Row[];
  readonly status: "stands" | "below-bar" | "none";
  /** A candidate has a price or a bound of one; a need without any is not decided in money. */
  readonly priced: boolean;
  /** Pass every gate, but nobody knows what they cost while others have a price. */
  readonly unpriced: readonly Judged[];
  /** Pass, but at a bar that only the best clear too little was measured of them. */
  readonly unproven: readonly Row[];
  /** Options that this left without anybody. */
  readonly emptied: readonly number[];
  /** Pass, with a chance under that of taking part. */
  readonly short: readonly Row[];
  /** Somebody has to be asked or it has to be measured, and another candidate of the option stands. */
  readonly asking: readonly Row[];
}

/** Of places that pass the gates asked of them. */
export function tableOf(open: readonly JudgedPlace[], terms: NeedTerms): Table {
  const { knowledge } = terms;
  const { nearMiss } = knowledge.pack.choice;
  const likely = rowsIn(open, nearMiss.from, terms);
  const { takesPart } = knowledge.pack.evidence.belief;
  // Where nobody clears the bar, those with next to no chance are looked at too.
  const isHopeless = !likely.rows.some((one) => one.chance >= takesPart);
  return sorted(isHopeless ? rowsIn(open, 0, terms) : likely, terms);
}

interface Found {
  readonly rows: readonly Row[];
  readonly priced: boolean;
  readonly unpriced: readonly Judged[];
}

/** Those who pass every gate with at least such a chance. */
function rowsIn(places: readonly JudgedPlace[], least: number, terms: NeedTerms): Found {
  const { prospectOf } = rowsFor(terms, false);
  const passing: Judged[] = [];
  for (const one of places)
    for (const belief of one.placed.beliefs) {
      if (prospectOf(one.place, belief).chance < least) continue;
      const judged = one.judged(belief);
      if (judged.passes) passing.push(judged);
    }
  return foundIn(passing, terms);
}

/** A table of candidates whatever gates say of them. */
export const tableOfAll = (judged: readonly Judged[], terms: NeedTerms): Table =>
  sorted(foundIn(judged, terms), terms);

/** What is left of a table where some of its candidates cannot be had: those who come next move up. */
export function tableWithout(table: Table, isGone: (row: Row) => boolean, terms: NeedTerms): Table {
  const { rows, short, unproven, asking, priced, unpriced } = table;
  const left = [...new Set([...rows, ...short, ...unproven, ...asking])].filter(
    (row) => !isGone(row),
  );
  return sorted({ rows: left, priced, unpriced }, terms);
}

/** Without those who have no price where others have one. */
function foundIn(passing: readonly Judged[], terms: NeedTerms): Found {
  const { rowOf } = rowsFor(terms, false);
  const priced = passing.filter(({ candidate }) => candidate.usdPerMonth !== undefined);
  if (priced.length === 0) return { rows: passing.map(rowOf), priced: false, unpriced: [] };
  const unpriced =
    priced.length === passing.length
      ? []
      : passing.filter(({ candidate }) => candidate.usdPerMonth === undefined);
  return { rows: priced.map(rowOf), priced: true, unpriced };
}

function sorted({ rows: all, priced, unpriced }: Found, terms: NeedTerms): Table {
  const { state, knowledge } = terms;
  const { belief } = knowledge.pack.evidence;
  const isProven = ({ candidate }: Row) =>
    candidate.belief === undefined || candidate.belief.proven;
  const strict = state.threshold.share >= belief.provenFrom - 1e-9 && all.some(isProven);
  const proven = strict ? all.filter(isProven) : all;
  const likely = (some: readonly Row[]) => some.filter((one) => one.chance >= belief.takesPart);
  const takesPart = likely(proven);
  const left = optionsIn(takesPart);
  const shared = {
    state,
    priced,
    unpriced,
    unproven: strict ? all.filter((one) => !isProven(one)) : [],
    emptied: strict ? optionsIn(likely(all)).filter((one) => !left.includes(one)) : [],
  };
  if (takesPart.length > 0) {
    const isSettled = settledIn(takesPart);
    return {
      ...shared,
      rows: takesPart.filter(isSettled),
      status: "stands",
      short: proven.filter((one) => one.chance < belief.takesPart),
      asking: takesPart.filter((one) => !isSettled(one)),
    };
  }
  const closest = nearest(proven.length > 0 ? proven : all);
  const near = closest.filter(settledIn(closest));
  const { rowOf } = rowsFor(terms, true);
  return {
    ...shared,
    rows: near.map((one) => rowOf(one.judged)),
    status: near.length > 0 ? "below-bar" : "none",
    short: all.filter((one) => !near.includes(one)),
    asking: [],
  };
}

const optionsIn = (rows: readonly Row[]): number[] =>
  [0, 1, 2].filter((option) => rows.some((one) => one.option === option));

/**
 * Within an option whoever has to be asked stands only where nobody documents what is asked, and of those whoever has to be
 * measured only where nobody is known to do.
 */
function settledIn(rows: readonly Row[]): (row: Row) => boolean {
  const least = [0, 1, 2].map(() => Number.POSITIVE_INFINITY);
  for (const { option, open } of rows) least[option] = Math.min(least[option] as number, open);
  return ({ option, open }) => open === least[option];
}

/** Nothing clears the bar: those with nearly the chance of the best, and more than next to none. */
function nearest(rows: readonly Row[]): Row[] {
  const best = Math.max(0, ...rows.map((one) => one.chance));
  const near = rows.filter((one) => one.chance >= Math.max(0.02, 0.8 * best));
  const closest = Math.min(...rows.map((one) => one.prospect.quality.gap));
  return near.length > 0 ? near : rows.filter((one) => one.prospect.quality.gap <= closest + 1e-9);
}

/** Makes rows; prospects are worked out before them, since most candidates go by those alone. */
export function rowsFor(terms: NeedTerms, linear: boolean) {
  const { state, useCase, knowledge } = terms;
  const worth = worthFor(state.threshold, linear, knowledge);
  const scales = new Map<string, Scale>();
  const slopeSd = state.belief?.slopeSd ?? 0;
  const prospects = prospectsFor(state, useCase, linear);
  const prospectOf = (place: Place, belief: Belief | undefined): Prospect => {
    const { kind, model, option } = place;
    const key = kind === "scored" ? belief : `${kind}|${model?.id ?? option}|${belief?.effort}`;
    const found = prospects.get(key);
    if (found !== undefined) return found;
    const quality = qualityOf(place, belief, terms);
    const closed = state.closedShare(sizeOf(model));
    const like = `${closed}|${quality.chance}|${quality.low}|${quality.high}`;
    const scale = scales.get(like) ?? scaleFor({ luck: quality, closedShare: closed, worth });
    scales.set(like, scale);
    const made = scale(quality, belief === undefined ? 0 : slopeSd);
    prospects.set(key, made);
    return made;
  };
  const { partOf, latencyOf } = partsFor(terms);
  const rowOf = (judged: Judged): Row => {
    const { candidate, points, asks } = judged;
    const { kind, effort, place, belief } = candidate;
    const prospect = prospectOf(place, belief);
    const { option, closedShare, silent, claimed, soft } = partOf(place);
    return {
      judged,
      candidate,
      prospect,
      chance: prospect.chance,
      usd: candidate.usdPerMonth ?? 0,
      soft: {
        privacy: soft.privacy + points.privacy,
        latency: latencyOf(candidate) + points.latency,
        ops: soft.ops + points.ops,
        control: soft.control + points.control,
        speed: soft.speed + points.speed,
      },
      points: claimed === 0 ? points : { ...points, cost: points.cost - claimed },
      open: openIn(asks),
      silent,
      imputed: kind === "scored" && belief?.imputed === true,
      closedShare,
      option,
      rank: rankOf(effort),
      gpus: place.placement === "own" ? gpusIn(candidate) : 0,
    };
  };
  return { prospectOf, rowOf };
}

const gpusIn = ({ cost }: Candidate): number =>
  cost?.kind === "fleet" ? fleetSize(cost).peakReplicas * cost.configuration.gpusPerReplica : 0;

function openIn(asks: Judged["asks"]): number {
  if (asks.length === 0) return 0;
  const isMeasured = asks.some(({ effect }) => effect.kind === "measure");
  const isAsked = asks.some(({ effect }) => effect.kind !== "measure");
  return (isAsked ? 2 : 0) + (isMeasured ? 1 : 0);
}

const isSilentOn = (
  { placement, offers }: Place,
  { data }: UseCase,
  { providers }: Knowledge,
): boolean =>
  data.personal &&
  placement !== "own" &&
  offers.length > 0 &&
  providers[offers[0]?.provider ?? ""]?.terms.personalData === undefined;

const prospectsKept = new Recent<Map<unknown, Prospect>>(12);

/** They hang on what is believed and on the bar, not on loads, prices or weights, so use cases share them. */
function prospectsFor(
  { belief, threshold, closedShare, need }: NeedState,
  useCase: UseCase,
  linear: boolean,
): Map<unknown, Prospect> {
  if (belief === undefined) return new Map();
  const isKnown = canTellFailure(useCase);
  const closed = [40, 130, 450, Number.POSITIVE_INFINITY].map(closedShare);
  const key = [numberOf(belief), threshold.gap, closed, linear, isKnown, need.task].join("|");
  const known = prospectsKept.get(key);
  if (known !== undefined) return known;
  const made = new Map<unknown, Prospect>();
  prospectsKept.set(key, made);
  return made;
}

/** Labels to tune on, and a golden set that shows whether it worked. */
const canTellFailure = ({ evaluation, data }: UseCase): boolean =>
  evaluation === "golden-set" && data.domainData !== "none";

/**
 * A claim of what open weights cost against an API names no bill, so it is taken of the one that hurts, which is worth
 * comparing with. Without such a claim nothing is compared in money.
 */
function claimedBill({ kind, option }: Place, { profile }: NeedState): number {
  if (kind !== "claim") return 0;
  const share = Object.values(profile.claims).find((one) => one.costShare)?.costShare;
  if (share === undefined) return 0;
  return option === "proprietary-api" ? 1 : (share[0] + share[1]) / 2;
}

/** A tuned model hits or misses its range; a claim says no more than a range. */
function qualityOf(
  { kind, option }: Place,
  belief: Belief | undefined,
  { state, useCase, knowledge }: NeedTerms,
): Quality {
  const plain = { gap: belief?.gap ?? 0, sd: belief?.sd ?? 0, chance: 0, low: 0, high: 1 };
  if (kind === "claim") {
    const [least, most] = option === "proprietary-api" ? [0, 0] : (state.claim?.gap ?? [0, 0]);
    return { gap: Number.POSITIVE_INFINITY, sd: 0, chance: 1, low: 1 - most, high: 1 - least };
  }
  if (kind !== "tuned") return plain;
  const { low, high, fails, failsKnown } = knowledge.pack.choice.tuned;
  const isKnown = canTellFailure(useCase);
  return { ...plain, chance: 1 - (isKnown ? failsKnown : fails), low, high };
}

/** Parts of rows before what rules add: those that hang on the place alone, and latency, which hangs on the effort and the load too. */
function partsFor(terms: NeedTerms) {
  const { useCase, knowledge, state } = terms;
  const { scales, choice } = knowledge.pack;
  const exposed = scales.sensitivity[useCase.data.sensitivity];
  const unmanaged = 1 - maturityOf(useCase.team);
  const tuning = knowledge.serving.tuning.weeksOnce.value;
  const partOf = remembering((place: Place) => {
    const { option, kind, model } = place;
    const weeks = scales.weeksToStart[option] + (kind === "tuned" ? tuning : 0);
    return {
      option: optionIndex(option),
      closedShare: state.closedShare(sizeOf(model)),
      silent: isSilentOn(place, useCase, knowledge),
      claimed: claimedBill(place, state),
      soft: {
        privacy: 1 - exposureOf(place, terms) * exposed,
        ops: 1 - scales.opsNeed[option] * unmanaged,
        control: 1 - scales.lockIn[option],
        speed: 1 - weeks / scales.weeksWorst,
      },
    };
  }, new Map());
  const latencyOf = (candidate: Candidate): number => {
    const waits = (1 - state.need.workload.batchShare) * candidate.thinking;
    const waited = waits === 0 ? 0 : waits * (candidate.pace?.perTokenMs ?? 0);
    return 1 - Math.min(1, waited / choice.patienceMs);
  };
  return { partOf, latencyOf };
}

/** A team that has engineers and a rota carries its own machines with less pain. */
const maturityOf = ({ mlEngineers, onCall }: Team): number =>
  Math.min(1, 0.3 * mlEngineers + (onCall ? 0.4 : 0));
