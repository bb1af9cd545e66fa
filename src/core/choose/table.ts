import { rankOf } from "../believe/efforts.ts";
import { fleetSize } from "../cost/fleet.ts";
import { type Candidate, type NeedTerms, optionIndex, sizeOf } from "../gate/candidate.ts";
import type { Judged } from "../gate/judge.ts";
import type { NeedState } from "../gate/need.ts";
import { Recent } from "../recent.ts";
import { remembering } from "../remember.ts";
import type { Team, UseCase } from "../use-case.ts";
import { aloneCost } from "./plan-cost.ts";
import { type Prospect, type Scale, scaleFor } from "./prospect.ts";
import { type Quality, worthFor } from "./quality.ts";

/** Values beside quality and cost, 0 to 1 and what rules add. */
export const softCriteria = ["privacy", "latency", "ops", "control", "speed"] as const;
export type SoftCriterion = (typeof softCriteria)[number];

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
  readonly points: { readonly quality: number; readonly cost: number };
  /** Somebody has to be asked before it can be chosen. */
  readonly asks: boolean;
  /** Not measured here, so no more than a try. */
  readonly imputed: boolean;
  /** Share of the horizon in which its shortfall is expected to be closed. */
  readonly closedShare: number;
  readonly option: number;
  readonly rank: number;
  readonly gpus: number;
  /** By name: what ties is settled alike in any order of files. */
  readonly name: string;
}

/** The candidates of a need that take part, by name. */
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
  /** Somebody documents less than is asked, and another candidate of the option stands. */
  readonly asking: readonly Row[];
}

