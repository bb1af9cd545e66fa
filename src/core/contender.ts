import type { Candidate } from "./candidates/candidate.ts";
import type { FleetCost } from "./cost/fleet.ts";
import type { HostedCost } from "./cost/hosted.ts";
import type { Judged } from "./judge.ts";
import type { Knowledge } from "./pack.ts";
import { overHorizon, type Quality, type Threshold } from "./quality.ts";
import type { Need, UseCase } from "./use-case.ts";

/** What the contest asks of a cost. */
export type Bill = FleetCost | Pick<HostedCost, "kind" | "usdPerMonth"> | undefined;

/** A candidate that no fact rules out, reduced to the numbers that a draw needs. */
export interface Contender {
  readonly judged: Judged;
  readonly candidate: Candidate;
  readonly quality: Quality;
  readonly cost: Bill;
  /** Evidence is unknown: it stands only where nothing known stands. */
  readonly unknown: boolean;
  readonly unpriced: boolean;
  /** Passes the quality bar at the expected values. */
  readonly passesBar: boolean;
  readonly values: Readonly<Record<"privacy" | "ops" | "control" | "speed", number>>;
  readonly qualityPoints: number;
  /** Of its candidate, which looks it up anew each time. */
  readonly closedShare: number;
  /** $ per month that points on cost are worth; a claim's share of the spend that hurts stands here too. */
  readonly usdOffset: number;
}

export function contender(
  judged: Judged,
  useCase: UseCase,
  knowledge: Knowledge,
  cost: Bill = judged.candidate.cost,
): Contender {
  const { candidate, points } = judged;
  const { scales } = knowledge.pack;
  const { option } = candidate;
  const ops = 1 - scales.opsNeed[option] * (1 - opsMaturity(useCase));
  const privacy =
    1 - exposure(candidate, useCase, knowledge) * scales.sensitivity[useCase.data.sensitivity];
  const hurts = useCase.budget.hurtsAtUsdPerMonth;
  return {
    judged,
    candidate,
    quality: candidate.quality,
    cost,
    unknown: candidate.quality.kind === "unknown",
    unpriced: cost === undefined,
    passesBar: judged.barVetoes.length === 0,
    values: {
      privacy: privacy + points.privacy,
      ops: ops + points.ops,
      control: 1 - scales.lockIn[option] + points.control,
      speed: 1 - scales.weeksToStart[option] / scales.weeksWorst + points.speed,
    },
    qualityPoints: points.quality,
    closedShare: candidate.closedShare,
    usdOffset: ((candidate.costShare ?? 0) - points.cost) * hurts,
  };
}

/** A team that has engineers and a rota carries its own machines with less pain. */
const opsMaturity = ({ team }: UseCase): number =>
  Math.min(1, 0.3 * team.mlEngineers + (team.onCall ? 0.4 : 0));

/** Contract and place decide exposure: whose weights they are does not. */
function exposure(candidate: Candidate, { data }: UseCase, { pack }: Knowledge): number {
  const ladder = pack.scales.exposure;
  if (candidate.placement === "own") return ladder.own;
  const carried =
    data.assurances.length > 0 &&
    data.assurances.every((one) => candidate.offer?.assurances.includes(one));
  return candidate.placement === "in-tenant" || carried ? ladder.assured : ladder.hosted;
}

/** Value of a quality over the horizon on its scale: 0 at half of the reference, 1 at the reference. */
export function qualityValue(one: Contender, quality: number, qualityWorst: number): number {
  const averaged = overHorizon(quality, one.closedShare);
  return (averaged - qualityWorst) / (1 - qualityWorst) + one.qualityPoints;
}

/** What contenders of an option for one need can be; the same for every draw. */
export interface Field {
  readonly need: Need;
  readonly bar: Threshold;
  /**
   * Somebody has measured a candidate of this need. Where nobody has measured any, the need cannot tell options apart,
   * and leaves the decision to the others.
   */
  readonly measured: boolean;
  /** Per option, in the order of `options`. */
  readonly contenders: readonly (readonly Contender[])[];
  /** All that stand on own machines: where needs share machines, one that is second best alone may serve them all. */
  readonly own: readonly Contender[];
}

/** All needs with their contenders, and the terms on which they compete. */
export interface Arena {
  readonly fields: readonly Field[];
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
  /** False: the bar does not count, to see who stands but for it. */
  readonly withBar: boolean;
}

