import type { Decision, Step } from "../../../shapes/decision.ts";
import type { Alternative, Named, Quantiles, Route } from "../../../shapes/route.ts";
import type { Chosen } from "../../choose/choose.ts";
import { pickedIn } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import { labelsUsd } from "../../choose/trial.ts";
import type { NeedState } from "../../gate/need.ts";
import { count, usd } from "../../know/money.ts";
import { isOver } from "../met.ts";

/** Whom to evaluate against whom, on how many requests, and what that costs. */

/** What a candidate is believed to do, and what a request of it costs; null where it has no price. */
interface Entrant {
  readonly model: string;
  readonly where: string | null;
  readonly quality: Quantiles | undefined;
  readonly usdPerMonth: number | null;
}

/** What the steps are told from: what is decided before them. */
export type DecidedParts = Pick<
  Decision,
  "verdict" | "plans" | "asks" | "nearMisses" | "review" | "clouds"
>;

const mostModels = 3;
/** Needs that the short form names. */
const mostNeeds = 2;

/** The step, and nothing where no need has a pick. */
export function evaluateStep(question: Question, chosen: Chosen, answer: DecidedParts): Step[] {
  const head = chosen.ranked[0]?.plan;
  if (head === undefined) return [];
  const states = pickedIn(head, question).map(({ state }) => state);
  const routes = answer.plans[0]?.routes ?? [];
  const all = routes.flatMap((route, at) => {
    const state = states[at];
    return state === undefined || route.kind === "claim"
      ? []
      : [evaluationOf(route, state, question, answer)];
  });
  // Where nothing is open at one need, the time goes to those where something is.
  const open = all.filter((one) => one.isOpen);
  const trials = open.length > 0 ? open : all.toSorted((a, b) => a.chance - b.chance).slice(0, 1);
  if (trials.length === 0) return [];
  const several = routes.length > 1;
  const texts = trials.map(({ need, text }) => (several ? `for ${need}, ${text}` : text));
  const told = texts.slice(0, mostNeeds);
  const rest = texts.slice(mostNeeds);
  const more = rest.length === 0 ? "" : `; and so for ${rest.length} more of the needs`;
  const verb = open.length > 0 ? "Try" : "Build on it, and check";
  const bars = [...new Set(trials.map(({ passes }) => passes))];
  return [
    {
      kind: "evaluate",
      text: `${verb}${several ? "," : ""} ${told.join("; ")}${more}.`,
      detail: [
        ...rest.map((one) => `Try${several ? "," : ""} ${one}.`),
        ...bars,
        ...new Set(trials.map(({ because }) => because)),
      ].join(" "),
    },
  ];
}

interface Evaluation {
  readonly need: string;
  readonly isOpen: boolean;
  readonly chance: number;
  readonly text: string;
  readonly passes: string;
  readonly because: string;
}

function evaluationOf(
  route: Route,
  state: NeedState,
  question: Question,
  answer: DecidedParts,
): Evaluation {
  const { anchor } = question.knowledge.pack.evidence;
  const others = rivalsOf(route, answer);
  const isOpen = route.tryFirst || others.some(({ isEven }) => isEven);
  const own = entrantOf(route, route.kind === "tuned" ? undefined : route.quality);
  const entrants = [
    { ...own, model: route.kind === "tuned" ? `${own.model}, tuned,` : own.model },
    ...others.map(({ entrant }) => entrant),
  ]
    .filter((one, at, all) => all.findIndex(({ model }) => model === one.model) === at)
    .slice(0, mostModels);
  const known = entrants.flatMap(({ quality }) => quality ?? []);
  const size = sizeOf(known, anchor);
  const cost = costOf(size.requests, entrants, state, question);
  const golden = question.useCase.evaluation === "golden-set";
  // An agent is judged by the task that it ends, not by one of its steps.
  const what = state.profile.turn === "agent" ? "tasks" : "requests";
  const whose = golden ? `${what} of your golden set` : `of your own ${what}`;
  return {
    need: route.need,
    isOpen,
    chance: route.clearsBar,
    text: `${namesOf(entrants)}${measureText(entrants, state, question)} on about ${size.requests} ${whose}${cost}${timingText(route, answer.verdict)}`,
    passes: `${route.bar.name.startsWith("0") ? "The bar" : `The bar ${route.bar.name}`} is passed by whoever gets at least ${Math.round(100 * route.bar.quality)} % as much right as the best model that you can try.`,
    because:
      known.length === 0
        ? "So many tell a pass from a clear miss."
        : size.isShort
          ? `What is believed of ${namesOf(entrants)} is so much alike that no test of a sensible size tells them apart: past this many, take what is cheaper or easier.`
          : `With so many, chance moves the counts by half as much as is in doubt ${known.length > 1 ? "between them" : "of it"}.`,
  };
}

