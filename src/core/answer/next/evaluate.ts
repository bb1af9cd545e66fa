import type { Decision, PlanResult, Step } from "../../../shapes/decision.ts";
import type { Alternative, Named, Route } from "../../../shapes/route.ts";
import { type Chosen, type Picked, pickedIn } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import { labelsUsd, tested, trialRequests } from "../../choose/trial.ts";
import type { NeedState } from "../../gate/need.ts";
import { count, usd } from "../../know/money.ts";
import { nameOf } from "../candidate.ts";
import { mayExceed } from "../met.ts";

/** Whom to evaluate against whom, on how many requests, and what that costs. */

/** What a candidate is believed to do, and what a request of it costs; null where it has no price. */
interface Entrant {
  readonly model: string;
  readonly where: string | null;
  readonly host: string | null;
  readonly usdPerMonth: number | null;
}

/** What the steps are told from: what is decided before them. */
export type DecidedParts = Pick<
  Decision,
  "verdict" | "plans" | "asks" | "nearMisses" | "surest" | "review" | "clouds" | "flips" | "moat"
>;

/** Needs that the short form names. */
const mostNeeds = 2;

/** The step, and nothing where no need has a pick. */
export function evaluateStep(question: Question, chosen: Chosen, answer: DecidedParts): Step[] {
  const head = chosen.ranked[0]?.plan;
  if (head === undefined) return [];
  const picked = pickedIn(head, question);
  const routes = answer.plans[0]?.routes ?? [];
  const all = routes.flatMap((route, at) => {
    const one = picked[at];
    return one === undefined || route.kind === "claim"
      ? []
      : [evaluationOf(route, one, question, answer)];
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
  const verb =
    answer.verdict.status === "below-bar"
      ? "If nothing may, try"
      : open.length > 0 || isToGet(question, routes)
        ? "Try"
        : "Build on it, and check";
  const bars = [...new Set(trials.map(({ passes }) => passes))];
  return [
    {
      kind: "evaluate",
      text: `${verb}${several ? "," : ""} ${told.join("; ")}${more}.${guardText(question, routes, trials)}${failsText(routes, answer)}`,
      detail: [
        ...rest.map((one) => `Try${several ? "," : ""} ${one}.`),
        ...bars,
        ...new Set(trials.map(({ because }) => because)),
      ].join(" "),
    },
  ];
}

/** Both tries miss in a case of four or more. */
const mayFail = 0.25;

/** Where both tries may well miss, what is left then. */
function failsText(routes: readonly Route[], { surest, verdict }: DecidedParts): string {
  const failing = routes.filter(({ neither }) => neither >= mayFail);
  if (failing.length === 0 || verdict.status === "below-bar") return "";
  const sure = surest.find(({ need }) => failing.some((one) => one.need === need));
  return sure === undefined
    ? " If none passes, ask for less or wait."
    : ` If none passes, ${sure.model} is the surest.`;
}

/** A trial reaches more hosts than those that were agreed with, and machines that somebody lends or rents. */
function guardText(
  question: Question,
  routes: readonly Route[],
  trials: readonly Evaluation[],
): string {
  const { personal, sensitivity } = question.useCase.data;
  if (!(personal || sensitivity === "regulated")) return "";
  const what = personal ? "personal data" : "regulated data";
  const agreed = new Set(routes.map(({ offer }) => offer));
  if (trials.some(({ hosts }) => hosts.some((one) => !agreed.has(one))))
    return ` Send no ${what} to hosts that have not agreed.`;
  return isToGet(question, routes) ? ` Put no ${what} on a machine that is not yours.` : "";
}

/** Machines that the team has not are got once they are known to be the right ones. */
export const isToGet = (
  { useCase: { policy } }: Question,
  routes: readonly Pick<Route, "configuration" | "option">[],
): boolean =>
  policy.ownedGpus.length === 0 &&
  routes.some(({ configuration, option }) => configuration !== null && option === "self-host");

interface Evaluation {
  readonly need: string;
  readonly isOpen: boolean;
  readonly chance: number;
  /** Whoever receives its requests. */
  readonly hosts: readonly string[];
  readonly text: string;
  readonly passes: string;
  readonly because: string;
}

function evaluationOf(
  route: Route,
  { pick, state }: Picked,
  question: Question,
  answer: DecidedParts,
): Evaluation {
  const others = rivalsOf(route, answer);
  const { anchor } = question.knowledge.pack.evidence;
  const isOpen = route.tryFirst || others.some(({ isEven }) => isEven);
  const own = entrantOf(route);
  const all = [
    { ...own, model: route.kind === "tuned" ? `${own.model}, tuned,` : own.model },
    ...others.map(({ entrant }) => entrant),
  ].filter((one, at, known) => known.findIndex(({ model }) => model === one.model) === at);
  const alone = all.slice(0, tested);
  // The measure is one of the models that are tested.
  const measure = measureOf(alone, state, question);
  const entrants = measure === undefined ? alone : alone.slice(0, tested - 1);
  const requests = trialRequests(pick.row, state, question);
  const models = entrants.length + (measure === undefined ? 0 : 1);
  // An agent is judged by the task that it ends, not by one of its steps.
  const isAgent = state.profile.turn === "agent";
  const steps = isAgent ? question.knowledge.pack.choice.stepsPerTask : 1;
  const labels = labelsUsd(requests, models, state, question);
  const paid = measure?.entrant === undefined ? entrants : [...entrants, measure.entrant];
  const cost = costOf(requests * steps, labels, paid, state);
  const judged = measure === undefined ? "" : `, with ${measure.text} as the measure,`;
  const golden = question.useCase.evaluation === "golden-set";
  const what = isAgent ? "tasks" : "requests";
  const whose = golden ? `${what} of your golden set` : `of your own ${what}`;
  const which = isAgent
    ? `, ${count(steps)} requests each`
    : isLabelling(state)
      ? ", some of every label"
      : "";
  return {
    need: route.need,
    isOpen,
    chance: route.clearsBar,
    hosts: paid.flatMap(({ host }) => host ?? []),
    text: `${namesOf(entrants)}${judged} on ${requests} ${whose}${which}${cost}${timingText(route, question, answer.verdict)}`,
    passes: `${route.bar.name.startsWith("0") ? "The bar" : `The bar ${route.bar.name}`} is passed by whoever gets at least ${Math.round(100 * route.bar.quality)} % as much right as the best model that you can try.`,
    because: `Of ${requests}, chance moves the count of right answers by about ${Math.round(100 * errorOf(requests, route.bar.quality * anchor))} in 100: who differs by less is as good, and the cheaper or easier one is taken.`,
  };
}

/** Of answers of a few tokens most are alike, and what is rare decides. */
const isLabelling = ({ need: { task, workload } }: NeedState): boolean =>
  task === "bounded" && workload.outputTokens <= labelTokens;
const labelTokens = 32;

function timingText(
  { meets, asks }: Route,
  { knowledge }: Question,
  { status }: Decision["verdict"],
): string {
  const spread = Number(knowledge.pack.parameters.firstTokenSpread ?? 1);
  const near = meets.find((one) => mayExceed(one, spread));
  // Where the verdict itself waits for an answer, that is a step before this one.
  if (near === undefined)
    return status === "ask" ? "" : asks.map((ask) => `. ${ask.replace(/\.$/, "")}`).join("");
  return `, timed at your peak (about ${count(Number(near.value))} ms, ${count(near.limit ?? 0)} at most)`;
}

interface Measure {
  readonly text: string;
  /** Where a model is it. */
  readonly entrant?: Entrant;
}

/** A bar is a share of what the best model gets right, so it has to be in the trial; where no gate keeps the requests from it. */
function measureOf(
  entrants: readonly Entrant[],
  state: NeedState,
  { needs }: Question,
): Measure | undefined {
  const { belief, need } = state;
  const best = need.bar.kind === "share" ? belief?.yardstick.model : undefined;
  if (best === undefined || entrants.some(({ model }) => model === best)) return undefined;
  const passing = needs
    .flatMap(({ state: one, table }) =>
      one === state ? [...table.rows, ...table.short, ...table.unproven, ...table.asking] : [],
    )
    .filter(({ candidate }) => candidate.model?.id === best);
  const [measure] = passing.sort((a, b) => a.open - b.open || a.usd - b.usd);
  if (measure === undefined) return { text: "graded answers of your own" };
  const entrant = entrantOf(nameOf(measure));
  const isElsewhere = entrant.host !== null && entrants[0]?.host !== entrant.host;
  return { text: isElsewhere ? `${best} at ${entrant.host}` : best, entrant };
}

interface Rival {
  readonly entrant: Entrant;
  readonly isEven: boolean;
}

/** The picks of even plans and of those that often win, the fallback of a try, and what nearly takes part for much less. */
function rivalsOf(route: Route, { plans, verdict, nearMisses }: DecidedParts): Rival[] {
  const picksOf = (some: DecidedParts["plans"]) =>
    some
      .flatMap(({ routes }) => routes.filter((one) => one.need === route.need))
      .filter((one) => one.model !== route.model && one.model !== null);
  const isEven = ({ plan }: PlanResult) => verdict.evenWith.includes(plan);
  const even = picksOf(plans.filter(isEven)).map((one) => ({
    entrant: entrantOf(one),
    isEven: true,
  }));
  const often = plans.slice(1).filter((one) => !isEven(one) && (one.winShare ?? 0) >= winsOften);
  const second = route.tryFirst && even.length === 0 && route.fallback ? [route.fallback] : [];
  const cheap = nearMisses.filter(
    (one: Alternative) =>
      one.need === route.need && (one.usdPerMonth ?? 0) < (route.usdPerMonth ?? 0),
  );
  const [nearest] = cheap;
  return [
    ...even,
    ...[...picksOf(often), ...second, ...(nearest === undefined ? [] : [nearest])].map((one) => ({
      entrant: entrantOf(one),
      isEven: false,
    })),
  ];
}

/** One draw in four: as often as it wins, it was wrong not to try it. */
const winsOften = 0.25;

const entrantOf = (one: Named): Entrant => ({
  model: one.model ?? "",
  where: one.configuration,
  host: one.offer,
  usdPerMonth: one.usdPerMonth,
});

function namesOf(entrants: readonly Entrant[]): string {
  const [first = "", ...others] = entrants.map(({ model }) => model);
  return others.length === 0 ? first : `${first} against ${others.join(" and ")}`;
}

/** Standard error of a share of so many, where so much is right. */
const errorOf = (requests: number, right: number): number =>
  Math.sqrt((right * (1 - right)) / requests);

/** Labels for those who have no golden set, tokens, and a day of machines for what runs nowhere else. */
function costOf(
  requests: number,
  labels: number,
  entrants: readonly Entrant[],
  { volume }: NeedState,
): string {
  const mean = volume.reduce((sum, one) => sum + one, 0) / volume.length;
  const hosted = entrants.filter(({ where }) => where === null);
  const tokens = hosted.reduce((sum, one) => sum + ((one.usdPerMonth ?? 0) / mean) * requests, 0);
  const machines = hosted.length < entrants.length ? " and a day of its machine" : "";
  const parts = [
    ...(labels > 0 ? [`${usd(labels)} of labels`] : []),
    ...(hosted.length === 0 ? [] : [`${tokensText(tokens)} of tokens`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")}${machines})`;
}

const tokensText = (amount: number): string =>
  amount < 1 ? "under $1" : amount < 100 ? `$${Math.ceil(amount)}` : usd(amount);
