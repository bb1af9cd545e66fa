import { type Board, boardsAt, type Standing, toLogit } from "./evidence.ts";
import {
  type ClosingForecast,
  type ClosingState,
  closingForecast,
  type SizeClass,
} from "./forecast/closing.ts";
import { fitAt } from "./forecast/fit.ts";
import { logit } from "./forecast/special.ts";
import type { Claim, Day, Observation, Profile, Scenario } from "./knowledge.ts";
import { addMonths, earlier, later, monthsBetween } from "./months.ts";
import type { Knowledge } from "./pack.ts";

/** Where open weights of one size class stand against the proprietary reference, and when they are expected to reach it. */
export interface Closing {
  readonly sizeClass: SizeClass;
  readonly state: ClosingState;
  readonly forecast: ClosingForecast;
  /** Model that leads the open side of the class. */
  readonly leader: string | undefined;
  /** Proprietary model that is the yardstick. */
  readonly reference: string | undefined;
  readonly backcast: boolean;
}

/** The scenario of a run: `base` is none, `contrarian` is every scenario of the profile, an id is that one. */
export function scenariosOf(profile: Profile, scenario: string): readonly Scenario[] {
  if (scenario === "base") return [];
  return scenario === "contrarian"
    ? profile.scenarios
    : profile.scenarios.filter((one) => one.id === scenario);
}

/**
 * Closing forecast per size class for a fixed level: today's reference. Undefined for a class without any measured
 * open model: an unknown gap has no forecast.
 */
export function closings(
  profile: Profile,
  standings: readonly Standing[],
  knowledge: Knowledge,
  asOf: Day,
  scenario: string,
): Closing[] {
  const visibleFit = fitAt(knowledge.forecast, asOf);
  if (visibleFit === undefined) return [];
  const boards = boardsAt(profile, knowledge, asOf);
  return knowledge.forecast.sizeClasses.flatMap((sizeClass) => {
    const position =
      boards.length > 0
        ? measured(boards, standings, sizeClass, knowledge, asOf)
        : knowledge.pack.frozen
          ? claimed(profile, asOf)
          : undefined;
    if (position === undefined) return [];
    const state: ClosingState = {
      class: profile.class,
      ageMonths: position.ageMonths,
      gap: position.gap,
      progress: position.progress,
      lagFactor: sizeClass.lagFactor,
      ...expertViews(profile, scenario, asOf),
    };
    const forecast = remembering(closingForecast(state, visibleFit.fit));
    return [
      {
        sizeClass,
        state,
        forecast,
        leader: position.leader,
        reference: standings.find((one) => one.reference)?.model,
        backcast: visibleFit.backcast,
      },
    ];
  });
}

/** The share over a horizon is an integral, and every use case asks for the same few horizons. */
function remembering(forecast: ClosingForecast): ClosingForecast {
  const shares = new Map<number, number>();
  const closedShare = (months: number) => {
    const known = shares.get(months) ?? forecast.closedShare(months);
    shares.set(months, known);
    return known;
  };
  return { ...forecast, closedShare };
}

interface Position {
  readonly gap: number;
  readonly ageMonths: number;
  readonly progress: { readonly delta: number; readonly months: number } | undefined;
  readonly leader: string | undefined;
}

function measured(
  boards: readonly Board[],
  standings: readonly Standing[],
  sizeClass: SizeClass,
  knowledge: Knowledge,
  asOf: Day,
): Position | undefined {
  const open = standings.filter(
    (one) => one.kind === "scored" && isOpenWithin(one.model, sizeClass, knowledge, asOf),
  );
  const enough = open.filter((one) => one.support >= knowledge.pack.evidence.minimumSupport);
  const leader = enough.reduce<Standing | undefined>(
    (top, one) => (top === undefined || one.behind < top.behind ? one : top),
    undefined,
  );
  if (leader === undefined) return undefined;
  const weights = leader.boards.map((one) => ({
    weight: one.weight,
    board: boards.find((b) => b.benchmark.id === one.benchmark.id),
  }));
  const used = weights.flatMap(({ weight, board }) =>
    board === undefined ? [] : [{ weight, board }],
  );
  const total = used.reduce((sum, one) => sum + one.weight, 0);
  const ageMonths =
    used.reduce(
      (sum, one) => sum + one.weight * monthsBetween(reached(one.board, knowledge), asOf),
      0,
    ) / total;
  const progress = progressOf(used, sizeClass, knowledge, asOf);
  return { gap: leader.behind, ageMonths: Math.max(0, ageMonths), progress, leader: leader.model };
}

