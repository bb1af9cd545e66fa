import type { Candidate } from "./candidates/candidate.ts";
import type { Judged } from "./judge.ts";
import type { Knowledge } from "./pack.ts";
import { qualityAt } from "./quality.ts";
import type { Need, UseCase } from "./use-case.ts";

/** A candidate that no fact rules out, reduced to the numbers that a draw needs. */
export interface Contender {
  readonly judged: Judged;
  readonly candidate: Candidate;
  /** Evidence is unknown: it stands only where nothing known stands. */
  readonly unknown: boolean;
  readonly unpriced: boolean;
  /** Passes the quality bar at the expected values. */
  readonly passesBar: boolean;
  readonly values: Readonly<Record<"privacy" | "ops" | "control" | "speed", number>>;
  readonly qualityPoints: number;
  /** $ per month that points on cost are worth; a claim's share of the spend that hurts stands here too. */
  readonly usdOffset: number;
}

export function contender(judged: Judged, useCase: UseCase, knowledge: Knowledge): Contender {
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
    unknown: candidate.quality.kind === "unknown",
    unpriced: candidate.cost === undefined,
    passesBar: judged.barVetoes.length === 0,
    values: {
      privacy: privacy + points.privacy,
      ops: ops + points.ops,
      control: 1 - scales.lockIn[option] + points.control,
      speed: 1 - scales.weeksToStart[option] / scales.weeksWorst + points.speed,
    },
    qualityPoints: points.quality,
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
  const averaged = quality < 1 ? 1 - (1 - quality) * (1 - one.candidate.closedShare) : quality;
  return (averaged - qualityWorst) / (1 - qualityWorst) + one.qualityPoints;
}

export const drawQuality = (one: Contender, z: number, anchor: number): number =>
  qualityAt(one.candidate.quality, z, anchor);

/** What contenders of an option for one need can be; the same for every draw. */
export interface Field {
  readonly need: Need;
  readonly barShare: number;
  /**
   * Somebody has measured a candidate of this need. Where nobody has measured any, the need cannot tell options apart,
   * and leaves the decision to the others.
   */
  readonly measured: boolean;
  /** Per option, in the order of `options`. */
  readonly contenders: readonly (readonly Contender[])[];
}