export function tableOf(judged: readonly Judged[], terms: NeedTerms): Table {
  const { state, knowledge } = terms;
  const { belief } = knowledge.pack.evidence;
  const passing = judged.filter((one) => one.passes && one.candidate.kind !== "none");
  const priced = passing.some(({ candidate }) => candidate.cost !== undefined);
  const known = cheapestOfEach(
    passing.filter(({ candidate }) => !priced || candidate.cost !== undefined),
    terms,
  );
  const rowOf = rowsFor(terms, false);
  const all = known.map(rowOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const isDemanding = state.threshold.share >= belief.provenFrom - 1e-9;
  const isProven = ({ candidate }: Row) =>
    candidate.belief === undefined || candidate.belief.proven;
  const strict = isDemanding && all.some(isProven);
  const proven = strict ? all.filter(isProven) : all;
  const takesPart = proven.filter((one) => one.chance >= belief.takesPart);
  const shared = {
    state,
    priced,
    unpriced: passing.filter(({ candidate }) => priced && candidate.cost === undefined),
    unproven: strict ? all.filter((one) => !isProven(one)) : [],
    emptied: [0, 1, 2].filter(
      (option) =>
        all.some((one) => one.option === option && one.chance >= belief.takesPart) &&
        !proven.some((one) => one.option === option),
    ),
  };
  if (takesPart.length > 0) {
    const rows = documentedFirst(takesPart);
    return {
      ...shared,
      rows,
      status: "stands",
      short: proven.filter((one) => one.chance < belief.takesPart),
      asking: takesPart.filter((one) => !rows.includes(one)),
    };
  }
  const near = documentedFirst(nearest(proven.length > 0 ? proven : all));
  return {
    ...shared,
    rows: near.map((one) => rowsFor(terms, true)(one.judged)),
    status: near.length > 0 ? "below-bar" : "none",
    short: [],
    asking: [],
  };
}

/** Of places that differ in nothing but host and price the cheapest: an offer does not win by being one of many. */
function cheapestOfEach(all: readonly Judged[], terms: NeedTerms): Judged[] {
  const found: Judged[] = [];
  const hosted = new Map<object, Judged[]>();
  for (const one of all) {
    const { belief, kind, option } = one.candidate;
    if (belief === undefined || kind !== "scored" || option === "self-host") {
      found.push(one);
      continue;
    }
    const held = hosted.get(belief) ?? [];
    hosted.set(belief, held);
    const at = held.findIndex((other) => isAlike(one, other, terms));
    if (at < 0) held.push(one);
    else if (isCheaper(one, held[at] as Judged)) held[at] = one;
  }
  for (const some of hosted.values()) found.push(...some);
  return found;
}

const isAlike = (a: Judged, b: Judged, terms: NeedTerms): boolean =>
  a.candidate.placement === b.candidate.placement &&
  a.asks.length > 0 === b.asks.length > 0 &&
  a.fired.length === b.fired.length &&
  a.fired.every((rule, at) => rule === b.fired[at]) &&
  a.candidate.pace?.perTokenMs === b.candidate.pace?.perTokenMs &&
  exposureOf(a.candidate, terms) === exposureOf(b.candidate, terms);

function isCheaper({ candidate: a }: Judged, { candidate: b }: Judged): boolean {
  const [usd, held] = [usdOf(a), usdOf(b)];
  if (usd !== held) return usd < held;
  return (a.offer?.provider ?? "") < (b.offer?.provider ?? "");
}

const usdOf = ({ cost }: Candidate): number => (cost?.kind === "hosted" ? cost.usdPerMonth : 0);

/** Within an option whoever has to be asked stands only where nobody documents what is asked. */
const documentedFirst = (rows: readonly Row[]): Row[] =>
  rows.filter(
    (one) => !one.asks || !rows.some((other) => other.option === one.option && !other.asks),
  );

/** Nothing clears the bar: those with at least half the chance of the best, and more than next to none. */
function nearest(rows: readonly Row[]): Row[] {
  const best = Math.max(0, ...rows.map((one) => one.chance));
  const near = rows.filter((one) => one.chance >= Math.max(0.02, best / 2));
  const closest = Math.min(...rows.map((one) => one.prospect.quality.gap));
  return near.length > 0 ? near : rows.filter((one) => one.prospect.quality.gap <= closest + 1e-9);
}

function rowsFor(terms: NeedTerms, linear: boolean): (judged: Judged) => Row {
  const { state, useCase, knowledge } = terms;
  const worth = worthFor(state.threshold, linear, knowledge);
  const scales = new Map<string, Scale>();
  const slopeSd = state.belief?.slopeSd ?? 0;
  const prospects = prospectsFor(state, useCase, linear);
  const prospectOf = (candidate: Candidate): Prospect => {
    const { kind, model, belief, option } = candidate;
    const key = `${kind}|${model?.id ?? option}|${belief?.effort}`;
    const found = prospects.get(key);
    if (found !== undefined) return found;
    const quality = qualityOf(candidate, terms);
    const closed = state.closedShare(sizeOf(model));
    const like = `${closed}|${quality.chance}|${quality.low}|${quality.high}`;
    const scale = scales.get(like) ?? scaleFor(quality, closed, worth);
    scales.set(like, scale);
    const made = scale(quality, candidate.belief === undefined ? 0 : slopeSd);
    prospects.set(key, made);
    return made;
  };
  const soft = softFor(useCase, terms);
  return (judged) => {
    const { candidate, points, asks } = judged;
    const { kind, model, effort, option, place, cost } = candidate;
    const prospect = prospectOf(candidate);
    return {
      judged,
      candidate,
      prospect,
      chance: prospect.chance,
      usd: aloneCost(candidate, terms),
      soft: soft(judged),
      points: { quality: points.quality, cost: points.cost },
      asks: asks.length > 0,
      imputed: kind === "scored" && candidate.belief?.imputed === true,
      closedShare: state.closedShare(sizeOf(model)),
      option: optionIndex(option),
      rank: rankOf(effort),
      gpus:
        cost?.kind === "fleet" && place.placement === "own"
          ? fleetSize(cost).peakReplicas * cost.configuration.gpusPerReplica
          : 0,
      name: `${model?.id ?? ""}|${kind}|${rankOf(effort)}|${option}|${candidate.offer?.provider ?? ""}`,
    };
  };
}

const prospectsKept = new Recent<Map<string, Prospect>>(60);

/** They hang on what is believed and on the bar, not on loads, prices or weights, so use cases share them. */
function prospectsFor(
  { belief, threshold, closedShare, need }: NeedState,
  { evaluation, data }: UseCase,
  linear: boolean,
): Map<string, Prospect> {
  if (belief === undefined) return new Map();
  const isKnown = evaluation === "golden-set" && data.domainData !== "none";
  const closed = [40, 130, 450, Number.POSITIVE_INFINITY].map(closedShare);
  const key = [numberOf(belief), threshold.gap, closed, linear, isKnown, need.task].join("|");
  const known = prospectsKept.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, Prospect>();
  prospectsKept.set(key, made);
  return made;
}

let numbered = 0;
/** Beliefs are kept per knowledge and day; a number stands for one in a key. */
const numberOf = remembering((_: object) => ++numbered, new WeakMap());

/** A tuned model hits or misses its range; a claim says no more than a range. */
function qualityOf(
  { kind, option, belief }: Candidate,
  { state, useCase, knowledge }: NeedTerms,
): Quality {
  const plain = { gap: belief?.gap ?? 0, sd: belief?.sd ?? 0, chance: 0, low: 0, high: 1 };
  if (kind === "claim") {
    const [least, most] = option === "proprietary-api" ? [0, 0] : (state.claim?.gap ?? [0, 0]);
    return { gap: Number.POSITIVE_INFINITY, sd: 0, chance: 1, low: 1 - most, high: 1 - least };
  }
  if (kind !== "tuned") return plain;
  const { low, high, fails, failsKnown } = knowledge.pack.choice.tuned;
  const isKnown = useCase.evaluation === "golden-set" && useCase.data.domainData !== "none";
  return { ...plain, chance: 1 - (isKnown ? failsKnown : fails), low, high };
}

function softFor(useCase: UseCase, terms: NeedTerms): (judged: Judged) => Row["soft"] {
  const { knowledge, state } = terms;
  const { scales, choice } = knowledge.pack;
  const { data, team } = useCase;
  const exposed = scales.sensitivity[data.sensitivity];
  const unmanaged = 1 - maturityOf(team);
  const tuning = knowledge.serving.tuning.weeksOnce.value;
  return ({ candidate, points }) => {
    const { option, kind, thinking } = candidate;
    const weeks = scales.weeksToStart[option] + (kind === "tuned" ? tuning : 0);
    const waits = (1 - state.need.workload.batchShare) * thinking;
    const waited = waits === 0 ? 0 : waits * (candidate.pace?.perTokenMs ?? 0);
    return {
      privacy: 1 - exposureOf(candidate, terms) * exposed + points.privacy,
      latency: 1 - Math.min(1, waited / choice.patienceMs) + points.latency,
      ops: 1 - scales.opsNeed[option] * unmanaged + points.ops,
      control: 1 - scales.lockIn[option] + points.control,
      speed: 1 - weeks / scales.weeksWorst + points.speed,
    };
  };
}

/** A team that has engineers and a rota carries its own machines with less pain. */
const maturityOf = ({ mlEngineers, onCall }: Team): number =>
  Math.min(1, 0.3 * mlEngineers + (onCall ? 0.4 : 0));

/** Contract and place decide exposure: whose weights they are does not. */
function exposureOf({ placement, place }: Candidate, { useCase, knowledge }: NeedTerms): number {
  const { own, assured, hosted } = knowledge.pack.scales.exposure;
  if (placement === "own") return own;
  const { assurances } = useCase.data;
  const isCarried =
    assurances.length > 0 && assurances.every((one) => place.assurances.includes(one));
  return placement === "in-tenant" || isCarried ? assured : hosted;
}
