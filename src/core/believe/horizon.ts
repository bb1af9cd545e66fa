import type { Day } from "../../shapes/common.ts";
import type { SizeClass } from "../../shapes/forecast.ts";
import type { Claim, Model, Observation, Profile, Scenario } from "../know/knowledge.ts";
import { addMonths, earlier, later, monthsBetween } from "../know/months.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";
import { logit } from "../know/special.ts";
import { type Board, type BoardScore, type ModelStanding, toLogit } from "./evidence.ts";
import { type ClosingForecast, type ClosingState, closingForecast } from "./forecast/closing.ts";
import { fitAt } from "./forecast/fit.ts";

/** What is known of one capability at the as-of day. */
export interface Measured {
  readonly profile: Profile;
  readonly boards: readonly Board[];
  readonly standings: readonly ModelStanding[];
}

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

/** That of the class without a limit on size; a pack has one. */
export const ofAnySize = (all: readonly Closing[]): Closing | undefined =>
  all.find((one) => one.sizeClass.maxBillions === undefined);

/** What open weights are to reach, and which of them count. */
export interface Goal {
  /**
   * Logit points that the level lies under the reference of a benchmark; undefined: not one of the goal's. A gap that is
   * only claimed has no benchmark.
   */
  readonly under: (benchmark: string | undefined) => number | undefined;
  readonly admits: (model: Model) => boolean;
  /** Evidence that a model needs in order to count as the leader. */
  readonly minimumSupport: number;
}

/** Any open weights at today's reference. */
export const toReference = ({ pack }: Knowledge): Goal => ({
  under: () => 0,
  admits: () => true,
  minimumSupport: pack.evidence.minimumSupport,
});

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
  of: Measured,
  at: Snapshot,
  scenario: string,
  goal: Goal = toReference(at.knowledge),
): Closing[] {
  const { profile, boards, standings } = of;
  const { knowledge, asOf } = at;
  const visibleFit = fitAt(knowledge.forecast, asOf);
  if (visibleFit === undefined) return [];
  return knowledge.forecast.sizeClasses.flatMap((sizeClass) => {
    const position =
      boards.length > 0
        ? measured(of, sizeClass, at, goal)
        : knowledge.pack.frozen
          ? claimed(profile, at, goal)
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
    const forecast = closingForecast(state, visibleFit.fit);
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

interface GapState {
  readonly gap: number;
  readonly ageMonths: number;
  readonly progress: { readonly delta: number; readonly months: number } | undefined;
  readonly leader: string | undefined;
}

function measured(
  { boards, standings }: Measured,
  sizeClass: SizeClass,
  at: Snapshot,
  goal: Goal,
): GapState | undefined {
  const { knowledge, asOf } = at;
  const counts = (id: string) => isOpenWithin(id, sizeClass, at, goal);
  const leader = standings
    .filter((one) => counts(one.model))
    .flatMap((one) => distanceTo(goal, one.boards) ?? [])
    .filter((one) => one.support >= goal.minimumSupport)
    .reduce<Distance | undefined>(
      (top, one) => (top === undefined || one.gap < top.gap ? one : top),
      undefined,
    );
  if (leader === undefined) return undefined;
  const used = leader.boards.flatMap(({ weight, benchmark }) => {
    const board = boards.find((one) => one.benchmark.id === benchmark.id);
    return board === undefined ? [] : [{ weight, board }];
  });
  const total = used.reduce((sum, one) => sum + one.weight, 0);
  const ageMonths =
    used.reduce(
      (sum, one) => sum + one.weight * monthsBetween(reached(one.board, knowledge, goal), asOf),
      0,
    ) / total;
  const progress = progressOf(used, counts, asOf);
  return {
    gap: leader.gap,
    ageMonths: Math.max(0, ageMonths),
    progress,
    leader: leader.boards[0]?.observation.model,
  };
}

interface Distance {
  readonly boards: readonly BoardScore[];
  readonly support: number;
  readonly gap: number;
}

/** Weighted mean of what is missing to the goal on its boards. */
function distanceTo(goal: Goal, all: readonly BoardScore[]): Distance | undefined {
  const boards = all.filter((one) => goal.under(one.benchmark.id) !== undefined);
  const support = boards.reduce((sum, one) => sum + one.weight, 0);
  if (support === 0) return undefined;
  const missing = (one: BoardScore) => one.behind - (goal.under(one.benchmark.id) ?? 0);
  const gap = boards.reduce((sum, one) => sum + one.weight * missing(one), 0) / support;
  return { boards, support, gap };
}

export function isOpenWithin(
  id: string,
  sizeClass: Pick<SizeClass, "maxBillions">,
  { knowledge, asOf }: Snapshot,
  { admits }: Pick<Goal, "admits"> = { admits: () => true },
): boolean {
  const model = knowledge.models[id];
  const out = model?.released.weights !== undefined && model.released.weights <= asOf;
  if (!out || model.weights !== "open" || !admits(model)) return false;
  return (
    (model.parameters?.total ?? Number.POSITIVE_INFINITY) <=
    (sizeClass.maxBillions ?? Number.POSITIVE_INFINITY)
  );
}

/** First day on which a proprietary model was at the level of the goal. */
function reached(board: Board, knowledge: Knowledge, goal: Goal): Day {
  const level = board.referenceZ - (goal.under(board.benchmark.id) ?? 0) - 1e-12;
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
  counts: (model: string) => boolean,
  asOf: Day,
): { readonly delta: number; readonly months: number } | undefined {
  const rises = used.flatMap(({ weight, board }) => {
    const open = board.observations.filter((one) => counts(one.model));
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
function claimed(
  profile: Profile,
  { knowledge, asOf }: Snapshot,
  goal: Goal,
): GapState | undefined {
  const gap = gapClaim(profile);
  if (gap?.gap === undefined) return undefined;
  const middle = (gap.gap[0] + gap.gap[1]) / 2;
  const level = gap.reference ?? knowledge.pack.evidence.anchor;
  const behind = logit(level) - logit(Math.max(0.005, level * (1 - middle)));
  return {
    gap: behind - (goal.under(undefined) ?? 0),
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