export function isOpenWithin(
  id: string,
  sizeClass: Pick<SizeClass, "maxBillions">,
  knowledge: Knowledge,
  asOf: Day,
): boolean {
  const model = knowledge.models[id];
  const out = model?.released.weights !== undefined && model.released.weights <= asOf;
  if (!out || model.weights !== "open") return false;
  return (
    (model.parameters?.total ?? Number.POSITIVE_INFINITY) <=
    (sizeClass.maxBillions ?? Number.POSITIVE_INFINITY)
  );
}

/** First day on which a proprietary model was at the level of today's reference. */
function reached(board: Board, knowledge: Knowledge): Day {
  const level = board.referenceZ - 1e-12;
  const days = board.observations
    .filter(
      (one) =>
        knowledge.models[one.model]?.weights === "closed" &&
        toLogit(board.benchmark, one.score) >= level,
    )
    .map((one) => one.date);
  return days.reduce((first, day) => earlier(day, first), board.reference.date);
}

/** Rise of the open record over the last twelve months of the boards, weighted like the boards themselves. */
function progressOf(
  used: readonly { readonly weight: number; readonly board: Board }[],
  sizeClass: SizeClass,
  knowledge: Knowledge,
  asOf: Day,
): { readonly delta: number; readonly months: number } | undefined {
  const rises = used.flatMap(({ weight, board }) => {
    const open = board.observations.filter((one) =>
      isOpenWithin(one.model, sizeClass, knowledge, asOf),
    );
    const rise = riseOf(board, open, asOf);
    return rise === undefined ? [] : [{ weight, ...rise }];
  });
  const total = rises.reduce((sum, one) => sum + one.weight, 0);
  if (total === 0) return undefined;
  const mean = (pick: (one: { delta: number; months: number }) => number) =>
    rises.reduce((sum, one) => sum + one.weight * pick(one), 0) / total;
  return { delta: mean((one) => one.delta), months: mean((one) => one.months) };
}

const shortestWindow = 3;
const longestWindow = 12;

function riseOf(
  board: Board,
  open: readonly Observation[],
  asOf: Day,
): { delta: number; months: number } | undefined {
  const first = open.reduce<Day | undefined>(
    (day, one) => (day === undefined || one.date < day ? one.date : day),
    undefined,
  );
  if (first === undefined) return undefined;
  const months = Math.min(longestWindow, monthsBetween(first, asOf));
  if (months < shortestWindow) return undefined;
  const start = addMonths(asOf, -months);
  const record = (until: Day) =>
    Math.max(
      ...open.filter((one) => one.date <= until).map((one) => toLogit(board.benchmark, one.score)),
    );
  const before = record(later(start, first));
  return { delta: Math.max(0, record(asOf) - before), months };
}

/** A pack of claims only (the seed article): the gap is what its source says, as old as the source. */
function claimed(profile: Profile, asOf: Day): Position | undefined {
  const gap = gapClaim(profile);
  if (gap?.gap === undefined) return undefined;
  const middle = (gap.gap[0] + gap.gap[1]) / 2;
  const clipped = Math.min(0.995, Math.max(0.005, 1 - middle));
  const behind = logit(0.85) - logit(0.85 * clipped);
  return {
    gap: behind,
    ageMonths: Math.max(0, monthsBetween(gap.published, asOf)),
    progress: undefined,
    leader: undefined,
  };
}

export const gapClaim = (profile: Profile): Claim | undefined =>
  Object.values(profile.claims).find((one) => one.gap !== undefined || one.noEquivalent === true);

function expertViews(profile: Profile, scenario: string, asOf: Day): Partial<ClosingState> {
  const chosen = scenariosOf(profile, scenario);
  const faster = chosen.find((one) => one.speedUp !== undefined);
  const window = profile.closing?.window;
  const elapsed = window === undefined ? 0 : monthsBetween(window.from, asOf);
  // A window that has passed says nothing more; one that lies ahead of the as-of day is not known yet.
  const remaining = window !== undefined && elapsed >= 0 && window.months[1] > elapsed;
  return {
    window: remaining ? [window.months[0] - elapsed, window.months[1] - elapsed] : undefined,
    never: profile.closing?.never ?? 0,
    scenario:
      faster?.speedUp === undefined
        ? undefined
        : { probability: faster.probability, speedUp: faster.speedUp },
    forced: chosen.flatMap(({ forced }) =>
      forced === undefined
        ? []
        : [{ months: monthsBetween(asOf, forced.date), probability: forced.probability }],
    ),
  };
}
