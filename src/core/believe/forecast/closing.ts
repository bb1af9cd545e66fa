import type { CapabilityClass } from "../../../shapes/common.ts";
import type { ForecastParameters } from "../../../shapes/forecast.ts";
import { remembering } from "../../know/remember.ts";
import { gammaQ, logit, normalCdf, normalQuantile, sigmoid } from "../../know/special.ts";

/** Where one capability stands on the day of the forecast. */
export interface ClosingState {
  readonly class: CapabilityClass;
  /** Months since a proprietary model first reached the level that open models are to reach. */
  readonly ageMonths: number;
  /** Logit points from the best open model to that level; 0 or less means reached. */
  readonly gap: number;
  /** Logit points that the open record rose, and in how many months (12 at most, by convention). */
  readonly progress?: { readonly delta: number; readonly months: number } | undefined;
  /** An expert's window in months from now, read as the 10th and 90th percentile. */
  readonly window?: readonly [number, number] | undefined;
  /** Probability that the gap never closes of itself. */
  readonly never?: number | undefined;
  /** With this probability everything runs `speedUp` times as fast (2.5 turns 15 months into 6). */
  readonly scenario?: { readonly probability: number; readonly speedUp: number } | undefined;
  /** Openings forced from outside, by law for example: in how many months, and how probable. */
  readonly forced?:
    | readonly { readonly months: number; readonly probability: number }[]
    | undefined;
  /** `lagFactor` of the model's size class; 1 where any open model will do. */
  readonly lagFactor?: number | undefined;
}

export interface ClosingForecast {
  /** Probability that the gap is closed so many months from now. */
  readonly probability: (months: number) => number;
  /** First month at which the probability is reached; Infinity where it is not within 50 years. */
  readonly quantile: (probability: number) => number;
  readonly median: number;
  readonly interval80: readonly [number, number];
  /** Progress expected of the open record, logit points per month. */
  readonly pace: number;
  /** Mean share of the horizon in which the gap is closed: (1/H) times the integral of F. */
  readonly closedShare: (horizonMonths: number) => number;
}

type Curve = (months: number) => number;

interface WeightedCurve {
  readonly weight: number;
  readonly curve: Curve;
}

/** Beyond this many months "closed" has no meaning that a decision could use. */
const longestMonths = 600;
/** No view is believed further than this, so that none can overrule the others alone. */
const certainty = 1e-5;
/** Less observed progress than this says nothing about a pace. */
const shortestProgress = 3;
/** Ages and windows below are read as this; ln 0 has no use. */
const youngestAge = 0.05;
const earliestWindow = 0.1;

/**
 * Forecast of the day on which open models reach a level: a log-odds mean of how long the class
 * used to take (given that the level is still unreached at its age) and of how fast open models
 * move towards it now. How well it did on past series: `trackRecord` of rules/market/forecast.yaml.
 *
 * A gap of 0 or less is closed: probability 1 from today on, whatever `never` says.
 */
export function closingForecast(
  state: ClosingState,
  parameters: ForecastParameters,
): ClosingForecast {
  const pace = expectedPace(state, parameters.pace);
  const probability = state.gap > 0 ? openGap(state, parameters, pace) : closedGap;
  // Searches and integrals, of which every use case asks for the same few and most for none.
  const quantile = remembering((p: number) => firstMonth(probability, p), new Map());
  return {
    probability,
    quantile,
    get median() {
      return quantile(0.5);
    },
    get interval80(): readonly [number, number] {
      return [quantile(0.1), quantile(0.9)];
    },
    pace,
    closedShare: remembering(
      (horizonMonths: number) => meanUntil(horizonMonths, probability),
      new Map(),
    ),
  };
}

const closedGap: Curve = (months) => (months < 0 ? 0 : 1);

function openGap(state: ClosingState, parameters: ForecastParameters, pace: number): Curve {
  const { scenario, forced = [], never = 0 } = state;
  const pooled = pool(viewsOf(state, parameters, pace));
  const base: Curve = (months) => (1 - never) * pooled(months);
  const mixed: Curve = scenario
    ? (months) =>
        (1 - scenario.probability) * base(months) +
        scenario.probability * base(months * scenario.speedUp)
    : base;
  return (months) => {
    if (months <= 0) return 0;
    const due = forced.filter((event) => months >= event.months);
    return 1 - due.reduce((open, event) => open * (1 - event.probability), 1 - mixed(months));
  };
}

