import type { Day } from "../../shapes/common.ts";
import type { ClaimView } from "../../shapes/profile-view.ts";
import type { BarOutlook, LevelView, NeedOutlook, Reach } from "../../shapes/timeline.ts";
import { type Board, toLogit } from "../believe/evidence.ts";
import { fitAt } from "../believe/forecast/fit.ts";
import { records } from "../believe/frontier.ts";
import {
  type Closing,
  closings,
  type Goal,
  gapClaim,
  type Measured,
  ofAnySize,
} from "../believe/horizon.ts";
import { measuredAt } from "../believe/situation.ts";
import type { NeedState } from "../gate/need.ts";
import type { Profile } from "../know/knowledge.ts";
import type { Knowledge, Terms } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";
import { expertView } from "../profile/expert.ts";
import { priceForecasts } from "../profile/price-forecast.ts";
import { claimViews, scoreView } from "../profile/view.ts";
import { allowedBy, fromLogit, goalFor, mainBoard, type Target } from "./goal.ts";
import { movingOutlook } from "./moving.ts";
import { type Audience, closingsFor, finite, reachOf, type Seeking } from "./reach.ts";

export interface OutlookSettings {
  readonly target: Target;
  /** Size class that the team could serve; undefined: the smallest that is known. */
  readonly sizeClass: string | undefined;
}

/** Everything that is known of when one need closes. */
export function needOutlook(
  state: NeedState,
  settings: OutlookSettings,
  { useCase, knowledge, asOf }: Terms,
): NeedOutlook {
  const { profile, need } = state;
  const measured = measuredAt(profile.id, knowledge, asOf, useCase.scenario) ?? state;
  const claimed = knowledge.pack.frozen && measured.boards.length === 0;
  const found = goalFor(settings.target, measured.boards, knowledge);
  const basis = basisOf(measured, claimed);
  const audiences = audiencesOf(useCase, settings.sizeClass, knowledge);
  const scenarios = scenariosBeside(useCase, measured.profile);
  const common = { measured, scenarios, knowledge, asOf };
  const seeking: Seeking | undefined =
    "goal" in found && basis !== "unmeasured" ? { ...common, goal: found.goal } : undefined;
  const fixed =
    seeking === undefined ? [] : distinct(audiences.map((one) => reachOf(one, seeking)));
  const [any] = audiences;
  const base =
    seeking === undefined || any === undefined ? undefined : closingsFor(any, seeking)[0];
  return {
    need: need.id,
    capability: profile.id,
    title: profile.title,
    class: measured.profile.class,
    basis,
    borrowedFrom: measured.profile.id === profile.id ? null : measured.profile.id,
    target: found.view,
    boards: levelsOf(measured, seeking?.goal, base, knowledge),
    ageMonths: base === undefined ? null : base.state.ageMonths,
    classMedianMonths: classMedian(measured.profile, knowledge, asOf),
    progress: base?.state.progress ?? null,
    fixed,
    bar: barOutlook(state, useCase, common),
    moving: basis === "measured" ? movingOf(common) : null,
    expert: expertView(measured.profile, measured.profile.benchmarks, knowledge, asOf),
    prices: priceForecasts(measured.profile, measured.profile.id, knowledge, asOf),
    medianWithoutWindow: withoutWindow(base, seeking),
    claims: claimsOn(measured.profile, knowledge, asOf),
    history: historyOf(measured.boards, knowledge, asOf),
    missing: missingText(profile, basis, found, fixed),
  };
}

function basisOf(measured: Measured, claimed: boolean): NeedOutlook["basis"] {
  if (measured.boards.length > 0) return "measured";
  return claimed && gapClaim(measured.profile)?.gap !== undefined ? "claimed" : "unmeasured";
}

/** Any open weights; those that the policy allows; of these, what the team could serve. */
function audiencesOf(
  { policy }: UseCase,
  sizeClass: string | undefined,
  { forecast }: Knowledge,
): Audience[] {
  const limit = (one: { maxBillions?: number | undefined }) =>
    one.maxBillions ?? Number.POSITIVE_INFINITY;
  const bySize = forecast.sizeClasses.toSorted((a, b) => limit(a) - limit(b));
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  const own = bySize.find((one) => one.id === sizeClass) ?? smallest;
  if (largest === undefined || own === undefined) return [];
  const everyone = () => true;
  const allowed = allowedBy(policy);
  const { licence } = policy;
  return [
    { id: "any", sizeClass: largest, licence: "any", admits: everyone },
    { id: "allowed", sizeClass: largest, licence, admits: allowed },
    { id: "servable", sizeClass: own, licence, admits: allowed },
  ];
}

/** A line that says what the line above it says is left out, unless it is the last one, which the team asked for. */
function distinct(all: readonly Reach[]): Reach[] {
  return all.filter((one, index) => {
    if (one.audience !== "allowed") return true;
    const above = all[index - 1];
    return above === undefined || one.open !== above.open || one.gapLogit !== above.gapLogit;
  });
}

/** Base first, then the scenario beside it: the use case's own, or all contrarian ones. */
function scenariosBeside({ scenario }: UseCase, profile: Profile): string[] {
  if (profile.scenarios.length === 0) return ["base"];
  return ["base", scenario === "base" ? "contrarian" : scenario];
}

type Common = Omit<Seeking, "goal">;