function timingText({ meets, asks }: Route, { status }: Decision["verdict"]): string {
  const over = meets.find(isOver);
  // Where the verdict itself waits for an answer, that is a step before this one.
  if (over === undefined)
    return status === "ask" ? "" : asks.map((ask) => `. ${ask.replace(/\.$/, "")}`).join("");
  return `, and time it: ${count(Number(over.value))} ms by the estimate, ${count(over.limit ?? 0)} at most`;
}

/** A bar is a share of what the best model gets right, so it has to be in the trial; where no gate keeps the requests from it. */
function measureText(entrants: readonly Entrant[], state: NeedState, { needs }: Question): string {
  const { belief, need } = state;
  const best = need.bar.kind === "share" ? belief?.yardstick.model : undefined;
  if (best === undefined || entrants.some(({ model }) => model === best)) return "";
  const passing = needs.flatMap(({ state: one, table }) =>
    one === state ? [...table.rows, ...table.short, ...table.unproven, ...table.asking] : [],
  );
  const measure = passing.some(({ candidate }) => candidate.model?.id === best)
    ? best
    : "graded answers of your own";
  return `, with ${measure} as the measure,`;
}

interface Rival {
  readonly entrant: Entrant;
  readonly isEven: boolean;
}

/** The picks of even plans, the fallback of a try, and what nearly takes part for much less. */
function rivalsOf(route: Route, { plans, verdict, nearMisses }: DecidedParts): Rival[] {
  const even = plans
    .filter(({ plan }) => verdict.evenWith.includes(plan))
    .flatMap(({ routes }) => routes.filter((one) => one.need === route.need))
    .filter((one) => one.model !== route.model && one.model !== null)
    .map((one) => ({ entrant: entrantOf(one, one.quality), isEven: true }));
  const second = route.tryFirst && even.length === 0 && route.fallback ? [route.fallback] : [];
  const cheap = nearMisses.filter(
    (one: Alternative) =>
      one.need === route.need && (one.usdPerMonth ?? 0) < (route.usdPerMonth ?? 0),
  );
  const [nearest] = cheap;
  return [
    ...even,
    ...[...second, ...(nearest === undefined ? [] : [nearest])].map((one) => ({
      entrant: entrantOf(one, undefined),
      isEven: false,
    })),
  ];
}

const entrantOf = (one: Named, quality: Quantiles | undefined): Entrant => ({
  model: one.model ?? "",
  where: one.configuration,
  quality,
  usdPerMonth: one.usdPerMonth,
});

function namesOf(entrants: readonly Entrant[]): string {
  const [first = "", ...others] = entrants.map(({ model }) => model);
  return others.length === 0 ? first : `${first} against ${others.join(" and ")}`;
}

const [least, most] = [50, 1000];
/** Between the 10th and the 90th percentile of a normal lie so many standard deviations. */
const inDeciles = 2.563;

/**
 * Requests at which the standard error of the difference of two counts, sqrt(2 p (1 - p) / n), is half of the standard deviation
 * of what is believed to lie between the models; of one against a bar, without the 2. At least 50 and at most 1,000, in tens.
 */
export function sizeOf(
  known: readonly Quantiles[],
  anchor: number,
): { requests: number; isShort: boolean } {
  const [one, other] = known.map(({ p10, p50, p90 }) => ({
    sd: (anchor * (p90 - p10)) / inDeciles,
    right: Math.min(0.95, Math.max(0.05, anchor * p50)),
  }));
  if (one === undefined) return { requests: 2 * least, isShort: false };
  const spread = (right: number) => right * (1 - right);
  const doubt = Math.hypot(one.sd, other?.sd ?? 0);
  const exact = (4 * (spread(one.right) + (other ? spread(other.right) : 0))) / doubt ** 2;
  return {
    requests: Math.min(most, Math.max(least, 10 * Math.ceil(exact / 10))),
    isShort: exact > most,
  };
}

/** Labels for those who have no golden set, tokens, and a day of machines for what runs nowhere else. */
function costOf(
  requests: number,
  entrants: readonly Entrant[],
  state: NeedState,
  question: Question,
): string {
  const { volume } = state;
  const mean = volume.reduce((sum, one) => sum + one, 0) / volume.length;
  const hosted = entrants.filter(({ where }) => where === null);
  const tokens = hosted.reduce((sum, one) => sum + ((one.usdPerMonth ?? 0) / mean) * requests, 0);
  const measured = entrants.length + (measureText(entrants, state, question) === "" ? 0 : 1);
  const labels = labelsUsd(requests, measured, state, question);
  const machines = hosted.length < entrants.length ? " and a day of its machine" : "";
  const parts = [
    ...(labels > 0 ? [`${usd(labels)} of labels`] : []),
    ...(hosted.length === 0 ? [] : [`${tokensText(tokens)} of tokens`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")}${machines})`;
}

const tokensText = (amount: number): string =>
  amount < 1 ? "under $1" : amount < 100 ? `$${Math.ceil(amount)}` : usd(amount);