function viewsOf(
  state: ClosingState,
  parameters: ForecastParameters,
  pace: number,
): WeightedCurve[] {
  const views = [
    { weight: 1, curve: lagView(state, parameters.lag) },
    { weight: 1, curve: paceView(state.gap, pace, parameters.pace.k) },
  ];
  if (!state.window) return views;
  const { weight, minimumLogSd } = parameters.window;
  return [...views, { weight, curve: windowView(state.window, minimumLogSd) }];
}

/** Share of levels of this age that were reached `months` later, among those unreached so far. */
function lagView(state: ClosingState, lag: ForecastParameters["lag"]): Curve {
  const centre = lag.mu + lag.byClass[state.class] + Math.log(state.lagFactor ?? 1);
  // Phi(-z) rather than 1 - Phi(z): exact in the tail, where very old gaps lie.
  const unreached = (age: number) => normalCdf((centre - Math.log(age)) / lag.sd);
  const soFar = Math.max(unreached(Math.max(state.ageMonths, youngestAge)), Number.MIN_VALUE);
  return (months) => Math.max(0, 1 - unreached(state.ageMonths + months) / soFar);
}

/**
 * First passage of a gamma process: P(X(t) >= gap) with X(t) ~ Gamma(shape k t, scale pace / k).
 * The process is a usual one for wear: J. M. van Noortwijk, Reliability Engineering & System
 * Safety 94(1), 2009.
 */
const paceView =
  (gap: number, pace: number, k: number): Curve =>
  (months) =>
    gammaQ(k * months, (gap * k) / pace);

function windowView(window: readonly [number, number], minimumLogSd: number): Curve {
  // A window that has begun or passed since it was published reaches zero and below.
  const low = Math.log(Math.max(window[0], earliestWindow));
  const high = Math.log(Math.max(window[1], earliestWindow));
  const sd = Math.max((high - low) / 2 / normalQuantile(0.9), minimumLogSd);
  return (months) => normalCdf((Math.log(months) - (low + high) / 2) / sd);
}

/**
 * Weighted mean of log-odds. A mean of probabilities is under-confident (Ranjan and Gneiting, JRSS B
 * 72(1), 2010); on these views its 80 % interval held 92 % of outcomes.
 */
function pool(views: readonly WeightedCurve[]): Curve {
  const total = views.reduce((sum, view) => sum + view.weight, 0);
  const odds = (p: number) => logit(Math.min(1 - certainty, Math.max(certainty, p)));
  return (months) =>
    sigmoid(views.reduce((sum, view) => sum + (view.weight / total) * odds(view.curve(months)), 0));
}

/**
 * Pace of the class, moved by the progress seen as if the class had been watched `n0` months.
 * `lagFactor` leaves it alone: a smaller size class has a larger gap to begin with and brings its
 * own measured progress, so dividing its pace as well would count its slowness twice.
 * A record cannot fall, so negative progress is an artefact of the window and counts as none.
 */
function expectedPace(state: ClosingState, pace: ForecastParameters["pace"]): number {
  const ofClass = pace.byClass[state.class];
  const seen = state.progress;
  if (!seen || seen.months < shortestProgress) return ofClass;
  return (Math.max(0, seen.delta) + pace.n0 * ofClass) / (seen.months + pace.n0);
}

/** Bisection: a forced opening makes the curve jump, which no faster method likes. */
function firstMonth(probability: Curve, p: number): number {
  if (probability(0) >= p) return 0;
  if (probability(longestMonths) < p) return Number.POSITIVE_INFINITY;
  let before = 0;
  let after = longestMonths;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (before + after) / 2;
    if (probability(middle) < p) before = middle;
    else after = middle;
  }
  return after;
}

/** Midpoint rule with 60 cells; a forced opening's jump is off by at most 1/120 of its height. */
function meanUntil(horizonMonths: number, probability: Curve): number {
  const cells = 60;
  let sum = 0;
  for (let cell = 0; cell < cells; cell += 1)
    sum += probability((horizonMonths * (cell + 0.5)) / cells);
  return sum / cells;
}