/** Standard normals beyond this are drawn by nobody: a uniform has 32 bits. */
const farthest = 6.4;
const ends = [-farthest, farthest] as const;

/**
 * Contenders that could be the best of their option in some draw. One is left out when another is at least as good at
 * everything and at any draw of quality: the same z holds for both, so its quality is never higher.
 */
export const withoutDominated = (all: readonly Contender[]): readonly Contender[] =>
  frontOf(all, isNoWorse);

/** Those than which no other is no worse. Of two equals the first stays, so that not both go. */
export function frontOf<One>(
  all: readonly One[],
  isNoWorse: (other: One, one: One) => boolean,
): One[] {
  const front: One[] = [];
  for (const one of all) {
    if (front.some((other) => isNoWorse(other, one))) continue;
    for (let at = front.length - 1; at >= 0; at--)
      if (isNoWorse(one, front[at] as One)) front.splice(at, 1);
    front.push(one);
  }
  return front;
}

const isNoWorse = (other: Contender, one: Contender): boolean =>
  (other.passesBar || !one.passesBar) &&
  isNoWorseQuality(other.quality, one.quality) &&
  isAsGoodBeside(other, one);

/** At least as good at everything but quality, whatever is drawn. */
const isAsGoodBeside = (other: Contender, one: Contender): boolean =>
  other !== one &&
  other.unknown === one.unknown &&
  other.unpriced === one.unpriced &&
  other.qualityPoints >= one.qualityPoints &&
  other.closedShare >= one.closedShare &&
  other.values.privacy >= one.values.privacy &&
  other.values.ops >= one.values.ops &&
  other.values.control >= one.values.control &&
  other.values.speed >= one.values.speed &&
  isNoDearer(other, one);

/** For each contender the places of those as good beside quality: in a draw in which one of them does better, it is out. */
export function rivalsIn(all: readonly Contender[]): number[][] {
  const behind = all.map(({ quality }) =>
    quality.kind === "measured" ? quality.behind : Number.NaN,
  );
  // The best first: it is the likeliest to do better.
  const measured = all
    .flatMap((_, at) => (Number.isNaN(behind[at]) ? [] : [at]))
    .sort((a, b) => (behind[a] ?? 0) - (behind[b] ?? 0));
  return all.map((one, place) =>
    Number.isNaN(behind[place])
      ? []
      : measured.filter((at) => isAsGoodBeside(all[at] as Contender, one)),
  );
}

function isNoDearer(other: Contender, one: Contender): boolean {
  if (other.usdOffset > one.usdOffset) return false;
  const a = other.cost;
  const b = one.cost;
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === "hosted") return b.kind === "hosted" && a.usdPerMonth <= b.usdPerMonth;
  // Fleets are compared only where rents vary alike.
  return (
    b.kind === "fleet" &&
    a.lnSd.rent === b.lnSd.rent &&
    a.spares === b.spares &&
    a.usdPerReplica <= b.usdPerReplica &&
    a.usdPerMonthFixed <= b.usdPerMonthFixed &&
    a.configuration.gpusPerReplica <= b.configuration.gpusPerReplica &&
    isNoBusier(a, b)
  );
}

/** One machine is enough in every draw, or no more of them are needed: loads are straight lines in z, on a log scale. */
function isNoBusier(a: FleetCost, b: FleetCost): boolean {
  let [isOneEnough, isBelow] = [true, true];
  for (let month = 0; month < a.load.length; month++) {
    for (const z of ends) {
      const own = busy(a, month, z);
      isOneEnough &&= own <= 1;
      isBelow &&= own <= busy(b, month, z);
    }
  }
  return isOneEnough || isBelow;
}

/** Machines that a month's load keeps busy in a draw of throughput. */
const busy = ({ load, maturity, lnSd }: FleetCost, month: number, z: number): number =>
  (load[month] ?? 0) / (maturity.factor * Math.exp(lnSd.throughput * z));

function isNoWorseQuality(a: Quality, b: Quality): boolean {
  if (a.kind === "measured" && b.kind === "measured") {
    // Straight lines in z: no worse at both ends is no worse anywhere between.
    return (
      a.behind + a.sd * farthest <= b.behind + b.sd * farthest &&
      a.behind - a.sd * farthest <= b.behind - b.sd * farthest
    );
  }
  if (a.kind === "measured" || b.kind === "measured") return false;
  return a.kind === b.kind && a.low >= b.low && a.high >= b.high;
}