function levelsOf(
  { boards }: Measured,
  goal: Goal | undefined,
  base: Closing | undefined,
  knowledge: Knowledge,
): LevelView[] {
  return boards.flatMap((board) => {
    const under = goal?.under(board.benchmark.id);
    if (under === undefined) return [];
    const open = bestOf(board, base?.leader);
    return [
      {
        id: board.benchmark.id,
        title: board.benchmark.title,
        unit: board.benchmark.unit,
        level: fromLogit(board.benchmark, board.referenceZ - under),
        proprietary: scoreView(board.reference, knowledge),
        open: open === undefined ? null : scoreView(open, knowledge),
      },
    ];
  });
}

const bestOf = ({ benchmark, observations }: Board, model: string | undefined) =>
  observations
    .filter((one) => one.model === model)
    .toSorted((a, b) => toLogit(benchmark, b.score) - toLogit(benchmark, a.score))[0];

function classMedian(profile: Profile, knowledge: Knowledge, asOf: Day): number | null {
  const fit = fitAt(knowledge.forecast, asOf)?.fit;
  return fit === undefined ? null : Math.exp(fit.lag.mu + fit.lag.byClass[profile.class]);
}

function barOutlook(state: NeedState, useCase: UseCase, common: Common): BarOutlook {
  const { bar } = state.need;
  const { measured, knowledge } = common;
  const quality = bar.kind === "share" ? bar.quality : state.threshold.share;
  const target: Target =
    bar.kind === "score"
      ? { kind: "score", benchmark: bar.benchmark, score: bar.score }
      : { kind: "bar", name: bar.name, quality: bar.quality };
  const found = goalFor(target, measured.boards, knowledge);
  const main = measured.boards.find(
    (one) => bar.kind === "score" && one.benchmark.id === bar.benchmark,
  );
  const board = main ?? mainBoard(measured.boards);
  const under =
    "goal" in found && board !== undefined ? found.goal.under(board.benchmark.id) : undefined;
  const allowed = audiencesOf(useCase, undefined, knowledge)[1];
  return {
    name: bar.name,
    quality,
    moving: bar.moving,
    switchAt:
      board === undefined || under === undefined
        ? null
        : {
            board: board.benchmark.id,
            title: board.benchmark.title,
            unit: board.benchmark.unit,
            score: fromLogit(board.benchmark, board.referenceZ - under),
          },
    reach:
      "goal" in found && allowed !== undefined && measured.boards.length > 0
        ? reachOf(allowed, { ...common, goal: found.goal, scenarios: ["base"] })
        : null,
  };
}

function movingOf({ measured, knowledge, asOf }: Common): NeedOutlook["moving"] {
  const closing = ofAnySize(closings(measured, { knowledge, asOf }, "base"));
  return closing === undefined ? null : movingOutlook(closing, measured.boards, knowledge, asOf);
}

function withoutWindow(base: Closing | undefined, seeking: Seeking | undefined): number | null {
  if (base?.state.window === undefined || seeking === undefined) return null;
  const { measured, knowledge, asOf, goal } = seeking;
  const { window: _window, ...closing } = measured.profile.closing ?? { never: 0, claims: [] };
  const again = closings(
    { ...measured, profile: { ...measured.profile, closing } },
    { knowledge, asOf },
    "base",
    goal,
  ).find((one) => one.sizeClass.id === base.sizeClass.id);
  return again === undefined ? null : finite(again.forecast.median);
}

/** Claims that the forecast rests on, and those about a board that a score of the day contradicts. */
function claimsOn(profile: Profile, knowledge: Knowledge, asOf: Day): ClaimView[] {
  const window = profile.closing?.window?.claims ?? [];
  const gap = knowledge.pack.frozen ? gapClaim(profile) : undefined;
  return claimViews(profile, knowledge, asOf).filter((one) => {
    const claim = profile.claims[one.id];
    const refuted = one.status === "contradicted" && one.by.some(({ kind }) => kind === "score");
    return window.includes(one.id) || (claim !== undefined && claim === gap) || refuted;
  });
}

function historyOf(
  boards: readonly Board[],
  knowledge: Knowledge,
  asOf: Day,
): NeedOutlook["history"] {
  const drawn = boards
    .map(({ benchmark }) => ({
      benchmark,
      open: records(benchmark, "open", { knowledge, asOf }),
      proprietary: records(benchmark, "proprietary", { knowledge, asOf }),
    }))
    .filter(({ open, proprietary }) => open.length > 0 && proprietary.length > 0)
    .toSorted((a, b) => steps(b) - steps(a) || b.benchmark.weight - a.benchmark.weight);
  const [top] = drawn;
  if (top === undefined) return null;
  const view = (all: typeof top.open) => all.map((one) => scoreView(one, knowledge));
  return {
    board: top.benchmark.title,
    unit: top.benchmark.unit,
    open: view(top.open),
    proprietary: view(top.proprietary),
  };
}

/** A chart of one point on either side shows nothing. */
const steps = (one: { open: readonly unknown[]; proprietary: readonly unknown[] }): number =>
  Math.min(one.open.length, one.proprietary.length);

function missingText(
  { title, dataSource }: Profile,
  basis: NeedOutlook["basis"],
  found: ReturnType<typeof goalFor>,
  fixed: readonly Reach[],
): string | null {
  if (basis === "unmeasured") {
    const why =
      dataSource.kind === "proprietary-domain"
        ? ", and the data that decides it is not public"
        : "";
    return `No public board measures ${title}${why}: there is no gap, no series and no forecast. Run your own evaluation on your own cases, with the open and the proprietary candidates side by side, and decide on its result.`;
  }
  if ("missing" in found) return found.missing;
  return fixed.every((one) => one.forecasts.length === 0)
    ? "The boards have scores of proprietary models only, so the gap is unknown and has no forecast. Run your own evaluation."
    : null;
}
